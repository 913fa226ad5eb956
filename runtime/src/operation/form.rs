//! Bodies of form fields (`application/x-www-form-urlencoded`): each property of an object as pairs of names and
//! values.

use serde_json::Value;

use crate::wire::record::each_property;
use crate::wire::write::WriteError;
use crate::wire::{View, Wire};

/// The pairs of a value, not yet percent-encoded.
///
/// A list of plain values repeats its name (OpenAPI 3.1, section 4.8.15.1); what has names of
/// its own has no other form that is read alike everywhere than `name[key]`, and a list around
/// it than `name[]`.
///
/// # Errors
/// Where a file is no text, which the check of the value has refused already.
pub(super) fn pairs(view: &View<'_>) -> Result<Vec<(String, String)>, WriteError> {
    let mut pairs = Vec::new();
    push(view, String::new(), Level::Root, &mut pairs)?;
    Ok(pairs)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    /// The body itself.
    Root,
    /// A property of it.
    Field,
    /// Anything below.
    Below,
}

/// Adds the pairs of a value of this name.
fn push(
    view: &View<'_>,
    name: String,
    level: Level,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), WriteError> {
    let below = |below: &str| match level {
        Level::Root => (below.to_owned(), Level::Field),
        Level::Field | Level::Below => (format!("{name}[{below}]"), Level::Below),
    };
    match *view {
        View::Absent | View::Null => pairs.push((name, String::new())),
        View::Boolean(value) => pairs.push((name, value.to_string())),
        View::Integer(value) => pairs.push((name, value.to_string())),
        View::Unsigned(value) => pairs.push((name, value.to_string())),
        View::Number(value) => pairs.push((name, Value::from(value).to_string())),
        View::Text(value) => pairs.push((name, value.to_owned())),
        View::File(file) => {
            let text = file.text().ok_or(WriteError::FileIsNoText)?;
            pairs.push((name, text.to_owned()));
        }
        View::Raw(json) => match json.to_value() {
            Ok(value) => return push(&value.view(), name, level, pairs),
            Err(_) => pairs.push((name, json.text().to_owned())),
        },
        View::Json(value) => match value {
            Value::Null => pairs.push((name, String::new())),
            Value::String(text) => pairs.push((name, text.clone())),
            Value::Array(items) => {
                let views = items.iter().map(Wire::view);
                return push_items(views, &name, level, pairs);
            }
            Value::Object(properties) => {
                for (key, value) in properties {
                    let (name, level) = below(key);
                    push(&value.view(), name, level, pairs)?;
                }
            }
            scalar => pairs.push((name, scalar.to_string())),
        },
        View::List(list) => {
            let views = (0..list.count()).map(|index| list.view_at(index));
            return push_items(views, &name, level, pairs);
        }
        View::Record(record) => {
            return each_property(record, |key, value| {
                let (name, level) = below(key.name());
                push(value, name, level, pairs)
            });
        }
        View::Map(map) => {
            let mut result = Ok(());
            map.each(&mut |key, value| {
                if result.is_ok() {
                    let (name, level) = below(key);
                    result = push(&value, name, level, pairs);
                }
            });
            return result;
        }
        View::Union(union) => return push(&union.variant().1, name, level, pairs),
        View::Extra(_) | View::Nulls(_) => {}
    }
    Ok(())
}

/// Adds the pairs of a list. Whether all items are plain is known at its end, and only then how
/// it is named.
fn push_items<'a>(
    items: impl Iterator<Item = View<'a>>,
    name: &str,
    level: Level,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), WriteError> {
    let first = pairs.len();
    let mut is_plain = true;
    for item in items {
        let known = pairs.len();
        // What an item is named beyond its list stands alone until the end.
        push(&item, String::new(), Level::Below, pairs)?;
        is_plain &=
            pairs.len() == known + 1 && pairs.get(known).is_some_and(|(below, _)| below.is_empty());
    }
    let repeats = is_plain && level != Level::Below;
    let name = if repeats { name.to_owned() } else { format!("{name}[]") };
    for (below, _) in pairs.iter_mut().skip(first) {
        below.insert_str(0, &name);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form(value: Value) -> String {
        let pairs = pairs(&value.view()).expect("text");
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("&")
    }

    #[test]
    fn lists_of_plain_values_repeat_their_name_and_others_say_where_they_are() {
        assert_eq!(form(json!({"a": 1, "b": null, "c": true})), "a=1&b=&c=true");
        assert_eq!(form(json!({"l": ["x", 2, null]})), "l=x&l=2&l=");
        assert_eq!(form(json!({"l": []})), "");
        assert_eq!(
            form(json!({"o": {"p": [1, 2], "q": {"r": "s"}}})),
            "o[p][]=1&o[p][]=2&o[q][r]=s"
        );
        assert_eq!(form(json!({"l": [{"a": 1}, "x"]})), "l[][a]=1&l[]=x");
        assert_eq!(form(json!({"l": [[1], []]})), "l[][]=1");
    }
}
