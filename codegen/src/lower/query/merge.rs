//! `allOf`, and keywords beside `$ref`: one schema that says what all of them say.

use std::rc::Rc;

use foldhash::HashSet;
use serde_json::Number;

use super::Schemas;
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::schema::{Additional, Bounds, Schema};
use crate::read::source::Node;

/// Whether a schema, its `allOf` and `$ref` apart, only annotates or narrows a value.
pub(in crate::lower) fn is_annotation_only(schema: &Schema) -> bool {
    schema.one_of.is_empty() && schema.any_of.is_empty() && has_no_structure(schema)
}

/// Whether a schema, its `oneOf` and `anyOf` apart, has nothing that makes a type.
pub(in crate::lower) fn has_no_structure(schema: &Schema) -> bool {
    schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.values.is_none()
        && schema.items.is_none()
        && schema.prefix_items.is_empty()
        && schema.pattern_properties.is_empty()
        && matches!(schema.additional, Additional::Unspecified | Additional::Any)
}

/// Families of families are followed so deep.
const FAMILIES: usize = 4;

impl Schemas<'_> {
    /// The schema with all that its `allOf` and its `$ref` say.
    pub(in crate::lower) fn merged(&mut self, place: &Place, schema: &Rc<Schema>) -> Rc<Schema> {
        if schema.all_of.is_empty() && schema.reference.is_none() {
            return schema.clone();
        }
        let mut seen = HashSet::from_iter([place.clone()]);
        Rc::new(self.merge_parts(place, schema, &mut seen))
    }

    /// What two schemas say together.
    pub(in crate::lower) fn merged_with(
        &mut self,
        mut base: Schema,
        own: Schema,
        place: &Place,
    ) -> Schema {
        self.merge_into(&mut base, own, place);
        base
    }

    fn merge_parts(&mut self, place: &Place, schema: &Schema, seen: &mut HashSet<Place>) -> Schema {
        let mut merged = Schema { all_of: Vec::new(), reference: None, ..schema.clone() };
        let own = std::mem::take(&mut merged.properties);
        let mut parts = schema.all_of.clone();
        if let Some(reference) = &schema.reference {
            parts.extend(self.target(reference, place));
        }
        let mut bases = Schema::default();
        for part in parts {
            let Ok(part) = self.document.follow(&part).map_err(|problem| self.sink.push(*problem))
            else {
                continue;
            };
            // A part that is merged already, on this way or another, has said all it says.
            if !seen.insert(part.clone()) {
                continue;
            }
            let schema = self.at(&part);
            let mut schema = self.merge_parts(&part, &schema, seen);
            // A base that lists what extends it is one of a family; what extends it is not.
            let variants = self.variants(&schema);
            if variants.iter().any(|variant| self.leads_to(variant, seen, 0)) {
                (schema.one_of, schema.any_of) = (Vec::new(), Vec::new());
                schema.discriminator = None;
            }
            self.merge_into(&mut bases, schema, place);
        }
        // The bases' properties come first, as a reader expects; what the schema itself says wins.
        let title = merged.title.take();
        let description = merged.description.take();
        merged.properties = own;
        let annotations = (merged.default.clone(), merged.deprecated);
        bases.title = title;
        bases.description = description.or(bases.description.take());
        self.merge_into(&mut bases, merged, place);
        bases.default = annotations.0.or(bases.default);
        bases.deprecated = annotations.1;
        bases
    }

    /// Whether a variant is one of some places, or a union among whose variants one is.
    fn leads_to(&mut self, variant: &Place, places: &HashSet<Place>, depth: usize) -> bool {
        let Ok(target) = self.document.follow(variant) else { return false };
        if places.contains(&target) {
            return true;
        }
        let schema = self.at(&target);
        depth < FAMILIES
            && self
                .variants(&schema)
                .iter()
                .any(|variant| self.leads_to(variant, places, depth + 1))
    }

    /// Whether a schema says, by `allOf` or `$ref`, all that another one says.
    pub(in crate::lower) fn extends(&mut self, child: &Place, base: &Place) -> bool {
        let mut seen = HashSet::default();
        let mut open = vec![child.clone()];
        while let Some(place) = open.pop() {
            let schema = self.at(&place);
            let parts =
                schema.reference.as_ref().and_then(|reference| self.target(reference, &place));
            for part in schema.all_of.iter().cloned().chain(parts) {
                let Ok(part) = self.document.follow(&part) else { continue };
                if part == *base {
                    return true;
                }
                if seen.insert(part.clone()) {
                    open.push(part);
                }
            }
        }
        false
    }

    fn merge_into(&mut self, into: &mut Schema, from: Schema, place: &Place) {
        // Whole, so that a keyword which comes to schemas is thought of here.
        let Schema {
            reference: _,
            all_of: _,
            types,
            nullable,
            // A variant that is only null is one where it stands, whatever it is merged into.
            only_null: _,
            nothing,
            title,
            description,
            default,
            deprecated,
            read_only,
            write_only,
            format,
            values,
            listed_otherwise,
            properties,
            required,
            additional,
            pattern_properties,
            property_names,
            items,
            prefix_items,
            any_of,
            one_of,
            not,
            discriminator,
            bounds,
            // They were told of where they stand.
            unsupported_keywords: _,
        } = from;
        for (name, property) in properties {
            match into.properties.iter_mut().find(|(known, _)| *known == name) {
                None => into.properties.push((name, property)),
                Some((_, known)) if *known == property => {}
                Some((_, known)) => {
                    let earlier = std::mem::replace(known, property);
                    let text = format!("`{name}` is also described at {}", earlier.pointer);
                    let same = self.document.node(&earlier).ok().map(|node| node.to_json())
                        == self.document.node(known).ok().map(|node| node.to_json());
                    if !same {
                        self.note(Code::PropertyMerged, place, text);
                    }
                }
            }
        }
        for name in required {
            if !into.required.contains(&name) {
                into.required.push(name);
            }
        }
        into.additional = match (std::mem::take(&mut into.additional), additional) {
            (Additional::Closed, _) | (_, Additional::Closed) => Additional::Closed,
            (Additional::Schema(place), _) | (_, Additional::Schema(place)) => {
                Additional::Schema(place)
            }
            (Additional::Any, _) | (_, Additional::Any) => Additional::Any,
            (Additional::Unspecified, Additional::Unspecified) => Additional::Unspecified,
        };
        if into.types.is_empty() {
            into.types = types;
        } else if !types.is_empty() {
            into.types.retain(|kind| types.contains(kind));
        }
        into.values = match (into.values.take(), values) {
            (Some(mine), Some(theirs)) => {
                Some(mine.into_iter().filter(|value| theirs.contains(value)).collect())
            }
            (mine, theirs) => mine.or(theirs),
        };
        if into.one_of.is_empty() && into.any_of.is_empty() {
            into.one_of = one_of;
            into.any_of = any_of;
        } else if !one_of.is_empty() || !any_of.is_empty() {
            self.note(Code::SecondUnion, place, "a second union in one `allOf`");
        }
        into.pattern_properties.extend(pattern_properties);
        let mut dropped = Vec::new();
        let is_same = |one: &Place, other: &Place| {
            let json = |place| self.document.node(place).ok().map(Node::to_json);
            one == other || json(one) == json(other)
        };
        keep(&mut into.property_names, property_names, "propertyNames", is_same, &mut dropped);
        keep(&mut into.items, items, "items", is_same, &mut dropped);
        into.prefix_items.extend(prefix_items);
        into.format = into.format.take().or(format);
        into.title = into.title.take().or(title);
        into.description = into.description.take().or(description);
        into.default = into.default.take().or(default);
        into.discriminator = into.discriminator.take().or(discriminator);
        into.listed_otherwise = into.listed_otherwise || listed_otherwise;
        into.nullable = into.nullable || nullable;
        into.nothing = into.nothing || nothing;
        into.deprecated = into.deprecated || deprecated;
        into.read_only = into.read_only || read_only;
        into.write_only = into.write_only || write_only;
        into.not = into.not.take().or(not);
        tighten(&mut into.bounds, bounds, &mut dropped);
        for keyword in dropped {
            let text = format!("of several `{keyword}` in one `allOf` one alone counts");
            self.note(Code::AssertionUnchecked, place, text);
        }
    }
}

/// Keeps the first of two that cannot both be.
fn keep<T>(
    mine: &mut Option<T>,
    theirs: Option<T>,
    keyword: &'static str,
    is_same: impl Fn(&T, &T) -> bool,
    dropped: &mut Vec<&'static str>,
) {
    match (&mine, theirs) {
        (None, theirs) => *mine = theirs,
        (Some(kept), Some(theirs)) if !is_same(kept, &theirs) => dropped.push(keyword),
        (Some(_), _) => {}
    }
}

/// Both bounds hold, so the tighter one does.
fn tighten(into: &mut Bounds, from: Bounds, dropped: &mut Vec<&'static str>) {
    let float = |number: &Number| number.as_f64().unwrap_or_default();
    let lower = |a: Option<Number>, b: Option<Number>| match (a, b) {
        (Some(a), Some(b)) => Some(if float(&a) < float(&b) { a } else { b }),
        (a, b) => a.or(b),
    };
    let upper = |a: Option<Number>, b: Option<Number>| match (a, b) {
        (Some(a), Some(b)) => Some(if float(&a) > float(&b) { a } else { b }),
        (a, b) => a.or(b),
    };
    let least = |a: Option<u64>, b: Option<u64>| a.into_iter().chain(b).min();
    let most = |a: Option<u64>, b: Option<u64>| a.into_iter().chain(b).max();
    let (factor, pattern) = (from.multiple_of, from.pattern);
    keep(&mut into.multiple_of, factor, "multipleOf", PartialEq::eq, dropped);
    keep(&mut into.pattern, pattern, "pattern", PartialEq::eq, dropped);
    *into = Bounds {
        minimum: upper(into.minimum.take(), from.minimum),
        maximum: lower(into.maximum.take(), from.maximum),
        exclusive_minimum: upper(into.exclusive_minimum.take(), from.exclusive_minimum),
        exclusive_maximum: lower(into.exclusive_maximum.take(), from.exclusive_maximum),
        multiple_of: into.multiple_of.take(),
        min_length: most(into.min_length, from.min_length),
        max_length: least(into.max_length, from.max_length),
        pattern: into.pattern.take(),
        min_items: most(into.min_items, from.min_items),
        max_items: least(into.max_items, from.max_items),
        unique_items: into.unique_items || from.unique_items,
        min_properties: most(into.min_properties, from.min_properties),
        max_properties: least(into.max_properties, from.max_properties),
    };
}
