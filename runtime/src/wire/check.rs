//! Checking: the limits of the description, before anything leaves.

use std::collections::HashMap;

use super::property::Presence;
use super::record::{Rest, split};
use super::union::Union;
use super::{At, Limit, List, Map, Record, View, Violation};

/// Adds to `violations` every limit that a value, found at `at`, breaks: those of its place, and
/// those of all that is in it.
pub(crate) fn check(
    view: &View<'_>,
    limits: &[Limit],
    at: At<'_>,
    violations: &mut Vec<Violation>,
) {
    let mut refuse_all = |refuse: &dyn Fn(&Limit) -> Option<String>| {
        for message in limits.iter().filter_map(refuse) {
            at.refuse(message, violations);
        }
    };
    match *view {
        View::Text(text) => refuse_all(&|limit| limit.refuse_text(text)),
        View::Integer(integer) => refuse_all(&|limit| limit.refuse_integer(integer.into())),
        View::Unsigned(integer) => refuse_all(&|limit| limit.refuse_integer(integer.into())),
        // JSON has neither infinities nor "not a number" (RFC 8259, section 6).
        View::Number(number) if !number.is_finite() => {
            at.refuse(format!("must be a finite number, but is {number}"), violations);
        }
        View::Number(number) => refuse_all(&|limit| limit.refuse_number(number)),
        View::Json(value) => refuse_all(&|limit| limit.refuse_json(value)),
        View::File(file) => file.check(at, violations),
        View::Record(record) => check_record(record, limits, at, violations),
        View::Union(union) => check_union(union, limits, at, violations),
        View::List(list) => check_list(list, limits, at, violations),
        View::Map(map) => {
            refuse_all(&|limit| limit.refuse_properties(map.count()));
            check_properties(map, limits, at, violations);
        }
        View::Absent | View::Null | View::Boolean(_) | View::Raw(_) => {}
        View::Extra(_) | View::Nulls(_) => {}
    }
}

fn check_record(
    record: &dyn Record,
    limits: &[Limit],
    at: At<'_>,
    violations: &mut Vec<Violation>,
) {
    let table = record.table();
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
                    Presence::Required | Presence::Constant(_) => {}
                }
            }
            count += 1;
            check(view, property.limits, place, violations);
        }
        for limit in limits.iter().chain(table.limits) {
            if let Some(message) = limit.refuse_properties(count) {
                at.refuse(message, violations);
            }
        }
        if let Rest::Typed(map) = behind.rest {
            check_properties(map, table.limits, at, violations);
        }
    });
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
    for limit in limits {
        let message = match limit {
            Limit::UniqueItems => find_repeated(list).map(|(first, second)| {
                format!("must have unique items, but {first} and {second} are equal")
            }),
            limit => limit.refuse_items(list.count()),
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

/// Finds two equal items, by what they are on the wire.
fn find_repeated(list: &dyn List) -> Option<(usize, usize)> {
    let mut seen = HashMap::new();
    for index in 0..list.count() {
        let mut written = Vec::new();
        super::write::push(&list.view_at(index), &mut written).ok()?;
        if let Some(first) = seen.insert(written, index) {
            return Some((first, index));
        }
    }
    None
}

/// Checks each name and each value of a map.
fn check_properties(map: &dyn Map, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
    let (each, names) = (Limit::each(limits), Limit::of_names(limits));
    map.each(&mut |name, view| {
        let place = At::Name(&at, name);
        for message in names.iter().filter_map(|limit| limit.refuse_text(name)) {
            place.refuse(format!("has a name that {message}"), violations);
        }
        check(&view, each, place, violations);
    });
}
