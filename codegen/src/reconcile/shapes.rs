//! The shape of a type that was published and is described: what either has.

use serde_json::Value as Json;

use super::alike::is_same_kind;
use super::variants::Variants;
use super::{Merge, hold};
use crate::analysis::{Direction, HeldItem, HeldType, Slot};
use crate::api::{
    Deprecation, EnumKind, Expr, KeywordOrValue, Limit, Literal, Matcher, OpenEnum, Presence,
    Property, Record, Rest, Shape, TagValue, Tuple, TypeId, Union, Use, ValueType, Variant,
};

impl Merge<'_> {
    /// Merges each type with what was published of it.
    pub(super) fn types(&mut self) {
        for new in self.described.ids() {
            let Some(old) = self.matches.published.get(&new).copied() else { continue };
            let Some(held) = self.old_held(old) else { continue };
            let (shape, inner) = self.shape(old, new, held);
            let name = match self.keeps_its_name(old, new) {
                true => held.name.clone(),
                false => String::new(),
            };
            self.api.types[new.0 as usize].shape = shape;
            let direction = self.old_directions.get(old.0 as usize).copied();
            self.held.types[new.0 as usize] =
                Some(HeldType { name, inner, direction, ..held.clone() });
        }
    }

    fn shape(&self, old: TypeId, new: TypeId, held: &HeldType) -> (Shape, Vec<Option<HeldItem>>) {
        let (was, is) = (&self.old.get(old).shape, &self.described.get(new).shape);
        let direction = self.direction(new);
        match (was, is) {
            (was, is) if !is_same_kind(was, is) => self.other_kind(old, new, held),
            (Shape::Record(was), Shape::Record(is)) => self.record(was, is, direction, held),
            (Shape::OpenEnum(was), Shape::OpenEnum(is)) => open_enum(was, is, held),
            (Shape::KeywordOrValue(was), Shape::KeywordOrValue(is)) => keywords(was, is, held),
            (Shape::Union(was), Shape::Union(is)) => self.union(was, is, direction, held),
            (Shape::Alias(was), Shape::Alias(is)) => {
                let used = match !self.is_same(&was.expr, &is.expr)
                    && self.stays(direction, &was.expr, &is.expr)
                {
                    true => self.kept(was, is),
                    false => is.clone(),
                };
                (Shape::Alias(used), Vec::new())
            }
            (_, is) => (is.clone(), Vec::new()),
        }
    }

    /// A component that is described as something else: as it was published, where that holds it.
    fn other_kind(
        &self,
        old: TypeId,
        new: TypeId,
        held: &HeldType,
    ) -> (Shape, Vec<Option<HeldItem>>) {
        let (was, is) = (&self.old.get(old).shape, &self.described.get(new).shape);
        let holding = hold::Holding {
            outer: self.old,
            inner: &self.described,
            same: &|_, _| false,
            becomes: &|_| None,
            is_checked: false,
            steps: Default::default(),
        };
        if !holding.keeps_its_kind(old, new) {
            return (is.clone(), Vec::new());
        }
        let mut shape = was.clone();
        super::translate::shape(&mut shape, &|id| self.id(id));
        match (&mut shape, is) {
            (Shape::Alias(used), is) => used.limits = limits_of(&used.expr, is),
            (Shape::OpenEnum(open), Shape::Alias(used)) => open.limits.clone_from(&used.limits),
            _ => {}
        }
        (shape, held.inner.clone())
    }

    fn record(
        &self,
        was: &Record,
        is: &Record,
        direction: Direction,
        held: &HeldType,
    ) -> (Shape, Vec<Option<HeldItem>>) {
        let held_of = |name: &str| {
            let index = was.properties.iter().position(|property| property.wire_name == name)?;
            Some((&was.properties[index], held.inner.get(index)?.as_ref()?))
        };
        let mut properties = Vec::with_capacity(is.properties.len());
        let mut inner = Vec::with_capacity(is.properties.len());
        for property in &is.properties {
            match held_of(&property.wire_name) {
                None => {
                    properties.push(added(property, direction));
                    inner.push(None);
                }
                Some((published, held)) => {
                    let (property, held) = self.property(published, property, held, direction);
                    properties.push(property);
                    inner.push(Some(held));
                }
            }
        }
        let is_described = |name: &str| is.properties.iter().any(|it| it.wire_name == name);
        for (index, property) in was.properties.iter().enumerate() {
            let is_constant = matches!(property.presence, Presence::Constant(_));
            if is_described(&property.wire_name) || is_constant {
                continue;
            }
            let held = held.inner.get(index).cloned().flatten();
            let mut dropped = self.dropped(property, held.as_ref(), direction);
            if is.rest == Rest::Closed {
                dropped.value.limits = vec![Limit::Not(Vec::new())];
            }
            properties.push(dropped);
            inner.push(held);
        }
        let mut limits = is.limits.clone();
        let rest = match (&was.rest, &is.rest) {
            // Undeclared properties are kept where they arrive, and refused where they leave.
            (Rest::Open | Rest::Typed(_), Rest::Closed) => {
                limits.push(Limit::Unmatched(Vec::new(), vec![Limit::Not(Vec::new())]));
                match &was.rest {
                    Rest::Typed(was) => Rest::Typed(self.used(was)),
                    Rest::Open | Rest::Closed => Rest::Open,
                }
            }
            (Rest::Open, _) => Rest::Open,
            (Rest::Typed(was), Rest::Open) if self.stays(direction, &was.expr, &Expr::Json) => {
                Rest::Typed(self.used(was))
            }
            (Rest::Typed(was), Rest::Typed(is)) if self.stays(direction, &was.expr, &is.expr) => {
                Rest::Typed(self.kept(was, is))
            }
            (_, rest) => rest.clone(),
        };
        (Shape::Record(Record { properties, rest, limits, ..is.clone() }), inner)
    }

    /// A property that was published and is described.
    fn property(
        &self,
        was: &Property,
        is: &Property,
        held: &HeldItem,
        direction: Direction,
    ) -> (Property, HeldItem) {
        let mut property = is.clone();
        match (&was.presence, &is.presence) {
            (Presence::Constant(_), Presence::Constant(_)) => return (property, held.clone()),
            // Its field is new; who does not know it sends what was always sent.
            (Presence::Constant(literal), presence) => {
                if *presence == Presence::Required && direction != Direction::Received {
                    property.presence = Presence::Otherwise(literal.clone());
                }
                return (property, HeldItem::default());
            }
            (Presence::Otherwise(literal), Presence::Required) => {
                property.presence = Presence::Otherwise(literal.clone());
            }
            // What has one value now keeps the field that it was published with.
            (presence, Presence::Constant(literal)) => {
                property.presence = presence.clone();
                property.value = self.used(&was.value);
                property.value.limits = vec![Limit::OneOf(vec![json(literal)])];
                return (property, held.clone());
            }
            _ => {}
        }
        let mut held_now = held.clone();
        if !self.is_same(&was.value.expr, &is.value.expr) {
            match self.stays(direction, &was.value.expr, &is.value.expr) {
                true => property.value = self.kept(&was.value, &is.value),
                false => held_now.is_retyped = true,
            }
        }
        // What sets it stays, though only the server does now.
        let has_setter = held.setter.is_some();
        if has_setter && is.access == crate::api::Access::ReadOnly && was.access != is.access {
            property.access = was.access;
            property.deprecation = Deprecation::Deprecated;
            // Where it arrives as well, the server goes on sending it: its field stays.
            if is.presence == Presence::Required && direction == Direction::Sent {
                property.presence = Presence::Optional;
            }
        }
        (property, held_now)
    }

    /// A property that is described no more.
    fn dropped(
        &self,
        property: &Property,
        held: Option<&HeldItem>,
        direction: Direction,
    ) -> Property {
        let slot = held.and_then(|held| held.slot);
        // Who sent the type once is not told by the published file: what came of it is.
        let was_optional =
            property.deprecation == Deprecation::Dropped && property.presence == Presence::Optional;
        let is_required =
            direction == Direction::Sent && !was_optional && slot.is_some_and(Slot::is_plain);
        Property {
            value: self.used(&property.value),
            presence: if is_required { Presence::Required } else { Presence::Optional },
            deprecation: Deprecation::Dropped,
            ..property.clone()
        }
    }

    /// The published type of a place, with what the description allows there.
    pub(super) fn kept(&self, was: &Use, is: &Use) -> Use {
        let mut used = self.used(was);
        if let (Expr::Named(id), Expr::Map(_) | Expr::Json) =
            (&used.expr, self.described.underlying(&is.expr))
            && id.0 as usize >= self.first_ghost
        {
            self.unnamed.borrow_mut().insert(*id);
        }
        used.null = is.null;
        used.keywords.clone_from(&is.keywords);
        let mut limits = is.limits.clone();
        if let Expr::Named(id) = self.described.underlying(&is.expr) {
            limits.extend(limits_of(&used.expr, &self.described.get(*id).shape));
        }
        if used.expr == Expr::Number && is.expr == Expr::Integer {
            limits.push(Limit::Kind(vec![ValueType::Integer]));
        }
        if let (Expr::Tuple(was), Expr::Tuple(is)) = (&used.expr, &is.expr) {
            limits.extend(lengths(was, is));
        }
        used.limits = limits;
        used
    }

    fn union(
        &self,
        was: &Union,
        is: &Union,
        direction: Direction,
        held: &HeldType,
    ) -> (Shape, Vec<Option<HeldItem>>) {
        let mut variants = is.variants.clone();
        let mut inner: Vec<Option<HeldItem>> = vec![None; variants.len()];
        let pairs = Variants { old: self.old, new: &self.described, types: &self.matches.types };
        let pairs = pairs.pair(&was.variants, &is.variants);
        let mut dropped = Vec::new();
        for (index, variant) in was.variants.iter().enumerate() {
            let held = held.inner.get(index).cloned().flatten();
            match pairs[index] {
                Some(found) => {
                    let value = &is.variants[found].value;
                    if !self.is_same(&variant.value.expr, &value.expr)
                        && self.stays(direction, &variant.value.expr, &value.expr)
                    {
                        variants[found].value = self.kept(&variant.value, value);
                    }
                    inner[found] = held;
                }
                None => dropped.push((variant, held)),
            }
        }
        for (variant, held) in dropped {
            let mut variant = Variant {
                value: self.used(&variant.value),
                deprecation: Deprecation::Dropped,
                ..variant.clone()
            };
            yield_to(&mut variant, &is.variants);
            variants.push(variant);
            inner.push(held);
        }
        let mut common = is.common.clone();
        common.extend(was.common.iter().filter(|name| !is.common.contains(name)).cloned());
        (Shape::Union(Union { variants, common }), inner)
    }
}

/// A property that was not published. One that has to be sent, and of which the description says what
/// is assumed without it, is sent so where nobody sets it (JSON Schema Validation, 9.2).
fn added(property: &Property, direction: Direction) -> Property {
    let default = match &property.docs.default {
        Some(Json::String(text)) => Some(Literal::Text(text.clone())),
        Some(Json::Bool(boolean)) => Some(Literal::Boolean(*boolean)),
        Some(Json::Number(number)) => number.as_i64().map(Literal::Integer),
        _ => None,
    };
    let is_asked_for = property.presence == Presence::Required
        && matches!(direction, Direction::Sent | Direction::Both);
    match default {
        Some(literal) if is_asked_for => {
            Property { presence: Presence::Otherwise(literal), ..property.clone() }
        }
        _ => property.clone(),
    }
}

/// Takes from a variant that is described no more what means another one now.
fn yield_to(variant: &mut Variant, described: &[Variant]) {
    if let Matcher::Tag { property, values, .. } = &mut variant.matcher {
        let is_taken = |value: &TagValue| {
            described.iter().any(|other| match &other.matcher {
                Matcher::Tag { property: theirs, values, .. } => {
                    theirs == property && values.contains(value)
                }
                _ => false,
            })
        };
        if variant.secondary_tag.is_none() {
            values.retain(|value| !is_taken(value));
        }
    }
}

fn open_enum(was: &OpenEnum, is: &OpenEnum, held: &HeldType) -> (Shape, Vec<Option<HeldItem>>) {
    let of = |wire: &str| {
        let index = was.values.iter().position(|value| value.wire == wire)?;
        held.inner.get(index).cloned().flatten()
    };
    let mut values = is.values.clone();
    let is_described = |wire: &str| is.values.iter().any(|value| value.wire == wire);
    for value in was.values.iter().filter(|value| !is_described(&value.wire)) {
        let mut value = value.clone();
        value.deprecation = Deprecation::Dropped;
        values.push(value);
    }
    let inner = values.iter().map(|value| of(&value.wire)).collect();
    let kind = match (was.kind, is.kind) {
        (EnumKind::TextOrOther, _) => EnumKind::TextOrOther,
        (EnumKind::IntegerOrText, _) => EnumKind::IntegerOrText,
        (_, kind) => kind,
    };
    (Shape::OpenEnum(OpenEnum { values, kind, limits: is.limits.clone() }), inner)
}

fn keywords(
    was: &KeywordOrValue,
    is: &KeywordOrValue,
    held: &HeldType,
) -> (Shape, Vec<Option<HeldItem>>) {
    let mut keywords = is.keywords.clone();
    keywords.extend(was.keywords.iter().filter(|word| !is.keywords.contains(word)).cloned());
    let of = |keyword: &String| {
        let index = was.keywords.iter().position(|was| was == keyword)?;
        held.inner.get(index).cloned().flatten()
    };
    let inner = keywords.iter().map(of).collect();
    let dropped = keywords.iter().filter(|word| !is.keywords.contains(word)).cloned().collect();
    (Shape::KeywordOrValue(KeywordOrValue { keywords, dropped, value: is.value.clone() }), inner)
}

/// How long an array may be, as limits of a tuple that is shorter or longer.
fn lengths(was: &Tuple, is: &Tuple) -> impl Iterator<Item = Limit> {
    let least = (was.least < is.least).then_some(Limit::MinItems(is.least as u64));
    let is_longer = was.rest.is_some() || was.items.len() > is.items.len();
    let most = (is.rest.is_none() && is_longer).then_some(Limit::MaxItems(is.items.len() as u64));
    least.into_iter().chain(most)
}

/// What a type allows, as limits of a wider one that stands for it.
fn limits_of(expr: &Expr, shape: &Shape) -> Vec<Limit> {
    match (expr, shape) {
        (Expr::Text, Shape::OpenEnum(open)) => {
            let values = open.values.iter();
            let values = values.map(|value| json(&Literal::Text(value.wire.clone()))).collect();
            [Limit::OneOf(values)].into_iter().chain(open.limits.iter().cloned()).collect()
        }
        (Expr::Integer | Expr::Number, Shape::OpenEnum(open)) => {
            vec![Limit::OneOf(open.values.iter().map(|value| value.wire.clone()).collect())]
        }
        _ => Vec::new(),
    }
}

/// A literal as limits spell values: as JSON.
fn json(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        Literal::Integer(integer) => integer.to_string(),
        Literal::Boolean(boolean) => boolean.to_string(),
    }
}
