//! The properties that every variant of a union has as a field of one type.

use super::{Facts, Indirection, Slot};
use crate::api::{Api, Expr, Property, Shape, TypeId, Union};

/// A property that every variant has as a field of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Common {
    /// For each variant, its type and the property there.
    pub found: Vec<(TypeId, usize)>,
}

/// What of `Union::common` every variant has as a field of one type.
pub fn common(api: &Api, facts: &Facts, union: &Union) -> Vec<Common> {
    union.common.iter().filter_map(|name| find(api, facts, union, name)).collect()
}

fn find(api: &Api, facts: &Facts, union: &Union, wire_name: &str) -> Option<Common> {
    let mut found: Vec<(TypeId, usize, &Property)> = Vec::with_capacity(union.variants.len());
    for variant in &union.variants {
        let Expr::Named(of) = api.underlying(&variant.value.expr) else { return None };
        let Shape::Record(record) = &api.get(*of).shape else { return None };
        let index = record.properties.iter().position(|it| it.wire_name == wire_name)?;
        found.push((*of, index, record.properties.get(index)?));
    }
    let (_, _, property) = *found.first()?;
    let is_same = |(of, index, other): &(TypeId, usize, &Property)| {
        other.value.expr == property.value.expr
            && facts.slot(*of, *index) != Slot::Constant
            && facts.indirection(*of, *index) == Indirection::Inline
            && other.deprecation.is_current()
    };
    if !found.iter().all(is_same) {
        return None;
    }
    let found = found.into_iter().map(|(of, index, _)| (of, index));
    Some(Common { found: found.collect() })
}
