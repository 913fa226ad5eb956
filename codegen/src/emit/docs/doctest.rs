//! Judges documentation as it is written: whether rustdoc would take any of it for a doctest.
//!
//! A doctest is a block of code that is indented, or fenced without saying that it is no Rust.
//! All code that we write is fenced as `text`, so any other block is one that nobody meant.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// Whether the lines of a comment, each as it stands behind its `///`, hold a doctest.
pub(super) fn has_doctest(lines: &[String]) -> bool {
    lines.iter().any(|line| may_be_of_code(line)) && has_code(&joined(lines))
}

/// The options by which rustdoc reads documentation.
const RUSTDOC: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// What any block of code has, whichever parser reads it: four blanks next to each other or a
/// tab, or a fence. Few comments have, and the others need not be read again.
fn may_be_of_code(line: &str) -> bool {
    line.contains("    ") || line.contains('\t') || line.contains("```") || line.contains("~~~")
}

/// The text that rustdoc makes of the lines: without the indentation that all have in common,
/// to which lines of blanks, of whatever kind, do not count.
fn joined(lines: &[String]) -> String {
    let is_blank = |line: &str| line.chars().all(char::is_whitespace);
    let indentation = |line: &String| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = lines.iter().filter(|line| !is_blank(line)).map(indentation).min().unwrap_or(0);
    let mut text = String::new();
    for line in lines {
        text.push_str(if is_blank(line) { line } else { &line[common..] });
        text.push('\n');
    }
    text
}

fn has_code(text: &str) -> bool {
    Parser::new_ext(text, RUSTDOC).any(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => &*language != "text",
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => true,
        // Older parsers, rustdoc's among them, look for code right behind such a mark; we write none.
        Event::TaskListMarker(_) => true,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> bool {
        has_doctest(&text.lines().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn code_is_found_wherever_it_stands() {
        for text in [
            "     let x = 1;\n text",
            " ```\n let x = 1;\n ```",
            " ~~~rust\n let x = 1;",
            " ```text,ignore\n let x = 1;",
            " ```{.class}\n let x = 1;",
            " ```should_panic\n let x = 1;",
            " >     let x = 1;",
            " -     let x = 1;",
            " 1.     let x = 1;",
            " - a\n   - b\n\n         let x = 1;",
            " [^1]:\n\n         let x = 1;",
            " a\n\n \tlet x = 1;",
            " - [ ]     let x = 1;",
            " - [x] ~~~\n   let x = 1;",
            " a\n\n >\t\tlet x = 1;",
            // A line of blanks is not indented less than the others.
            " a\n\n    \u{a0}",
        ] {
            assert!(judged(text), "{text:?}");
        }
    }

    #[test]
    fn text_is_no_code() {
        for text in [
            "",
            " a\n     b",
            "     all lines\n     are indented",
            " ```text\n     let x = 1;\n ```",
            " - a\n   - b\n     - c\n\n       d",
            " \u{a0}>     let x = 1;",
            " `a    b`",
            " \\>     let x = 1;",
        ] {
            assert!(!judged(text), "{text:?}");
        }
    }
}
