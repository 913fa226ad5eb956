//! What the variants of a union are called.

use std::rc::Rc;

use super::super::query::ShapeSummary;
use super::super::{Lowering, PreferredName};
use crate::api::{Matcher, SecondaryTag, TagValue, ValueType};
use crate::ident;
use crate::pointer::Place;

/// What a variant looks like from outside.
pub(super) struct Seen<'a> {
    pub(super) matcher: &'a Matcher,
    pub(super) secondary_tag: Option<&'a SecondaryTag>,
    /// Of all variants.
    pub(super) summaries: &'a [Rc<ShapeSummary>],
    /// Which of them it is.
    pub(super) index: usize,
}

impl Lowering<'_> {
    /// What the variant would like to be called: the string that is its tag, with that of its second
    /// one; its component's name (without that of the union, where it begins with it), its
    /// title, its tag of another kind, behind the name of the property, a property that tells it
    /// from the others, or its kind.
    pub(super) fn variant_name(
        &mut self,
        variant: &Place,
        seen: &Seen<'_>,
        preferred: &PreferredName,
    ) -> String {
        let by_tag = tag_name(seen.matcher, seen.secondary_tag);
        if let Some((name, TagName::Speaking)) = by_tag {
            return name;
        }
        let schema = self.schemas.at(variant);
        let step = schema.reference.as_deref().and_then(|reference| reference.rsplit('/').next());
        // `#/components/schemas/Value/oneOf/4` names nothing but a position.
        if let Some(name) = step.filter(|step| !step.bytes().all(|byte| byte.is_ascii_digit())) {
            // A schema that is a file is called as that is, without what follows its name.
            let is_file = schema.reference.as_deref().is_some_and(|whole| !whole.contains('#'));
            let name = if is_file { name.split('.').next().unwrap_or(name) } else { name };
            return shortened(&ident::pascal(name), variant, preferred);
        }
        let title = match step {
            Some(_) => {
                let target = self.schemas.follow(variant);
                target.and_then(|target| self.schemas.at(&target).title.clone())
            }
            None => schema.title.clone(),
        };
        if let Some(title) = title {
            return ident::pascal(&title);
        }
        if let Some((name, TagName::Counted)) = by_tag {
            return name;
        }
        if let Some(name) = self.telling_property(seen) {
            return name;
        }
        let Some(summary) = seen.summaries.get(seen.index) else { return String::new() };
        match kind_name(summary) {
            Some(kind) => kind.to_owned(),
            None => format!("Variant{}", seen.index + 1),
        }
    }

    /// The first property of an object that no other variant has, a required one if there is one;
    /// or the first that is of another kind in each other variant that has it, with its kind.
    fn telling_property(&mut self, seen: &Seen<'_>) -> Option<String> {
        let own = seen.summaries.get(seen.index)?;
        let others = || {
            let all = seen.summaries.iter().enumerate();
            all.filter(|(index, _)| *index != seen.index).map(|(_, summary)| summary)
        };
        let is_object = |summary: &ShapeSummary| summary.kinds == [ValueType::Object];
        if !is_object(own) || !others().any(|other| is_object(other)) {
            return None;
        }
        // What keeps any other value is called so.
        let is_own = |name: &&String| {
            ident::pascal(name) != "Other" && !others().any(|other| other.property(name).is_some())
        };
        let names = own.properties.iter().map(|(name, _)| name);
        let required = own.required.iter().find(is_own);
        if let Some(name) = required.or_else(|| names.clone().find(is_own)) {
            return Some(ident::pascal(name));
        }
        for (name, place) in &own.properties {
            let kinds = self.schemas.summary(place);
            let kind = kind_name(&kinds)?;
            let of_others: Vec<Place> =
                others().filter_map(|other| other.property(name).cloned()).collect();
            let differs = |place: &Place| kind_name(&self.schemas.summary(place)) != Some(kind);
            if of_others.iter().all(differs) {
                return Some(format!("{}{kind}", ident::pascal(name)));
            }
        }
        None
    }
}

/// What the name of a variant by its tags is made of.
enum TagName {
    /// Strings, which say what they mean.
    Speaking,
    /// A boolean or an integer, which means nothing without its property.
    Counted,
}

/// What a variant is called by the one value of its tag, and that of its second one.
fn tag_name(matcher: &Matcher, secondary_tag: Option<&SecondaryTag>) -> Option<(String, TagName)> {
    let Matcher::Tag { property, values, .. } = matcher else { return None };
    let tags = [Some((property, values)), secondary_tag.map(|tag| (&tag.property, &tag.values))];
    let mut parts = Vec::new();
    let mut made_of = TagName::Speaking;
    for (property, values) in tags.into_iter().flatten() {
        match values.as_slice() {
            [TagValue::Text(text)] => parts.push(text.clone()),
            [scalar] => {
                parts.push(format!("{property}_{}", scalar.to_string().replace('-', "minus_")));
                made_of = TagName::Counted;
            }
            _ => return None,
        }
    }
    Some((ident::pascal(&parts.join("_")), made_of))
}

fn kind_name(summary: &ShapeSummary) -> Option<&'static str> {
    Some(match summary.kinds.as_slice() {
        [ValueType::Boolean] => "Boolean",
        [ValueType::Integer] => "Integer",
        [ValueType::Number]
        | [ValueType::Number, ValueType::Integer]
        | [ValueType::Integer, ValueType::Number] => "Number",
        [ValueType::String] => "String",
        [ValueType::Array] => "Array",
        [ValueType::Object] => "Object",
        _ => return None,
    })
}

/// A component's name without that of the union, or of the component that the union
/// stands in, where it begins with it.
fn shortened(name: &str, variant: &Place, preferred: &PreferredName) -> String {
    let owner =
        variant.pointer.segments().nth(2).map(|owner| ident::pascal(&owner)).unwrap_or_default();
    let is_name = |short: &&str| short.starts_with(|first: char| first.is_ascii_uppercase());
    let short = [preferred.text.as_str(), owner.as_str()]
        .into_iter()
        .filter_map(|prefix| name.strip_prefix(prefix))
        .find(is_name);
    short.unwrap_or(name).to_owned()
}
