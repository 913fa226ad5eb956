//! Which property or variant a type without a name in the description is of.

use foldhash::{HashMap, HashMapExt};

use super::{Emitter, docs};
use crate::analysis::Slot;
use crate::api::{Expr, Naming, Shape, TypeId, Use};
use crate::plan::Plan;

/// The owners of types without a name, each a property or a variant of the type around it.
pub(super) type Owners = HashMap<TypeId, Owner>;

/// A property or a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    of: TypeId,
    index: usize,
    held: Held,
}

/// How a property holds what it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    Itself,
    AsItem,
    AsValue,
}

/// The owner of each type whose schema stands within that of a property or a variant.
pub(super) fn owners(plan: &Plan) -> Owners {
    let api = &plan.api;
    let mut owners = Owners::new();
    for of in api.ids() {
        let around = &api.get(of).origin.pointer;
        for (index, used) in parts(plan, of) {
            let Some((id, held)) = held(used) else { continue };
            let origin = &api.get(id).origin;
            let is_within = || origin.pointer.strip_prefix(around.as_str());
            if origin.naming == Naming::Inline && is_within().is_some_and(|it| it.starts_with('/'))
            {
                owners.entry(id).or_insert(Owner { of, index, held });
            }
        }
    }
    owners
}

/// What has a name of its own in Rust: the fields of a struct, the variants of a union.
fn parts(plan: &Plan, id: TypeId) -> Vec<(usize, &Use)> {
    match &plan.api.get(id).shape {
        Shape::Record(record) => {
            let slots = &plan.facts.slots[id.0 as usize];
            let values = record.properties.iter().map(|property| &property.value).enumerate();
            values.filter(|(index, _)| slots[*index] != Slot::Constant).collect()
        }
        Shape::Union(union) => union.variants.iter().map(|it| &it.value).enumerate().collect(),
        Shape::OpenEnum(_) | Shape::KeywordOrValue(_) | Shape::Alias(_) => Vec::new(),
    }
}

/// The type that a use is of, or is a list or a map of.
fn held(used: &Use) -> Option<(TypeId, Held)> {
    let named = |expr: &Expr, held| match expr {
        Expr::Named(id) => Some((*id, held)),
        _ => None,
    };
    match &used.expr {
        Expr::List(item) => named(&item.expr, Held::AsItem),
        Expr::Map(value) => named(&value.expr, Held::AsValue),
        expr => named(expr, Held::Itself),
    }
}

impl Emitter<'_> {
    /// What a type is, and what it is of where it has no name in the description.
    pub(super) fn standing(&self, id: TypeId, what: &str) -> String {
        let origin = &self.plan.api.get(id).origin;
        let Some(owner) = self.owners.get(&id) else { return docs::standing(origin, what) };
        let part = &self.plan.facts.names.inner[owner.of.0 as usize][owner.index];
        let link = format!("[{}]", docs::code(&format!("{}::{part}", self.type_name(owner.of))));
        match owner.held {
            Held::Itself => format!("{what}: {link}."),
            Held::AsItem => format!("{what}: an item of {link}."),
            Held::AsValue => format!("{what}: a value of {link}."),
        }
    }
}
