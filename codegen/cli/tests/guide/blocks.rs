//! Fenced blocks of a page, and what they have to say.
//!
//! | | |
//! |---|---|
//! | ```` ```console ```` | each `$ specwright …` is run, and what it prints stands below it |
//! | ```` ```sh ```` | commands that are only told |
//! | below `<!-- from FILE:ANCHOR -->` | that part of a file that is compiled or read elsewhere |
//! | below `<!-- lines of FILE -->` | lines of the file, in its order |
//! | ```` ```toml ```` | what is asked of the runtime is there |
//! | ```` ```rust ```` | in a page of a crate alone, where it is a doctest |
//!
//! They stand in the page in full, so that it reads the same in the repository and as a book. What
//! stands between `<!-- part FILE:ANCHOR -->` and `<!-- the part ends -->` is that part, as text.

use std::path::Path;

use crate::{console, read};

/// Where the front page of the runtime ends in the README.
pub(crate) const FRONT_PAGE_ENDS: &str = "<!-- the front page ends -->";

/// Whose blocks of Rust are compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doctests {
    /// All, by the crate that the page is the front page of.
    All,
    /// Those before [`FRONT_PAGE_ENDS`], which another page has, too.
    FirstHalf,
    None,
}

/// A page as it should be.
pub(crate) fn refreshed(page: &Path, text: &str, doctests: Doctests) -> String {
    let half = text.lines().position(|line| line == FRONT_PAGE_ENDS);
    let mut folder = None;
    blocks(&parts(page, text), |number, language, content, above| {
        let place = format!("{}:{number}", page.display());
        if let Some(named) = comment(above, "from") {
            return part(&place, named);
        }
        if let Some(named) = comment(above, "lines of") {
            in_order(&place, content, &read(Path::new(named)));
            return content.to_owned();
        }
        let is_doctest = match doctests {
            Doctests::All => true,
            Doctests::FirstHalf => half.is_some_and(|half| number < half),
            Doctests::None => false,
        };
        match language {
            "console" => {
                let folder = folder.get_or_insert_with(console::folder);
                return console::refreshed(&place, content, folder.path());
            }
            "sh" => {}
            "toml" => features_exist(&place, content),
            "rust" | "rust,no_run" if is_doctest => {}
            _ => panic!("{place}: code that nobody compiles"),
        }
        content.to_owned()
    })
}

/// A text whose fenced blocks are what a function makes of them: of the number of its line, its
/// language, what it says, and the line above.
fn blocks(text: &str, mut block: impl FnMut(usize, &str, &str, &str) -> String) -> String {
    let mut whole = String::new();
    let mut above = "";
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        whole += line;
        whole += "\n";
        if let Some(language) = line.strip_prefix("```") {
            let content = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```");
            let content: String = content.map(|line| format!("{line}\n")).collect();
            whole += &block(number + 1, language, &content, above);
            whole += "```\n";
        }
        above = line;
    }
    whole
}

/// A text whose parts of other texts are as those say.
fn parts(page: &Path, text: &str) -> String {
    let mut whole = String::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        whole += line;
        whole += "\n";
        if let Some(named) = comment(line, "part") {
            let end = lines.find(|(_, line)| *line == "<!-- the part ends -->");
            let place = format!("{}:{}", page.display(), number + 1);
            let (_, end) = end.unwrap_or_else(|| panic!("{place}: the part does not end"));
            whole += &part(&place, named);
            whole += &format!("{end}\n");
        }
    }
    whole
}

fn comment<'a>(line: &'a str, verb: &str) -> Option<&'a str> {
    line.strip_prefix("<!-- ")?.strip_prefix(verb)?.strip_prefix(' ')?.strip_suffix(" -->")
}

/// A file, named as `file.rs`; or as `file.rs:anchor` what of it stands between the marks of the
/// anchor, without the margin that all its lines have and without other marks.
fn part(place: &str, named: &str) -> String {
    let Some((file, anchor)) = named.split_once(':') else { return read(Path::new(named)) };
    let text = read(Path::new(file));
    let is = |line: &str, mark: &str| {
        line.trim_end_matches(" -->").ends_with(&format!("{mark}: {anchor}"))
    };
    let lines: Vec<&str> = text
        .lines()
        .skip_while(|line| !is(line, "ANCHOR"))
        .skip(1)
        .take_while(|line| !is(line, "ANCHOR_END"))
        .filter(|line| !line.contains("ANCHOR: ") && !line.contains("ANCHOR_END: "))
        .collect();
    assert!(!lines.is_empty(), "{place}: {file} has no part `{anchor}`");
    let filled = lines.iter().filter(|line| !line.is_empty());
    let margin = filled.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    lines.iter().map(|line| format!("{}\n", line.get(margin..).unwrap_or_default())).collect()
}

/// Each line stands in a text, behind the one before it.
fn in_order(place: &str, content: &str, text: &str) {
    let mut rest = text.lines().map(str::trim);
    for line in content.lines().map(str::trim) {
        assert!(rest.any(|other| other == line), "{place}: no such line, or not there: {line}");
    }
}

/// What a manifest asks of the runtime is there: its version, and each of the features.
fn features_exist(place: &str, content: &str) {
    let manifest = read(Path::new("runtime/Cargo.toml"));
    for line in content.lines().filter(|line| line.starts_with("specwright = ")) {
        let version = env!("CARGO_PKG_VERSION").rsplit_once('.').map_or("", |(minor, _)| minor);
        assert!(line.contains(&format!("version = \"{version}\"")), "{place}: {line}");
        let features = line.split_once("features = [").map_or("", |(_, features)| features);
        for feature in features.split('"').skip(1).step_by(2) {
            let is_there = manifest.contains(&format!("\n{feature} = ["));
            assert!(is_there, "{place}: the runtime has no feature `{feature}`");
        }
    }
}

#[test]
fn code_of_its_own_is_refused() {
    let page = Path::new("x.md");
    let made =
        |text: &str, doctests| std::panic::catch_unwind(|| refreshed(page, text, doctests)).ok();
    assert_eq!(made("```rust\nlet x = 1;\n```\n", Doctests::None), None);
    assert_eq!(
        made(
            "```rust\nlet x = 1;\n```\n<!-- the front page ends -->\n```rust\nlet y = 1;\n```\n",
            Doctests::FirstHalf
        ),
        None
    );
    assert!(made("```rust\nlet x = 1;\n```\n", Doctests::All).is_some());
    assert_eq!(made("```rust,ignore\nlet x = 1;\n```\n", Doctests::All), None);
    let nowhere = "<!-- from examples/blocking/src/main.rs:nowhere -->\n```rust\n```\n";
    assert_eq!(made(nowhere, Doctests::None), None);
    let from = "<!-- from examples/blocking/src/main.rs:call -->\n```rust\n```\n";
    assert!(made(from, Doctests::None).is_some_and(|made| made.contains(".send()?;")));
    let other = "<!-- lines of examples/scribe.yaml -->\n```yaml\nno such line\n```\n";
    assert_eq!(made(other, Doctests::None), None);
    let unknown = "```toml\nspecwright = { version = \"0.1\", features = [\"nothing\"] }\n```\n";
    assert_eq!(made(unknown, Doctests::None), None);
    let part = "<!-- part README.md:options -->\nold\n<!-- the part ends -->\n";
    assert!(made(part, Doctests::None).is_some_and(|made| made.contains("--overlay FILE")));
    assert_eq!(
        made("a\n\n```sh\nls\n```\n", Doctests::None).as_deref(),
        Some("a\n\n```sh\nls\n```\n")
    );
}
