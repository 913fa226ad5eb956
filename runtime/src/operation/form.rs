//! Bodies of form fields (`application/x-www-form-urlencoded`): each property of an object as pairs of names and
//! values.

use super::parameter::Parameter;
use super::style::{self, encoded};
use super::tree::Tree;

/// The pairs of a value, percent-encoded.
///
/// A field that the description says more of is written as a parameter of a query is (OpenAPI 3.1,
/// section 4.8.15.1). Of the others, a list of plain values repeats its name; what has names of its
/// own has no other form that is read alike everywhere than `name[key]`, and a list of such than
/// `name[0][key]`.
pub(super) fn pairs(tree: &Tree, fields: &[Parameter]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    match tree {
        Tree::Object(properties) => {
            for (name, value) in properties {
                match fields.iter().find(|field| field.name == *name) {
                    Some(field) => found.extend(style::pairs(field, value)),
                    None => push(name, value, &mut found),
                }
            }
        }
        tree => push("", tree, &mut found),
    }
    found
}

fn push(name: &str, value: &Tree, found: &mut Vec<(String, String)>) {
    match value {
        Tree::List(items) if !items.iter().any(Tree::has_parts) => {
            found.extend(items.iter().map(|item| (encoded(name), encoded(&item.scalar()))));
        }
        value => style::deep(name, value, encoded, found),
    }
}

/// Which fields hold what stands between the items of their value, and what that is.
pub(super) fn ambiguous(tree: &Tree, fields: &[Parameter]) -> Vec<(&'static str, &'static str)> {
    let Tree::Object(properties) = tree else { return Vec::new() };
    let ambiguous = |(name, value): &(String, Tree)| {
        let field = fields.iter().find(|field| field.name == *name)?;
        Some((field.name, style::holds_delimiter(field, value)?))
    };
    properties.iter().filter_map(ambiguous).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::operation::{Style, query};
    use crate::wire::{RawJson, Wire};

    fn form(value: Value) -> String {
        by(&[], value)
    }

    /// As it is sent, but for the brackets, which are easier to read as they are.
    fn by(fields: &[Parameter], value: Value) -> String {
        let pairs = pairs(&Tree::of(&value.view()).expect("a tree"), fields);
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("&").replace("%5B", "[").replace("%5D", "]")
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
        assert_eq!(form(json!({"l": [{"a": 1}, "x"]})), "l[0][a]=1&l[1]=x");
        assert_eq!(form(json!({"l": [[1], []]})), "l[0][]=1");
        assert_eq!(form(json!({"a&b": "c=d"})), "a%26b=c%3Dd");
    }

    #[test]
    fn a_field_with_an_encoding_is_written_by_it() {
        let fields = [
            query("joined").style(Style::Form, false),
            query("deep").style(Style::DeepObject, true),
            query("json").style(Style::Json, false),
            query("open").allow_reserved(),
            query("spaced").style(Style::SpaceDelimited, false),
        ];
        let value = json!({
            "deep": {"x": [1]}, "joined": ["a", "b,c"], "json": {"y": 2}, "open": "a/b", "plain": [3],
            "spaced": ["d", "e f"],
        });
        assert_eq!(
            by(&fields, value.clone()),
            "deep[x][]=1&joined=a,b%2Cc&json=%7B%22y%22%3A2%7D&open=a/b&plain=3&spaced=d%20e%20f"
        );
        let tree = Tree::of(&value.view()).expect("a tree");
        assert_eq!(ambiguous(&tree, &fields), [("spaced", "a blank")]);
    }

    #[test]
    fn numbers_and_the_order_of_properties_stay_as_they_are_written() {
        let text = r#"{"z":{"n":1e400,"a":123456789012345678901234567890123456789012},"l":[1.50]}"#;
        let raw: RawJson = text.parse().expect("JSON");
        let pairs = pairs(&Tree::of(&raw.view()).expect("a tree"), &[]);
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
        let long = "123456789012345678901234567890123456789012";
        assert_eq!(pairs, [("z%5Bn%5D", "1e400"), ("z%5Ba%5D", long), ("l", "1.50")]);
    }
}
