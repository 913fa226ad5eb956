//! Takes away what led nowhere else than into a type that is replaced.

use crate::analysis;
use crate::api::{Api, Naming, TypeId};
use crate::reconcile::translate;

/// Of each type, whether an operation or a component leads to it.
pub(super) fn reached(api: &Api) -> Vec<bool> {
    let mut waiting: Vec<TypeId> = api.operations.iter().flat_map(translate::named).collect();
    waiting.extend(api.ids().filter(|id| api.get(*id).origin.naming == Naming::Component));
    let mut reached = vec![false; api.types.len()];
    while let Some(id) = waiting.pop() {
        if !std::mem::replace(&mut reached[id.0 as usize], true) {
            waiting.extend(analysis::mentioned(&api.get(id).shape));
        }
    }
    reached
}

/// Takes away the types that something led to, and nothing leads to any more.
pub(super) fn prune(api: &mut Api, before: &[bool]) {
    let now = reached(api);
    let keep: Vec<bool> = before.iter().zip(&now).map(|(was, is)| !was || *is).collect();
    if keep.iter().all(|keep| *keep) {
        return;
    }
    let mut next = 0;
    let ids = keep.iter().map(|keep| {
        let id = TypeId(next);
        next += u32::from(*keep);
        id
    });
    let ids: Vec<TypeId> = ids.collect();
    let to = |id: TypeId| ids[id.0 as usize];
    let mut kept = keep.iter();
    api.types.retain(|_| kept.next().copied().unwrap_or(true));
    for kind in &mut api.types {
        translate::shape(&mut kind.shape, &to);
    }
    for operation in &mut api.operations {
        translate::operation(operation, &to);
    }
}
