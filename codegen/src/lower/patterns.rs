//! Properties that are described by their names: `patternProperties` and `propertyNames` beside
//! `properties` and `additionalProperties`.
//!
//! What is not in `properties` is of one Rust type, which holds what every pattern and
//! `additionalProperties` allow: a union, where they are of several types. By which name a value
//! is of which of them is a limit, checked before it is sent.

use std::rc::Rc;

use super::query::{ShapeSummary, once_each};
use super::{Lowered, Lowering, PreferredName, limits};
use crate::api::{
    Deprecation, Docs, Expr, Limit, Matcher, Naming, Nullability, Origin, Shape, Type, Union, Use,
    ValueType, Variant,
};
use crate::pointer::Place;
use crate::read::schema::{Additional, Schema};

/// What an object has beside its `properties`.
pub(super) enum Undeclared {
    /// Nothing.
    Nothing,
    /// Anything, within these limits.
    Anything(Vec<Limit>),
    /// Properties of one type, within these limits on the object.
    Typed(Use, Vec<Limit>),
}

impl Lowering<'_> {
    /// What the properties of an object are that are not in `properties`.
    pub(super) fn undeclared(
        &mut self,
        schema: &Schema,
        place: &Place,
        preferred: &PreferredName,
    ) -> Undeclared {
        let mut on_object = self.name_limits(schema);
        let patterns = schema.pattern_properties.as_slice();
        if patterns.is_empty() {
            return match &schema.additional {
                Additional::Closed => Undeclared::Nothing,
                Additional::Schema(values) => {
                    let value = self.use_at(values, &preferred.step("Value"));
                    match value.expr {
                        Expr::Json if value.limits.is_empty() => Undeclared::Anything(on_object),
                        _ => Undeclared::Typed(value, on_object),
                    }
                }
                _ => Undeclared::Anything(on_object),
            };
        }
        let takes_all = patterns.iter().any(|(pattern, _)| is_of_all_names(pattern));
        let others = match &schema.additional {
            _ if takes_all => None,
            Additional::Closed => {
                let each = |(pattern, _): &(String, Place)| vec![Limit::Pattern(pattern.clone())];
                let names = limits::any_of(patterns.iter().map(each).collect());
                // What is declared has a name that no pattern speaks of.
                on_object.push(Limit::Names(names));
                None
            }
            Additional::Schema(values) => Some(Some(values.clone())),
            Additional::Unspecified | Additional::Any => Some(None),
        };
        let places: Vec<Place> = patterns.iter().map(|(_, place)| place.clone()).collect();
        if let [(_, only)] = patterns
            && others.is_none()
        {
            let value = self.use_at(only, &preferred.step("Value"));
            return Undeclared::Typed(value, on_object);
        }
        for (pattern, place) in patterns {
            let limits = self.limits_of_named(place);
            if !limits.is_empty() {
                on_object.push(Limit::Matching(pattern.clone(), limits));
            }
        }
        let value = match others {
            Some(Some(values)) => {
                let limits = self.limits_of_named(&values);
                if !limits.is_empty() {
                    let patterns = patterns.iter().map(|(pattern, _)| pattern.clone()).collect();
                    on_object.push(Limit::Unmatched(patterns, limits));
                }
                let all: Vec<Place> = places.into_iter().chain([values]).collect();
                self.any_value(&all, place, preferred)
            }
            Some(None) if schema.properties.is_empty() && schema.required.is_empty() => {
                self.value_or_json(&places, place, preferred)
            }
            // Beside declared properties, any other is kept as it came.
            Some(None) => return Undeclared::Anything(on_object),
            None => self.any_value(&places, place, preferred),
        };
        match value.expr {
            Expr::Json => Undeclared::Anything(on_object),
            _ => Undeclared::Typed(value, on_object),
        }
    }

    /// What `propertyNames` asks of the names.
    fn name_limits(&mut self, schema: &Schema) -> Vec<Limit> {
        let Some(names) = &schema.property_names else { return Vec::new() };
        let limits = self.limits_at(names, &Expr::Text);
        // Names are strings: what allows none of them allows no property.
        let kinds = self.kinds_at(names);
        let has_names = kinds.is_empty() || kinds.contains(&ValueType::String);
        if self.schemas.at(names).nothing || !has_names {
            return vec![Limit::MaxProperties(0)];
        }
        match limits.is_empty() {
            true => Vec::new(),
            false => vec![Limit::Names(limits)],
        }
    }

    /// What is checked of a value by its name: of which kinds it is, and the limits of a scalar.
    fn limits_of_named(&mut self, place: &Place) -> Vec<Limit> {
        let kinds = self.kinds_at(place);
        let expr = match kinds.as_slice() {
            [] => return Vec::new(),
            [ValueType::String] => Some(Expr::Text),
            [ValueType::Integer] => Some(Expr::Integer),
            [ValueType::Number, ValueType::Integer] => Some(Expr::Number),
            _ => None,
        };
        let mut limits = vec![Limit::Kind(kinds)];
        limits.extend(expr.map(|expr| self.limits_at(place, &expr)).unwrap_or_default());
        limits
    }

    /// The kinds of the values at a place; every integer is a number.
    fn kinds_at(&mut self, place: &Place) -> Vec<ValueType> {
        let mut kinds = self.schemas.summary(place).kinds.clone();
        if kinds.contains(&ValueType::Number) && !kinds.contains(&ValueType::Integer) {
            kinds.push(ValueType::Integer);
        }
        kinds
    }

    /// The type of values that are of one of several schemas, whichever their names say.
    fn any_value(&mut self, places: &[Place], place: &Place, preferred: &PreferredName) -> Use {
        let summaries: Vec<Rc<ShapeSummary>> =
            places.iter().map(|place| self.schemas.summary(place)).collect();
        let preferred = preferred.step("Value");
        let lowered = self.general_union(&Schema::default(), places, &summaries, place, &preferred);
        let null = places
            .iter()
            .fold(Nullability::Never, |null, place| null.or(self.schemas.nullability(place)));
        let used = match lowered {
            Lowered::Use(used) => used,
            Lowered::Shape(Shape::Union(union)) => {
                self.within(place, &preferred, Shape::Union(without_limits(union)))
            }
            Lowered::Shape(shape) => self.within(place, &preferred, shape),
        };
        // Which limits a value has, its name says.
        Use { null: used.null.or(null), limits: Vec::new(), ..used }
    }

    /// The type of values that are of some schemas, where their names say so, and otherwise
    /// anything.
    fn value_or_json(&mut self, places: &[Place], place: &Place, preferred: &PreferredName) -> Use {
        let used = match places {
            [only] => self.use_at(only, &preferred.step("Value").step("Matched")),
            places => self.any_value(places, place, preferred),
        };
        let preferred = preferred.step("Value");
        let mut variants = match &used.expr {
            Expr::Json => return used,
            Expr::Named(id) => match self.types.shape(*id) {
                Some(Shape::Union(union)) => union.variants.clone(),
                _ => vec![self.sole_variant(used.clone(), places)],
            },
            _ => vec![self.sole_variant(used.clone(), places)],
        };
        let taken: Vec<ValueType> =
            variants.iter().flat_map(|variant| kinds(&variant.matcher)).collect();
        let is_scalar = |kind: &ValueType| !matches!(kind, ValueType::Array | ValueType::Object);
        let all = [
            ValueType::Boolean,
            ValueType::Integer,
            ValueType::Number,
            ValueType::String,
            ValueType::Array,
            ValueType::Object,
        ];
        let free = all.into_iter().filter(|kind| !is_scalar(kind) || !taken.contains(kind));
        variants.push(Variant {
            deprecation: Deprecation::Current,
            preferred_name: "Unmatched".to_owned(),
            matcher: Matcher::Type(free.collect()),
            secondary_tag: None,
            value: Use::of(Expr::Json),
            docs: Docs {
                text: "A value whose name matches no pattern of the description.".to_owned(),
                ..Docs::default()
            },
        });
        let null = used.null;
        Use {
            null,
            ..self.within(place, &preferred, Shape::Union(Union { variants, common: Vec::new() }))
        }
    }

    /// Gives the values of an object a type of their own.
    fn within(&mut self, place: &Place, preferred: &PreferredName, shape: Shape) -> Use {
        let pointer = self.schemas.pointer_text(&place.child("patternProperties"));
        let preferred_name = preferred.text.clone();
        let origin = Origin { pointer, naming: Naming::Inline, preferred_name };
        let id = self.types.add(Type::new(origin, Docs::default(), shape));
        self.named(id)
    }

    /// The variant of the values whose names match.
    fn sole_variant(&mut self, value: Use, places: &[Place]) -> Variant {
        let all = places.iter().flat_map(|place| self.kinds_at(place)).collect();
        let kinds = once_each(all);
        Variant {
            deprecation: Deprecation::Current,
            preferred_name: "Matched".to_owned(),
            matcher: Matcher::Type(kinds),
            secondary_tag: None,
            value: Use { null: Nullability::Never, limits: Vec::new(), ..value },
            docs: Docs::default(),
        }
    }
}

fn kinds(matcher: &Matcher) -> Vec<ValueType> {
    match matcher {
        Matcher::Type(kinds) => kinds.clone(),
        Matcher::Tag { .. } | Matcher::AnyTag(_) => Vec::new(),
    }
}

fn without_limits(union: Union) -> Union {
    let variants = union
        .variants
        .into_iter()
        .map(|variant| Variant { value: Use { limits: Vec::new(), ..variant.value }, ..variant });
    Union { variants: variants.collect(), common: union.common }
}

/// Whether every name matches a pattern.
fn is_of_all_names(pattern: &str) -> bool {
    matches!(pattern, "" | ".*" | "^.*$" | "^.*" | ".*$" | "^" | "$" | "^(.*)$" | "[\\s\\S]*")
}
