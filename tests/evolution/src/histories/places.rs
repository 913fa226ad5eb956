//! Where a description can be changed, and what can stand there.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// The nodes below the components that are of a kind, as pointers.
pub(super) fn schemas(
    document: &Value,
    is_wanted: impl Fn(&Map<String, Value>) -> bool,
) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(schemas) = document.pointer("/components/schemas") {
        walk(schemas, "/components/schemas", &is_wanted, &mut found);
    }
    found
}

fn walk(
    node: &Value,
    at: &str,
    is_wanted: &impl Fn(&Map<String, Value>) -> bool,
    found: &mut Vec<String>,
) {
    let children: Vec<(String, &Value)> = match node {
        Value::Object(object) => {
            if is_wanted(object) {
                found.push(at.to_owned());
            }
            object.iter().map(|(name, child)| (name.clone(), child)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, child)| (index.to_string(), child)).collect()
        }
        _ => return,
    };
    for (name, child) in children {
        let name = name.replace('~', "~0").replace('/', "~1");
        walk(child, &format!("{at}/{name}"), is_wanted, found);
    }
}

/// One of the objects with properties.
pub(super) fn object(document: &Value, rng: &mut Rng) -> Option<String> {
    let is_object = |schema: &Map<String, Value>| {
        schema.get("type") == Some(&json!("object"))
            && schema.get("properties").is_some_and(Value::is_object)
    };
    chosen(schemas(document, is_object), rng)
}

/// One of the operations.
pub(super) fn operation(document: &Value, rng: &mut Rng) -> Option<String> {
    chosen(operations(document), rng)
}

/// The operations, as pointers.
pub(super) fn operations(document: &Value) -> Vec<String> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(path, item)| {
        let path = path.replace('~', "~0").replace('/', "~1");
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, _)| format!("/paths/{path}/{method}"))
    });
    operations.collect()
}

/// One of several.
pub(super) fn chosen<T>(mut all: Vec<T>, rng: &mut Rng) -> Option<T> {
    if all.is_empty() { None } else { Some(all.swap_remove(rng.usize(..all.len()))) }
}

/// The names of the components.
pub(super) fn components(document: &Value) -> Vec<String> {
    let schemas = document["components"]["schemas"].as_object();
    schemas.into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

pub(super) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

pub(super) fn answer(schema: &Value) -> Value {
    json!({"description": "It.", "content": {"application/json": {"schema": schema}}})
}

/// Any schema that a property may have.
pub(super) fn any_schema(document: &Value, rng: &mut Rng) -> Value {
    match rng.u8(..20) {
        0 | 1 => json!({"type": "string"}),
        2 => json!({"type": "integer"}),
        3 => json!({"type": "number"}),
        4 => json!({"type": "boolean"}),
        5 => json!({"type": ["string", "null"]}),
        6 => json!({"type": "array", "items": {"type": "string"}}),
        7 => json!({"type": "string", "enum": ["low", "high"]}),
        8 => json!({"oneOf": [{"type": "string", "enum": ["auto"]}, {"type": "integer"}]}),
        9 => json!({"type": "object", "properties": {"a": {"type": "string"}}}),
        10 => json!({}),
        11 => json!({"type": "integer", "enum": [1, 2]}),
        12 => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        13 => json!({"const": "fixed"}),
        14 => json!({"type": "string", "enum": ["only"]}),
        15 => json!({"type": "number", "minimum": 0, "default": 1}),
        16 => json!({"oneOf": [{"type": "string", "enum": ["auto", "none"]}, {"type": "number"}]}),
        17 => json!({"type": "object", "required": ["b"], "properties": {
            "a": {"type": "string"}, "b": {"type": "boolean"},
        }}),
        _ => match chosen(components(document), rng) {
            Some(name) => reference(&name),
            None => json!({"type": "string"}),
        },
    }
}

/// An object at a pointer, to be changed.
pub(super) fn at<'d>(document: &'d mut Value, pointer: &str) -> Option<&'d mut Map<String, Value>> {
    document.pointer_mut(pointer)?.as_object_mut()
}

/// A list at a pointer, to be changed.
pub(super) fn list<'d>(document: &'d mut Value, pointer: &str) -> Option<&'d mut Vec<Value>> {
    document.pointer_mut(pointer)?.as_array_mut()
}
