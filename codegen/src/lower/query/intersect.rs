//! What two schemas say of one value together: types, values, limits and properties of both hold
//! (JSON Schema Core, section 10.2.1.1). Where no value can be as both say, the later one counts,
//! which is said.

use serde_json::{Number, Value as Json};

use super::Schemas;
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::schema::{Additional, Bounds, JsonType, Schema};

impl Schemas<'_> {
    /// Adds to a schema what another one says of the same value; `place` is where they meet.
    pub(super) fn intersect(&mut self, into: &mut Schema, from: Schema, place: &Place) {
        // Whole, so that a keyword which comes to schemas is thought of here.
        let Schema {
            reference: _,
            dynamic_reference: _,
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
            // Where it stands it became a bound, or was told of.
            contains: _,
            min_contains: _,
            max_contains: _,
            // It is about what stands where it does.
            closes_unevaluated: _,
            conditional,
            discriminator,
            bounds,
            // They were told of where they stand.
            unsupported_keywords: _,
        } = from;
        self.maps(&mut into.properties, properties, place);
        self.maps(&mut into.pattern_properties, pattern_properties, place);
        for name in required {
            if !into.required.contains(&name) {
                into.required.push(name);
            }
        }
        into.additional = match (std::mem::take(&mut into.additional), additional) {
            (Additional::Closed, _) | (_, Additional::Closed) => Additional::Closed,
            (Additional::Schema(one), Additional::Schema(other)) => {
                Additional::Schema(self.both(one, other, place))
            }
            (Additional::Schema(one), _) | (_, Additional::Schema(one)) => Additional::Schema(one),
            (Additional::Any, _) | (_, Additional::Any) => Additional::Any,
            (Additional::Unspecified, Additional::Unspecified) => Additional::Unspecified,
        };
        self.types(&mut into.types, types, place);
        self.values(&mut into.values, values, place);
        if into.one_of.is_empty() && into.any_of.is_empty() {
            into.one_of = one_of;
            into.any_of = any_of;
        } else if (!one_of.is_empty() || !any_of.is_empty())
            && !self.is_same_union((&into.one_of, &into.any_of), (&one_of, &any_of))
        {
            self.second_union(into, one_of.into_iter().chain(any_of), place);
        }
        self.option(&mut into.property_names, property_names, place);
        self.items(into, items, prefix_items, place);
        for condition in conditional {
            if !into.conditional.contains(&condition) {
                into.conditional.push(condition);
            }
        }
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
        // What `not` forbids is a bound, or said where each of them stands.
        into.not = into.not.take().or(not);
        tighten(&mut into.bounds, bounds);
    }

    /// A value is of a variant of each union, for which there would be as many types as combinations.
    /// So the first union counts, and what the variants of another describe is what each of its own
    /// may have, as properties under a condition are.
    pub(super) fn second_union(
        &mut self,
        into: &mut Schema,
        variants: impl Iterator<Item = Place>,
        place: &Place,
    ) {
        into.conditional.extend(variants);
        let text = "of a second union the properties are optional ones, and which go together is \
                    not checked";
        self.note(Code::SecondUnion, place, text);
    }

    /// Properties of one name are described by both.
    fn maps(&mut self, into: &mut Vec<(String, Place)>, from: Vec<(String, Place)>, at: &Place) {
        for (name, other) in from {
            match into.iter().position(|(known, _)| *known == name) {
                None => into.push((name, other)),
                Some(index) => {
                    let one = into[index].1.clone();
                    if one != other {
                        into[index].1 = self.both(one, other, at);
                    }
                }
            }
        }
    }

    fn option(&mut self, into: &mut Option<Place>, from: Option<Place>, at: &Place) {
        *into = match (into.take(), from) {
            (Some(one), Some(other)) => Some(self.both(one, other, at)),
            (one, other) => one.or(other),
        };
    }

    /// The first items by their positions; the others.
    fn items(
        &mut self,
        into: &mut Schema,
        items: Option<Place>,
        prefix_items: Vec<Place>,
        at: &Place,
    ) {
        for (index, other) in prefix_items.into_iter().enumerate() {
            match into.prefix_items.get(index).cloned() {
                Some(one) => into.prefix_items[index] = self.both(one, other, at),
                None => into.prefix_items.push(other),
            }
        }
        self.option(&mut into.items, items, at);
    }

    /// The kinds of values that both allow: an integer is a number, too.
    fn types(&mut self, into: &mut Vec<JsonType>, from: Vec<JsonType>, at: &Place) {
        if into.is_empty() || from.is_empty() {
            into.extend(from);
            return;
        }
        let allows = |kinds: &[JsonType], kind: &JsonType| {
            kinds.contains(kind) || *kind == JsonType::Integer && kinds.contains(&JsonType::Number)
        };
        let mut both: Vec<JsonType> =
            into.iter().filter(|kind| allows(&from, kind)).copied().collect();
        let theirs = from.iter().filter(|kind| allows(into, kind) && !both.contains(kind));
        both.extend(theirs.copied().collect::<Vec<_>>());
        if both.is_empty() {
            let text = format!("no value is of the type `{}`", names(into));
            self.note(Code::PropertyMerged, at, format!("{text} and `{}` as well", names(&from)));
            both = from;
        }
        *into = both;
    }

    /// The listed values that both list.
    fn values(&mut self, into: &mut Option<Vec<Json>>, from: Option<Vec<Json>>, at: &Place) {
        let (Some(mine), Some(theirs)) = (into.as_ref(), from.as_ref()) else {
            *into = into.take().or(from);
            return;
        };
        let both: Vec<Json> = mine.iter().filter(|value| theirs.contains(value)).cloned().collect();
        if both.is_empty() {
            let text = "no value is in both lists of values, of which the later one counts";
            self.note(Code::PropertyMerged, at, text);
            *into = from;
        } else {
            *into = Some(both);
        }
    }

    /// Whether two unions are of the same variants.
    fn is_same_union(&self, one: (&[Place], &[Place]), other: (&[Place], &[Place])) -> bool {
        let is_same = |one: &[Place], other: &[Place]| {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| self.says_the_same(one, other))
        };
        is_same(one.0, other.0) && is_same(one.1, other.1)
    }
}

fn names(kinds: &[JsonType]) -> String {
    let names: Vec<String> =
        kinds.iter().map(|kind| format!("{kind:?}").to_ascii_lowercase()).collect();
    names.join(" or ")
}

/// Both bounds hold, so the tighter one does; a value is a multiple of both numbers, and matches
/// both patterns.
fn tighten(into: &mut Bounds, from: Bounds) {
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
    *into = Bounds {
        minimum: upper(into.minimum.take(), from.minimum),
        maximum: lower(into.maximum.take(), from.maximum),
        exclusive_minimum: upper(into.exclusive_minimum.take(), from.exclusive_minimum),
        exclusive_maximum: lower(into.exclusive_maximum.take(), from.exclusive_maximum),
        multiple_of: each_once(std::mem::take(&mut into.multiple_of), from.multiple_of),
        min_length: most(into.min_length, from.min_length),
        max_length: least(into.max_length, from.max_length),
        patterns: each_once(std::mem::take(&mut into.patterns), from.patterns),
        unchecked_patterns: each_once(
            std::mem::take(&mut into.unchecked_patterns),
            from.unchecked_patterns,
        ),
        min_items: most(into.min_items, from.min_items),
        max_items: least(into.max_items, from.max_items),
        unique_items: into.unique_items || from.unique_items,
        min_properties: most(into.min_properties, from.min_properties),
        max_properties: least(into.max_properties, from.max_properties),
        dependent_required: each_once(
            std::mem::take(&mut into.dependent_required),
            from.dependent_required,
        ),
        forbidden: each_once(std::mem::take(&mut into.forbidden), from.forbidden),
        contained: each_once(std::mem::take(&mut into.contained), from.contained),
    };
}

fn each_once<T: PartialEq>(mut mine: Vec<T>, theirs: Vec<T>) -> Vec<T> {
    for one in theirs {
        if !mine.contains(&one) {
            mine.push(one);
        }
    }
    mine
}
