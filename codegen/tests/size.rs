//! What is written grows with the description, however it is shaped: no object, no union and no
//! enum makes it grow with its square.

use serde_json::{Map, Value, json};
use specwright_codegen::{Config, Input, generate};

/// How many bytes are written for a description with this schema, which an operation sends and gets.
fn written(schema: &Value) -> usize {
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Big"}}});
    let description = json!({
        "openapi": "3.1.0",
        "info": {"title": "Size", "version": "1"},
        "paths": {"/a": {"post": {
            "operationId": "a",
            "requestBody": {"required": true, "content": content},
            "responses": {"200": {"description": "ok", "content": content}},
        }}},
        "components": {"schemas": {"Big": schema}},
    });
    let config = Config::new(Input::new("size.json", description.to_string()));
    let output = generate(&config).unwrap_or_else(|failure| panic!("{failure}"));
    output.files.iter().map(|(_, text)| text.len()).sum()
}

fn names(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|index| format!("property_{index:05}"))
}

fn object(count: usize, required: usize) -> Value {
    let properties: Map<String, Value> = names(count)
        .map(|name| (name, json!({"type": ["string", "null"], "maxLength": 9})))
        .collect();
    json!({"type": "object", "properties": properties, "required": names(required).collect::<Vec<_>>()})
}

/// Four times as much costs at most five times as much.
fn is_linear(what: &str, of: impl Fn(usize) -> Value, size: usize) {
    let (small, large) = (written(&of(size)), written(&of(4 * size)));
    println!("{what}: {small} bytes of {size}, {large} of {}", 4 * size);
    assert!(large < 5 * small, "{what}: {small} bytes of {size}, {large} of {}", 4 * size);
}

#[test]
fn properties_that_may_be_missing() {
    is_linear("optional", |count| object(count, 0), 500);
}

#[test]
fn properties_that_are_required() {
    is_linear("required", |count| object(count, count), 400);
}

#[test]
fn variants_of_a_union() {
    let of = |count: usize| {
        let variant = |name: String| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"const": name}}});
        json!({"oneOf": names(count).map(variant).collect::<Vec<_>>()})
    };
    // Of so many, types stand in files of their own, each with its header.
    is_linear("tagged", of, 1_000);
}

#[test]
fn variants_that_nothing_tells_apart() {
    let of = |count: usize| {
        let variant = |name: String| json!({"type": "object", "required": [name.clone()], "properties": {name: {"type": "string"}}});
        json!({"anyOf": names(count).map(variant).collect::<Vec<_>>()})
    };
    is_linear("untagged", of, 800);
}

#[test]
fn values_of_an_enum() {
    is_linear("enum", |count| json!({"enum": names(count).collect::<Vec<_>>()}), 500);
}
