//! The catalogue of the kinds of changes, as it is listed.

use std::fmt::Write;

use serde_json::{Value as Json, json};
use specwright_codegen::diff::{CATALOGUE, Entry, Meaning, Wire};

/// A paragraph for each kind: its id, what it means, its verdicts, an example, its mirror.
pub(super) fn text() -> String {
    let mut text = String::new();
    for entry in CATALOGUE {
        let _ = writeln!(text, "{}", entry.id);
        let _ = writeln!(text, "  {}", entry.meaning);
        let _ = writeln!(text, "  Verdicts: {}.", verdicts(entry));
        let _ = writeln!(text, "  For example: {}.", entry.example);
        let _ = writeln!(text, "  The step back: {}.", entry.mirror.id());
    }
    text
}

/// `minor or patch for the Rust; a request may be refused; may be silent`.
fn verdicts(entry: &Entry) -> String {
    let words: Vec<&str> = entry.rust.iter().map(|rust| rust.name()).collect();
    let mut text = format!("{} for the Rust", words.join(" or "));
    for wire in entry.wire {
        text.push_str(match wire {
            Wire::Neither => "",
            Wire::RequestRefused => "; a request may be refused",
            Wire::AnswerUnreadable => "; an answer may not be read",
        });
    }
    text.push_str(match entry.silence {
        [Meaning::Same] => "",
        [Meaning::Silent] => "; silent",
        _ => "; may be silent",
    });
    text
}

/// The same as an array of objects.
pub(super) fn json() -> String {
    let kinds = CATALOGUE.iter().map(|entry| {
        json!({
            "kind": entry.id,
            "description": entry.meaning,
            "rust": entry.rust,
            "wire": entry.wire,
            "meaning": entry.silence,
            "example": entry.example,
            "mirror": entry.mirror.id(),
        })
    });
    let text = serde_json::to_string_pretty(&kinds.collect::<Vec<Json>>()).unwrap_or_default();
    format!("{text}\n")
}
