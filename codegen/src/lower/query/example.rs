//! The examples that a description gives: of a value, and of a body.

use serde_json::Value as Json;

use super::Schemas;
use crate::pointer::Place;
use crate::read::operation::Media;
use crate::read::source::{Node, Value};

/// The longest example that is shown as it is, in bytes.
const LONGEST: usize = 80;

/// The longest example of a body, of which short values are shown, in bytes.
const LONGEST_OF_A_BODY: usize = 100_000;

/// How many references and wrappers are followed to an example.
const MOST_STEPS: usize = 32;

impl Schemas<'_> {
    /// What a place, or what it refers to, gives as an example, where that is short.
    pub(in crate::lower) fn example(&self, place: &Place) -> Option<Json> {
        self.example_within(place, LONGEST)
    }

    /// What a body is like: the first example of its media type (OpenAPI 3.1, section 4.8.14), or of
    /// its schema.
    pub(in crate::lower) fn body_example(&self, media: &Media) -> Option<Json> {
        let node = self.document.node(&media.place).ok()?;
        let given = node.get("example").and_then(|example| shown(example, LONGEST_OF_A_BODY));
        let given = given.or_else(|| self.named_example(node, &media.place));
        given.or_else(|| self.example_within(media.schema.as_ref()?, LONGEST_OF_A_BODY))
    }

    /// The first of `examples` with a value, which may stand elsewhere (section 4.8.19).
    fn named_example(&self, node: &Node, place: &Place) -> Option<Json> {
        let Value::Object(examples) = &node.get("examples")?.value else { return None };
        examples.iter().find_map(|(name, example)| {
            let place = place.child("examples").child(name);
            let place = match example.get("$ref") {
                Some(reference) => self.document.resolve(reference.string()?, &place).ok()?,
                None => place,
            };
            let example = self.document.node(&place).ok()?;
            // `dataValue` is the word of OpenAPI 3.2.
            let value = example.get("dataValue").or_else(|| example.get("value"))?;
            shown(value, LONGEST_OF_A_BODY)
        })
    }

    fn example_within(&self, place: &Place, longest: usize) -> Option<Json> {
        let mut place = place.clone();
        for _ in 0..MOST_STEPS {
            for part in self.parts(&place) {
                let node = self.document.node(part).ok()?;
                let first = || match &node.get("examples")?.value {
                    Value::List(examples) => examples.first(),
                    _ => None,
                };
                if let Some(example) = node.get("example").or_else(first) {
                    return shown(example, longest);
                }
            }
            let node = self.document.node(self.told(&place)).ok()?;
            let target = node.get("$ref")?.string()?;
            place = self.document.resolve(target, &place).ok()?;
        }
        None
    }
}

/// An example, where it says something and is not too long.
fn shown(example: &Node, longest: usize) -> Option<Json> {
    let example = example.to_json();
    (!example.is_null() && example.to_string().len() <= longest).then_some(example)
}
