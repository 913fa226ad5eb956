//! Published types that nothing leads to any more, since types of the user's stand where those did
//! that led to them: they go with what was replaced.

use super::Merge;
use crate::analysis;
use crate::api::{Naming, Operation, Shape, TypeId};

impl Merge<'_> {
    /// Of each published type, whether something leads to it that is not replaced; nothing, where
    /// nothing is replaced at all.
    pub(super) fn beside_what_is_replaced(&self) -> Option<Vec<bool>> {
        let is_custom = |id| self.described.is_custom(&crate::api::Expr::Named(id));
        let has_custom = |id| self.describes_custom(id);
        if !self.described.ids().any(|id| is_custom(id) || has_custom(id)) {
            return None;
        }
        let operations: &[Operation] = &self.old.operations;
        let mut waiting: Vec<TypeId> =
            operations.iter().flat_map(super::translate::named).collect();
        let components = self.old.ids();
        waiting.extend(components.filter(|id| self.old.get(*id).origin.naming != Naming::Inline));
        let mut reached = vec![false; self.old.types.len()];
        while let Some(old) = waiting.pop() {
            if !std::mem::replace(&mut reached[old.0 as usize], true) {
                waiting.extend(self.leads_to(old));
            }
        }
        Some(reached)
    }

    /// Whether a field or a variant of a type is of the user's.
    fn describes_custom(&self, id: TypeId) -> bool {
        match &self.described.get(id).shape {
            Shape::Record(record) => {
                record.properties.iter().any(|it| self.described.is_custom(&it.value.expr))
            }
            Shape::Union(union) => {
                union.variants.iter().any(|it| self.described.is_custom(&it.value.expr))
            }
            _ => false,
        }
    }

    /// The published types that a published type leads to by what is not replaced of it.
    fn leads_to(&self, old: TypeId) -> Vec<TypeId> {
        let was = &self.old.get(old).shape;
        let Some(new) = self.matches.types.get(&old) else { return analysis::mentioned(was) };
        let is = &self.described.get(*new).shape;
        match (was, is) {
            (_, Shape::Alias(used)) if self.described.is_custom(&used.expr) => Vec::new(),
            (Shape::Record(was), Shape::Record(is)) => {
                let mut was = was.clone();
                was.properties.retain(|property| {
                    let mut described = is.properties.iter();
                    let found = described.find(|it| it.wire_name == property.wire_name);
                    found.is_none_or(|found| !self.described.is_custom(&found.value.expr))
                });
                analysis::mentioned(&Shape::Record(was))
            }
            _ => analysis::mentioned(was),
        }
    }
}
