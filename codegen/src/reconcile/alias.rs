//! Published names of types that are called otherwise now, or have become one with another: each
//! stays beside the new one.

use super::Merge;
use crate::analysis::HeldType;
use crate::api::{Deprecation, Docs, Expr, Origin, Shape, Type, TypeId, Use};

impl Merge<'_> {
    /// Adds an alias for each.
    pub(super) fn aliases(&mut self) {
        for old in self.old.ids() {
            let renamed = self.matches.types.get(&old).copied();
            let renamed = renamed.filter(|new| !self.keeps_its_name(old, *new));
            let joined = self.matches.joined.get(&old).copied();
            let (Some(new), Some(held)) = (renamed.or(joined), self.old_held(old)) else {
                continue;
            };
            let (name, builder) = (held.name.clone(), held.builder.clone());
            let is_free = !self.held.types.iter().flatten().any(|held| held.name == name);
            // Where the new name is the old one, there is nothing to keep.
            if is_free && !self.is_called(new, &name) {
                let had_builder = self.held.types.get(new.0 as usize).and_then(Option::as_ref);
                // What is called as it was needs no other name.
                let is_kept = had_builder.is_some_and(|held| held.builder == builder);
                self.add_alias(old, new, name, builder.filter(|_| !is_kept));
            }
        }
    }

    fn is_called(&self, new: TypeId, name: &str) -> bool {
        match self.held.types.get(new.0 as usize).and_then(Option::as_ref) {
            Some(held) if !held.name.is_empty() => held.name == name,
            _ => crate::ident::pascal(&self.described.get(new).origin.preferred_name) == name,
        }
    }

    fn add_alias(&mut self, old: TypeId, new: TypeId, name: String, builder: Option<String>) {
        let origin = Origin {
            pointer: self.old.get(old).origin.pointer.clone(),
            naming: crate::api::Naming::Inline,
            preferred_name: name.clone(),
        };
        let shape = Shape::Alias(Use::of(Expr::Named(new)));
        let kind =
            Type { deprecation: Deprecation::Dropped, ..Type::new(origin, Docs::default(), shape) };
        self.api.types.push(kind);
        self.held.types.push(Some(HeldType { name, builder, ..HeldType::default() }));
    }
}
