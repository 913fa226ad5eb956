//! The four entry points, each run as it is run.

use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

use proc_macro2::TokenStream;
use serde_json::Value as Json;
use tempfile::TempDir;

use super::items::{self, Items};
use super::table::{FAULTS, FILES, OPTIONS, Row};
use super::{expand, watched};

/// A way to the generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Command,
    Project,
    Build,
    Macro,
}

/// What came of a run.
pub(crate) struct Ran {
    /// The items, where there are any.
    pub(crate) items: Option<Items>,
    /// What a person is told.
    pub(crate) text: String,
    /// What a program is told, by the command.
    pub(crate) problems: Vec<Json>,
}

/// By what a process knows which entry point it plays, for which row.
const PLAYS: &str = "SPECWRIGHT_TEST_PLAYS";
const ROW: &str = "SPECWRIGHT_TEST_ROW";

/// The file of what the macro expands to.
const EXPANDED: &str = "expanded.rs";

impl Entry {
    pub(crate) const ALL: [Entry; 4] = [Entry::Command, Entry::Project, Entry::Build, Entry::Macro];

    pub(crate) fn only_reads_what_was_published(self) -> bool {
        matches!(self, Entry::Build | Entry::Macro)
    }

    /// Runs a row in a new folder.
    pub(crate) fn run(self, row: &Row) -> Ran {
        let folder = TempDir::new().expect("a temporary folder");
        for (name, text) in FILES.iter().chain(row.files) {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        self.run_in(folder.path(), row)
    }

    /// Runs a row in a folder that has its files.
    pub(crate) fn run_in(self, folder: &Path, row: &Row) -> Ran {
        match self {
            Entry::Command => {
                let arguments = format!("generate d.yaml --output api {}", row.command);
                by_command(folder, &arguments)
            }
            Entry::Project => {
                let head = "[[generate]]\nname = 'd'\ndocument = 'd.yaml'\noutput = 'api'\n";
                let text = format!("{head}{}\n", row.project);
                fs::write(folder.join("codegen.toml"), text).expect("a file");
                by_command(folder, "generate --config codegen.toml")
            }
            Entry::Build | Entry::Macro => {
                let out = folder.join("out");
                fs::create_dir_all(&out).expect("a folder");
                let output = Command::new(env::current_exe().expect("this test"))
                    .args(["--exact", "as_an_entry_point", "--nocapture"])
                    .env(PLAYS, format!("{self:?}"))
                    .env(ROW, row.name)
                    .env("OUT_DIR", &out)
                    .env("CARGO_MANIFEST_DIR", folder)
                    .env("RUST_BACKTRACE", "0")
                    .current_dir(folder)
                    .output()
                    .expect("this test runs");
                let file = if self == Entry::Build { "d.rs" } else { EXPANDED };
                let items = fs::read_to_string(out.join(file)).ok();
                Ran {
                    items: items
                        .filter(|text| !text.contains("compile_error"))
                        .map(|text| items::of_whole(&text)),
                    text: said(&output),
                    problems: Vec::new(),
                }
            }
        }
    }
}

fn by_command(folder: &Path, arguments: &str) -> Ran {
    let run = |more: &str| {
        Command::new(env!("CARGO_BIN_EXE_specwright"))
            .args(arguments.split_whitespace())
            .args(more.split_whitespace())
            .current_dir(folder)
            .output()
            .expect("the command runs")
    };
    let text = run("");
    let json: Json = serde_json::from_slice(&run("--json").stdout).expect("JSON");
    let problems = json["apis"][0]["problems"].as_array().cloned().unwrap_or_default();
    let items = text.status.success().then(|| items::of_folder(&folder.join("api")));
    // The report of notes has codes, too, and is for the command alone.
    Ran { items, text: String::from_utf8_lossy(&text.stderr).into_owned(), problems }
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

/// The codes that a text tells of.
pub(crate) fn codes(text: &str) -> Vec<String> {
    let is_code = |code: &&str| {
        code.len() == 5
            && code.starts_with(['E', 'W', 'N'])
            && code[1..].bytes().all(|byte| byte.is_ascii_digit())
    };
    let found = text.split('[').skip(1).filter_map(|rest| Some(rest.split_once(']')?.0));
    found.filter(is_code).map(str::to_owned).collect()
}

/// Plays the entry point that this process is run as.
pub(crate) fn play() {
    let (Ok(plays), Ok(name)) = (env::var(PLAYS), env::var(ROW)) else { return };
    let rows = OPTIONS.iter().chain(FAULTS).chain(watched::ROWS);
    let row = rows.into_iter().find(|row| row.name == name).expect("a row");
    match plays.as_str() {
        "Build" => {
            (row.build)(specwright_codegen::build("d.yaml")).write_or_exit();
        }
        "Unwrap" => {
            (row.build)(specwright_codegen::build("d.yaml")).write().unwrap();
        }
        _ => {
            let call = format!("\"d.yaml\", {}", row.invocation);
            let expanded = expand::expand(call.parse().expect("tokens"));
            tell(expanded.clone());
            let out = env::var("OUT_DIR").expect("a folder");
            fs::write(Path::new(&out).join(EXPANDED), expanded.to_string()).expect("a file");
        }
    }
}

/// Prints the strings of the tokens that the compiler would print.
fn tell(expanded: TokenStream) {
    let file: syn::File = syn::parse2(expanded).expect("items");
    for item in file.items {
        let text = match item {
            syn::Item::Macro(item) => item.mac.parse_body::<syn::LitStr>().ok(),
            syn::Item::Const(item) => note(&item),
            _ => None,
        };
        if let Some(text) = text {
            println!("{}", text.value());
        }
    }
}

/// The note of what is deprecated in a constant.
fn note(item: &syn::ItemConst) -> Option<syn::LitStr> {
    let syn::Expr::Block(block) = &*item.expr else { return None };
    let syn::Stmt::Item(syn::Item::Const(inner)) = block.block.stmts.first()? else { return None };
    let deprecated = inner.attrs.iter().find(|attr| attr.path().is_ident("deprecated"))?;
    let mut note = None;
    deprecated
        .parse_nested_meta(|meta| {
            note = Some(meta.value()?.parse::<syn::LitStr>()?);
            Ok(())
        })
        .ok()?;
    note
}

/// Runs a row as a build script that unwraps.
pub(crate) fn unwrapped(row: &Row) -> String {
    let folder = TempDir::new().expect("a temporary folder");
    for (name, text) in FILES.iter().chain(row.files) {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let output = Command::new(env::current_exe().expect("this test"))
        .args(["--exact", "as_an_entry_point", "--nocapture"])
        .env(PLAYS, "Unwrap")
        .env(ROW, row.name)
        .env("OUT_DIR", folder.path())
        .env("RUST_BACKTRACE", "0")
        .current_dir(folder.path())
        .output()
        .expect("this test runs");
    said(&output)
}
