//! Bodies of form fields (`application/x-www-form-urlencoded`): each property of an object as pairs of names and
//! values.

use super::tree::Tree;
use crate::wire::View;
use crate::wire::write::WriteError;

/// The pairs of a value, not yet percent-encoded.
///
/// A list of plain values repeats its name (OpenAPI 3.1, section 4.8.15.1); what has names of
/// its own has no other form that is read alike everywhere than `name[key]`, and a list around
/// it than `name[]`.
///
/// # Errors
/// Where a file is no text, which the check of the value has refused already, or JSON of the caller's
/// is nested too deeply.
pub(super) fn pairs(view: &View<'_>) -> Result<Vec<(String, String)>, WriteError> {
    let mut pairs = Vec::new();
    push(&Tree::of(view)?, String::new(), Level::Root, &mut pairs);
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
fn push(value: &Tree, name: String, level: Level, pairs: &mut Vec<(String, String)>) {
    match value {
        Tree::List(items) => push_items(items, &name, level, pairs),
        Tree::Object(properties) => {
            for (key, value) in properties {
                match level {
                    Level::Root => push(value, key.clone(), Level::Field, pairs),
                    _ => push(value, format!("{name}[{key}]"), Level::Below, pairs),
                }
            }
        }
        scalar => pairs.push((name, scalar.scalar())),
    }
}

/// Adds the pairs of a list. Whether all items are plain is known at its end, and only then how
/// it is named.
fn push_items(items: &[Tree], name: &str, level: Level, pairs: &mut Vec<(String, String)>) {
    let first = pairs.len();
    let mut is_plain = true;
    for item in items {
        let known = pairs.len();
        // What an item is named beyond its list stands alone until the end.
        push(item, String::new(), Level::Below, pairs);
        is_plain &=
            pairs.len() == known + 1 && pairs.get(known).is_some_and(|(below, _)| below.is_empty());
    }
    let repeats = is_plain && level != Level::Below;
    let name = if repeats { name.to_owned() } else { format!("{name}[]") };
    for (below, _) in pairs.iter_mut().skip(first) {
        below.insert_str(0, &name);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::wire::{RawJson, Wire};

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

    #[test]
    fn numbers_and_the_order_of_properties_stay_as_they_are_written() {
        let text = r#"{"z":{"n":1e400,"a":123456789012345678901234567890123456789012},"l":[1.50]}"#;
        let raw: RawJson = text.parse().expect("JSON");
        let pairs = pairs(&raw.view()).expect("text");
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
        let long = "123456789012345678901234567890123456789012";
        assert_eq!(pairs, [("z[n]", "1e400"), ("z[a]", long), ("l", "1.50")]);
    }
}
