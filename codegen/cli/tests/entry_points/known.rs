//! Every option of every entry point stands in a row, so that none is added to one of them alone.
//!
//! What only some of them have is about files that the others do not write, or about what a run says.

use std::process::Command;

use serde_json::Value as Json;

use super::table::OPTIONS;

/// What of the command is about its files and about what it prints.
const OF_THE_COMMAND: &[&str] = &[
    "accept-breaking",
    "bump",
    "check",
    "color",
    "config",
    "crate",
    "dependency",
    "dry-run",
    "effective-document",
    "help",
    "inherit",
    "json",
    "layout",
    "manifest",
    "output",
    "report-untyped",
    "runtime",
    "verbose",
];

/// What of a project file is, beside what names the description.
const OF_PROJECT_FILES: &[&str] = &[
    "crate",
    "dependencies",
    "document",
    "examples",
    "inherit",
    "layout",
    "manifest",
    "name",
    "output",
    "runtime",
];

/// What begins and ends a generation in a build script.
const OF_BUILD_SCRIPTS: &[&str] = &["build", "diagnostics", "write", "write_or_exit"];

/// Those of all that are in no row and are not among the others.
fn forgotten(all: &[String], others: &[&str], is_in_a_row: impl Fn(&str) -> bool) -> Vec<String> {
    assert!(all.len() > 15, "they are named elsewhere: {all:?}");
    for other in others {
        assert!(all.iter().any(|known| known == other), "there is no `{other}` any more");
    }
    let all = all.iter().filter(|it| !others.contains(&it.as_str()) && !is_in_a_row(it));
    all.cloned().collect()
}

fn printed(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    let output = command.args(arguments).output().expect("the command runs");
    String::from_utf8(output.stdout).expect("text")
}

/// The names in lines of Rust between some text and another.
fn names(text: &str, before: &str, behind: &[char]) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix(before));
    let names = lines.filter_map(|line| Some(line.split_once(behind)?.0.to_owned()));
    let is_name = |text: &str| text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
    names.filter(|name| is_name(name)).collect()
}

#[test]
fn every_option_of_the_command_is_in_a_row() {
    let help = printed(&["generate", "--help"]);
    let lines = help.lines().map(str::trim).filter(|line| line.starts_with('-'));
    let flags = lines.filter_map(|line| {
        let (_, flag) = line.split_once("--")?;
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        flag.split(|letter| !is_name(letter)).next().map(str::to_owned)
    });
    let flags: Vec<String> = flags.collect();
    let is_in_a_row = |flag: &str| {
        let flag = format!("--{flag}");
        OPTIONS.iter().any(|row| row.command.split(' ').any(|word| word == flag))
    };
    assert_eq!(forgotten(&flags, OF_THE_COMMAND, is_in_a_row), [""; 0]);
}

#[test]
fn every_key_of_a_project_file_is_in_a_row() {
    let schema: Json = serde_json::from_str(&printed(&["init", "--schema"])).expect("JSON");
    let keys = schema["$defs"]["api"]["properties"].as_object().expect("the keys of an API");
    let keys: Vec<String> = keys.keys().cloned().collect();
    let is_in_a_row = |key: &str| {
        let key = format!("{key} = ");
        OPTIONS.iter().flat_map(|row| row.project.lines()).any(|line| line.starts_with(&key))
    };
    assert_eq!(forgotten(&keys, OF_PROJECT_FILES, is_in_a_row), [""; 0]);
}

#[test]
fn every_method_of_a_build_script_is_in_a_row() {
    let methods = names(include_str!("../../../src/build_script.rs"), "pub fn ", &['(', '<']);
    // A closure shows nothing of itself but its text.
    let table = include_str!("table.rs");
    let is_in_a_row = |method: &str| table.contains(&format!(".{method}("));
    assert_eq!(forgotten(&methods, OF_BUILD_SCRIPTS, is_in_a_row), [""; 0]);
}

#[test]
fn every_option_of_the_macro_is_in_a_row() {
    let arms = include_str!("../../../macros/src/expand.rs").lines();
    let arms: String =
        arms.filter(|line| line.contains("\" => ")).map(|it| format!("{it}\n")).collect();
    let options = names(&arms, "\"", &['"']);
    let is_in_a_row = |option: &str| {
        let mut given = OPTIONS.iter().flat_map(|row| row.invocation.split(", "));
        given.any(|text| text.split(" = ").next() == Some(option))
    };
    assert_eq!(forgotten(&options, &[], is_in_a_row), [""; 0]);
}
