//! Comparing: whether two values of one type are the same.

use std::collections::BTreeMap;

use super::property::Table;
use super::visit::{Rest, split};
use super::{View, Wire};

/// Whether two values are the same.
#[inline]
pub fn is_same<T: Wire>(one: &T, other: &T) -> bool {
    are_same(one.view(), other.view())
}

fn are_same(one: View<'_>, other: View<'_>) -> bool {
    match (one, other) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::Boolean(one), View::Boolean(other)) => one == other,
        (View::Integer(one), View::Integer(other)) => one == other,
        (View::Unsigned(one), View::Unsigned(other)) => one == other,
        (View::Number(one), View::Number(other)) => one == other,
        (View::Text(one), View::Text(other)) => one == other,
        (View::Json(one), View::Json(other)) => one == other,
        (View::Raw(one), View::Raw(other)) => one == other,
        (View::File(one), View::File(other)) => one == other,
        (View::Custom(one), View::Custom(other)) => one.is_same(other),
        (View::Extra(one), View::Extra(other)) => one == other,
        (View::Nulls(one), View::Nulls(other)) => one == other,
        (View::Union(one), View::Union(other)) => {
            let (one, other) = (one.variant(), other.variant());
            one.0 == other.0 && are_same(one.1, other.1)
        }
        (View::List(one), View::List(other)) => {
            one.count() == other.count()
                && (0..one.count()).all(|index| are_same(one.view_at(index), other.view_at(index)))
        }
        (View::Map(one), View::Map(other)) => {
            let mut others = BTreeMap::new();
            other.each(&mut |name, value| {
                others.insert(name, value);
            });
            let mut all = one.count() == other.count();
            one.each(&mut |name, value| {
                all = all && others.get(name).is_some_and(|other| are_same(value, *other));
            });
            all
        }
        (View::Record(one), View::Record(other)) => {
            let table = one.table();
            let mut all = true;
            one.views(&mut |ones| {
                other.views(&mut |others| all = are_same_fields(table, ones, others));
            });
            all
        }
        _ => false,
    }
}

/// Compares what two records of one type are on the wire: of a property that has a value it does
/// not count that it was null before.
fn are_same_fields(table: &'static Table, ones: &[View<'_>], others: &[View<'_>]) -> bool {
    let (fields, behind) = split(table, ones);
    let (other_fields, other_behind) = split(table, others);
    let mut pairs = fields.zip(other_fields);
    pairs.all(|((index, property, one), (_, _, other))| match (one, other) {
        (View::Absent, View::Absent) => {
            behind.is_null(index, property) == other_behind.is_null(index, property)
        }
        (one, other) => are_same(*one, *other),
    }) && match (behind.rest, other_behind.rest) {
        (Rest::Extra(one), Rest::Extra(other)) => one.has_same_properties(other),
        (Rest::Typed(one), Rest::Typed(other)) => are_same(View::Map(one), View::Map(other)),
        _ => true,
    }
}
