//! Which tags the items of an API belong to: an operation to its first, a type to those of the
//! operations that reach it.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::TypeId;
use crate::ident;
use crate::plan::Plan;
use crate::reconcile::{named, reached};

/// The tags of the items of an API, as names in Rust.
#[derive(Clone, Debug)]
pub(crate) struct Tags {
    operations: Vec<Home>,
    types: Vec<Home>,
}

/// What an item belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// These tags, and nothing else.
    Tags(BTreeSet<String>),
    /// The API itself: an operation without a tag, a type that such a one reaches, or that no
    /// operation does.
    Api,
}

impl Tags {
    /// The tags of the items of a plan.
    pub(crate) fn of(plan: &Plan) -> Self {
        let api = &plan.api;
        let mut by_tag: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
        for (index, operation) in api.operations.iter().enumerate() {
            by_tag.entry(operation.group.as_deref().map(ident::snake)).or_default().push(index);
        }
        let mut operations = vec![Home::Api; api.operations.len()];
        let mut tags: Vec<BTreeSet<String>> = vec![BTreeSet::new(); api.types.len()];
        let mut is_of_api = vec![false; api.types.len()];
        for (tag, indices) in by_tag {
            let roots = indices.iter().flat_map(|index| named(&api.operations[*index])).collect();
            for (index, is_reached) in reached(api, roots).into_iter().enumerate() {
                match &tag {
                    Some(tag) if is_reached => _ = tags[index].insert(tag.clone()),
                    _ => is_of_api[index] |= is_reached,
                }
            }
            if let Some(tag) = tag {
                let home = Home::Tags(BTreeSet::from([tag]));
                indices.into_iter().for_each(|index| operations[index] = home.clone());
            }
        }
        // What no operation reaches is there whoever is, with all that it reaches.
        let is_alone = |id: &TypeId| {
            let index = id.0 as usize;
            tags[index].is_empty() && !is_of_api[index]
        };
        let of_none = reached(api, api.ids().filter(is_alone).collect());
        let homes = tags.into_iter().zip(is_of_api).zip(of_none);
        let types = homes.map(|((tags, is_of_api), is_of_none)| match is_of_api || is_of_none {
            true => Home::Api,
            false => Home::Tags(tags),
        });
        Self { operations, types: types.collect() }
    }

    /// What an operation belongs to.
    pub(crate) fn operation(&self, index: usize) -> &Home {
        &self.operations[index]
    }

    /// What belongs to several operations.
    pub(crate) fn operations(&self, indices: &[usize]) -> Home {
        let mut all = BTreeSet::new();
        for index in indices {
            match &self.operations[*index] {
                Home::Tags(tags) => all.extend(tags.iter().cloned()),
                Home::Api => return Home::Api,
            }
        }
        Home::Tags(all)
    }

    /// What a type belongs to.
    pub(crate) fn type_of(&self, id: TypeId) -> &Home {
        &self.types[id.0 as usize]
    }

    /// Of each item that belongs to one tag alone, by its name in Rust, that tag.
    pub(crate) fn by_item(&self, plan: &Plan) -> BTreeMap<String, String> {
        let names = &plan.facts.names;
        let operations = names.operations.iter().zip(&self.operations);
        let operations =
            operations.flat_map(|(names, home)| [(&names.function, home), (&names.value, home)]);
        let all = operations.chain(names.types.iter().zip(&self.types));
        all.filter_map(|(name, home)| Some((name.clone(), home.only()?.clone()))).collect()
    }

    /// The features that items stand behind.
    #[cfg(feature = "project")]
    pub(crate) fn features(&self) -> BTreeSet<String> {
        let homes = self.operations.iter().chain(&self.types);
        homes.flat_map(Home::features).collect()
    }
}

impl Home {
    /// The tag, if it is only one.
    fn only(&self) -> Option<&String> {
        match self {
            Home::Tags(tags) if tags.len() == 1 => tags.first(),
            _ => None,
        }
    }

    /// The features of which one turns the item on; none, where it is always there.
    pub(crate) fn features(&self) -> Vec<String> {
        match self {
            Home::Tags(tags) => tags.iter().map(|tag| feature(tag)).collect(),
            Home::Api => Vec::new(),
        }
    }
}

/// The feature of a tag. Others, as `client`, are called otherwise, whatever tags are added.
fn feature(tag: &str) -> String {
    format!("tag-{}", tag.replace('_', "-"))
}
