//! `oneOf` and `anyOf`, and schemas of several types.
//!
//! The cascade, first match wins:
//! 1. variants that only add assertions to what stands around them make no union, but limits of it;
//! 2. strings, some of them listed: an open enum;
//! 3. numbers of one kind: an open enum where all are listed integers, otherwise a number;
//! 4. listed strings or a number: a keyword-or-value;
//! 5. anything else: a union, each variant recognised by its tag or by its kind. Which of the
//!    variants is meant that neither discriminates, a value says by the properties that it has;
//! 6. but a union of all kinds of values, of which nothing else is said, is any JSON.
//!
//! Where several variants are of one Rust type, what is allowed is what any of them allows, the
//! limits of each as a whole.
//!
//! A tag is a required property that holds different values in the variants. It is taken
//! from `discriminator`, or found, which is reported as a note.

mod names;
mod together;
mod variants;

use std::rc::Rc;

use serde_json::Value as Json;

use super::query::{ShapeSummary, Tag, kind_of, merge, once_each};
use super::{Lowered, Lowering, PreferredName, limits};
use crate::api::{
    Deprecation, Docs, EnumKind, Expr, Limit, Matcher, Naming, Shape, TagPresence, Union, Use,
    ValueType, Variant,
};
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::schema::{JsonType, Schema};

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
            return None;
        }
        if let Some(lowered) = self.bounded(schema, &variants, place, preferred) {
            return Some(lowered);
        }
        let summaries: Vec<Rc<ShapeSummary>> =
            variants.iter().map(|variant| self.schemas.summary(variant)).collect();
        self.schemas.report_mapping(schema, &variants, place);
        self.report_types(schema, &summaries, place);
        if merge::has_no_structure(schema) {
            let simple = None
                .or_else(|| self.open_enum(schema, &summaries, &variants))
                .or_else(|| self.number(&summaries, &variants))
                .or_else(|| self.keyword_or_value(&summaries, &variants));
            match simple {
                Some(Lowered::Use(used)) => {
                    return Some(Lowered::Use(limits::narrowed(used, schema, self)));
                }
                Some(shape) => return Some(shape),
                None => {}
            }
        }
        Some(self.general_union(schema, &variants, &summaries, place, preferred))
    }

    /// Whether a `oneOf` of one object with a tag stands for what others may be beside it: it is a
    /// union already, so that one that nobody knows yet can be held.
    pub(super) fn is_open_to_more(&mut self, schema: &Schema) -> bool {
        let [only] = schema.one_of.as_slice() else { return false };
        let is_alone = schema.any_of.is_empty()
            && schema.all_of.is_empty()
            && schema.reference.is_none()
            && merge::has_no_structure(schema);
        if !is_alone {
            return false;
        }
        let summary = self.schemas.summary(only);
        let is_tag = |tag: &Tag| tag.is_constant && tag.presence == TagPresence::Always;
        summary.kinds == [ValueType::Object] && summary.tags.iter().any(is_tag)
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
                deprecation: Deprecation::Current,
                preferred_name: name.to_owned(),
                matcher: Matcher::Type(kinds),
                value,
                secondary_tag: None,
                docs: Docs::default(),
            });
        }
        Some(union_or_any(variants))
    }

    /// A scalar, an array or a map of which each variant only bounds what is around it.
    fn bounded(
        &mut self,
        schema: &Schema,
        variants: &[Place],
        place: &Place,
        preferred: &PreferredName,
    ) -> Option<Lowered> {
        let [_] = schema.types.as_slice() else { return None };
        let mut bounds = Vec::with_capacity(variants.len());
        for variant in variants {
            let variant = self.schemas.at(variant);
            let only_bounds = variant.reference.is_none()
                && variant.all_of.is_empty()
                && variant.not.is_none()
                && !variant.nullable
                && merge::is_annotation_only(&variant)
                && (variant.types.is_empty() || variant.types == schema.types);
            if !only_bounds {
                return None;
            }
            bounds.push(variant.bounds.clone());
        }
        let base = Schema { one_of: Vec::new(), any_of: Vec::new(), ..schema.clone() };
        Some(match self.classified(&base, place, preferred) {
            Lowered::Use(used) => {
                let expr = limits::underlying(&used.expr, self).clone();
                let sets = bounds.iter().map(|bounds| limits::of(bounds, &expr)).collect();
                let limits = used.limits.iter().cloned().chain(limits::any_of(sets)).collect();
                Lowered::Use(Use { limits, ..used })
            }
            shape => shape,
        })
    }

    /// Says where the `type` beside a union allows no variant of it.
    fn report_types(&mut self, schema: &Schema, summaries: &[Rc<ShapeSummary>], place: &Place) {
        let allowed: Vec<ValueType> = schema.types.iter().map(|kind| kind_of(*kind)).collect();
        let is_number = |kind: &ValueType| matches!(kind, ValueType::Integer | ValueType::Number);
        let is_allowed = |kind: &ValueType| {
            allowed.contains(kind) || is_number(kind) && allowed.iter().any(is_number)
        };
        let is_possible = |summary: &Rc<ShapeSummary>| {
            summary.kinds.is_empty() || summary.kinds.iter().any(is_allowed)
        };
        if !allowed.is_empty() && !summaries.iter().any(is_possible) {
            let text = "its `type` allows none of its variants, which count alone";
            self.note(Code::EnumAgainstType, place, text);
        }
    }

    /// Strings, some of them listed.
    fn open_enum(
        &mut self,
        schema: &Schema,
        summaries: &[Rc<ShapeSummary>],
        places: &[Place],
    ) -> Option<Lowered> {
        if !summaries.iter().all(|summary| summary.is_text()) {
            return None;
        }
        let is_listed = |summary: &Rc<ShapeSummary>| summary.values().is_some();
        let around = limits::of(&schema.bounds, &Expr::Text);
        if !summaries.iter().any(is_listed) {
            let sets = places.iter().map(|place| self.limits_at(place, &Expr::Text)).collect();
            let limits = limits::any_of(sets).into_iter().chain(around).collect();
            return Some(Lowered::Use(Use { limits, ..Use::of(Expr::Text) }));
        }
        let mut open = self.enum_of_variants(places, EnumKind::Text);
        if !summaries.iter().all(is_listed) {
            let free = summaries.iter().zip(places).filter(|(summary, _)| !is_listed(summary));
            let mut sets: Vec<Vec<Limit>> =
                free.map(|(_, place)| self.limits_at(place, &Expr::Text)).collect();
            let listed = open.values.iter().map(|value| Json::from(&*value.wire).to_string());
            sets.push(vec![Limit::OneOf(listed.collect())]);
            open.limits = limits::any_of(sets);
        }
        open.limits.extend(around);
        Some(Lowered::Shape(Shape::OpenEnum(open)))
    }

    /// Numbers of one kind.
    fn number(&mut self, summaries: &[Rc<ShapeSummary>], places: &[Place]) -> Option<Lowered> {
        let [first, ..] = summaries else { return None };
        if !first.is_numeric() || summaries.iter().any(|summary| summary.kinds != first.kinds) {
            return None;
        }
        let is_listed =
            |summary: &Rc<ShapeSummary>| summary.values.iter().flatten().all(Json::is_i64);
        if first.kinds == [ValueType::Integer]
            && summaries.iter().all(|summary| summary.values.is_some() && is_listed(summary))
        {
            let open = self.enum_of_variants(places, EnumKind::Integer);
            return Some(Lowered::Shape(Shape::OpenEnum(open)));
        }
        let expr = number_of(first);
        let sets = places.iter().map(|place| self.limits_at(place, &expr)).collect();
        Some(Lowered::Use(Use { limits: limits::any_of(sets), ..Use::of(expr) }))
    }

    /// Listed strings or a number.
    fn keyword_or_value(
        &mut self,
        summaries: &[Rc<ShapeSummary>],
        places: &[Place],
    ) -> Option<Lowered> {
        let mut listed: Vec<String> = Vec::new();
        let mut numeric: Vec<(&Rc<ShapeSummary>, &Place)> = Vec::new();
        for (summary, place) in summaries.iter().zip(places) {
            match (summary.values(), numeric.first()) {
                (Some(values), _) => listed.extend(values),
                (None, None) if summary.is_numeric() => numeric.push((summary, place)),
                (None, Some((first, _))) if summary.kinds == first.kinds => {
                    numeric.push((summary, place));
                }
                (None, _) => return None,
            }
        }
        let keywords = once_each(listed);
        let value = number_of(numeric.first()?.0);
        let sets = numeric.iter().map(|(_, place)| self.limits_at(place, &value)).collect();
        let limits = limits::any_of(sets);
        // What the place allows belongs to the place, not to the type that places share.
        let expr = Expr::Named(self.types.keyword_or_value(value, &keywords));
        Some(Lowered::Use(Use { limits, keywords, ..Use::of(expr) }))
    }

    /// What the schema at a place allows of a scalar, unless it is a union again.
    pub(super) fn limits_at(&mut self, place: &Place, expr: &Expr) -> Vec<Limit> {
        let Some(target) = self.schemas.behind_references(place) else { return Vec::new() };
        let schema = self.schemas.at(&target);
        let merged = self.schemas.merged(&target, &schema);
        match self.schemas.variants(&merged).as_slice() {
            [] => limits::of_schema(&merged, expr),
            [only] => {
                let mut limits = self.limits_at(only, expr);
                limits.extend(limits::of(&merged.bounds, expr));
                limits
            }
            several => {
                let sets = several.iter().map(|variant| self.limits_at(variant, expr)).collect();
                let mut limits = limits::any_of(sets);
                limits.extend(limits::of(&merged.bounds, expr));
                limits
            }
        }
    }

    /// Gives a shape a type of its own, named by where it stands.
    pub(super) fn inline(&mut self, place: &Place, preferred: &PreferredName, shape: Shape) -> Use {
        let id = self.types.reserve_unplaced();
        self.fill(id, place, Naming::Inline, preferred.text.clone(), shape);
        self.named(id)
    }
}

/// What numbers are of which it is known whether all are integers.
fn number_of(summary: &ShapeSummary) -> Expr {
    match summary.kinds.as_slice() {
        [ValueType::Integer] => Expr::Integer,
        _ => Expr::Number,
    }
}

/// A union; of all kinds of values, of which nothing else is said, any JSON.
fn union_or_any(variants: Vec<Variant>) -> Lowered {
    let is_any = |variant: &Variant| {
        variant.value.limits.is_empty()
            && match &variant.value.expr {
                Expr::Boolean | Expr::Integer | Expr::Number | Expr::Text | Expr::Json => true,
                Expr::List(nested) | Expr::Map(nested) => nested.expr == Expr::Json,
                _ => false,
            }
    };
    let takes = |kind: ValueType| {
        let has = |variant: &Variant| matches!(&variant.matcher, Matcher::Type(kinds) if kinds.contains(&kind));
        variants.iter().any(has)
    };
    let all = [
        ValueType::Boolean,
        ValueType::Number,
        ValueType::String,
        ValueType::Array,
        ValueType::Object,
    ];
    match all.into_iter().all(takes) && variants.iter().all(is_any) {
        true => Lowered::Use(Use::of(Expr::Json)),
        false => Lowered::Shape(Shape::Union(Union { variants, common: Vec::new() })),
    }
}
