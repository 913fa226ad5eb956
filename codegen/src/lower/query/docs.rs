//! The documentation of a place.

use super::Schemas;
use crate::api::Docs;
use crate::pointer::Place;
use crate::read::schema::Schema;

/// How much of a type's description is repeated where the type is used, in bytes.
const LONGEST_BORROWED: usize = 2_000;

/// How many references and wrappers are followed to a text.
const MOST_STEPS: usize = 32;

impl Schemas<'_> {
    /// What the description says of a place, from the schema that the place looks through to.
    pub(in crate::lower) fn docs(&mut self, place: &Place) -> Docs {
        let schema = self.at(place);
        let inner = match self.variants(&schema).as_slice() {
            [only] if schema.reference.is_none() && self.at(only).reference.is_none() => {
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

    /// What the target of a reference says of itself, or what is behind it where that only
    /// annotates something else, for a place that says nothing.
    fn borrowed_text(&mut self, schema: &Schema, place: &Place) -> String {
        let mut next = self.referred(schema, place);
        let mut is_referred = false;
        // A chain longer than this is a cycle.
        for _ in 0..MOST_STEPS {
            let Some((target, by_reference)) = next else { break };
            is_referred |= by_reference;
            let schema = self.at(&target);
            let text = schema.description.as_deref().unwrap_or_default();
            if is_referred && !text.trim().is_empty() {
                // The first paragraph tells what it is; the rest stands with the type. A very
                // long one would be written wherever the type is used.
                let first = text.split("\n\n").next().unwrap_or_default();
                return if first.len() <= LONGEST_BORROWED {
                    first.to_owned()
                } else {
                    String::new()
                };
            }
            next = self.referred(&schema, &target);
        }
        String::new()
    }

    /// What a schema only refers to or wraps, and whether it does so by a reference.
    fn referred(&mut self, schema: &Schema, place: &Place) -> Option<(Place, bool)> {
        if let Some(reference) = &schema.reference {
            return self.document.resolve(reference, place).ok().map(|target| (target, true));
        }
        match self.variants(schema).as_slice() {
            [only] => Some((only.clone(), false)),
            _ => None,
        }
    }
}
