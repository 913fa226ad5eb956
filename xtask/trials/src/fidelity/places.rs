//! Types for the places that have none of their own.
//!
//! An example of a text or a number is of a place: a property, a parameter. What reads it there is
//! what the generator makes of the schema at that place, so the description is given a request
//! for each of them, an object whose only property refers to that schema.

use std::collections::HashMap;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};
use specwright_codegen::Input;
use specwright_examples::Instance;
use specwright_fidelity::Given;

/// The requests around places.
pub(super) struct Places {
    paths: Map<String, Value>,
    /// The examples as their properties.
    pub(super) given: Vec<Given>,
}

/// What a fragment cannot hold as it is (RFC 3986, section 3.5), and what would end it.
const FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}');

const PROPERTY: &str = "value";

impl Places {
    /// A request for each schema that the examples are of.
    pub(super) fn of(examples: Vec<Instance>) -> Self {
        let mut known: HashMap<String, String> = HashMap::new();
        let mut paths = Map::new();
        let mut given = Vec::new();
        for one in examples {
            let next = format!("/place-of-example/{}", known.len());
            let path = known.entry(one.schema).or_insert_with_key(|schema| {
                let (file, pointer) = match schema.split_once('#') {
                    Some(parts) if !schema.starts_with('/') => parts,
                    _ => ("", schema.as_str()),
                };
                let reference = format!("{file}#{}", utf8_percent_encode(pointer, FRAGMENT));
                let schema = json!({
                    "type": "object",
                    "required": [PROPERTY],
                    "properties": {PROPERTY: {"$ref": reference}},
                });
                let body = json!({"content": {"application/json": {"schema": schema}}});
                let post = json!({"requestBody": body, "responses": {"204": {"description": ""}}});
                paths.insert(next.clone(), json!({"post": post}));
                next
            });
            given.push(Given {
                place: one.example,
                schema: format!(
                    "/paths/{}/post/requestBody/content/application~1json/schema",
                    specwright_fidelity::escape(path)
                ),
                value: json!({PROPERTY: one.value}),
            });
        }
        Self { paths, given }
    }

    /// The overlay that gives them to the description.
    pub(super) fn overlay(&self) -> Input {
        let overlay = json!({
            "overlay": "1.0.0",
            "info": {"title": "Places of examples", "version": "1"},
            "actions": [{"target": "$", "update": {"paths": self.paths}}],
        });
        Input::new("places of examples", overlay.to_string())
    }
}
