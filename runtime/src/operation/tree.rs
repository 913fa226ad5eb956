//! Reads the value of a parameter as its JSON text has it.

use serde::Deserialize;
use serde::de::{Error as _, IgnoredAny};
use serde_json::{Error, Result};

use crate::json;
use crate::wire::View;

/// A value: its properties in the order in which they are written, its numbers digit for digit.
/// The trees of serde_json keep neither, unless somebody turns its features on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    Null,
    Text(String),
    /// A number, or whether something is so.
    Plain(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// The tree of a value.
    ///
    /// # Errors
    /// Where a file has no text, or JSON is nested too deeply.
    pub(super) fn of(view: &View<'_>) -> Result<Self> {
        let text = json::write(view).map_err(Error::custom)?;
        read(std::str::from_utf8(&text).map_err(Error::custom)?, 0)
    }

    /// The text of what has no parts; of anything else its JSON.
    pub(super) fn scalar(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) => text.clone(),
            value => value.json(),
        }
    }

    /// The JSON text.
    pub(super) fn json(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Text(string) => push_string(string, text),
            Self::Plain(plain) => text.push_str(plain),
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    text.push(if index == 0 { '[' } else { ',' });
                    item.write(text);
                }
                text.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Self::Object(properties) => {
                for (index, (name, value)) in properties.iter().enumerate() {
                    text.push(if index == 0 { '{' } else { ',' });
                    push_string(name, text);
                    text.push(':');
                    value.write(text);
                }
                text.push_str(if properties.is_empty() { "{}" } else { "}" });
            }
        }
    }
}

/// How deep a value may be, which is as deep as serde_json reads one.
const DEEPEST: usize = 128;

/// Reads a compact text of JSON, each part of which is then read by itself.
fn read(text: &str, depth: usize) -> Result<Tree> {
    if depth > DEEPEST {
        return Err(Error::custom("it is nested too deeply"));
    }
    Ok(match text.as_bytes().first() {
        Some(b'n') => Tree::Null,
        Some(b'"') => Tree::Text(serde_json::from_str(text)?),
        Some(b'[') => {
            let mut items = Vec::new();
            let mut rest = text.get(1..).unwrap_or_default();
            while !rest.starts_with(']') {
                let (_, item, after) = first::<IgnoredAny>(rest)?;
                items.push(read(item, depth + 1)?);
                rest = after.strip_prefix(',').unwrap_or(after);
            }
            Tree::List(items)
        }
        Some(b'{') => {
            let mut properties = Vec::new();
            let mut rest = text.get(1..).unwrap_or_default();
            while !rest.starts_with('}') {
                let (name, _, after) = first::<String>(rest)?;
                let (_, value, after) = first::<IgnoredAny>(after.trim_start_matches(':'))?;
                properties.push((name, read(value, depth + 1)?));
                rest = after.strip_prefix(',').unwrap_or(after);
            }
            Tree::Object(properties)
        }
        _ => Tree::Plain(text.to_owned()),
    })
}

/// The value that a text begins with: itself, its text, and what follows.
fn first<'a, T: Deserialize<'a>>(text: &'a str) -> Result<(T, &'a str, &'a str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<T>();
    let value = values.next().unwrap_or_else(|| Err(Error::custom("it ends too early")))?;
    let (read, rest) = text.split_at(values.byte_offset());
    Ok((value, read, rest))
}

fn push_string(string: &str, text: &mut String) {
    text.push_str(&serde_json::Value::from(string).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{RawJson, Wire};

    #[test]
    fn nothing_of_a_text_is_changed() {
        for text in [
            "null",
            "true",
            "1e400",
            "-0.10000000000000000000001",
            r#""a\"b""#,
            "[]",
            "{}",
            r#"[1,[],{},[[2.50,"],"]],null]"#,
            r#"{"z":1.0,"a":{"}":[false]},"m\"":"{,"}"#,
        ] {
            let raw: RawJson = text.parse().expect("JSON");
            assert_eq!(Tree::of(&raw.view()).expect("a tree").json(), text);
        }
    }

    #[test]
    fn what_is_nested_too_deeply_is_refused() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let tree = |depth| read(&nested(depth), 0);
        assert!(tree(128).is_ok());
        assert!(tree(100_000).is_err());
    }
}
