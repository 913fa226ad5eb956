//! The names of what was published, and nothing else of it: for the next major version.

use super::Merge;
use super::calls::path_parameters;
use super::variants::Variants;
use crate::analysis::{HeldItem, HeldOperation, HeldType, Setter};
use crate::api::{Shape, TypeId};

impl Merge<'_> {
    /// Holds the names of what is described still.
    pub(super) fn names(&mut self) {
        for new in self.described.ids() {
            let Some(old) = self.matches.published.get(&new).copied() else { continue };
            let Some(held) = self.old_held(old) else { continue };
            let keeps = self.keeps_its_name(old, new);
            self.held.types[new.0 as usize] = Some(HeldType {
                name: if keeps { held.name.clone() } else { String::new() },
                builder: held.builder.clone(),
                inner: self.inner_names(old, new, held),
                ..HeldType::default()
            });
        }
        for (new, old) in self.matches.operations.iter().enumerate() {
            let held = old.and_then(|old| self.old_held.operations.get(old)?.as_ref());
            let (Some(old), Some(held)) = (old, held) else { continue };
            let (was, is) = (&self.old.operations[*old], &self.described.operations[new]);
            let place = |name: &str| was.path_parameters.iter().position(|it| it.wire_name == name);
            let path = path_parameters(was, is).into_iter().map(|(old, _)| {
                held.path_parameters.get(place(&old?.wire_name)?).cloned().flatten()
            });
            let parameters = is.parameters.iter().map(|parameter| {
                let index = was.parameters.iter().position(|was| {
                    (&was.wire_name, was.required) == (&parameter.wire_name, parameter.required)
                })?;
                held.parameters.get(index).cloned().flatten()
            });
            self.held.operations[new] = Some(HeldOperation {
                function: held.function.clone(),
                value: held.value.clone(),
                failure: held.failure.clone(),
                path_parameters: path.collect(),
                parameters: parameters.collect(),
                ..HeldOperation::default()
            });
        }
        for (index, credential) in self.api.service.credentials.iter().enumerate() {
            let mut known = self.old.service.credentials.iter();
            let found = known.position(|it| it.name == credential.name && it.way == credential.way);
            let held = found.and_then(|found| self.old_held.credentials.get(found)?.clone());
            self.held.credentials[index] = held;
        }
    }

    fn inner_names(&self, old: TypeId, new: TypeId, held: &HeldType) -> Vec<Option<HeldItem>> {
        let named = |index: Option<usize>| {
            let item = held.inner.get(index?)?.as_ref()?;
            let setter = item.setter.as_ref();
            let setter = setter.map(|it| Setter { value: it.value.clone(), null: it.null.clone() });
            Some(HeldItem { name: item.name.clone(), setter, ..HeldItem::default() })
        };
        match (&self.old.get(old).shape, &self.described.get(new).shape) {
            (Shape::Record(was), Shape::Record(is)) => {
                let place = |name: &str| was.properties.iter().position(|it| it.wire_name == name);
                is.properties.iter().map(|it| named(place(&it.wire_name))).collect()
            }
            (Shape::OpenEnum(was), Shape::OpenEnum(is)) => {
                let place = |wire: &str| was.values.iter().position(|value| value.wire == wire);
                is.values.iter().map(|value| named(place(&value.wire))).collect()
            }
            (Shape::KeywordOrValue(was), Shape::KeywordOrValue(is)) => {
                let place = |word: &str| was.keywords.iter().position(|keyword| keyword == word);
                is.keywords.iter().map(|keyword| named(place(keyword))).collect()
            }
            (Shape::Union(was), Shape::Union(is)) => {
                let pairs =
                    Variants { old: self.old, new: &self.described, types: &self.matches.types };
                let mut names = vec![None; is.variants.len()];
                let pairs = pairs.pair(&was.variants, &is.variants).into_iter().enumerate();
                for (index, found) in pairs {
                    if let Some(found) = found {
                        names[found] = named(Some(index));
                    }
                }
                names
            }
            _ => Vec::new(),
        }
    }
}
