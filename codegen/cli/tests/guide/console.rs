//! Commands of a page, run in a folder with the descriptions that the guide speaks of.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::root;

/// A folder as the reader has it: a project with the descriptions beside it.
pub(crate) fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    // What is written stays below a repository.
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    fs::write(folder.path().join("Cargo.toml"), "[package]\nname = \"mine\"\n").expect("a file");
    for source in ["examples", "examples/first-hour", "docs/guide/files"] {
        for entry in fs::read_dir(root().join(source)).expect("a folder of files") {
            let path = entry.expect("an entry").path();
            let is_yaml = path.extension().is_some_and(|it| it == "yaml");
            let is_wanted = is_yaml || !source.starts_with("examples");
            if is_wanted {
                let name = path.file_name().expect("a name");
                fs::copy(&path, folder.path().join(name)).expect("a file that can be copied");
            }
        }
    }
    folder
}

/// A block of commands with what each prints now, by which time of a run is left as it was.
pub(crate) fn refreshed(place: &str, content: &str, folder: &Path) -> String {
    let mut whole = String::new();
    let mut said: Vec<&str> = Vec::new();
    let mut lines = content.lines().peekable();
    while let Some(line) = lines.next() {
        let command = line.strip_prefix("$ ");
        let command = command.unwrap_or_else(|| panic!("{place}: not a command: {line}"));
        said.clear();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            said.push(line);
        }
        whole += &format!("$ {command}\n");
        for line in run(command, folder).lines() {
            let old = said.iter().find(|said| timeless(said) == timeless(line));
            whole += &format!("{}\n", old.copied().unwrap_or(line));
        }
    }
    whole
}

/// What a command prints, on stderr first, as a person sees both.
pub(crate) fn run(command: &str, folder: &Path) -> String {
    let words = shlex::split(command).unwrap_or_default();
    assert_eq!(words.first().map(String::as_str), Some("specwright"), "{command}");
    let mut process = Command::new(env!("CARGO_BIN_EXE_specwright"));
    let output = process.args(&words[1..]).current_dir(folder).output().expect("the command runs");
    [output.stderr, output.stdout].map(|it| String::from_utf8_lossy(&it).into_owned()).concat()
}

/// A line without how long something took.
fn timeless(line: &str) -> String {
    match line.rsplit_once("in ") {
        Some((before, time)) if time.ends_with(" ms") || time.ends_with(" s") => before.to_owned(),
        _ => line.to_owned(),
    }
}
