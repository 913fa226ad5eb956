//! Checking: the limits of the description, before anything leaves.

use super::keeps::{find_repeated, refuse, refuse_property, refuse_undeclared, wish};
use super::misread::find_meant;
use super::property::{Null, Presence, Property};
use super::union::Union;
use super::visit::{Rest, split};
use super::{At, Extra, Limit, List, Map, Record, Table, View, Violation};

/// Adds to `violations` every limit that a value, found at `at`, breaks: those of its place, and
/// those of all that is in it.
pub(crate) fn check(
    view: &View<'_>,
    limits: &[Limit],
    at: At<'_>,
    violations: &mut Vec<Violation>,
) {
    check_value(view, limits, at, &mut Found { violations, unknown: Vec::new() });
}

/// What was found of a value so far.
struct Found<'a> {
    violations: &'a mut Vec<Violation>,
    /// The pointers of values in it that are kept as they are, since no variant is known for them.
    unknown: Vec<String>,
}

/// Checks a value, and notes what no variant is known for.
fn check_value(view: &View<'_>, limits: &[Limit], at: At<'_>, found: &mut Found<'_>) {
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
        at.refuse(message, found.violations);
    }
    match *view {
        // JSON has neither infinities nor "not a number" (RFC 8259, section 6).
        View::Number(number) if !number.is_finite() => {
            at.refuse(format!("must be a finite number, but is {number}"), found.violations);
        }
        View::File(file) => file.check(at, found.violations),
        View::Custom(value) => {
            if let Err(error) = value.json() {
                at.refuse(format!("cannot be serialized: {error}"), found.violations);
            }
        }
        View::Record(record) => check_record(record, limits, at, found),
        View::Union(union) => check_union(union, limits, at, found),
        View::List(list) => check_list(list, limits, at, found),
        View::Map(map) => {
            refuse_count(limits, map.count(), at, found);
            check_properties(map, limits, at, found);
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

fn refuse_count(limits: &[Limit], count: usize, at: At<'_>, found: &mut Found<'_>) {
    for limit in limits.iter().filter(|limit| !is_of_whole(limit)) {
        if limit.breaks_properties(count) {
            at.refuse(format!("must {}, but has {count}", wish(limit)), found.violations);
        }
    }
}

fn check_record(record: &dyn Record, limits: &[Limit], at: At<'_>, found: &mut Found<'_>) {
    let table = record.table();
    let whole = table.limits.iter().filter(|limit| is_of_whole(limit));
    for message in whole.filter_map(|limit| refuse(&View::Record(record), limit)) {
        at.refuse(message, found.violations);
    }
    record.views(&mut |views| {
        let (fields, behind) = split(table, views);
        let mut count = table.constants().len() + behind.count();
        for (index, property, view) in fields {
            let place = At::Name(&at, property.name());
            if matches!(view, View::Absent) && !behind.is_null(index, property) {
                match property.rule().presence {
                    Presence::RequiredOnSend | Presence::PlainOnSend => {
                        place.refuse("is required".to_owned(), found.violations);
                        continue;
                    }
                    Presence::Optional | Presence::PlainOnReceipt => continue,
                    Presence::Otherwise => {
                        count += 1;
                        continue;
                    }
                    Presence::Required | Presence::Constant => {}
                }
            }
            if matches!(view, View::Absent) && property.rule().null == Null::Received {
                place.refuse("must not be null".to_owned(), found.violations);
            }
            count += 1;
            check_value(view, property.limits(), place, found);
        }
        refuse_count(limits, count, at, found);
        refuse_count(table.limits, count, at, found);
        match behind.rest {
            Rest::Typed(map) => check_properties(map, table.limits, at, found),
            Rest::Extra(extra) => {
                refuse_misplaced(table, extra, at, found);
                for limit in table.limits.iter().filter(|limit| is_of_properties(limit)) {
                    for (name, raw) in extra.iter() {
                        if let Some(message) = refuse_undeclared(name, raw, limit) {
                            At::Name(&at, name).refuse(message, found.violations);
                        }
                    }
                }
            }
            Rest::Closed => {}
        }
    });
}

/// What was added as if it were undeclared is a property of its own, and none of its values: one that
/// is, is the property's (`set_property`). A constant may have another value where that is a string, as
/// string enums have; there is no boolean and no integer beside the one, as in integer enums.
fn refuse_misplaced(table: &Table, extra: &Extra, at: At<'_>, found: &mut Found<'_>) {
    for (name, raw) in extra.iter() {
        let text = raw.text();
        let constant = table.constants().iter().find(|property| property.name() == name);
        if let Some(literal) = constant.and_then(Property::constant)
            && !literal.is(text)
            && !(literal.is_text() && text.starts_with('"'))
        {
            At::Name(&at, name)
                .refuse(format!("must be {literal}, but is {text}"), found.violations);
        }
        if table.declared().iter().any(|property| property.name() == name) {
            let is_wide = text.parse::<i128>().is_ok() && text.parse::<i64>().is_err();
            let message = match is_wide {
                true => format!("must be an integer of 64 bits, but is {text}"),
                false => {
                    "is a declared property, and cannot hold what was given by its name".into()
                }
            };
            At::Name(&at, name).refuse(message, found.violations);
        }
    }
}

/// The value has the limits of its variant and of the place. Where no variant is known for something in
/// it, and another variant knows it, it has those of that one.
fn check_union(union: &dyn Union, limits: &[Limit], at: At<'_>, found: &mut Found<'_>) {
    let (index, value) = union.variant();
    let variant = union.variants().get(index);
    let (unknown, violations) = (found.unknown.len(), found.violations.len());
    let own = variant.map_or(&[] as &[Limit], |variant| variant.limits);
    if limits.is_empty() {
        check_value(&value, own, at, found);
    } else {
        check_value(&value, &[own, limits].concat(), at, found);
    }
    if variant.is_none() {
        found.unknown.push(at.pointer());
    } else if found.violations.len() == violations && found.unknown.len() > unknown {
        let root = at.pointer();
        let unknown = found.unknown.iter().skip(unknown);
        let unknown: Vec<&str> = unknown.filter_map(|at| at.strip_prefix(&root)).collect();
        found.violations.extend(find_meant(union, &unknown).map(|violation| Violation {
            pointer: format!("{root}{}", violation.pointer),
            ..violation
        }));
    }
}

fn check_list(list: &dyn List, limits: &[Limit], at: At<'_>, found: &mut Found<'_>) {
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
            at.refuse(message, found.violations);
        }
    }
    let (each, optional) = (Limit::each(limits), list.optional());
    for index in 0..list.count() {
        let (view, place) = (list.view_at(index), At::Index(&at, index));
        if optional.contains(&index) && matches!(view, View::Absent) {
            place.refuse("is required, since an item follows it".to_owned(), found.violations);
            continue;
        }
        check_value(&view, Limit::of_item(limits, index).unwrap_or(each), place, found);
    }
}

/// Whether a limit is one of each property of an object by its name.
fn is_of_properties(limit: &Limit) -> bool {
    matches!(limit, Limit::Names(_) | Limit::Matching(..) | Limit::Unmatched(..))
}

/// Checks each name and each value of a map.
fn check_properties(map: &dyn Map, limits: &[Limit], at: At<'_>, found: &mut Found<'_>) {
    let each = Limit::each(limits);
    map.each(&mut |name, view| {
        let place = At::Name(&at, name);
        for limit in limits.iter().filter(|limit| is_of_properties(limit)) {
            if let Some(message) = refuse_property(name, &view, limit) {
                place.refuse(message, found.violations);
            }
        }
        check_value(&view, each, place, found);
    });
}
