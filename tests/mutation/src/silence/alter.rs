//! Changes what a keyword says, in whichever ways its kind of value has.

use serde_json::{Map, Value, json};

use super::places::Keyword;

/// What a word of OpenAPI or of JSON Schema may say instead.
const WORDS: [(&str, &[&str]); 3] = [
    ("type", &["integer", "string", "array", "object"]),
    ("style", &["spaceDelimited", "deepObject", "matrix", "label", "form", "simple"]),
    ("format", &["altered", "binary", "int64"]),
];

/// The description with other values of a keyword.
pub(super) fn altered(description: &Value, keyword: &Keyword) -> Vec<Value> {
    let Some(value) = description.pointer(&keyword.pointer) else { return Vec::new() };
    let with = |value: Value| {
        let mut description = description.clone();
        if let Some(place) = description.pointer_mut(&keyword.pointer) {
            *place = value;
        }
        description
    };
    let others = match value {
        Value::String(text) => of_text(description, keyword, text),
        value => others(value),
    };
    others.into_iter().map(with).collect()
}

/// The description without the keyword at every other place, and so without it at this one, too: where
/// two say the same, each counts without the other.
pub(super) fn alone(description: &Value, keyword: &Keyword) -> [Value; 2] {
    let value = description.pointer(&keyword.pointer).cloned();
    let mut none = description.clone();
    for other in super::keywords(description).iter().filter(|other| other.name == keyword.name) {
        if let Some(Value::Object(keywords)) = none.pointer_mut(&other.node) {
            keywords.shift_remove(&other.name);
        }
    }
    let mut one = none.clone();
    if let (Some(Value::Object(keywords)), Some(value)) = (one.pointer_mut(&keyword.node), value) {
        keywords.insert(keyword.name.clone(), value);
    }
    [one, none]
}

fn of_text(description: &Value, keyword: &Keyword, text: &str) -> Vec<Value> {
    if keyword.name == "$ref" {
        return other_components(description, text);
    }
    let known = WORDS.iter().find(|(name, _)| *name == keyword.name);
    match known {
        Some((_, words)) => {
            words.iter().filter(|word| **word != text).map(|word| json!(word)).collect()
        }
        None => vec![json!(format!("{text} altered"))],
    }
}

/// References to the neighbours of a component.
fn other_components(description: &Value, reference: &str) -> Vec<Value> {
    let Some((section, name)) = reference.rsplit_once('/') else { return Vec::new() };
    let all =
        section.strip_prefix('#').and_then(|pointer| description.pointer(pointer)?.as_object());
    let others = all.into_iter().flat_map(Map::keys).filter(|other| *other != name);
    others
        .take(3)
        .map(|other| json!(format!("{section}/{}", super::places::escaped(other))))
        .collect()
}

fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![json!("altered")],
        Value::Bool(flag) => vec![json!(!flag)],
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or_default();
            let one_more = number + 1.0;
            match number.fract() == 0.0 && number.abs() < 1e15 {
                true => vec![json!(one_more as i64), json!(7)],
                false => vec![json!(one_more)],
            }
        }
        Value::Array(all) => {
            let more = all.iter().cloned().chain([like(all.first())]);
            let fewer = all.iter().skip(1).cloned();
            let other = json!([{ "type": "integer" }]);
            vec![Value::Array(more.collect()), Value::Array(fewer.collect()), other]
        }
        Value::Object(all) => {
            let mut more = all.clone();
            more.insert("altered".to_owned(), like(all.values().next()));
            let fewer = all.iter().skip(1).map(|(name, value)| (name.clone(), value.clone()));
            let schemas = ["integer", "string", "object"].map(|kind| json!({ "type": kind }));
            let names = all.keys().cloned();
            let turned = names.zip(all.values().cycle().skip(1).cloned());
            let turned = Value::Object(turned.collect());
            [Value::Object(more), Value::Object(fewer.collect()), turned]
                .into_iter()
                .chain(schemas)
                .collect()
        }
        Value::String(text) => vec![json!(format!("{text} altered"))],
    }
}

/// A value like another, and not the same.
fn like(other: Option<&Value>) -> Value {
    match other {
        Some(Value::Number(_)) => json!(4711),
        Some(Value::Object(_)) => json!({ "type": "boolean", "description": "Altered." }),
        Some(Value::Array(_)) => json!([]),
        _ => json!("altered"),
    }
}
