//! Changes of types, and of what they hold.

use super::{Found, Kind, Step, Walked, Wire};
use crate::analysis::Direction;
use crate::api::{
    Access, Api, Deprecation, Docs, EnumValue, Limit, Literal, Matcher, Naming, Nullability,
    OpenEnum, Presence, Property, Record, Rest, Shape, TypeId, Union, Variant,
};
use crate::reconcile::alike::is_same_kind;
use crate::reconcile::variants::Variants;

/// The changes of all types.
pub(super) fn changes(step: &Step<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let is_live = |api: &Api, id: TypeId| api.get(id).deprecation != Deprecation::Dropped;
    for new in step.new.api.ids().filter(|id| is_live(step.new.api, *id)) {
        let old = step.matches.published.get(&new).copied();
        match old.filter(|old| is_live(step.old.api, *old)) {
            Some(old) => found.extend(of_one(step, old, new)),
            None => {
                let name = step.new.name(new);
                found.push(
                    Found::new(Kind::TypeAdded, &name, &name).at("", pointer(&step.new, new)),
                );
            }
        }
    }
    for old in step.old.api.ids().filter(|id| is_live(step.old.api, *id)) {
        let new = step.matches.types.get(&old).or(step.matches.joined.get(&old));
        let name = step.old.name(old);
        match new.filter(|new| is_live(step.new.api, **new)) {
            None => {
                let removed = Found::new(Kind::TypeRemoved, &name, &name);
                found.push(removed.at(pointer(&step.old, old), ""));
            }
            Some(new) => {
                let [was, is] = [step.old.api.get(old), step.new.api.get(*new)];
                // What is published is called as the place is, whatever moved.
                let is_moved = is.origin.naming == Naming::Component
                    && was.origin.pointer != is.origin.pointer;
                if is_moved && name != step.new.name(*new) {
                    let renamed = Found::new(Kind::TypeRenamed, &name, &name);
                    let renamed = renamed.between(&name, step.new.name(*new));
                    found.push(renamed.at(pointer(&step.old, old), pointer(&step.new, *new)));
                }
            }
        }
    }
    found
}

fn pointer<'a>(side: &Walked<'a>, id: TypeId) -> &'a str {
    &side.api.get(id).origin.pointer
}

fn of_one(step: &Step<'_>, old: TypeId, new: TypeId) -> Vec<Found> {
    let (was, is) = (step.old.api.get(old), step.new.api.get(new));
    let pair = Pair { step, old, new, name: step.new.name(new) };
    if !is_same_kind(&was.shape, &is.shape) {
        let kinds = [kind_of(&was.shape), kind_of(&is.shape)];
        let changed = pair.found(Kind::TypeKind, &pair.name).between(kinds[0], kinds[1]);
        return vec![changed.wire(pair.any_wire())];
    }
    match (&was.shape, &is.shape) {
        (Shape::Record(was), Shape::Record(is)) => pair.record(was, is),
        (Shape::OpenEnum(was), Shape::OpenEnum(is)) => pair.values(was, is),
        (Shape::KeywordOrValue(was), Shape::KeywordOrValue(is)) => {
            let live = |of: &crate::api::KeywordOrValue| -> Vec<String> {
                let live = of.keywords.iter().filter(|word| !of.dropped.contains(word));
                live.cloned().collect()
            };
            pair.words(&live(was), &live(is))
        }
        (Shape::Union(was), Shape::Union(is)) => pair.union(was, is),
        (Shape::Alias(was), Shape::Alias(is)) => {
            let mut found = Vec::new();
            if !step.is_same(&was.expr, &is.expr) {
                let changed = pair.found(Kind::TypeKind, &pair.name);
                let changed = changed.between(step.old.spelled(was), step.new.spelled(is));
                found.push(changed.wire(pair.any_wire()));
            } else if was.limits != is.limits {
                found.push(pair.limits(Kind::TypeLimits, &pair.name, &was.limits, &is.limits));
            }
            found
        }
        _ => Vec::new(),
    }
}

fn kind_of(shape: &Shape) -> &'static str {
    match shape {
        Shape::Record(_) => "an object",
        Shape::OpenEnum(_) => "an enum",
        Shape::KeywordOrValue(_) => "a keyword or a value",
        Shape::Union(_) => "a union",
        Shape::Alias(_) => "another type's name",
    }
}

/// A type in both states.
struct Pair<'a, 'b> {
    step: &'a Step<'b>,
    old: TypeId,
    new: TypeId,
    name: String,
}

impl Pair<'_, '_> {
    fn found(&self, kind: Kind, item: &str) -> Found {
        let found = Found::new(kind, &self.name, item);
        found.at(pointer(&self.step.old, self.old), pointer(&self.step.new, self.new))
    }

    fn below(&self, found: Found, steps: [Option<&str>; 2]) -> Found {
        let at = |base: &str, step: Option<&str>| match step {
            Some(step) => format!("{base}{step}"),
            None => String::new(),
        };
        let old = at(pointer(&self.step.old, self.old), steps[0]);
        let new = at(pointer(&self.step.new, self.new), steps[1]);
        found.at(&old, &new)
    }

    fn is_sent(&self) -> bool {
        let was = self.step.old.direction(self.old);
        matches!(was, Direction::Sent | Direction::Both)
    }

    fn is_received(&self) -> bool {
        let was = self.step.old.direction(self.old);
        matches!(was, Direction::Received | Direction::Both)
    }

    /// What it means on the wire that another value is asked for, or comes.
    fn any_wire(&self) -> Wire {
        match (self.is_sent(), self.is_received()) {
            (true, _) => Wire::RequestRefused,
            (false, true) => Wire::AnswerUnreadable,
            (false, false) => Wire::Neither,
        }
    }

    fn if_sent(&self, found: Found) -> Found {
        if self.is_sent() { found.wire(Wire::RequestRefused) } else { found }
    }

    fn if_received(&self, found: Found) -> Found {
        if self.is_received() { found.wire(Wire::AnswerUnreadable) } else { found }
    }

    /// Other limits: what was allowed may be refused, before it is sent.
    fn limits(&self, kind: Kind, item: &str, was: &[Limit], is: &[Limit]) -> Found {
        let texts = [was, is].map(limits_text);
        let found = self.found(kind, item).between(&texts[0], &texts[1]);
        if self.is_sent() { found.silent() } else { found }
    }

    fn record(&self, was: &Record, is: &Record) -> Vec<Found> {
        let mut found = Vec::new();
        let live = |property: &&Property| property.deprecation != Deprecation::Dropped;
        for (index, property) in is.properties.iter().enumerate().filter(|(_, it)| live(it)) {
            let mut before = was.properties.iter().filter(live);
            match before.find(|was| was.wire_name == property.wire_name) {
                Some(was) => found.extend(self.property(was, property, index)),
                None => found.push(self.added(property, index)),
            }
        }
        for (index, property) in was.properties.iter().enumerate().filter(|(_, it)| live(it)) {
            let is_there = |is: &Property| is.wire_name == property.wire_name;
            if is.properties.iter().filter(live).any(is_there) {
                continue;
            }
            let item = self.step.old.inner(self.old, index, &property.wire_name);
            let removed = Found::new(Kind::PropertyRemoved, &self.name, item);
            let step = place(&property.wire_name);
            let removed = self.below(removed, [Some(&step), None]);
            let was_required = property.presence == Presence::Required;
            found.push(if was_required { self.if_received(removed) } else { removed });
        }
        match (&was.rest, &is.rest) {
            (Rest::Closed, Rest::Closed) | (Rest::Open, Rest::Open) => {}
            (Rest::Typed(was), Rest::Typed(is)) if self.step.is_same(&was.expr, &is.expr) => {}
            (_, Rest::Closed) => {
                let closed = self.found(Kind::ObjectClosed, &self.name);
                found.push(if self.is_sent() { closed.silent() } else { closed });
            }
            _ => found.push(self.found(Kind::ObjectOpened, &self.name)),
        }
        if was.limits != is.limits {
            found.push(self.limits(Kind::TypeLimits, &self.name, &was.limits, &is.limits));
        }
        found
    }

    fn added(&self, property: &Property, index: usize) -> Found {
        let item = self.step.new.inner(self.new, index, &property.wire_name);
        let is_required = property.presence == Presence::Required;
        let kind = match is_required && self.is_sent() {
            true => Kind::RequiredPropertyAdded,
            false => Kind::PropertyAdded,
        };
        let mut added = Found::new(kind, &self.name, item);
        added.after = Some(self.step.new.spelled(&property.value));
        let added = self.below(added, [None, Some(&place(&property.wire_name))]);
        // What was found among the undeclared properties has a field now.
        let added = added.silent();
        if is_required && property.docs.default.is_none() { self.if_sent(added) } else { added }
    }

    fn property(&self, was: &Property, is: &Property, index: usize) -> Vec<Found> {
        let item = self.step.new.inner(self.new, index, &is.wire_name);
        let step = place(&is.wire_name);
        let found = |kind| {
            let found = Found::new(kind, &self.name, &item);
            self.below(found, [Some(&step), Some(&step)])
        };
        let mut all = Vec::new();
        if let (Presence::Constant(was), presence) | (presence, Presence::Constant(was)) =
            (&was.presence, &is.presence)
        {
            if !matches!(presence, Presence::Constant(is) if is == was) {
                let texts = [literal(was), presence_text(presence)];
                let changed = found(Kind::ConstantChanged).between(&texts[0], &texts[1]);
                all.push(self.if_received(changed.silent()));
            }
            return all;
        }
        let spelled = [self.step.old.spelled(&was.value), self.step.new.spelled(&is.value)];
        match (&was.presence, &is.presence) {
            (Presence::Optional, Presence::Required) => {
                all.push(self.if_sent(found(Kind::PropertyBecameRequired)));
            }
            (Presence::Required, Presence::Optional) => {
                all.push(self.if_received(found(Kind::PropertyBecameOptional)));
            }
            _ => {}
        }
        match (was.value.null, is.value.null) {
            (Nullability::Never, Nullability::Nullable) => {
                let became = found(Kind::PropertyBecameNullable);
                let was_required = was.presence == Presence::Required;
                all.push(if was_required { self.if_received(became) } else { became });
            }
            (Nullability::Nullable, Nullability::Never) => {
                let became = found(Kind::PropertyBecameNotNullable);
                all.push(if self.is_sent() { self.if_sent(became.silent()) } else { became });
            }
            _ => {}
        }
        if !self.step.is_same(&was.value.expr, &is.value.expr) {
            let changed = found(Kind::PropertyType).between(&spelled[0], &spelled[1]);
            all.push(changed.wire(self.any_wire()));
        } else if was.value.limits != is.value.limits {
            let texts = [&was.value.limits, &is.value.limits].map(|limits| limits_text(limits));
            let changed = found(Kind::PropertyLimits).between(&texts[0], &texts[1]);
            all.push(if self.is_sent() { changed.silent() } else { changed });
        }
        if let Some([was, is]) = defaults(&was.docs, &is.docs).filter(|_| self.step.has_words) {
            all.push(found(Kind::PropertyDefault).between(was, is).silent());
        }
        match (was.deprecation, is.deprecation) {
            (Deprecation::Current, Deprecation::Deprecated) => {
                all.push(found(Kind::PropertyDeprecated));
            }
            (Deprecation::Deprecated, Deprecation::Current) => {
                all.push(found(Kind::PropertyReinstated));
            }
            _ => {}
        }
        if was.access != is.access {
            let changed = found(Kind::PropertyAccess);
            let changed = changed.between(access(was.access), access(is.access));
            all.push(if self.is_sent() { changed.silent() } else { changed });
        }
        all
    }

    fn values(&self, was: &OpenEnum, is: &OpenEnum) -> Vec<Found> {
        let live = |values: &[EnumValue]| -> Vec<String> {
            let live = values.iter().filter(|value| value.deprecation != Deprecation::Dropped);
            live.map(|value| value.wire.clone()).collect()
        };
        let mut found = self.words(&live(&was.values), &live(&is.values));
        if was.limits != is.limits {
            found.push(self.limits(Kind::TypeLimits, &self.name, &was.limits, &is.limits));
        }
        found
    }

    fn words(&self, was: &[String], is: &[String]) -> Vec<Found> {
        let mut found = Vec::new();
        for (index, word) in is.iter().enumerate().filter(|(_, word)| !was.contains(word)) {
            let item = self.step.new.inner(self.new, index, word);
            let added = self.found(Kind::ValueAdded, &item);
            // What was another value has a name now.
            found.push(if self.is_received() { added.silent() } else { added });
        }
        for (index, word) in was.iter().enumerate().filter(|(_, word)| !is.contains(word)) {
            let item = self.step.old.inner(self.old, index, word);
            found.push(self.if_sent(self.found(Kind::ValueRemoved, &item)));
        }
        found
    }

    fn union(&self, was: &Union, is: &Union) -> Vec<Found> {
        let live = |variant: &Variant| variant.deprecation != Deprecation::Dropped;
        let described: Vec<Variant> = is.variants.iter().filter(|it| live(it)).cloned().collect();
        let (old, new) = (self.step.old.api, self.step.new.api);
        let pairs = Variants { old, new, types: &self.step.matches.types };
        let pairs = pairs.pair(&was.variants, &described);
        let mut found = Vec::new();
        for (index, variant) in was.variants.iter().enumerate().filter(|(_, it)| live(it)) {
            let Some(new) = pairs[index] else {
                let item = self.step.old.inner(self.old, index, &variant.preferred_name);
                found.push(self.if_sent(self.found(Kind::VariantRemoved, &item)));
                continue;
            };
            let item = self.step.new.inner(self.new, new, &variant.preferred_name);
            let is = &described[new];
            if !self.step.is_same(&variant.value.expr, &is.value.expr) {
                let changed = self.found(Kind::VariantType, &item);
                let spelled =
                    [self.step.old.spelled(&variant.value), self.step.new.spelled(&is.value)];
                let changed = changed.between(&spelled[0], &spelled[1]);
                found.push(changed.wire(self.any_wire()));
            }
            let tags = [tags(variant), tags(is)];
            if tags[0] != tags[1] {
                found.push(self.found(Kind::VariantTag, &item).between(&tags[0], &tags[1]));
            }
        }
        for (index, variant) in described.iter().enumerate() {
            if !pairs.contains(&Some(index)) {
                let item = self.step.new.inner(self.new, index, &variant.preferred_name);
                let added = self.found(Kind::VariantAdded, &item);
                found.push(if self.is_received() { added.silent() } else { added });
            }
        }
        found
    }
}

/// By what a variant is told, as a text.
fn tags(variant: &Variant) -> String {
    match &variant.matcher {
        Matcher::Tag { property, values, .. } => format!("{property}: {}", values.join(", ")),
        Matcher::AnyTag(property) => format!("{property}: any string"),
        // Kinds are shared out among the variants at hand, and are no tag.
        Matcher::Type(_) => String::new(),
    }
}

/// Where a property stands below its object.
fn place(wire_name: &str) -> String {
    format!("/properties/{}", wire_name.replace('~', "~0").replace('/', "~1"))
}

pub(super) fn limits_text(limits: &[Limit]) -> String {
    if limits.is_empty() { "no limit".to_owned() } else { format!("{limits:?}") }
}

/// Two defaults, if they differ and both descriptions are at hand.
pub(super) fn defaults(was: &Docs, is: &Docs) -> Option<[String; 2]> {
    let text = |docs: &Docs| match &docs.default {
        Some(default) => default.to_string(),
        None => "no default".to_owned(),
    };
    (was.default != is.default).then(|| [text(was), text(is)])
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => format!("{text:?}"),
        Literal::Integer(integer) => integer.to_string(),
        Literal::Boolean(boolean) => boolean.to_string(),
    }
}

fn presence_text(presence: &Presence) -> String {
    match presence {
        Presence::Constant(other) | Presence::Otherwise(other) => literal(other),
        Presence::Required | Presence::Optional => "several values".to_owned(),
    }
}

fn access(access: Access) -> &'static str {
    match access {
        Access::Both => "both sides set it",
        Access::ReadOnly => "only the server sets it",
        Access::WriteOnly => "only the client sets it",
    }
}
