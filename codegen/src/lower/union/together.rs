//! Variants that only say which properties of the object around them have to be there together: limits
//! of that object (JSON Schema Core, sections 10.2.1.2 and 10.2.1.3).

use crate::api::{Access, Limit, Property};
use crate::diagnostic::Code;
use crate::lower::query::merge;
use crate::lower::{Lowering, limits};
use crate::pointer::Place;
use crate::read::schema::{JsonType, Schema};

/// Of a `oneOf` of more variants it is not checked that no second one holds, as each would name all
/// others.
const MOST_EXACT: usize = 6;

impl Lowering<'_> {
    /// Whether the variants only say which properties of the schema around them have to be there.
    pub(super) fn only_assert(&mut self, schema: &Schema, variants: &[Place]) -> bool {
        !schema.properties.is_empty()
            && variants.iter().all(|variant| {
                let variant = self.schemas.at(variant);
                let narrowed = Schema { required: Vec::new(), ..(*variant).clone() };
                variant.reference.is_none()
                    && variant.all_of.is_empty()
                    && merge::is_annotation_only(&narrowed)
                    && matches!(variant.types.as_slice(), [] | [JsonType::Object])
            })
    }

    /// What such variants ask of the object. A property that the server sets need not be sent, so that
    /// a variant which asks for one asks for less.
    pub(in crate::lower) fn together(
        &mut self,
        schema: &Schema,
        properties: &[Property],
    ) -> Vec<Limit> {
        let variants = self.schemas.variants(schema);
        if variants.is_empty() || !self.only_assert(schema, &variants) {
            return Vec::new();
        }
        let is_received = |name: &String| {
            let mut received = properties.iter().filter(|it| it.access == Access::ReadOnly);
            received.any(|property| property.wire_name == *name)
        };
        let mut sets = Vec::with_capacity(variants.len());
        let mut is_whole = true;
        for place in &variants {
            let variant = self.schemas.at(place);
            let (received, sent): (Vec<String>, Vec<String>) =
                variant.required.iter().cloned().partition(is_received);
            if !received.is_empty() {
                let names: Vec<String> = received.iter().map(|name| format!("`{name}`")).collect();
                let text =
                    format!("that {} may have to be there is not checked", names.join(" and "));
                self.note(Code::TogetherUnchecked, place, text);
            }
            is_whole &= received.is_empty() && variant.unsupported_keywords.is_empty();
            let mut set = limits::of_properties(&variant.bounds);
            if !sent.is_empty() {
                set.insert(0, Limit::HasProperties(sent));
            }
            sets.push(set);
        }
        let is_distinct = |(index, set): (usize, &Vec<Limit>)| {
            !set.is_empty() && sets.iter().skip(index + 1).all(|other| other != set)
        };
        if let ([first, _, ..], false) = (variants.as_slice(), schema.one_of.is_empty()) {
            if is_whole && sets.len() <= MOST_EXACT && sets.iter().enumerate().all(is_distinct) {
                sets = only_one(&sets);
            } else {
                let text = "that no second one of the variants holds is not checked";
                self.note(Code::TogetherUnchecked, first, text);
            }
        }
        limits::any_of(sets)
    }
}

/// Each set of limits, with which no other one is kept.
fn only_one(sets: &[Vec<Limit>]) -> Vec<Vec<Limit>> {
    let alone = sets.iter().enumerate().map(|(index, set)| {
        let others = sets.iter().enumerate().filter(|(other, _)| *other != index);
        let others = others.map(|(_, other)| Limit::Not(other.clone()));
        set.iter().cloned().chain(others).collect()
    });
    alone.collect()
}
