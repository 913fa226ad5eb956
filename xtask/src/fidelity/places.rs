//! Types for the places that have none of their own.
//!
//! An example of a text or a number is of a place: a member, a parameter. What reads it there is
//! what the generator makes of the schema at that place, so the description is given an object
//! for each of them whose only member refers to that schema.

use std::collections::HashMap;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};
use specwright_codegen::Input;
use specwright_codegen::examples::Instance;
use specwright_fidelity::Given;

/// The objects around places.
pub(super) struct Places {
    schemas: Map<String, Value>,
    /// The examples as their members.
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

const MEMBER: &str = "value";

impl Places {
    /// An object for each schema that the examples are of.
    pub(super) fn of(examples: Vec<Instance>) -> Self {
        let mut names: HashMap<String, String> = HashMap::new();
        let mut schemas = Map::new();
        let mut given = Vec::new();
        for one in examples {
            let next = format!("PlaceOfExample{}", names.len());
            let name = names.entry(one.schema).or_insert_with_key(|pointer| {
                let reference = format!("#{}", utf8_percent_encode(pointer, FRAGMENT));
                let schema = json!({
                    "type": "object",
                    "required": [MEMBER],
                    "properties": {MEMBER: {"$ref": reference}},
                });
                schemas.insert(next.clone(), schema);
                next
            });
            given.push(Given {
                place: one.example,
                schema: pointer(name),
                value: json!({MEMBER: one.value}),
            });
        }
        Self { schemas, given }
    }

    /// The pointers of the objects.
    pub(super) fn pointers(&self) -> impl Iterator<Item = String> + '_ {
        self.schemas.keys().map(|name| pointer(name))
    }

    /// The overlay that gives them to the description.
    pub(super) fn overlay(&self) -> Input {
        let overlay = json!({
            "overlay": "1.0.0",
            "info": {"title": "Places of examples", "version": "1"},
            "actions": [{"target": "$", "update": {"components": {"schemas": self.schemas}}}],
        });
        Input::new("places of examples", overlay.to_string())
    }
}

fn pointer(name: &str) -> String {
    format!("/components/schemas/{name}")
}
