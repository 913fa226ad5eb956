//! Where a null may stand.

use foldhash::HashSet;

use super::Schemas;
use crate::api::Nullability;
use crate::pointer::Place;
use crate::read::schema::Schema;

impl Schemas<'_> {
    /// Whether a null may stand at a place.
    pub(in crate::lower) fn nullability(&mut self, place: &Place) -> Nullability {
        let mut seen = HashSet::default();
        let is_nullable = self.admits_null(place, &mut seen);
        if !is_nullable {
            // Nothing that can be reached from here admits a null, but for parts of an `allOf`
            // whose other parts do not.
            for place in seen {
                self.nullabilities.entry(place).or_insert(false);
            }
        }
        if is_nullable { Nullability::Nullable } else { Nullability::Never }
    }

    /// Whether a null is among what a place leads to by references and variants; a place that was
    /// seen before, on this way or another, adds nothing.
    fn admits_null(&mut self, place: &Place, seen: &mut HashSet<Place>) -> bool {
        if let Some(known) = self.nullabilities.get(place) {
            return *known;
        }
        if !seen.insert(place.clone()) {
            return false;
        }
        let schema = self.at(place);
        let target = schema.reference.as_ref();
        let target = target.and_then(|reference| self.document.resolve(reference, place).ok());
        let is_nullable = if schema.nullable || schema.only_null {
            true
        } else if let Some(target) = target {
            self.admits_null(&target, seen)
        } else if !schema.all_of.is_empty() {
            // All of them have to allow a null, which one that says no type does. By the letter of
            // OpenAPI 3.0.3 (section 4.7.24.1) `nullable` says nothing without a `type` beside it;
            // a part that is there only to say it means the whole.
            let says_so = schema.all_of.iter().any(|part| {
                let part = self.at(part);
                part.nullable && is_untyped(&part)
            });
            let parts: Vec<bool> =
                schema.all_of.iter().map(|part| self.admits_null(part, seen)).collect();
            let mut parts_and_answers = schema.all_of.iter().zip(&parts);
            says_so
                || schema.types.is_empty()
                    && schema.values.is_none()
                    && parts.contains(&true)
                    && parts_and_answers.all(|(part, admits)| *admits || is_untyped(&self.at(part)))
        } else {
            schema
                .one_of
                .iter()
                .chain(&schema.any_of)
                .any(|variant| self.admits_null(variant, seen))
        };
        if is_nullable {
            self.nullabilities.insert(place.clone(), true);
        }
        is_nullable
    }
}

/// Whether a schema says nothing of what its values are.
fn is_untyped(schema: &Schema) -> bool {
    schema.types.is_empty()
        && schema.values.is_none()
        && schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.properties.is_empty()
        && schema.not.is_none()
}
