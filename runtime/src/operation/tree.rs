//! Reads a value as its JSON text has it: for what is no JSON itself, a parameter, a form, a part.

use crate::json;
use crate::text::{Fault, JsonReader};
use crate::wire::View;
use crate::wire::write::WriteError;

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
    pub(super) fn of(view: &View<'_>) -> Result<Self, WriteError> {
        let text = json::write(view)?;
        // It is JSON of ours, of which nothing can be wrong but how deep it is.
        let text = std::str::from_utf8(&text).unwrap_or_default();
        read(&mut JsonReader::new(text)).map_err(|_| WriteError::NestedTooDeep)
    }

    /// The text of what has no parts; of anything else its JSON.
    pub(super) fn scalar(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) => text.clone(),
            value => value.json(),
        }
    }

    /// Whether it has items or properties.
    pub(super) fn has_parts(&self) -> bool {
        matches!(self, Self::List(_) | Self::Object(_))
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

/// Reads the next value; each byte of the text is passed once.
fn read(text: &mut JsonReader<'_>) -> Result<Tree, Fault> {
    let mut is_first = true;
    Ok(match text.peek() {
        Some(b'n') => text.literal("null").map(|()| Tree::Null)?,
        Some(b'"') => Tree::Text(text.quoted()?.into_owned()),
        Some(b'[') => {
            let mut items = Vec::new();
            text.enter(b'[')?;
            while text.go_on(&mut is_first, b']')? {
                items.push(read(text)?);
            }
            text.leave(b']')?;
            Tree::List(items)
        }
        Some(b'{') => {
            let mut properties = Vec::new();
            text.enter(b'{')?;
            while text.go_on(&mut is_first, b'}')? {
                properties.push((text.name()?.into_owned(), read(text)?));
            }
            text.leave(b'}')?;
            Tree::Object(properties)
        }
        _ => Tree::Plain(text.raw()?.to_owned()),
    })
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

    /// Each level was passed once for each level around it.
    #[test]
    fn a_text_is_passed_once_however_deep_it_is() {
        for depth in [1, 60, 120] {
            let long = "1,".repeat(1_000);
            let text = format!("{}{long}1{}", "[".repeat(depth), "]".repeat(depth));
            let mut reader = JsonReader::new(&text);
            read(&mut reader).expect("JSON");
            assert!(reader.steps() <= 2 * text.len(), "{} steps", reader.steps());
        }
    }

    #[test]
    fn what_is_nested_too_deeply_is_refused() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let tree = |depth| read(&mut JsonReader::new(&nested(depth)));
        assert!(tree(127).is_ok());
        assert!(tree(128).is_err());
        assert!(tree(100_000).is_err());
    }
}
