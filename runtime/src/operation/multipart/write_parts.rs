//! Writing values as parts: each property of the body, each item of its list.

use serde_json::Value;

use super::{Head, Parts, Place};
use crate::wire::record::each_property;
use crate::wire::write::{WriteError, push};
use crate::wire::{View, Wire};

/// Why a value cannot be a body of parts.
pub(super) const NO_OBJECT: &str = "must be an object, since each property is a part";

/// Writes each property of the body as a part.
///
/// # Errors
/// Where the body is no object, or a file is no text where only text can stand.
pub(super) fn write_parts(view: &View<'_>, parts: &mut Parts<'_>) -> Result<(), String> {
    let result = match *view {
        View::Record(record) => {
            each_property(record, |key, value| write_part(value, place(key.name()), parts))
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
        View::Json(Value::Object(properties)) => properties
            .iter()
            .try_for_each(|(name, value)| write_part(&value.view(), place(name), parts)),
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
        View::Absent | View::Null | View::Json(Value::Null) => Ok(()),
        View::Text(text) => parts.text(place, text),
        View::Json(Value::String(text)) => parts.text(place, text),
        View::File(file) => {
            parts.file(place, file);
            Ok(())
        }
        View::Union(union) => write_part(&union.variant().1, place, parts),
        View::Raw(json) => match json.to_value() {
            Ok(value) => write_part(&value.view(), place, parts),
            // Beyond what serde_json holds are numbers alone, which are sent as they are.
            Err(_) => push(view, parts.json(place)),
        },
        // A list in a list has no other form than JSON.
        View::List(list) if place.index.is_none() => (0..list.count()).try_for_each(|index| {
            write_part(&list.view_at(index), Place { index: Some(index), ..place }, parts)
        }),
        View::Json(Value::Array(items)) if place.index.is_none() => {
            items.iter().enumerate().try_for_each(|(index, item)| {
                write_part(&item.view(), Place { index: Some(index), ..place }, parts)
            })
        }
        View::Record(_) | View::Map(_) | View::List(_) => push(view, parts.json(place)),
        View::Json(Value::Object(_) | Value::Array(_)) => push(view, parts.json(place)),
        View::Boolean(_) | View::Integer(_) | View::Unsigned(_) | View::Number(_) => {
            write_scalar(view, place, parts)
        }
        View::Json(Value::Bool(_) | Value::Number(_)) => write_scalar(view, place, parts),
        View::Extra(_) | View::Nulls(_) => Ok(()),
    }
}

fn write_scalar(
    view: &View<'_>,
    place: Place<'_>,
    parts: &mut Parts<'_>,
) -> Result<(), WriteError> {
    let media_type = parts.media_type(place, None, false);
    parts.begin(place, &Head { media_type, filename: None, headers: &[] });
    push(view, &mut parts.text)
}
