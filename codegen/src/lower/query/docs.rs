//! The documentation of a place.

use super::Schemas;
use super::merge::{has_no_structure, is_plain};
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
        let inner = self.inner_docs(place, &schema);
        let text = schema.description.clone().filter(|text| !text.trim().is_empty());
        let text = text.unwrap_or(inner.text);
        Docs {
            text: if text.trim().is_empty() { self.borrowed_text(place) } else { text },
            title: schema.title.clone().or(inner.title),
            // A default of null says no more than that the property may be missing.
            default: schema.default.clone().or(inner.default).filter(|value| !value.is_null()),
            format: schema.format.clone().or(inner.format),
        }
    }

    /// What is said within a schema, not behind a reference, of the value that it is about: by its
    /// one variant beside null, by parts of its `allOf`, of which later ones know more.
    fn inner_docs(&mut self, place: &Place, schema: &Schema) -> Docs {
        let mut within = match self.variants(schema).as_slice() {
            [only] if schema.reference.is_none() => vec![only.clone()],
            _ => Vec::new(),
        };
        within.extend(schema.all_of.iter().rev().cloned());
        let mut found = Docs::default();
        for part in within {
            if self.at(&part).reference.is_some() && !place.is_joined() {
                continue;
            }
            let Docs { text, title, default, format } = self.docs(&part);
            found = Docs {
                text: if found.text.trim().is_empty() { text } else { found.text },
                title: found.title.or(title),
                default: found.default.or(default),
                format: found.format.or(format),
            };
        }
        found
    }

    /// What the target of a reference says of itself, or what is behind it where that only
    /// annotates something else, for a place that says nothing.
    fn borrowed_text(&mut self, place: &Place) -> String {
        let mut next = self.referred(place);
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
            next = self.referred(&target);
        }
        String::new()
    }

    /// What a schema only refers to or wraps, and whether it does so by a reference.
    fn referred(&mut self, place: &Place) -> Option<(Place, bool)> {
        let schema = self.at(place);
        if let Some(reference) = &schema.reference {
            return self.document.resolve(reference, place).ok().map(|target| (target, true));
        }
        let variants = self.variants(&schema);
        let mut parts = schema.all_of.clone();
        parts.retain(|part| !is_plain(&self.at(part)));
        match (variants.as_slice(), parts.as_slice()) {
            ([only], []) | ([], [only]) if has_no_structure(&schema) => Some((only.clone(), false)),
            _ => None,
        }
    }
}
