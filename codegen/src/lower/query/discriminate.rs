//! How the variants of a union are discriminated: by a tag, by a second one where they share the
//! value of the first, by their kinds.

use std::rc::Rc;

use foldhash::HashSet;

use super::Schemas;
use super::summary::{ShapeSummary, Tag, once_each};
use crate::api::{Matcher, SecondaryTag, TagPresence, TagValue, ValueType};
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::schema::Schema;

impl Schemas<'_> {
    /// The property that discriminates the variants: the declared one, or the one that does best:
    /// one that has a value of its own in every variant that is an object, or else in most of
    /// them. Of two that do as well, one of strings names the variants better.
    pub(in crate::lower) fn tag(
        &mut self,
        schema: &Schema,
        summaries: &[Rc<ShapeSummary>],
        place: &Place,
    ) -> Option<String> {
        if let Some(discriminator) = &schema.discriminator {
            return Some(discriminator.property.clone());
        }
        let objects: Vec<&Rc<ShapeSummary>> =
            summaries.iter().filter(|summary| summary.may_be_object()).collect();
        let mut best: Option<((usize, bool), &str)> = None;
        for candidate in objects.iter().flat_map(|summary| &summary.tags) {
            let name = &candidate.property;
            let tags: Vec<&Tag> = objects.iter().filter_map(|variant| variant.tag(name)).collect();
            let is_text = tags.iter().all(|tag| tag.is_text());
            let weight = (tags.iter().map(|tag| weight(tag)).sum(), is_text);
            if discriminates(&tags, objects.len()) && best.is_none_or(|(known, _)| weight > known) {
                best = Some((weight, name));
            }
        }
        let name = best.map(|(_, name)| name.to_owned())?;
        if objects.len() > 1 {
            self.note(Code::TagInferred, place, format!("`{name}` discriminates the variants"));
        }
        Some(name)
    }

    /// How the value of a variant is recognised.
    pub(in crate::lower) fn recognised(
        &mut self,
        schema: &Schema,
        places: &[Place],
        variant: &Place,
        summary: &ShapeSummary,
        tag: Option<&str>,
        summaries: &[Rc<ShapeSummary>],
    ) -> Matcher {
        let by_kind = || Matcher::Type(kinds_of(summary, summaries, tag));
        let Some(property) = tag else { return by_kind() };
        if summary.kinds != [ValueType::Object] {
            return by_kind();
        }
        let property = property.to_owned();
        let is_default = self.is_default(schema, variant);
        let presence_of = |presence: TagPresence| match is_default {
            true => TagPresence::Default,
            false => presence,
        };
        let mapped = self.mapped_values(schema, variant, summary);
        let Some(own) = summary.tag(&property) else {
            let values = match mapped.is_empty() {
                true => self.component_of(schema, variant, summary).into_iter().collect(),
                false => mapped,
            };
            if values.is_empty() {
                return by_kind();
            }
            let is_required = summary.required.contains(&property);
            let presence = if is_required { TagPresence::Always } else { TagPresence::Optional };
            return Matcher::Tag { property, values, presence: presence_of(presence) };
        };
        let objects = summaries.iter().filter(|summary| summary.may_be_object()).count();
        let tagged = summaries.iter().filter(|summary| summary.tag(&property).is_some()).count();
        let has_several = own.values.len() > 1 && own.presence == TagPresence::Always;
        if has_several && own.is_text() && tagged == 1 && objects > 1 {
            // A union with this tag among other objects: it also keeps values it does not know.
            return Matcher::AnyTag(property);
        }
        let values = match own.is_constant {
            true => once_each(own.values.iter().cloned().chain(mapped).collect()),
            false => self.claimed(schema, places, variant, (summary, own), mapped, summaries),
        };
        Matcher::Tag { property, values, presence: presence_of(own.presence) }
    }

    /// The values that mean a variant whose tag lists several: what is mapped to it, and what no
    /// other variant lists. Without a mapping, the name of its component, where the others list it,
    /// too; or all of them.
    fn claimed(
        &mut self,
        schema: &Schema,
        places: &[Place],
        variant: &Place,
        (summary, own): (&ShapeSummary, &Tag),
        mapped: Vec<TagValue>,
        summaries: &[Rc<ShapeSummary>],
    ) -> Vec<TagValue> {
        let mut of_others: HashSet<TagValue> = HashSet::default();
        for (place, summary) in places.iter().zip(summaries) {
            if place != variant {
                of_others.extend(self.mapped_values(schema, place, summary));
                of_others
                    .extend(summary.tag(&own.property).iter().flat_map(|tag| tag.values.clone()));
            }
        }
        let alone = own.values.iter().filter(|value| !of_others.contains(*value)).cloned();
        if !mapped.is_empty() {
            return once_each(mapped.into_iter().chain(alone).collect());
        }
        let named = self.component_of(schema, variant, summary);
        match named.filter(|name| own.values.contains(name) && of_others.contains(name)) {
            Some(name) => once_each([name].into_iter().chain(alone).collect()),
            None => own.values.clone(),
        }
    }

    /// The values that a declared discriminator maps to a variant.
    fn mapped_values(
        &mut self,
        schema: &Schema,
        variant: &Place,
        summary: &ShapeSummary,
    ) -> Vec<TagValue> {
        let Some(discriminator) = &schema.discriminator else { return Vec::new() };
        let kinds = self.kinds_of_property(summary, &discriminator.property);
        let mapping = discriminator.mapping.iter();
        mapping
            .filter(|(_, target)| self.means(target, variant))
            .filter_map(|(value, _)| TagValue::named(value, &kinds))
            .collect()
    }

    /// The kinds of values that a property of an object has, as far as they are said.
    pub(super) fn kinds_of_property(
        &mut self,
        summary: &ShapeSummary,
        name: &str,
    ) -> Vec<ValueType> {
        match summary.property(name) {
            Some(place) => self.summary(place).kinds.clone(),
            None => Vec::new(),
        }
    }

    /// Whether a variant is that of objects without a value that is mapped (`defaultMapping`).
    fn is_default(&mut self, schema: &Schema, variant: &Place) -> bool {
        let discriminator = schema.discriminator.as_ref();
        let default = discriminator.and_then(|discriminator| discriminator.default.as_ref());
        default.is_some_and(|target| self.means(target, variant))
    }

    /// Whether what a mapping maps to, a reference or the name of a component, is a variant.
    pub(super) fn means(&mut self, target: &str, variant: &Place) -> bool {
        let Some((reference, place)) = self.reference_of(variant) else { return false };
        target == reference
            || reference.rsplit('/').next() == Some(target)
            || target.contains(['/', '#', '.'])
                && self.document.resolve(target, &place).ok()
                    == self.document.resolve(&reference, &place).ok()
    }

    /// The name of a variant's component, by which it is known where nothing is mapped to it
    /// (OpenAPI 3.1, section 4.8.25).
    fn component_of(
        &mut self,
        schema: &Schema,
        variant: &Place,
        summary: &ShapeSummary,
    ) -> Option<TagValue> {
        let discriminator = schema.discriminator.as_ref()?;
        let kinds = self.kinds_of_property(summary, &discriminator.property);
        let (reference, _) = self.reference_of(variant)?;
        TagValue::named(reference.rsplit('/').next()?, &kinds)
    }

    /// What a variant refers to, and where it says so.
    fn reference_of(&mut self, variant: &Place) -> Option<(String, Place)> {
        let schema = self.at(variant);
        match (&schema.reference, schema.all_of.as_slice()) {
            (Some(reference), _) => Some((reference.clone(), variant.clone())),
            (None, [only]) => {
                let reference = self.at(only).reference.clone()?;
                Some((reference, only.clone()))
            }
            _ => None,
        }
    }
}

/// How well a property tells one variant: one that each object has, with one value, best.
fn weight(tag: &Tag) -> usize {
    match (tag.is_constant, tag.presence) {
        (true, TagPresence::Always) => 4,
        (false, TagPresence::Always) => 3,
        (true, _) => 2,
        (false, _) => 1,
    }
}

/// What variants that are recognised by the same values have as a second tag: the first property
/// that each of them requires with values of its own. OpenAI's messages all are of the type
/// `message`, and their `role` says which.
pub(in crate::lower) fn second_tags(
    matchers: &[Matcher],
    summaries: &[Rc<ShapeSummary>],
) -> Vec<Option<SecondaryTag>> {
    let mut second = vec![None; matchers.len()];
    for (first, matcher) in matchers.iter().enumerate() {
        let Matcher::Tag { property, values, .. } = matcher else { continue };
        let is_alike = |other: &Matcher| matches!(other, Matcher::Tag { values: others, .. } if others == values);
        let alike: Vec<usize> =
            (0..matchers.len()).filter(|index| is_alike(&matchers[*index])).collect();
        if alike.len() < 2 || alike[0] != first {
            continue;
        }
        let tags_of = |name: &String| {
            let tags = alike.iter().map(|index| summaries[*index].tag(name));
            let required = tags.map(|tag| tag.filter(|tag| tag.presence == TagPresence::Always));
            required.collect::<Option<Vec<&Tag>>>().filter(|tags| are_disjoint(tags))
        };
        let candidates = summaries[first].tags.iter().map(|tag| &tag.property);
        let found = candidates.filter(|name| *name != property).find_map(tags_of);
        for (index, tag) in alike.iter().zip(found.into_iter().flatten()) {
            let Tag { property, values, .. } = tag;
            second[*index] =
                Some(SecondaryTag { property: property.clone(), values: values.clone() });
        }
    }
    second
}

/// Whether no value is in two tags.
fn are_disjoint(tags: &[&Tag]) -> bool {
    let mut seen = HashSet::default();
    tags.iter().flat_map(|tag| &tag.values).all(|value| seen.insert(value))
}

/// Whether the values of a property say which variant is meant. A property with one value in each
/// type does, unless it is the same in all; one that varies within a type, and so rather tells a
/// state, only where every object has it and no two variants share a value. Variants that share
/// one are told by a second tag, or by what fits best.
fn discriminates(tags: &[&Tag], objects: usize) -> bool {
    let all: Vec<&TagValue> = tags.iter().flat_map(|tag| &tag.values).collect();
    let distinct: HashSet<&TagValue> = all.iter().copied().collect();
    if tags.iter().all(|tag| tag.is_constant) {
        let differs = tags.len() < 2 || tags.iter().any(|tag| tag.values != tags[0].values);
        return distinct.len() == all.len() || differs;
    }
    let is_required = tags.iter().all(|tag| tag.presence == TagPresence::Always);
    distinct.len() == all.len() && (is_required || tags.len() == objects)
}

/// The kinds that mean a variant. A variant of numbers takes integers where no other variant does;
/// a variant that may be anything takes every kind that no other variant has, and what of the
/// others does not fit them.
fn kinds_of(
    summary: &ShapeSummary,
    summaries: &[Rc<ShapeSummary>],
    tag: Option<&str>,
) -> Vec<ValueType> {
    let is_tagged = |other: &ShapeSummary| tag.is_some_and(|tag| other.tag(tag).is_some());
    let others = |kind: ValueType| {
        let has = |other: &&Rc<ShapeSummary>| other.kinds.contains(&kind);
        summaries.iter().filter(has).any(|other| kind != ValueType::Object || !is_tagged(other))
    };
    let mut kinds = summary.kinds.clone();
    if kinds.is_empty() {
        let all = [
            ValueType::Boolean,
            ValueType::Integer,
            ValueType::Number,
            ValueType::String,
            ValueType::Array,
            ValueType::Object,
        ];
        // An object or a list may be of that kind and still not fit the other variant.
        let may_misfit = |kind: &ValueType| matches!(kind, ValueType::Object | ValueType::Array);
        kinds = all.into_iter().filter(|kind| may_misfit(kind) || !others(*kind)).collect();
    }
    if kinds.contains(&ValueType::Number)
        && !others(ValueType::Integer)
        && !kinds.contains(&ValueType::Integer)
    {
        kinds.push(ValueType::Integer);
    }
    kinds
}
