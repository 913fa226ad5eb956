//! Writing values as parts: each property of the body, each item of its list.

use super::{Head, Parts, Place};
use crate::operation::tree::Tree;
use crate::wire::View;
use crate::wire::visit::each_property;
use crate::wire::write::{WriteError, push};

/// Why a value cannot be a body of parts.
pub(super) const NO_OBJECT: &str = "must be an object, since each property is a part";

/// Writes each property of the body as a part.
///
/// # Errors
/// Where the body is no object, or a file is no text where only text can stand.
pub(super) fn write_parts(view: &View<'_>, parts: &mut Parts<'_>) -> Result<(), String> {
    let result = match *view {
        View::Record(record) => {
            each_property(record, |name, value| write_part(value, place(name), parts))
        }
        View::Map(map) => {
            let mut result = Ok(());
            map.each(&mut |name, value| {
                if result.is_ok() {
                    result = write_part(&value, place(name), parts);
                }
            });
            result
        }
        View::Json(_) | View::Raw(_) | View::Custom(_) => match Tree::of(view) {
            Ok(Tree::Object(properties)) => properties
                .iter()
                .try_for_each(|(name, value)| write_tree(value, place(name), parts)),
            Ok(_) => return Err(NO_OBJECT.to_owned()),
            Err(error) => Err(error),
        },
        View::Union(union) => return write_parts(&union.variant().1, parts),
        _ => return Err(NO_OBJECT.to_owned()),
    };
    result.map_err(|error| error.to_string())
}

fn place(name: &str) -> Place<'_> {
    Place { name, index: None }
}

/// Writes a value as a part, or the items of a list as one each.
fn write_part(view: &View<'_>, place: Place<'_>, parts: &mut Parts<'_>) -> Result<(), WriteError> {
    match *view {
        View::Absent | View::Null => Ok(()),
        View::Text(text) => parts.text(place, text),
        View::Json(_) | View::Raw(_) | View::Custom(_) => {
            write_tree(&Tree::of(view)?, place, parts)
        }
        View::File(file) => {
            parts.file(place, file);
            Ok(())
        }
        View::Union(union) => write_part(&union.variant().1, place, parts),
        // A list in a list has no other form than JSON.
        View::List(list) if place.index.is_none() => (0..list.count()).try_for_each(|index| {
            write_part(&list.view_at(index), Place { index: Some(index), ..place }, parts)
        }),
        View::Record(_) | View::Map(_) | View::List(_) => push(view, parts.json(place)),
        View::Boolean(_) | View::Integer(_) | View::Unsigned(_) | View::Number(_) => {
            begin_scalar(place, parts);
            push(view, &mut parts.text)
        }
        View::Extra(_) | View::Nulls(_) => Ok(()),
    }
}

/// Writes a value of the caller's own as a part: its numbers digit for digit, its properties in the
/// order in which they are written.
fn write_tree(value: &Tree, place: Place<'_>, parts: &mut Parts<'_>) -> Result<(), WriteError> {
    match value {
        Tree::Null => {}
        Tree::Text(text) => parts.text(place, text)?,
        Tree::List(items) if place.index.is_none() => {
            return items.iter().enumerate().try_for_each(|(index, item)| {
                write_tree(item, Place { index: Some(index), ..place }, parts)
            });
        }
        Tree::List(_) | Tree::Object(_) => {
            parts.json(place).extend_from_slice(value.json().as_bytes())
        }
        Tree::Plain(text) => {
            begin_scalar(place, parts);
            parts.text.extend_from_slice(text.as_bytes());
        }
    }
    Ok(())
}

fn begin_scalar(place: Place<'_>, parts: &mut Parts<'_>) {
    let media_type = parts.media_type(place, None, false);
    parts.begin(place, &Head { media_type, filename: None, headers: &[] });
}
