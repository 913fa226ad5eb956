//! A tree to a text, YAML or JSON.

use serde::ser::{Serialize, SerializeMap, Serializer};

use serde_saphyr::DoubleQuoted;

use crate::read::source::{Node, Value};

/// How a description is written down.
///
/// The example of [`slice`](super::slice()) writes in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// JSON, by two blanks a level.
    Json,
    /// YAML, with texts of several lines as blocks.
    Yaml,
}

pub(super) fn text(tree: &Node, notation: Notation) -> Result<String, String> {
    match notation {
        Notation::Json => {
            let text = serde_json::to_string_pretty(&Written(tree));
            text.map(|text| text + "\n").map_err(|error| error.to_string())
        }
        Notation::Yaml => {
            let options = serde_saphyr::ser_options! {
                indent_step: 2,
                prefer_block_scalars: true,
                folded_wrap_chars: 100,
            };
            let mut text = String::new();
            serde_saphyr::to_fmt_writer_with_options(&mut text, &Written(tree), options)
                .map_err(|error| error.to_string())?;
            Ok(text)
        }
    }
}

/// A tree as it is written.
struct Written<'a>(&'a Node);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.value {
            Value::Null => serializer.serialize_unit(),
            Value::Boolean(boolean) => serializer.serialize_bool(*boolean),
            Value::Number(number) => number.serialize(serializer),
            Value::String(text) if is_unfit_for_a_block(text) => {
                DoubleQuoted(text.as_str()).serialize(serializer)
            }
            Value::String(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items.iter().map(Written)),
            Value::Object(properties) => {
                let mut map = serializer.serialize_map(Some(properties.len()))?;
                for (name, node) in properties.iter() {
                    map.serialize_entry(name, &Written(node))?;
                }
                map.end()
            }
        }
    }
}

/// Whether a text of several lines begins or ends with what a block would not show, or lose: blanks,
/// empty lines, control characters.
fn is_unfit_for_a_block(text: &str) -> bool {
    let is_odd = |c: char| c.is_control() && c != '\n';
    text.contains('\n')
        && (text.starts_with(char::is_whitespace)
            || text.ends_with("\n\n")
            || text.chars().any(is_odd))
}
