//! Trees as texts: JSON, or YAML with the freedoms that it allows.

use fastrand::Rng;
use serde_json::Value;

/// How a tree is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notation {
    /// JSON on one line.
    Compact,
    /// JSON as a person reads it.
    Pretty,
    /// YAML in blocks.
    Yaml,
}

impl Notation {
    /// One of them.
    pub(crate) fn any(rng: &mut Rng) -> Self {
        match rng.u8(..4) {
            0 => Notation::Compact,
            1 => Notation::Pretty,
            _ => Notation::Yaml,
        }
    }

    /// The ending of a file in it.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Notation::Compact | Notation::Pretty => "json",
            Notation::Yaml => "yaml",
        }
    }

    /// The tree as a text.
    pub(crate) fn write(self, tree: &Value) -> String {
        match self {
            Notation::Compact => tree.to_string(),
            Notation::Pretty => format!("{tree:#}"),
            Notation::Yaml => {
                let mut text = String::new();
                block(tree, 0, &mut text);
                text
            }
        }
    }
}

/// Deeper than this, YAML goes on in the brackets of JSON, as indentation costs its square.
const DEEPEST_BLOCK: usize = 24;

fn block(node: &Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match node {
        Value::Object(properties) if !properties.is_empty() && depth < DEEPEST_BLOCK => {
            text.push('\n');
            for (name, property) in properties {
                text.push_str(&format!("{indent}{}:", scalar(name)));
                block(property, depth + 1, text);
            }
        }
        Value::Array(items) if !items.is_empty() && depth < DEEPEST_BLOCK => {
            text.push('\n');
            for item in items {
                text.push_str(&format!("{indent}-"));
                block(item, depth + 1, text);
            }
        }
        Value::String(string) if string.contains('\n') && is_literal(string) && depth > 0 => {
            text.push_str(" |-\n");
            for line in string.lines() {
                text.push_str(&format!("{indent}{line}\n"));
            }
        }
        Value::String(string) => text.push_str(&format!(" {}\n", scalar(string))),
        other => text.push_str(&format!(" {other}\n")),
    }
}

/// Whether a text stands for itself in a literal block.
fn is_literal(text: &str) -> bool {
    let is_plain = |sign: char| sign == '\n' || !sign.is_control() && sign != '\u{feff}';
    text.chars().all(is_plain)
        && !text.starts_with([' ', '\n'])
        && !text.ends_with('\n')
        && !text.contains(['\u{2028}', '\u{2029}'])
}

/// A text without quotes where it is a plain word that means nothing else, as JSON has it otherwise.
fn scalar(text: &str) -> String {
    let is_word = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|sign| sign.is_ascii_alphanumeric() || "_-/. ".contains(sign))
        && !text.ends_with(' ')
        && !matches!(text.to_ascii_lowercase().as_str(), "null" | "true" | "false");
    if is_word { text.to_owned() } else { Value::from(text).to_string() }
}
