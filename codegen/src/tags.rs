//! Which tags the items of an API belong to: an operation to its first, a type to those of the
//! operations that reach it.

use std::collections::{BTreeMap, BTreeSet};

use crate::ident;
use crate::plan::Plan;
use crate::reconcile::{named, reached};

/// Of each item that belongs to one tag alone, by its name in Rust, that tag as a name. Items that are
/// not here belong to several, or to none.
pub(crate) fn tags(plan: &Plan) -> BTreeMap<String, String> {
    let api = &plan.api;
    let names = &plan.facts.names;
    let mut of_items = BTreeMap::new();
    let mut of_types: Vec<BTreeSet<Option<String>>> = vec![BTreeSet::new(); api.types.len()];
    let mut operations: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let tag = operation.group.as_deref().map(ident::snake);
        if let Some(tag) = &tag {
            let names = &names.operations[index];
            for name in [&names.function, &names.value] {
                of_items.insert(name.clone(), tag.clone());
            }
        }
        operations.entry(tag).or_default().push(index);
    }
    for (tag, indices) in operations {
        let roots = indices.iter().flat_map(|index| named(&api.operations[*index])).collect();
        for (tags, is_reached) in of_types.iter_mut().zip(reached(api, roots)) {
            if is_reached {
                tags.insert(tag.clone());
            }
        }
    }
    for (name, tags) in names.types.iter().zip(of_types) {
        let mut tags = tags.into_iter();
        if let (Some(Some(tag)), None) = (tags.next(), tags.next()) {
            of_items.insert(name.clone(), tag);
        }
    }
    of_items
}
