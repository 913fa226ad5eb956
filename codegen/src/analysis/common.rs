//! The properties that the variants of a union have as a field of one type, each lent by a method.

use serde::{Deserialize, Serialize};

use super::{Facts, Held, Indirection, Slot};
use crate::api::{Api, Expr, Property, Record, Shape, TypeId, Union, Variant};

/// A property that the variants of a union have as a field of one type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Common {
    /// The object whose property says of all what it is, and the property there.
    pub base: (TypeId, usize),
    /// For each variant, its type and the property there; nothing of one that has it no more, or
    /// otherwise, since the method was published.
    pub found: Vec<Option<(TypeId, usize)>>,
}

/// For each union, what of `Union::common` its variants have as a field of one type; nothing, where
/// none has any.
pub(super) fn commons(api: &Api, facts: &Facts, held: &Held) -> Vec<Vec<Common>> {
    let commons: Vec<Vec<Common>> = api
        .ids()
        .map(|id| match &api.get(id).shape {
            Shape::Union(union) => {
                let was_lent =
                    |name: &String| held.of_type(id).is_some_and(|held| held.lends.contains(name));
                let common = union.common.iter();
                common.filter_map(|name| find(api, facts, union, name, was_lent(name))).collect()
            }
            _ => Vec::new(),
        })
        .collect();
    if commons.iter().all(Vec::is_empty) { Vec::new() } else { commons }
}

fn find(
    api: &Api,
    facts: &Facts,
    union: &Union,
    wire_name: &str,
    was_lent: bool,
) -> Option<Common> {
    let of = |variant: &Variant| field(api, facts, variant, wire_name);
    // The base stands last, before the variants that the description has no more.
    let current = union.variants.iter().rev().filter(|variant| variant.deprecation.is_current());
    let (id, index, base) = current.filter_map(of).next()?;
    let found = union.variants.iter().map(|variant| {
        let (of, index, property) = of(variant)?;
        (property.value.expr == base.value.expr).then_some((of, index))
    });
    let found: Vec<Option<(TypeId, usize)>> = found.collect();
    (was_lent || found.iter().all(Option::is_some)).then_some(Common { base: (id, index), found })
}

/// A property of a variant that stands in a field of its own, and not behind a `Box`.
fn field<'a>(
    api: &'a Api,
    facts: &Facts,
    variant: &Variant,
    wire_name: &str,
) -> Option<(TypeId, usize, &'a Property)> {
    let (id, record) = object(api, &variant.value.expr)?;
    let index = record.properties.iter().position(|it| it.wire_name == wire_name)?;
    let is_field = facts.slot(id, index) != Slot::Constant
        && facts.indirection(id, index) == Indirection::Inline;
    is_field.then_some((id, index, record.properties.get(index)?))
}

fn object<'a>(api: &'a Api, expr: &Expr) -> Option<(TypeId, &'a Record)> {
    let Expr::Named(id) = api.underlying(expr) else { return None };
    match &api.get(*id).shape {
        Shape::Record(record) => Some((*id, record)),
        _ => None,
    }
}
