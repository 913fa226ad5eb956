//! Where a place within an example stands in the text of the description.

use serde_json::Value as Json;

use crate::example::{Example, Notation};
use specwright_codegen::diagnostic::{Location, SourceText, Unit};
use specwright_codegen::pointer::{FileId, Place, Pointer};
use specwright_codegen::read::resolve::Document;
use specwright_codegen::read::source::{self, Node};

/// The location of a place within an example, and the pointer of the node that stands there.
pub(super) fn locate(
    document: &Document,
    example: &Example,
    value: &Json,
    instance: &Pointer,
) -> (Location, Pointer) {
    let held = document.node(&example.place).ok().and_then(Node::string);
    match held.filter(|_| example.notation == Notation::VendorText && !value.is_string()) {
        Some(text) => {
            let start = document.location(&example.place);
            let within = within(document.texts(), start, text, instance);
            (within.unwrap_or(start), example.place.pointer.clone())
        }
        None => {
            let place =
                Place { pointer: joined(&example.place.pointer, instance), ..example.place };
            (document.location(&place), place.pointer)
        }
    }
}

/// A pointer that leads on from where another ends.
pub(super) fn joined(first: &Pointer, second: &Pointer) -> Pointer {
    Pointer::parse(&format!("{first}{second}"))
}

/// Where a value within the JSON of a string stands, if the string is written as it is: in a
/// block of YAML, each line as it stands in the string, indented.
fn within(
    texts: &[SourceText],
    start: Location,
    held: &str,
    instance: &Pointer,
) -> Option<Location> {
    let text = texts.get(usize::from(start.file.0)).filter(|text| text.unit == Unit::Characters)?;
    let (node, inner) = source::read("", held.to_owned(), FileId(0)).ok()?;
    let offset = nearest(&node, instance).location.offset as usize;
    let byte = match inner.unit {
        Unit::Bytes => offset,
        Unit::Characters => held.char_indices().nth(offset)?.0,
    };
    let before = held.get(..byte)?;
    let (number, line_start) =
        (before.matches('\n').count(), before.rfind('\n').map_or(0, |at| at + 1));
    let wanted = held.lines().nth(number)?;
    let column = before.get(line_start..)?.chars().count();
    // The string's first line is the one after its indicator.
    let content = text.content.strip_prefix('\u{feff}').unwrap_or(&text.content);
    let start_byte = content.char_indices().nth(start.offset as usize)?.0;
    let rest = content.get(start_byte..)?;
    let rest = if rest.starts_with(['|', '>']) { &rest[rest.find('\n')? + 1..] } else { rest };
    let mut passed = content.len() - rest.len();
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        if index == number {
            let shown = line.trim_end_matches(['\n', '\r']);
            let indent = shown.len().checked_sub(wanted.len())?;
            if !shown.ends_with(wanted) || !shown[..indent].trim().is_empty() {
                return None;
            }
            let characters = content[..passed].chars().count() + indent + column;
            return Some(Location { offset: u32::try_from(characters).ok()?, ..start });
        }
        passed += line.len();
    }
    None
}

/// The node at a pointer, or the nearest one around it.
fn nearest<'a>(node: &'a Node, pointer: &Pointer) -> &'a Node {
    let mut pointer = pointer.clone();
    loop {
        if let Some(found) = node.find(&pointer) {
            return found;
        }
        match pointer.parent() {
            Some(parent) => pointer = parent,
            None => return node,
        }
    }
}
