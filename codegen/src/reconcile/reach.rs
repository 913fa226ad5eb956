//! What leads to which types, so that nothing is written that nothing needs.

use foldhash::HashSet;

use super::Reconciled;
use super::translate::{self, named};
use crate::analysis::{self, Held};
use crate::api::{Api, Deprecation, Naming, TypeId};

/// Of each published type, whether something other than these operations leads to it.
pub(super) fn without(api: &Api, gone: &HashSet<usize>) -> Vec<bool> {
    let operations = api.operations.iter().enumerate();
    let rest = operations.filter(|(index, _)| !gone.contains(index)).map(|(_, it)| it);
    reached(api, rest.flat_map(named).collect())
}

/// Takes away inline types of the description to which nothing leads any more, since a published type
/// stands in their place; and says of what is kept, and still used, that nothing speaks against it.
pub(super) fn prune(mut api: Api, held: Held, first_ghost: usize) -> Reconciled {
    let mut roots: Vec<TypeId> = api.operations.iter().flat_map(named).collect();
    let is_kept = |id: &TypeId| {
        let is_component = api.get(*id).origin.naming == Naming::Component;
        is_component || held.types[id.0 as usize].is_some()
    };
    roots.extend(api.ids().filter(is_kept));
    let mut keep = reached(&api, roots);
    // Types that nothing led to before are as the description has them.
    keep.resize(api.types.len(), true);
    let used = used_by_what_is_described(&api, first_ghost);
    for id in api.ids().skip(first_ghost) {
        if used[id.0 as usize] {
            api.types[id.0 as usize].deprecation = Deprecation::Current;
        }
    }
    let order = in_order(&keep, &held, first_ghost);
    let mut ids = vec![TypeId(0); keep.len()];
    for (position, index) in order.iter().enumerate() {
        ids[*index] = TypeId(position as u32);
    }
    let to = |id: TypeId| ids[id.0 as usize];
    let types = std::mem::take(&mut api.types);
    let mut pruned = Reconciled { api, held };
    let held = std::mem::take(&mut pruned.held.types);
    for index in order {
        let mut kind = types[index].clone();
        translate::shape(&mut kind.shape, &to);
        pruned.api.types.push(kind);
        pruned.held.types.push(held[index].clone());
    }
    for operation in &mut pruned.api.operations {
        translate::operation(operation, &to);
    }
    pruned
}

/// The types that are kept, those that the description has no more behind the others by their names:
/// so the published file has them, from which the next run takes them.
fn in_order(keep: &[bool], held: &Held, first_ghost: usize) -> Vec<usize> {
    let name = |index: &usize| held.types[*index].as_ref().map(|held| held.name.clone());
    let kept = |index: &usize| keep[*index];
    let mut order: Vec<usize> = (0..first_ghost).filter(kept).collect();
    let mut others: Vec<usize> = (first_ghost..keep.len()).filter(kept).collect();
    others.sort_by_cached_key(name);
    order.append(&mut others);
    order
}

/// Which types the description leads to by what it has, not by what it has no more.
fn used_by_what_is_described(api: &Api, first_ghost: usize) -> Vec<bool> {
    let live = api.operations.iter().filter(|it| it.deprecation != Deprecation::Dropped);
    let mut waiting: Vec<TypeId> = live.flat_map(named).collect();
    waiting.extend(api.ids().take(first_ghost));
    let mut reached = vec![false; api.types.len()];
    while let Some(id) = waiting.pop() {
        if std::mem::replace(&mut reached[id.0 as usize], true) {
            continue;
        }
        waiting.extend(analysis::mentioned_now(&api.get(id).shape));
    }
    reached
}

/// Of each type, whether these lead to it.
pub(crate) fn reached(api: &Api, mut waiting: Vec<TypeId>) -> Vec<bool> {
    let mut reached = vec![false; api.types.len()];
    while let Some(id) = waiting.pop() {
        if std::mem::replace(&mut reached[id.0 as usize], true) {
            continue;
        }
        waiting.extend(analysis::mentioned(&api.get(id).shape));
    }
    reached
}
