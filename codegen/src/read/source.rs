//! SourceText, YAML or JSON, to a tree that remembers where each node stands.

use std::fmt;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use serde_json::{Number, Value as Json};

use crate::diagnostic::{Code, Diagnostic, Location, SourceText, Unit};
use crate::pointer::{FileId, Pointer};

mod json;
mod yaml;

/// A node of a document's tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What stands there.
    pub value: Value,
    /// Where it stands.
    pub location: Location,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// A list.
    List(Vec<Node>),
    /// An object. Most nodes are none, and should not be as large as one.
    Object(Box<Properties>),
}

/// The properties of an object, in the order of the text.
pub type Properties = IndexMap<String, Node, RandomState>;

/// How deep a document may nest. Real ones reach about fifty levels; what is deeper is an attack.
pub(crate) const DEEPEST: usize = 256;

/// How many nodes a document's aliases may expand to.
pub(crate) const MOST_NODES: usize = 1_000_000;

/// Reads a text as JSON if it begins like an object and is called `.json`, as YAML otherwise.
///
/// # Errors
/// Where the text is not of its notation, nests too deep, repeats a name within an
/// object, or expands beyond measure.
pub fn read(
    name: &str,
    content: String,
    file: FileId,
) -> Result<(Node, SourceText), (Box<Diagnostic>, SourceText)> {
    let is_json = content.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('{');
    let unit = if is_json { Unit::Bytes } else { Unit::Characters };
    let text = SourceText::new(name, content, unit);
    let tree =
        if is_json { json::read(&text.content, file) } else { yaml::read(&text.content, file) };
    match tree {
        Ok(node) => Ok((node, text)),
        Err(problem) => Err((Box::new(problem), text)),
    }
}

impl Node {
    /// The properties, if this is an object.
    pub fn object(&self) -> Option<&Properties> {
        match &self.value {
            Value::Object(properties) => Some(properties),
            _ => None,
        }
    }

    /// The items, if this is a list.
    pub fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if this is a string.
    pub fn string(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// A property, if this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.object()?.get(name)
    }

    /// The node that a pointer leads to from here.
    pub fn find(&self, pointer: &Pointer) -> Option<&Node> {
        let mut node = self;
        for segment in pointer.steps() {
            node = match &node.value {
                Value::Object(properties) => properties.get(&*segment)?,
                Value::List(items) => items.get(segment.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// The node that a pointer leads to from here, to be changed.
    pub fn find_mut(&mut self, pointer: &Pointer) -> Option<&mut Node> {
        let mut node = self;
        for segment in pointer.segments() {
            node = match &mut node.value {
                Value::Object(properties) => properties.get_mut(&segment)?,
                Value::List(items) => items.get_mut(segment.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// The tree as plain JSON.
    pub fn to_json(&self) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Boolean(boolean) => Json::Bool(*boolean),
            Value::Number(number) => Json::Number(number.clone()),
            Value::String(text) => Json::String(text.clone()),
            Value::List(items) => Json::Array(items.iter().map(Node::to_json).collect()),
            Value::Object(properties) => Json::Object(
                properties.iter().map(|(name, node)| (name.clone(), node.to_json())).collect(),
            ),
        }
    }

    /// What kind of value this is, for messages.
    pub fn kind(&self) -> Kind {
        match &self.value {
            Value::Null => Kind("null"),
            Value::Boolean(_) => Kind("a boolean"),
            Value::Number(_) => Kind("a number"),
            Value::String(_) => Kind("a string"),
            Value::List(_) => Kind("an array"),
            Value::Object(_) => Kind("an object"),
        }
    }
}

/// A kind of value, as messages call it.
#[derive(Clone, Copy, Debug)]
pub struct Kind(&'static str);

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

fn too_deep(location: Location) -> Diagnostic {
    Diagnostic::new(Code::NestedTooDeep, format!("the document nests deeper than {DEEPEST} levels"))
        .at(location)
        .help("a description of an interface has no need of it; check where the file comes from")
}

/// How long the name of a property may be, in bytes: every place below has it in its pointer.
const LONGEST_NAME: usize = 4_096;

fn check_name(name: &str, location: Location) -> Result<(), Diagnostic> {
    if name.len() <= LONGEST_NAME {
        return Ok(());
    }
    let message = format!("the name of a property has more than {LONGEST_NAME} bytes");
    Err(Diagnostic::new(Code::NameTooLong, message).at(location))
}

fn repeated(name: &str, location: Location, first: Location, text: &str, unit: Unit) -> Diagnostic {
    let line = line_of(text, first, unit);
    Diagnostic::new(Code::NameRepeated, format!("the name `{name}` stands twice in one object"))
        .at(location)
        .help(format!("it first stands in line {line}; remove or rename one of the two"))
}

fn line_of(text: &str, location: Location, unit: Unit) -> usize {
    let offset = location.offset as usize;
    let newlines = match unit {
        Unit::Bytes => text.bytes().take(offset).filter(|byte| *byte == b'\n').count(),
        Unit::Characters => {
            text.chars().take(offset).filter(|character| *character == '\n').count()
        }
    };
    newlines + 1
}

/// A number as JSON has it; one too large for its kind becomes the nearest float.
fn number(digits: &str) -> Option<Number> {
    if let Ok(integer) = digits.parse::<i64>() {
        return Some(Number::from(integer));
    }
    if let Ok(integer) = digits.parse::<u64>() {
        return Some(Number::from(integer));
    }
    digits.parse::<f64>().ok().and_then(Number::from_f64)
}
