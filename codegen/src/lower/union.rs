//! `oneOf` and `anyOf`, and schemas of several types.
//!
//! The cascade, first match wins:
//! 1. variants that only add assertions to the object around them make no union;
//! 2. strings, some of them listed: an open enum;
//! 3. listed strings or a number: a keyword-or-value;
//! 4. numbers alone: a number;
//! 5. anything else: a union, each variant recognised by its tag or by its kind. Variants
//!    that neither discriminates are tried in order when a value arrives.
//!
//! A tag is a required property that holds different values in the variants. It is taken
//! from `discriminator`, or found, which is reported as a note.

use std::rc::Rc;

use super::query::{ShapeSummary, merge, once_each, second_tags};
use super::{Lowered, Lowering, PreferredName, limits};
use crate::api::{
    Docs, Expr, Matcher, Naming, Nullability, OpenEnum, SecondaryTag, Shape, Union, Use, ValueType,
    Variant,
};
use crate::diagnostic::Code;
use crate::ident;
use crate::pointer::Place;
use crate::read::schema::{JsonType, Schema};

/// What a variant looks like from outside.
struct Seen<'a> {
    matcher: &'a Matcher,
    secondary_tag: Option<&'a SecondaryTag>,
    summary: &'a ShapeSummary,
    index: usize,
}

/// Variants that are expanded by what stands around them hold others that are, so deep.
const EXPANSIONS: usize = 2;

impl Lowering<'_> {
    /// A union of schemas.
    pub(super) fn union(
        &mut self,
        schema: &Schema,
        place: &Place,
        preferred: &PreferredName,
    ) -> Option<Lowered> {
        let variants = self.schemas.variants(schema);
        if variants.is_empty() {
            return None;
        }
        if self.only_assert(schema, &variants) {
            let text = "which properties have to be there together is not checked";
            self.note(Code::TogetherUnchecked, place, text);
            return None;
        }
        let summaries: Vec<Rc<ShapeSummary>> =
            variants.iter().map(|variant| self.schemas.summary(variant)).collect();
        if merge::has_no_structure(schema) {
            let simple =
                self.open_enum(&summaries).or_else(|| self.keyword_or_value(&summaries, &variants));
            if simple.is_some() {
                return simple;
            }
        }
        Some(self.general_union(schema, &variants, &summaries, place, preferred))
    }

    /// A schema of several types: a union of what it is as each of them.
    pub(super) fn several_types(
        &mut self,
        schema: &Schema,
        place: &Place,
        preferred: &PreferredName,
    ) -> Option<Lowered> {
        let [_, _, ..] = schema.types.as_slice() else { return None };
        let mut variants = Vec::new();
        for kind in &schema.types {
            let single = Schema { types: vec![*kind], ..schema.clone() };
            let (name, kinds) = match kind {
                JsonType::Boolean => ("Boolean", ValueType::Boolean),
                JsonType::Integer => ("Integer", ValueType::Integer),
                JsonType::Number => ("Number", ValueType::Number),
                JsonType::String => ("String", ValueType::String),
                JsonType::Array => ("Array", ValueType::Array),
                JsonType::Object => ("Object", ValueType::Object),
            };
            let value = match self.classified(&single, place, &preferred.step(name)) {
                Lowered::Use(used) => used,
                Lowered::Shape(shape) => self.inline(place, &preferred.step(name), shape),
            };
            // Every integer is a number too.
            let kinds = match kind {
                JsonType::Number if !schema.types.contains(&JsonType::Integer) => {
                    vec![ValueType::Integer, ValueType::Number]
                }
                _ => vec![kinds],
            };
            variants.push(Variant {
                preferred_name: name.to_owned(),
                matcher: Matcher::Type(kinds),
                value,
                secondary_tag: None,
                docs: Docs::default(),
            });
        }
        Some(Lowered::Shape(Shape::Union(Union { variants })))
    }

    /// Whether the variants only say which properties of the schema around them have to be there.
    fn only_assert(&mut self, schema: &Schema, variants: &[Place]) -> bool {
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

    /// Strings, some of them listed.
    fn open_enum(&mut self, summaries: &[Rc<ShapeSummary>]) -> Option<Lowered> {
        if !summaries.iter().all(|summary| summary.is_text()) {
            return None;
        }
        let values = summaries.iter().filter_map(|summary| summary.values()).flatten().collect();
        let values: Vec<String> = once_each(values);
        Some(if values.is_empty() {
            Lowered::Use(Use::of(Expr::Text))
        } else {
            Lowered::Shape(Shape::OpenEnum(OpenEnum { values }))
        })
    }

    /// Listed strings or a number, or numbers alone.
    fn keyword_or_value(
        &mut self,
        summaries: &[Rc<ShapeSummary>],
        variants: &[Place],
    ) -> Option<Lowered> {
        let mut listed: Vec<String> = Vec::new();
        let mut numeric = None;
        for (summary, variant) in summaries.iter().zip(variants) {
            match summary.values() {
                Some(values) => listed.extend(values),
                None if summary.is_numeric() && numeric.is_none() => {
                    numeric = Some((summary, variant))
                }
                None => return None,
            }
        }
        let keywords = once_each(listed);
        let (summary, variant) = numeric?;
        let variant = self.schemas.follow(variant)?;
        let bounds = self.schemas.at(&variant).bounds.clone();
        let value = match summary.kinds.as_slice() {
            [ValueType::Integer] => Expr::Integer,
            _ => Expr::Number,
        };
        let limits = limits::of(&bounds, &value);
        // What the place allows belongs to the place, not to the type that places share.
        let expr = Expr::Named(self.types.keyword_or_value(value, &keywords));
        Some(Lowered::Use(Use { limits, keywords, ..Use::of(expr) }))
    }

    fn general_union(
        &mut self,
        schema: &Schema,
        places: &[Place],
        summaries: &[Rc<ShapeSummary>],
        place: &Place,
        preferred: &PreferredName,
    ) -> Lowered {
        let tag = self.schemas.tag(schema, summaries, place);
        let recognised = |(variant, summary): (&Place, &Rc<ShapeSummary>)| {
            self.schemas.recognised(schema, variant, summary, tag.as_deref(), summaries)
        };
        let matchers: Vec<Matcher> = places.iter().zip(summaries).map(recognised).collect();
        let second = second_tags(&matchers, summaries);
        let mut variants: Vec<Variant> = Vec::new();
        for (index, (matcher, secondary_tag)) in matchers.into_iter().zip(second).enumerate() {
            let variant = &places[index];
            let seen = Seen {
                matcher: &matcher,
                secondary_tag: secondary_tag.as_ref(),
                summary: &summaries[index],
                index,
            };
            let name = self.variant_name(variant, &seen, preferred);
            let value = self.variant_value(schema, place, variant, &preferred.step(&name));
            let value = Use { null: Nullability::Never, ..value };
            // Two variants of one Rust type, recognised in the same way, are one variant.
            let is_known =
                |known: &Variant| known.value.expr == value.expr && known.matcher == matcher;
            if !variants.iter().any(is_known) {
                let docs = Docs { default: None, format: None, ..self.schemas.docs(variant) };
                variants.push(Variant {
                    preferred_name: name,
                    matcher,
                    secondary_tag,
                    value,
                    docs,
                });
            }
        }
        match variants.as_slice() {
            [only] => Lowered::Use(only.value.clone()),
            _ => Lowered::Shape(Shape::Union(Union { variants })),
        }
    }

    /// What the variant would like to be called: the value of its tag, with that of its second
    /// one; its component's name (without that of the union, where it begins with it), its
    /// title, or its kind.
    fn variant_name(
        &mut self,
        variant: &Place,
        seen: &Seen<'_>,
        preferred: &PreferredName,
    ) -> String {
        if let Matcher::Tag { values, .. } = seen.matcher
            && let [value] = values.as_slice()
        {
            match seen.secondary_tag.map(|tag| tag.values.as_slice()) {
                None => return ident::pascal(value),
                Some([second]) => return ident::pascal(&format!("{value}_{second}")),
                Some(_) => {}
            }
        }
        let schema = self.schemas.at(variant);
        if let Some(reference) = &schema.reference {
            let name = ident::pascal(reference.rsplit('/').next().unwrap_or_default());
            return shortened(&name, variant, preferred);
        }
        if let Some(title) = &schema.title {
            return ident::pascal(title);
        }
        let kind = match seen.summary.kinds.as_slice() {
            [ValueType::Boolean] => "Boolean",
            [ValueType::Integer] => "Integer",
            [ValueType::Number]
            | [ValueType::Number, ValueType::Integer]
            | [ValueType::Integer, ValueType::Number] => "Number",
            [ValueType::String] => "String",
            [ValueType::Array] => "Array",
            [ValueType::Object] => "Object",
            _ => "",
        };
        if kind.is_empty() { format!("Variant{}", seen.index + 1) } else { kind.to_owned() }
    }

    /// The type of a variant; the properties of a schema around the variants are the variants' too.
    fn variant_value(
        &mut self,
        around: &Schema,
        union: &Place,
        variant: &Place,
        preferred: &PreferredName,
    ) -> Use {
        let Some(target) = self.schemas.follow(variant) else {
            return Use::of(Expr::Json);
        };
        if around.properties.is_empty() || self.schemas.extends(&target, union) {
            return self.use_at(variant, preferred);
        }
        let schema = self.schemas.at(&target);
        let own = Rc::unwrap_or_clone(self.schemas.merged(&target, &schema));
        // Variants of variants keep their own type, as does a variant within itself: there are as
        // many ways to them as combinations, or no end of them. What stands around them is kept as
        // undeclared properties.
        let is_union = !own.one_of.is_empty() || !own.any_of.is_empty();
        let is_within_another = is_union && !self.expanding.is_empty();
        let is_too_deep = self.expanding.len() == EXPANSIONS;
        if is_within_another || is_too_deep || self.expanding.contains(&target) {
            return self.use_at(variant, preferred);
        }
        let base = Schema {
            one_of: Vec::new(),
            any_of: Vec::new(),
            description: None,
            title: None,
            ..around.clone()
        };
        let both = self.schemas.merged_with(base, own, variant);
        self.expanding.push(target);
        let lowered = self.classified(&both, variant, preferred);
        self.expanding.pop();
        match lowered {
            Lowered::Use(used) => used,
            Lowered::Shape(shape) => self.inline(variant, preferred, shape),
        }
    }

    /// Gives a shape a type of its own, named by where it stands.
    fn inline(&mut self, place: &Place, preferred: &PreferredName, shape: Shape) -> Use {
        let id = self.types.reserve(place);
        self.types.forget(place);
        self.fill(id, place, Naming::Inline, preferred.text.clone(), shape);
        Use::of(Expr::Named(id))
    }
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
