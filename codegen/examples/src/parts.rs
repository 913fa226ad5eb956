//! Examples cut down to what types decode.
//!
//! An example may be of a place that has no type of its own: a list of components, a page of
//! them. What it holds of components is then an instance of each of those.

use serde_json::Value as Json;

use crate::judge::{Budget, Direction, judge};
use crate::{Judged, Verdict};
use specwright_codegen::api::pointer_text;
use specwright_codegen::pointer::Place;
use specwright_codegen::read::resolve::Document;
use specwright_codegen::read::source::{Node, Value};

/// What the examples of a description are instances of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instances {
    /// Values of types.
    pub of_types: Vec<Instance>,
    /// Whole examples that hold nothing of a type: texts, numbers, lists of them. Their schemas
    /// are used as they stand, by a property or a parameter.
    pub of_places: Vec<Instance>,
}

/// A value that the type of a schema has to decode.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// The pointer of the example; of another file than the document with `file#` before it.
    pub example: String,
    /// The same of the schema whose type it is.
    pub schema: String,
    /// The value.
    pub value: Json,
}

/// Cuts the examples that hold.
pub(super) fn cut(
    document: &Document,
    judged: &[Judged],
    budget: &mut Budget,
    is_type: &(impl Fn(&str) -> bool + Sync),
) -> Instances {
    let mut cut = Instances::default();
    for one in judged.iter().filter(|one| matches!(one.verdict, Verdict::Holds)) {
        let before = cut.of_types.len();
        let mut cutter = Cutter {
            document,
            budget: &mut *budget,
            direction: one.example.direction,
            is_type: &|pointer| is_type(pointer),
            example: &one.example.place,
            instances: &mut cut.of_types,
        };
        cutter.value(&one.schema, &one.value, 0);
        if cut.of_types.len() == before {
            cut.of_places.push(Instance {
                example: text(document, &one.example.place),
                schema: text(document, &one.schema),
                value: one.value.clone(),
            });
        }
    }
    cut
}

fn text(document: &Document, place: &Place) -> String {
    pointer_text(document.file_name(place.file), &place.pointer)
}

/// How many schemas deep types are looked for; what is deeper is within one that was found.
const DEEPEST: usize = 64;

struct Cutter<'a> {
    document: &'a Document,
    budget: &'a mut Budget,
    direction: Direction,
    is_type: &'a dyn Fn(&str) -> bool,
    example: &'a Place,
    instances: &'a mut Vec<Instance>,
}

impl Cutter<'_> {
    fn value(&mut self, place: &Place, value: &Json, depth: usize) {
        // A null is for the places that use the type to allow.
        if depth > DEEPEST || value.is_null() {
            return;
        }
        let schema = text(self.document, place);
        if (self.is_type)(&schema) {
            let (example, value) = (text(self.document, self.example), value.clone());
            self.instances.push(Instance { example, schema, value });
            return;
        }
        let Ok(node) = self.document.node(place) else { return };
        if let Some(reference) = node.get("$ref").and_then(Node::string)
            && let Ok(target) = self.document.resolve(reference, place)
        {
            self.value(&target, value, depth + 1);
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let count = node.get(keyword).and_then(Node::list).map_or(0, <[Node]>::len);
            for subschema in (0..count).map(|index| place.child(keyword).item(index)) {
                // A part of several in `allOf` is not what a type is of.
                let is_whole = keyword != "allOf" || count == 1;
                let violations =
                    judge(self.document, self.budget, self.direction, &subschema, value);
                if is_whole && violations.is_ok_and(|violations| violations.is_empty()) {
                    self.value(&subschema, value, depth + 1);
                    break;
                }
            }
        }
        match value {
            Json::Array(items) if node.get("items").is_some() => {
                for item in items {
                    self.value(&place.child("items"), item, depth + 1);
                }
            }
            Json::Object(properties) => {
                let rest = node.get("additionalProperties");
                let rest = rest.filter(|rest| matches!(rest.value, Value::Object(_)));
                let rest = rest.map(|_| place.child("additionalProperties"));
                for (name, property) in properties {
                    let declared = node.get("properties").and_then(|all| all.get(name));
                    let declared = declared.map(|_| place.child("properties").child(name));
                    if let Some(schema) = declared.or_else(|| rest.clone()) {
                        self.value(&schema, property, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }
}
