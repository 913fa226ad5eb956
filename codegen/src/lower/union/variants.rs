//! The variants of a union: how each is recognised, what it holds, which are one.

use std::rc::Rc;

use super::super::query::titled;
use super::super::query::{ShapeSummary, both, second_tags};
use super::super::{Lowered, Lowering, PreferredName, limits};
use super::names::Seen;
use super::union_or_any;
use crate::api::{
    Deprecation, Docs, EnumKind, Expr, Limit, Matcher, Nullability, SecondaryTag, Use, ValueType,
    Variant,
};
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::schema::{Additional, Bounds, Schema};

/// Variants that are expanded by what stands around them hold others that are, so deep.
const EXPANSIONS: usize = 2;

/// Objects in objects are looked at to tell variants apart, so deep.
const DEEPEST_LOOK: usize = 1;

/// A variant, and what each of those allows that are one with it.
struct Merged {
    variant: Variant,
    allowed: Vec<Vec<Limit>>,
}

impl Lowering<'_> {
    pub(in crate::lower) fn general_union(
        &mut self,
        schema: &Schema,
        places: &[Place],
        summaries: &[Rc<ShapeSummary>],
        place: &Place,
        preferred: &PreferredName,
    ) -> Lowered {
        let tag = self.schemas.tag(schema, summaries, place);
        let recognised = |(variant, summary): (&Place, &Rc<ShapeSummary>)| {
            self.schemas.recognised(schema, places, variant, summary, tag.as_deref(), summaries)
        };
        let matchers: Vec<Matcher> = places.iter().zip(summaries).map(recognised).collect();
        let second = second_tags(&matchers, summaries);
        let integers = self.listed_integers(summaries);
        let mut names: Vec<(usize, String)> = Vec::new();
        let mut merged: Vec<Merged> = Vec::new();
        for (index, matcher) in matchers.iter().enumerate() {
            let variant = &places[index];
            let secondary_tag: Option<SecondaryTag> = second.get(index).cloned().flatten();
            let seen = Seen { matcher, secondary_tag: secondary_tag.as_ref(), summaries, index };
            let mut name = self.variant_name(variant, &seen, preferred);
            let value = match integers.as_slice() {
                [first, _, ..] if *first == index => {
                    let listed: Vec<Place> =
                        integers.iter().map(|index| places[*index].clone()).collect();
                    "Integer".clone_into(&mut name);
                    let open = self.enum_of_variants(&listed, EnumKind::Integer);
                    let preferred = preferred.step(&name);
                    self.inline(variant, &preferred, crate::api::Shape::OpenEnum(open))
                }
                [_, _, ..] if integers.contains(&index) => continue,
                _ => self.variant_value(schema, place, variant, &preferred.step(&name)),
            };
            let value = limits::narrowed(value, schema, self);
            let value = Use { null: Nullability::Never, ..value };
            let allowed = value.limits.clone();
            let docs = titled(self.schemas.docs(variant), &name);
            let docs = Docs { default: None, format: None, ..docs };
            match self.find_same(&mut merged, &value.expr, matcher) {
                Some(known) => {
                    known.allowed.push(allowed);
                    let text = std::mem::take(&mut known.variant.docs.text);
                    known.variant.docs.text = both(text, docs.text);
                }
                None => {
                    names.push((index, name.clone()));
                    let variant = Variant {
                        deprecation: Deprecation::Current,
                        preferred_name: name,
                        matcher: matcher.clone(),
                        secondary_tag,
                        value,
                        docs,
                    };
                    merged.push(Merged { variant, allowed: vec![allowed] });
                }
            }
        }
        self.report_alike(&names, &matchers, &second, (places, summaries), place);
        let mut variants: Vec<Variant> = merged.into_iter().map(Merged::into_variant).collect();
        match variants.as_slice() {
            [_] if !self.is_open_to_more(schema) => variants
                .pop()
                .map_or(Lowered::Use(Use::of(Expr::Json)), |only| Lowered::Use(only.value)),
            _ => union_or_any(variants),
        }
    }

    /// Of integers that are listed in several variants, which those are: together they are one
    /// enum.
    fn listed_integers(&self, summaries: &[Rc<ShapeSummary>]) -> Vec<usize> {
        let is_it = |summary: &ShapeSummary| {
            summary.kinds == [ValueType::Integer]
                && summary.values.as_ref().is_some_and(|all| all.iter().all(|one| one.is_i64()))
        };
        let all = summaries.iter().enumerate();
        all.filter(|(_, summary)| is_it(summary)).map(|(index, _)| index).collect()
    }

    /// The variant that one more is the same as: of one Rust type, but for names that are only
    /// names, and recognised in the same way.
    fn find_same<'m>(
        &self,
        merged: &'m mut [Merged],
        expr: &Expr,
        matcher: &Matcher,
    ) -> Option<&'m mut Merged> {
        let own = self.types.underlying(expr);
        let is_same = |known: &Merged| {
            let known_expr = &known.variant.value.expr;
            known.variant.matcher == *matcher
                && (known_expr == expr
                    || self.types.underlying(known_expr) == own && !matches!(own, Expr::Named(_)))
        };
        let known = merged.iter_mut().find(|known| is_same(known))?;
        if known.variant.value.expr != *expr {
            known.variant.value.expr = own.clone();
        }
        Some(known)
    }

    /// Says which variants that are objects cannot be told apart, or are never chosen.
    fn report_alike(
        &mut self,
        names: &[(usize, String)],
        matchers: &[Matcher],
        second: &[Option<SecondaryTag>],
        (places, summaries): (&[Place], &[Rc<ShapeSummary>]),
        place: &Place,
    ) {
        let is_object = |index: usize| summaries[index].kinds == [ValueType::Object];
        for (position, (later, later_name)) in names.iter().enumerate() {
            let earlier = names[..position].iter().find(|(earlier, _)| {
                is_object(*earlier)
                    && is_object(*later)
                    && matchers[*earlier] == matchers[*later]
                    && second[*later].is_none()
                    && self.covers(&places[*earlier], &places[*later], DEEPEST_LOOK)
            });
            let Some((earlier, earlier_name)) = earlier else { continue };
            let is_mutual = self.covers(&places[*later], &places[*earlier], DEEPEST_LOOK);
            let text = match is_mutual {
                true => format!(
                    "nothing tells `{later_name}` from `{earlier_name}`: a value is of the first"
                ),
                false => format!(
                    "`{later_name}` is never chosen: `{earlier_name}` requires as much and \
                     declares all that it declares"
                ),
            };
            self.note(Code::VariantNotChosen, place, text);
        }
    }

    /// Whether an object requires the same as another one, and declares at least the same: values of
    /// the same kinds, and objects of which the same goes, so deep.
    fn covers(&mut self, wide: &Place, narrow: &Place, depth: usize) -> bool {
        let (own, other) = (self.schemas.summary(narrow), self.schemas.summary(wide));
        other.required.len() == own.required.len()
            && own.required.iter().all(|name| other.required.contains(name))
            && own.properties.iter().all(|(name, place)| {
                other.property(name).is_some_and(|wide| self.holds_alike(wide, place, depth))
            })
            && !self.has_patterns(wide)
            && match (self.undeclared_at(wide), self.undeclared_at(narrow)) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(wide), Some(narrow)) => self.holds_alike(&wide, &narrow, depth),
            }
    }

    fn holds_alike(&mut self, wide: &Place, narrow: &Place, depth: usize) -> bool {
        let (own, other) = (self.schemas.summary(narrow), self.schemas.summary(wide));
        if own.kinds != other.kinds
            || own.values != other.values
            || self.bounds_at(narrow) != self.bounds_at(wide)
        {
            return false;
        }
        match (own.kinds.as_slice(), depth.checked_sub(1)) {
            ([ValueType::Object], Some(depth)) => self.covers(wide, narrow, depth),
            ([ValueType::Array], Some(depth)) => match (self.items_at(wide), self.items_at(narrow))
            {
                (Some(wide), Some(narrow)) => self.holds_alike(&wide, &narrow, depth),
                _ => true,
            },
            _ => true,
        }
    }

    /// Whether what an object may hold depends on its names by patterns, which nobody compares.
    fn has_patterns(&mut self, place: &Place) -> bool {
        let Some(target) = self.schemas.behind_references(place) else { return false };
        let schema = self.schemas.at(&target);
        !self.schemas.merged(&target, &schema).pattern_properties.is_empty()
    }

    /// What bounds the values of a schema: of several that an object fits, one is meant whose bounds
    /// it keeps.
    fn bounds_at(&mut self, place: &Place) -> Option<Bounds> {
        let target = self.schemas.behind_references(place)?;
        let schema = self.schemas.at(&target);
        Some(self.schemas.merged(&target, &schema).bounds.clone())
    }

    /// The schema of the items of an array, where it has one for all.
    fn items_at(&mut self, place: &Place) -> Option<Place> {
        let target = self.schemas.behind_references(place)?;
        let schema = self.schemas.at(&target);
        self.schemas.merged(&target, &schema).items.clone()
    }

    /// The schema of properties that an object does not declare, where it has one.
    fn undeclared_at(&mut self, place: &Place) -> Option<Place> {
        let target = self.schemas.behind_references(place)?;
        let schema = self.schemas.at(&target);
        match &self.schemas.merged(&target, &schema).additional {
            Additional::Schema(undeclared) => Some(undeclared.clone()),
            _ => None,
        }
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
}

impl Merged {
    fn into_variant(self) -> Variant {
        let value = Use { limits: limits::any_of(self.allowed), ..self.variant.value };
        Variant { value, ..self.variant }
    }
}
