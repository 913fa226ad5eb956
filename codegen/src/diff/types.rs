//! Changes of types, and of what they hold.

use super::{Found, Kind, Step, Walked, Wire, accepts, limits, properties};
use crate::analysis::Direction;
use crate::api::{
    Api, Deprecation, Docs, EnumValue, Expr, Limit, Matcher, Naming, OpenEnum, Shape, TypeId,
    Union, Use, Variant,
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
                // Who uses what was published of it meets it as it is described now.
                found.extend(old.into_iter().flat_map(|old| of_one(step, old, new)));
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
                found.extend(moved(step, old, *new));
                // What several published types became is compared with each.
                if step.matches.joined.contains_key(&old) {
                    found.extend(of_one(step, old, *new));
                }
            }
        }
    }
    found
}

/// What it means that a type is a component that was none, or another one, or none any more.
fn moved(step: &Step<'_>, old: TypeId, new: TypeId) -> Option<Found> {
    let [was, is] = [&step.old.api.get(old).origin, &step.new.api.get(new).origin];
    let names = [step.old.name(old), step.new.name(new)];
    // What is published is called as the place is, whatever moved.
    let kind = match [was.naming, is.naming] {
        [Naming::Component, Naming::Component] if was.pointer == is.pointer => return None,
        [Naming::Component, Naming::Component] if names[0] != names[1] => Kind::TypeRenamed,
        [Naming::Component, Naming::Inline] | [Naming::Inline, Naming::Component] => {
            Kind::TypeMoved
        }
        _ => return None,
    };
    let found = Found::new(kind, &names[0], &names[0]).between(&names[0], &names[1]);
    Some(found.at(&was.pointer, &is.pointer))
}

pub(super) fn pointer<'a>(side: &Walked<'a>, id: TypeId) -> &'a str {
    &side.api.get(id).origin.pointer
}

fn of_one(step: &Step<'_>, old: TypeId, new: TypeId) -> Vec<Found> {
    let (was, is) = (step.old.api.get(old), step.new.api.get(new));
    let pair = Pair { step, old, new, name: step.new.name(new) };
    if !is_same_kind(&was.shape, &is.shape) {
        let kinds = [kind_of(&was.shape), kind_of(&is.shape)];
        let changed = pair.found(Kind::TypeKind, &pair.name).between(kinds[0], kinds[1]);
        return vec![changed.wire(pair.other_kind())];
    }
    let mut found: Vec<Found> = pair.directions().into_iter().collect();
    found.extend(match (&was.shape, &is.shape) {
        (Shape::Record(was), Shape::Record(is)) => {
            let mut found = properties::changes(&pair, was, is);
            found.extend(pair.type_limits(&was.limits, &is.limits));
            found
        }
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
                found.push(changed.wire(accepts::wire(step, pair.direction(), was, is)));
            } else {
                found.extend(pair.type_limits(&was.limits, &is.limits));
            }
            found
        }
        _ => Vec::new(),
    });
    found
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
pub(super) struct Pair<'a, 'b> {
    pub(super) step: &'a Step<'b>,
    pub(super) old: TypeId,
    pub(super) new: TypeId,
    pub(super) name: String,
}

impl Pair<'_, '_> {
    pub(super) fn found(&self, kind: Kind, item: &str) -> Found {
        let found = Found::new(kind, &self.name, item);
        found.at(pointer(&self.step.old, self.old), pointer(&self.step.new, self.new))
    }

    pub(super) fn direction(&self) -> Direction {
        self.step.old.direction(self.old)
    }

    pub(super) fn is_sent(&self) -> bool {
        is_sent(self.direction())
    }

    pub(super) fn is_received(&self) -> bool {
        matches!(self.direction(), Direction::Received | Direction::Both)
    }

    /// Whether requests may carry the type that did not, or do no more.
    fn directions(&self) -> Option<Found> {
        let kind = match (self.is_sent(), is_sent(self.step.new.direction(self.new))) {
            (false, true) => Kind::TypeBecameSent,
            (true, false) => Kind::TypeSentNoMore,
            _ => {
                let was = is_sent(self.step.old.published_direction(self.old));
                let is = is_sent(self.step.new.published_direction(self.new));
                return (!was && is).then(|| self.found(Kind::TypeBecameSent, &self.name));
            }
        };
        Some(self.found(kind, &self.name))
    }

    /// What it means on the wire that another value is asked for, or comes.
    fn any_wire(&self) -> Wire {
        match (self.is_sent(), self.is_received()) {
            (true, _) => Wire::RequestRefused,
            (false, true) => Wire::AnswerUnreadable,
            (false, false) => Wire::Neither,
        }
    }

    /// What another kind of type means on the wire: of a name for another type, what that one does.
    fn other_kind(&self) -> Wire {
        let behind = |api: &Api, id: TypeId| match &api.get(id).shape {
            Shape::Alias(used) => used.clone(),
            _ => Use::of(Expr::Named(id)),
        };
        let (step, old, new) = (self.step, self.step.old.api, self.step.new.api);
        let is_alias = |api: &Api, id: TypeId| matches!(api.get(id).shape, Shape::Alias(_));
        if !is_alias(old, self.old) && !is_alias(new, self.new) {
            return self.any_wire();
        }
        let (was, is) = (behind(old, self.old), behind(new, self.new));
        match step.is_same(&was.expr, &is.expr) {
            true => Wire::Neither,
            false => accepts::wire(step, self.direction(), &was, &is),
        }
    }

    pub(super) fn if_sent(&self, found: Found) -> Found {
        if self.is_sent() { found.wire(Wire::RequestRefused) } else { found }
    }

    pub(super) fn if_received(&self, found: Found) -> Found {
        if self.is_received() { found.wire(Wire::AnswerUnreadable) } else { found }
    }

    /// What it means where other limits are set: what was allowed may be refused, before it is sent.
    pub(super) fn limited(&self, found: Found, was: &[Limit], is: &[Limit]) -> Found {
        let found = found.between(limits::text(was), limits::text(is));
        match self.is_sent() && !limits::is_looser(was, is) {
            true => found.silent().wire(Wire::RequestRefused),
            false => found,
        }
    }

    fn type_limits(&self, was: &[Limit], is: &[Limit]) -> Option<Found> {
        let found = self.found(Kind::TypeLimits, &self.name);
        (!limits::is_same(was, is)).then(|| self.limited(found, was, is))
    }

    fn values(&self, was: &OpenEnum, is: &OpenEnum) -> Vec<Found> {
        let live = |values: &[EnumValue]| -> Vec<String> {
            let live = values.iter().filter(|value| value.deprecation != Deprecation::Dropped);
            live.map(|value| value.wire.clone()).collect()
        };
        let mut found = self.words(&live(&was.values), &live(&is.values));
        found.extend(self.type_limits(&was.limits, &is.limits));
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
                let direction = self.direction();
                let wire = accepts::wire(self.step, direction, &variant.value, &is.value);
                found.push(changed.wire(wire));
            }
            let tags = [tags(variant), tags(is)];
            if tags[0] != tags[1] {
                found.push(self.found(Kind::VariantTag, &item).between(&tags[0], &tags[1]));
            }
        }
        // A file of published items has them in an order of its own.
        if self.step.has_words && is_reordered(&was.variants, &pairs) {
            let changed = self.found(Kind::VariantOrder, &self.name);
            found.push(if self.is_received() { changed.silent() } else { changed });
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

fn is_sent(direction: Direction) -> bool {
    matches!(direction, Direction::Sent | Direction::Both)
}

/// Whether two variants that nothing tells apart but their order have changed places.
fn is_reordered(was: &[Variant], pairs: &[Option<usize>]) -> bool {
    let kept = was.iter().zip(pairs).filter_map(|(variant, new)| Some((variant, (*new)?)));
    let kept: Vec<(&Variant, usize)> = kept.collect();
    kept.iter().enumerate().any(|(index, (one, new))| {
        let behind = kept.iter().skip(index + 1);
        behind.filter(|(_, other)| other < new).any(|(other, _)| are_alike(one, other))
    })
}

/// Whether a value may be of either variant, as far as can be told before it is read.
fn are_alike(one: &Variant, other: &Variant) -> bool {
    match (&one.matcher, &other.matcher) {
        (Matcher::Type(one), Matcher::Type(other)) => one.iter().any(|kind| other.contains(kind)),
        (
            Matcher::Tag { property, values, .. },
            Matcher::Tag { property: others, values: other_values, .. },
        ) => {
            property == others
                && values.iter().any(|value| other_values.contains(value))
                && one.secondary_tag.is_none()
                && other.secondary_tag.is_none()
        }
        (Matcher::AnyTag(one), Matcher::AnyTag(other)) => one == other,
        _ => false,
    }
}

/// By what a variant is told, as a text.
fn tags(variant: &Variant) -> String {
    match &variant.matcher {
        // Which of them comes first says nothing.
        Matcher::Tag { property, values, .. } => {
            let mut values: Vec<String> = values.iter().map(ToString::to_string).collect();
            values.sort_unstable();
            format!("{property}: {}", values.join(", "))
        }
        Matcher::AnyTag(property) => format!("{property}: any string"),
        // Kinds are shared out among the variants at hand, and are no tag.
        Matcher::Type(_) => String::new(),
    }
}

/// Two defaults, if they differ and both descriptions are at hand.
pub(super) fn defaults(was: &Docs, is: &Docs) -> Option<[String; 2]> {
    let text = |docs: &Docs| match &docs.default {
        Some(default) => default.to_string(),
        None => "no default".to_owned(),
    };
    (was.default != is.default).then(|| [text(was), text(is)])
}
