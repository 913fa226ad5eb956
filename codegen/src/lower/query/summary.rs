//! What the values of a schema look like from outside: their kinds, and the properties
//! that have one value only. Unions dispatch on it.

use std::hash::Hash;
use std::rc::Rc;

use foldhash::HashSet;
use foldhash::fast::RandomState;
use serde_json::Value as Json;

use super::{Schemas, merge};
use crate::api::{Literal, Nullability, TagPresence, TagValue, ValueType};
use crate::pointer::Place;
use crate::read::schema::{Additional, JsonType, Schema};

/// The outside of a schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::lower) struct ShapeSummary {
    /// The kinds of its values, null apart; empty where any is possible.
    pub(in crate::lower) kinds: Vec<ValueType>,
    /// Its values, where it lists them.
    pub(in crate::lower) values: Option<Vec<Json>>,
    /// The properties that hold one of a few values.
    pub(in crate::lower) tags: Vec<Tag>,
    /// The properties that every object has.
    pub(in crate::lower) required: Vec<String>,
    /// The properties that are described, and where.
    pub(in crate::lower) properties: Vec<(String, Place)>,
}

/// A property that holds one of a few values.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::lower) struct Tag {
    pub(in crate::lower) property: String,
    pub(in crate::lower) values: Vec<TagValue>,
    pub(in crate::lower) presence: TagPresence,
    /// Whether it has one value in each object type, so that it tells a type; a property that has
    /// several in one tells a state.
    pub(in crate::lower) is_constant: bool,
}

impl Tag {
    /// Whether all its values are strings.
    pub(in crate::lower) fn is_text(&self) -> bool {
        self.values.iter().all(|value| value.text().is_some())
    }
}

impl ShapeSummary {
    /// The values of a variant that is a string enum.
    pub(in crate::lower) fn values(&self) -> Option<Vec<String>> {
        if self.kinds != [ValueType::String] {
            return None;
        }
        let values = self.values.as_ref()?;
        values.iter().map(|value| value.as_str().map(str::to_owned)).collect()
    }

    /// The values of a property that lists what it may be, where each can be a tag: strings,
    /// booleans and integers of the kinds that the property allows.
    pub(in crate::lower) fn tag_values(&self) -> Option<Vec<TagValue>> {
        let is_of = |value: &TagValue| {
            let kind = value.kind();
            self.kinds.is_empty()
                || self.kinds.contains(&kind)
                || kind == ValueType::Integer && self.kinds.contains(&ValueType::Number)
        };
        let values = self.values.as_ref()?;
        let values = values.iter().map(|value| TagValue::try_from(value.clone()).ok());
        let values = values.map(|value| value.filter(is_of)).collect::<Option<Vec<_>>>()?;
        Some(once_each(values))
    }

    /// Whether all values are strings.
    pub(in crate::lower) fn is_text(&self) -> bool {
        self.kinds == [ValueType::String]
    }

    /// Whether all values are numbers.
    pub(in crate::lower) fn is_numeric(&self) -> bool {
        !self.kinds.is_empty()
            && self.kinds.iter().all(|kind| matches!(kind, ValueType::Integer | ValueType::Number))
    }

    /// Whether some value is an object.
    pub(in crate::lower) fn may_be_object(&self) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&ValueType::Object)
    }

    /// Where a property is described.
    pub(in crate::lower) fn property(&self, name: &str) -> Option<&Place> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, place)| place)
    }

    /// The values of a property that discriminates the variants of a union.
    pub(in crate::lower) fn tag(&self, property: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.property == property)
    }
}

/// Unions within unions deeper than this are cycles.
const DEEPEST: usize = 12;

impl Schemas<'_> {
    /// The summary of the schema at a place, references followed.
    pub(in crate::lower) fn summary(&mut self, place: &Place) -> Rc<ShapeSummary> {
        self.summary_below(place, 0)
    }

    /// The one value that a schema allows.
    pub(in crate::lower) fn constant(&mut self, place: &Place) -> Option<Literal> {
        if self.nullability(place) == Nullability::Nullable {
            return None;
        }
        let summary = self.summary(place);
        match summary.values.as_deref() {
            Some([only]) => TagValue::try_from(only.clone()).ok().map(Literal::from),
            _ => None,
        }
    }

    fn summary_below(&mut self, place: &Place, depth: usize) -> Rc<ShapeSummary> {
        let Some(place) = self.behind_references(place) else { return Rc::default() };
        if depth > DEEPEST {
            return Rc::default();
        }
        // Unions of unions lead to the same schema in as many ways as there are combinations.
        let key = (place, depth);
        if let Some(known) = self.summaries.get(&key) {
            return known.clone();
        }
        let summary = Rc::new(self.summary_at(&key.0, depth));
        self.summaries.insert(key, summary.clone());
        summary
    }

    fn summary_at(&mut self, place: &Place, depth: usize) -> ShapeSummary {
        let schema = self.at(place);
        let merged = self.merged(place, &schema);
        let variants = self.variants(&merged);
        if variants.is_empty() || !merge::has_no_structure(&merged) {
            return self.summary_of(&merged, depth);
        }
        let summaries: Vec<Rc<ShapeSummary>> =
            variants.iter().map(|variant| self.summary_below(variant, depth + 1)).collect();
        joined(&summaries)
    }

    fn summary_of(&mut self, schema: &Schema, depth: usize) -> ShapeSummary {
        let mut kinds: Vec<ValueType> = schema.types.iter().map(|kind| kind_of(*kind)).collect();
        if kinds.is_empty() {
            kinds = implied_kinds(schema);
        }
        let mut tags = Vec::new();
        for (name, property) in &schema.properties {
            // The summary of a property's own properties is of no use here.
            let values = self.summary_below(property, depth.max(DEEPEST - 2) + 1).tag_values();
            // A null names no variant, as a property that is missing.
            let is_always = schema.required.contains(name)
                && (values.is_none() || self.nullability(property) == Nullability::Never);
            tags.extend(values.map(|values| Tag {
                property: name.clone(),
                presence: if is_always { TagPresence::Always } else { TagPresence::Optional },
                is_constant: values.len() == 1,
                values,
            }));
        }
        ShapeSummary {
            kinds,
            values: schema.values.clone(),
            tags,
            required: schema.required.clone(),
            properties: schema.properties.clone(),
        }
    }
}

/// The summary of a union: what its variants have together.
fn joined(summaries: &[Rc<ShapeSummary>]) -> ShapeSummary {
    let mut kinds: Vec<ValueType> = Vec::new();
    for kind in summaries.iter().flat_map(|summary| &summary.kinds) {
        if !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    if summaries.iter().any(|summary| summary.kinds.is_empty()) {
        kinds.clear();
    }
    let lists = summaries.iter().map(|summary| summary.values.clone());
    let values = lists.collect::<Option<Vec<_>>>().map(|lists| once_each(lists.concat()));
    let objects: Vec<&Rc<ShapeSummary>> =
        summaries.iter().filter(|summary| summary.may_be_object()).collect();
    let mut tags = Vec::new();
    for first in objects.first().into_iter().flat_map(|first| &first.tags) {
        let all = objects.iter().map(|variant| variant.tag(&first.property));
        if let Some(all) = all.collect::<Option<Vec<&Tag>>>() {
            tags.push(Tag {
                property: first.property.clone(),
                values: once_each(all.iter().flat_map(|tag| tag.values.clone()).collect()),
                presence: all
                    .iter()
                    .fold(TagPresence::Always, |presence, tag| presence.or(tag.presence)),
                is_constant: all.iter().all(|tag| tag.is_constant),
            });
        }
    }
    let required = objects.first().map(|first| first.required.clone()).unwrap_or_default();
    let is_everywhere =
        |name: &String| objects.iter().all(|variant| variant.required.contains(name));
    let required = required.into_iter().filter(is_everywhere).collect();
    let properties = objects.first().map(|first| first.properties.clone()).unwrap_or_default();
    let is_described = |(name, _): &(String, Place)| {
        objects.iter().all(|variant| variant.property(name).is_some())
    };
    let properties = properties.into_iter().filter(is_described).collect();
    ShapeSummary { kinds, values, tags, required, properties }
}

/// What several variants have in common is one thing; counted for each, it would grow with every
/// level of unions within unions.
pub(in crate::lower) fn once_each<T: Clone + Eq + Hash>(all: Vec<T>) -> Vec<T> {
    let mut seen = HashSet::with_capacity_and_hasher(all.len(), RandomState::default());
    all.into_iter().filter(|one| seen.insert(one.clone())).collect()
}

pub(in crate::lower) fn kind_of(kind: JsonType) -> ValueType {
    match kind {
        JsonType::Boolean => ValueType::Boolean,
        JsonType::Integer => ValueType::Integer,
        JsonType::Number => ValueType::Number,
        JsonType::String => ValueType::String,
        JsonType::Array => ValueType::Array,
        JsonType::Object => ValueType::Object,
    }
}

/// The kinds that a schema without a `type` is about; lowering takes the same view.
fn implied_kinds(schema: &Schema) -> Vec<ValueType> {
    let of = |is: fn(&Json) -> bool| {
        schema.values.as_ref().is_some_and(|values| !values.is_empty() && values.iter().all(is))
    };
    if of(Json::is_string) {
        vec![ValueType::String]
    } else if of(|value| value.is_i64() || value.is_u64()) {
        vec![ValueType::Integer]
    } else if of(Json::is_number) {
        vec![ValueType::Number]
    } else if of(Json::is_boolean) {
        vec![ValueType::Boolean]
    } else if !schema.properties.is_empty()
        || !schema.required.is_empty()
        || !schema.pattern_properties.is_empty()
        || matches!(schema.additional, Additional::Closed | Additional::Schema(_))
    {
        vec![ValueType::Object]
    } else if schema.items.is_some() || !schema.prefix_items.is_empty() {
        vec![ValueType::Array]
    } else {
        Vec::new()
    }
}
