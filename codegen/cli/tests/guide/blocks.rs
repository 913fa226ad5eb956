//! Fenced blocks of a page, and what they have to say.
//!
//! | in the guide | |
//! |---|---|
//! | ```` ```console ```` | each `$ specwright …` is run, and what it prints stands below it |
//! | ```` ```sh ```` | commands that are only told |
//! | any other | a part of a file that is compiled or read elsewhere, by mdBook's `{{#include}}` |
//!
//! A README is not built by mdBook, so that what it shows stands in it: below a comment `<!-- from
//! FILE:ANCHOR -->` the very part; below `<!-- lines of FILE -->` lines of the file in its order.
//! A block of Rust in the README of a crate is a doctest of that crate.

use std::path::{Path, PathBuf};

use crate::{console, read, root};

/// A page of the guide as it should be.
pub(crate) fn guide(page: &Path, text: &str) -> String {
    let mut folder = None;
    refreshed(text, |place, language, content, _| {
        let place = format!("{}:{place}", page.display());
        match language {
            "console" => {
                let folder = folder.get_or_insert_with(console::folder);
                console::refreshed(&place, content, folder.path())
            }
            "sh" => content.to_owned(),
            _ => {
                for line in content.lines() {
                    let named = line.strip_prefix("{{#include ").and_then(|it| it.strip_suffix("}}"));
                    let named = named.unwrap_or_else(|| panic!("{place}: code of its own: {line}"));
                    part(&place, &page.with_file_name("").join(path(named)), anchor(named));
                }
                content.to_owned()
            }
        }
    })
}

/// A README as it should be.
pub(crate) fn readme(page: &Path, text: &str) -> String {
    let is_doctest = page != Path::new("README.md");
    let mut folder = None;
    refreshed(text, |place, language, content, above| {
        let place = format!("{}:{place}", page.display());
        if language == "console" {
            let folder = folder.get_or_insert_with(console::folder);
            return console::refreshed(&place, content, folder.path());
        }
        if let Some(named) = comment(above, "from") {
            return part(&place, Path::new(path(named)), anchor(named));
        }
        if let Some(named) = comment(above, "lines of") {
            in_order(&place, content, &read(Path::new(named)));
            return content.to_owned();
        }
        let is_known = language == "sh" || (is_doctest && language.starts_with("rust"));
        assert!(is_known, "{place}: code that nobody compiles");
        content.to_owned()
    })
}

/// A text whose fenced blocks are what a function makes of them: of the number of its line, its
/// language, what it says, and the line above.
fn refreshed(text: &str, mut block: impl FnMut(usize, &str, &str, &str) -> String) -> String {
    let mut whole = String::new();
    let mut above = "";
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        whole += line;
        whole += "\n";
        if let Some(language) = line.strip_prefix("```") {
            let content: Vec<&str> =
                lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            let content: String = content.iter().map(|line| format!("{line}\n")).collect();
            whole += &block(number + 1, language, &content, above);
            whole += "```\n";
        }
        above = line;
    }
    whole
}

fn comment<'a>(line: &'a str, verb: &str) -> Option<&'a str> {
    line.strip_prefix("<!-- ")?.strip_prefix(verb)?.strip_prefix(' ')?.strip_suffix(" -->")
}

/// The path of what is named, `file.rs` or `file.rs:anchor`.
fn path(named: &str) -> &str {
    named.split_once(':').map_or(named, |(path, _)| path)
}

fn anchor(named: &str) -> Option<&str> {
    named.split_once(':').map(|(_, anchor)| anchor)
}

/// A file, or what of it stands between the marks of an anchor, without the margin that all its
/// lines have and without other marks.
fn part(place: &str, file: &Path, anchor: Option<&str>) -> String {
    let text = read(&normal(file));
    let is_mark = |line: &str| line.contains("ANCHOR: ") || line.contains("ANCHOR_END: ");
    let Some(anchor) = anchor else { return text };
    let ends_with = |line: &str, mark: &str| line.ends_with(&format!("{mark}: {anchor}"));
    let lines: Vec<&str> = text
        .lines()
        .skip_while(|line| !ends_with(line, "ANCHOR"))
        .skip(1)
        .take_while(|line| !ends_with(line, "ANCHOR_END"))
        .filter(|line| !is_mark(line))
        .collect();
    assert!(!lines.is_empty(), "{place}: {} has no part `{anchor}`", file.display());
    let filled = lines.iter().filter(|line| !line.is_empty());
    let margin = filled.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    lines.iter().map(|line| format!("{}\n", line.get(margin..).unwrap_or_default())).collect()
}

/// A path without the steps back, relative to the repository.
fn normal(path: &Path) -> PathBuf {
    let whole = root().join(path).canonicalize();
    let whole = whole.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let root = root().canonicalize().expect("the repository");
    whole.strip_prefix(root).expect("a file of the repository").to_owned()
}

/// Each line stands in a text, behind the one before it.
fn in_order(place: &str, content: &str, text: &str) {
    let mut rest = text.lines().map(str::trim);
    for line in content.lines().map(str::trim) {
        assert!(rest.any(|other| other == line), "{place}: no such line, or not there: {line}");
    }
}

#[test]
fn code_of_its_own_is_refused() {
    let page = Path::new("docs/guide/src/x.md");
    let refused = |text: &str| std::panic::catch_unwind(|| guide(page, text)).is_err();
    assert!(refused("```rust\nlet x = 1;\n```\n"));
    assert!(refused("```rust\n{{#include ../../../examples/blocking/src/main.rs:nowhere}}\n```\n"));
    assert!(!refused("```rust\n{{#include ../../../examples/blocking/src/main.rs:call}}\n```\n"));
    let from = "<!-- from examples/blocking/src/main.rs:call -->\n```rust\n```\n";
    assert!(readme(Path::new("README.md"), from).contains(".send()?;"));
    assert_eq!(guide(page, "a\n\n```sh\nls\n```\n"), "a\n\n```sh\nls\n```\n");
}
