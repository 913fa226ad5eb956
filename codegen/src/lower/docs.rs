//! The documentation of a place.

use super::Lowering;
use crate::api::Docs;
use crate::pointer::Place;
use crate::read::schema::Schema;

/// How much of a type's description is repeated where the type is used, in bytes.
const LONGEST_BORROWED: usize = 2_000;

impl Lowering<'_> {
    /// What the description says of a place, from the schema that the place looks through to.
    pub(super) fn docs(&mut self, place: &Place) -> Docs {
        let schema = self.schema(place);
        let inner = match self.variants(&schema).as_slice() {
            [only] if schema.reference.is_none() && self.schema(only).reference.is_none() => {
                Some(self.docs(only))
            }
            _ => None,
        };
        let inner = inner.unwrap_or_default();
        let text = schema.description.clone().unwrap_or(inner.text);
        Docs {
            text: if text.trim().is_empty() { self.borrowed_text(&schema, place) } else { text },
            title: schema.title.clone().or(inner.title),
            // A default of null says no more than that the property may be missing.
            default: schema.default.clone().or(inner.default).filter(|value| !value.is_null()),
            format: schema.format.clone().or(inner.format),
        }
    }

    /// What the target of a reference says of itself, for a place that says nothing.
    fn borrowed_text(&mut self, schema: &Schema, place: &Place) -> String {
        let variants = self.variants(schema);
        let referring = match variants.as_slice() {
            [only] => self.schema(only).reference.clone(),
            _ => schema.reference.clone(),
        };
        let Some(reference) = referring else { return String::new() };
        let Ok(target) = self.document.resolve(&reference, place) else { return String::new() };
        let target = self.schema(&target);
        let text = target.description.as_deref().unwrap_or_default();
        // The first paragraph tells what it is; the rest stands with the type. A very long one
        // would be written wherever the type is mentioned.
        let first = text.split("\n\n").next().unwrap_or_default();
        if first.len() <= LONGEST_BORROWED { first.to_owned() } else { String::new() }
    }
}
