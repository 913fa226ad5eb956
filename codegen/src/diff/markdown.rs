//! A step as an entry of a changelog.

use std::fmt::Write;

use super::text::word;
use super::{Change, Diff, Meaning, Necessity, Rust, Wire};

/// The entry.
///
/// The example of [`diff`](super::diff()) tells it.
pub fn markdown(diff: &Diff, present: Option<&str>) -> String {
    let next = present.and_then(|present| diff.next_version(present));
    let mut text = match next {
        Some(next) => format!("## {next}\n"),
        None => "## Unreleased\n".to_owned(),
    };
    if diff.changes.is_empty() {
        text.push_str("\nNothing changed.\n");
        return text;
    }
    let parts = [
        (Rust::Major, "Breaking"),
        (Rust::Minor, "Added, or discouraged"),
        (Rust::Patch, "Changed"),
    ];
    for (rust, title) in parts {
        let changes: Vec<&Change> = diff.changes.iter().filter(|it| it.rust == rust).collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n### {title}\n");
        for change in changes {
            push(change, &mut text);
        }
    }
    let _ = writeln!(text, "\nFor the Rust this step is {}.", word(diff.rust));
    text
}

fn push(change: &Change, text: &mut String) {
    let _ = write!(text, "- {}: {}", code(&change.item), change.kind.entry().meaning);
    if let (Some(before), Some(after)) = (&change.before, &change.after) {
        let _ = write!(text, " {} was {}.", code(after), code(before));
    }
    if change.necessity == Some(Necessity::Avoidable) {
        text.push_str(" Generated with what is published, it stays.");
    }
    if change.wire == Wire::RequestRefused {
        text.push_str(" Requests that were taken may be refused.");
    }
    if change.wire == Wire::AnswerUnreadable {
        text.push_str(" Answers may not be read by what was built before.");
    }
    if change.meaning == Meaning::Silent {
        text.push_str(" Programs compile, and mean something else.");
    }
    if let Some(reason) = &change.accepted {
        let _ = write!(text, " Accepted: {}", plain(reason));
    }
    text.push('\n');
}

/// A text on one line, whose characters mean nothing in Markdown (CommonMark 0.31, section 2.4).
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for character in text.trim().chars() {
        match character {
            '\n' | '\r' => plain.push(' '),
            _ if "\\`*_{}[]<>()#+!|&~".contains(character) => plain.extend(['\\', character]),
            _ => plain.push(character),
        }
    }
    plain
}

/// A text as code, however many backticks it has.
fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if longest == 0 { "" } else { " " };
    format!("{fence}{space}{}{space}{fence}", text.replace(['\n', '\r'], " "))
}
