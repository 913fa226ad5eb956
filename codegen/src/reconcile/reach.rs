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
    let order = order(&api, &held, first_ghost, &keep);
    let mut ids = vec![TypeId(u32::MAX); api.types.len()];
    for (next, old) in (0..).zip(&order) {
        ids[*old] = TypeId(next);
    }
    let to = |id: TypeId| ids[id.0 as usize];
    let mut types: Vec<_> =
        std::mem::take(&mut api.types).into_iter().zip(held.types).map(Some).collect();
    let mut pruned = Reconciled { api, held: Held { types: Vec::new(), ..held } };
    for (mut kind, held) in order.iter().filter_map(|old| types[*old].take()) {
        translate::shape(&mut kind.shape, &to);
        pruned.api.types.push(kind);
        pruned.held.types.push(held);
    }
    for operation in &mut pruned.api.operations {
        translate::operation(operation, &to);
    }
    pruned
}

/// Which types are written, in which order: those of the description as it has them, and then those
/// that were published, by their names, whichever step it was that the description lost them in.
fn order(api: &Api, held: &Held, first_ghost: usize, keep: &[bool]) -> Vec<usize> {
    let kept = (0..api.types.len()).filter(|index| keep[*index]);
    let (described, mut published): (Vec<_>, Vec<_>) = kept.partition(|index| *index < first_ghost);
    let name = |index: &usize| held.types[*index].as_ref().map(|held| held.name.as_str());
    published.sort_by_key(name);
    [described, published].concat()
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
