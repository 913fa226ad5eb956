//! Checking: the limits of the description, before anything leaves.

use super::keeps::{find_repeated, refuse, refuse_property, refuse_undeclared, wish};
use super::property::{Null, Presence};
use super::record::{Rest, split};
use super::union::Union;
use super::{At, Extra, Limit, List, Map, Record, Table, View, Violation};

/// Adds to `violations` every limit that a value, found at `at`, breaks: those of its place, and
/// those of all that is in it.
pub(crate) fn check(
    view: &View<'_>,
    limits: &[Limit],
    at: At<'_>,
    violations: &mut Vec<Violation>,
) {
    // What holds others says of each place below what is wrong with it, and a union has the limits
    // of its variant.
    let is_looked_at = |limit: &&Limit| match view {
        // What the description says of a type goes for no other that stands in its place.
        View::Union(_) | View::Custom(_) => false,
        View::Record(_) | View::List(_) | View::Map(_) => is_of_whole(limit),
        View::Number(number) => number.is_finite(),
        _ => true,
    };
    for message in limits.iter().filter(is_looked_at).filter_map(|limit| refuse(view, limit)) {
        at.refuse(message, violations);
    }
    match *view {
        // JSON has neither infinities nor "not a number" (RFC 8259, section 6).
        View::Number(number) if !number.is_finite() => {
            at.refuse(format!("must be a finite number, but is {number}"), violations);
        }
        View::File(file) => file.check(at, violations),
        View::Custom(value) => {
            if let Err(error) = value.json() {
                at.refuse(format!("cannot be serialized: {error}"), violations);
            }
        }
        View::Record(record) => check_record(record, limits, at, violations),
        View::Union(union) => check_union(union, limits, at, violations),
        View::List(list) => check_list(list, limits, at, violations),
        View::Map(map) => {
            refuse_count(limits, map.count(), at, violations);
            check_properties(map, limits, at, violations);
        }
        _ => {}
    }
}

/// Whether a limit is one of the whole value, which was looked at already.
fn is_of_whole(limit: &Limit) -> bool {
    matches!(
        limit,
        Limit::AnyOf(_)
            | Limit::Kind(_)
            | Limit::Not(_)
            | Limit::HasProperties(_)
            | Limit::Requires(..)
            | Limit::Contains(..)
    )
}

fn refuse_count(limits: &[Limit], count: usize, at: At<'_>, violations: &mut Vec<Violation>) {
    for limit in limits.iter().filter(|limit| !is_of_whole(limit)) {
        if limit.breaks_properties(count) {
            at.refuse(format!("must {}, but has {count}", wish(limit)), violations);
        }
    }
}

fn check_record(
    record: &dyn Record,
    limits: &[Limit],
    at: At<'_>,
    violations: &mut Vec<Violation>,
) {
    let table = record.table();
    let whole = table.limits.iter().filter(|limit| is_of_whole(limit));
    for message in whole.filter_map(|limit| refuse(&View::Record(record), limit)) {
        at.refuse(message, violations);
    }
    record.views(&mut |views| {
        let (fields, behind) = split(table, views);
        let mut count = table.constants().len() + behind.count();
        for (index, property, view) in fields {
            let place = At::Name(&at, property.name);
            if matches!(view, View::Absent) && !behind.is_null(index) {
                match property.presence {
                    Presence::RequiredOnSend => {
                        place.refuse("is required".to_owned(), violations);
                        continue;
                    }
                    Presence::Optional => continue,
                    Presence::Otherwise(_) => {
                        count += 1;
                        continue;
                    }
                    Presence::Required | Presence::Constant(_) => {}
                }
            }
            if matches!(view, View::Absent) && property.null == Null::Received {
                place.refuse("must not be null".to_owned(), violations);
            }
            count += 1;
            check(view, property.limits, place, violations);
        }
        refuse_count(limits, count, at, violations);
        refuse_count(table.limits, count, at, violations);
        match behind.rest {
            Rest::Typed(map) => check_properties(map, table.limits, at, violations),
            Rest::Extra(extra) => {
                refuse_misplaced(table, extra, at, violations);
                for limit in table.limits.iter().filter(|limit| is_of_properties(limit)) {
                    for (name, raw) in extra.iter() {
                        if let Some(message) = refuse_undeclared(name, raw, limit) {
                            At::Name(&at, name).refuse(message, violations);
                        }
                    }
                }
            }
            Rest::Closed => {}
        }
    });
}

/// What was added as if it were undeclared is a property of its own, and none of its values: one that
/// is, is the property's (`set_property`).
fn refuse_misplaced(table: &Table, extra: &Extra, at: At<'_>, violations: &mut Vec<Violation>) {
    for (name, raw) in extra.iter() {
        if table.declared().iter().any(|property| property.name() == name) {
            let text = raw.text();
            let is_wide = text.parse::<i128>().is_ok() && text.parse::<i64>().is_err();
            let message = match is_wide {
                true => format!("must be an integer of 64 bits, but is {text}"),
                false => {
                    "is a declared property, and cannot hold what was given by its name".into()
                }
            };
            At::Name(&at, name).refuse(message, violations);
        }
    }
}

/// The value has the limits of its variant and of the place.
fn check_union(union: &dyn Union, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
    let (variant, value) = union.variant();
    let variant = union.variants().get(variant);
    let own = variant.map_or(&[] as &[Limit], |variant| variant.own_limits());
    if limits.is_empty() {
        check(&value, own, at, violations);
    } else {
        check(&value, &[own, limits].concat(), at, violations);
    }
}

fn check_list(list: &dyn List, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
    for limit in limits.iter().filter(|limit| !is_of_whole(limit)) {
        let message = match limit {
            Limit::UniqueItems => find_repeated(list).map(|(first, second)| {
                format!("must have unique items, but {first} and {second} are equal")
            }),
            limit if limit.breaks_items(list.count()) => {
                Some(format!("must {}, but has {}", wish(limit), list.count()))
            }
            _ => None,
        };
        if let Some(message) = message {
            at.refuse(message, violations);
        }
    }
    let (each, optional) = (Limit::each(limits), list.optional());
    for index in 0..list.count() {
        let (view, place) = (list.view_at(index), At::Index(&at, index));
        if optional.contains(&index) && matches!(view, View::Absent) {
            place.refuse("is required, since an item follows it".to_owned(), violations);
            continue;
        }
        check(&view, Limit::of_item(limits, index).unwrap_or(each), place, violations);
    }
}

/// Whether a limit is one of each property of an object by its name.
fn is_of_properties(limit: &Limit) -> bool {
    matches!(limit, Limit::Names(_) | Limit::Matching(..) | Limit::Unmatched(..))
}

/// Checks each name and each value of a map.
fn check_properties(map: &dyn Map, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
    let each = Limit::each(limits);
    map.each(&mut |name, view| {
        let place = At::Name(&at, name);
        for limit in limits.iter().filter(|limit| is_of_properties(limit)) {
            if let Some(message) = refuse_property(name, &view, limit) {
                place.refuse(message, violations);
            }
        }
        check(&view, each, place, violations);
    });
}
