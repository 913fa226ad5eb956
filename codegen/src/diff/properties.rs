//! Changes of objects: of their properties, and of what is undeclared beside them.

use super::types::{Pair, defaults, pointer};
use super::{Found, Kind, Walked, Wire, accepts, limits};
use crate::analysis::Slot;
use crate::api::{
    Access, Deprecation, Literal, Nullability, Presence, Property, Record, Rest, Use,
};

/// What changed of the properties of an object, and of what it may have beside them.
pub(super) fn changes(pair: &Pair<'_, '_>, was: &Record, is: &Record) -> Vec<Found> {
    let mut found = Vec::new();
    let live = |property: &&Property| property.deprecation != Deprecation::Dropped;
    for (index, property) in is.properties.iter().enumerate().filter(|(_, it)| live(it)) {
        let mut before = was.properties.iter().filter(live);
        match before.find(|was| was.wire_name == property.wire_name) {
            Some(was) => found.extend(of_one(pair, was, property, index)),
            None => found.push(added(pair, property, index)),
        }
    }
    for (index, property) in was.properties.iter().enumerate().filter(|(_, it)| live(it)) {
        let is_there = |is: &Property| is.wire_name == property.wire_name;
        if is.properties.iter().filter(live).any(is_there) {
            continue;
        }
        let item = pair.step.old.inner(pair.old, index, &property.wire_name);
        let removed = Found::new(Kind::PropertyRemoved, &pair.name, item);
        let step = place(&property.wire_name);
        let removed = below(pair, removed, [Some(&step), None]);
        let was_required = property.presence == Presence::Required;
        found.push(if was_required { pair.if_received(removed) } else { removed });
    }
    found.extend(dropped(pair, was, is));
    match (&was.rest, &is.rest) {
        (Rest::Closed, Rest::Closed) | (Rest::Open, Rest::Open) => {}
        (Rest::Typed(was), Rest::Typed(is)) if pair.step.is_same(&was.expr, &is.expr) => {}
        (_, Rest::Closed) => {
            let closed = pair.found(Kind::ObjectClosed, &pair.name);
            found.push(if pair.is_sent() { pair.if_sent(closed.silent()) } else { closed });
        }
        (Rest::Closed, _) => found.push(pair.found(Kind::ObjectOpened, &pair.name)),
        (was, is) => {
            let texts = [rest_text(was, &pair.step.old), rest_text(is, &pair.step.new)];
            let changed = pair.found(Kind::UndeclaredType, &pair.name);
            let changed = changed.between(&texts[0], &texts[1]);
            let is_narrower = !matches!(is, Rest::Open);
            found.push(if is_narrower { pair.if_sent(changed) } else { changed });
        }
    }
    found
}

/// What neither side describes any more, and was always sent: where the server sends the object now,
/// it does without.
fn dropped(pair: &Pair<'_, '_>, was: &Record, is: &Record) -> Vec<Found> {
    let gone = |property: &&Property| property.deprecation == Deprecation::Dropped;
    let lost = is.properties.iter().enumerate().filter(|(_, property)| gone(property));
    let lost = lost.filter(|(_, property)| {
        let mut before = was.properties.iter().filter(gone);
        let before = before.find(|was| was.wire_name == property.wire_name);
        property.presence == Presence::Optional
            && before.is_some_and(|before| before.presence == Presence::Required)
    });
    let lost = lost.map(|(index, property)| {
        let item = pair.step.new.inner(pair.new, index, &property.wire_name);
        let found = Found::new(Kind::PropertyBecameOptional, &pair.name, item);
        below(pair, found, [None, None])
    });
    lost.collect()
}

fn added(pair: &Pair<'_, '_>, property: &Property, index: usize) -> Found {
    let item = pair.step.new.inner(pair.new, index, &property.wire_name);
    let is_required = property.presence == Presence::Required;
    let kind = match is_required && pair.is_sent() {
        true => Kind::RequiredPropertyAdded,
        false => Kind::PropertyAdded,
    };
    let mut added = Found::new(kind, &pair.name, item);
    added.after = Some(pair.step.new.spelled(&property.value));
    let added = below(pair, added, [None, Some(&place(&property.wire_name))]);
    match is_required && property.docs.default.is_none() && pair.is_sent() {
        true => added.wire(Wire::RequestRefused),
        // What was found among the undeclared properties has a field now.
        false => added.silent(),
    }
}

fn of_one(pair: &Pair<'_, '_>, was: &Property, is: &Property, index: usize) -> Vec<Found> {
    let item = pair.step.new.inner(pair.new, index, &is.wire_name);
    let step = place(&is.wire_name);
    let found = |kind| {
        let found = Found::new(kind, &pair.name, &item);
        below(pair, found, [Some(&step), Some(&step)])
    };
    let mut all = Vec::new();
    if let (Presence::Constant(was), presence) | (presence, Presence::Constant(was)) =
        (&was.presence, &is.presence)
    {
        if !matches!(presence, Presence::Constant(is) if is == was) {
            let texts = [literal(was), presence_text(presence)];
            let changed = found(Kind::ConstantChanged).between(&texts[0], &texts[1]);
            // What has one value more is sent as it was; what had several is read as it was.
            let is_another = matches!(presence, Presence::Constant(_));
            let changed = if is_another || pair.is_received() && !is_constant(&is.presence) {
                changed.silent()
            } else {
                changed
            };
            all.push(if is_constant(&is.presence) {
                pair.if_sent(changed)
            } else {
                pair.if_received(changed)
            });
        }
        return all;
    }
    let spelled = [pair.step.old.spelled(&was.value), pair.step.new.spelled(&is.value)];
    match (&was.presence, &is.presence) {
        (Presence::Optional, Presence::Required) => {
            all.push(pair.if_sent(found(Kind::PropertyBecameRequired)));
        }
        (Presence::Required, Presence::Optional) => {
            all.push(pair.if_received(found(Kind::PropertyBecameOptional)));
        }
        _ => {}
    }
    match (was.value.null, is.value.null) {
        (Nullability::Never, Nullability::Nullable) => {
            let became = found(Kind::PropertyBecameNullable);
            let was_required = was.presence == Presence::Required;
            all.push(if was_required { pair.if_received(became) } else { became });
        }
        (Nullability::Nullable, Nullability::Never) => {
            let became = found(Kind::PropertyBecameNotNullable);
            all.push(if pair.is_sent() { pair.if_sent(became.silent()) } else { became });
        }
        // A null that was only sent had a setter; one that arrives has to be shown.
        (Nullability::Nullable, Nullability::Nullable) => {
            let slots = [
                pair.step.old.slot(pair.old, &was.wire_name),
                pair.step.new.slot(pair.new, &is.wire_name),
            ];
            if slots[0] == Some(Slot::PlainOrNull) && slots[1] != slots[0] {
                all.push(pair.if_received(found(Kind::PropertyBecameNullable)));
            }
        }
        _ => {}
    }
    if !pair.step.is_same(&was.value.expr, &is.value.expr) {
        let changed = found(Kind::PropertyType).between(&spelled[0], &spelled[1]);
        let values =
            [&was.value, &is.value].map(|value| Use { null: Nullability::Never, ..value.clone() });
        let wire = accepts::wire(pair.step, pair.direction(), &values[0], &values[1]);
        all.push(changed.wire(wire));
    } else if !limits::is_same(&was.value.limits, &is.value.limits) {
        let found = found(Kind::PropertyLimits);
        all.push(pair.limited(found, &was.value.limits, &is.value.limits));
    }
    if let Some([was, is]) = defaults(&was.docs, &is.docs).filter(|_| pair.step.has_words) {
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
        // What only the server sets is ignored where it is sent, or refused.
        let is_ignored = is.access == Access::ReadOnly && pair.is_sent();
        all.push(if is_ignored { changed.silent() } else { changed });
    }
    all
}

fn below(pair: &Pair<'_, '_>, found: Found, steps: [Option<&str>; 2]) -> Found {
    let at = |base: &str, step: Option<&str>| match step {
        Some(step) => format!("{base}{step}"),
        None => String::new(),
    };
    let old = at(pointer(&pair.step.old, pair.old), steps[0]);
    let new = at(pointer(&pair.step.new, pair.new), steps[1]);
    found.at(&old, &new)
}

fn is_constant(presence: &Presence) -> bool {
    matches!(presence, Presence::Constant(_))
}

fn rest_text(rest: &Rest, side: &Walked<'_>) -> String {
    match rest {
        Rest::Typed(used) => side.spelled(used),
        Rest::Open | Rest::Closed => "any".to_owned(),
    }
}

/// Where a property stands below its object.
fn place(wire_name: &str) -> String {
    format!("/properties/{}", wire_name.replace('~', "~0").replace('/', "~1"))
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
