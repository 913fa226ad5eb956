//! Names that would stand for themselves: a published name for a type that has become one with it.

use foldhash::HashSet;

use super::Merge;
use crate::api::{Shape, TypeId};

impl Merge<'_> {
    /// Describes anew what would stand for itself: a published name for a type that has become one
    /// with it since.
    pub(super) fn break_circles(&mut self) {
        for id in self.described.ids() {
            if self.stands_for_itself(id) {
                let described = self.described.get(id).shape.clone();
                self.api.types[id.0 as usize].shape = described;
                if let Some(held) = &mut self.held.types[id.0 as usize] {
                    held.inner.clear();
                }
            }
        }
    }

    /// Whether a name leads to itself, by no more than names.
    fn stands_for_itself(&self, id: TypeId) -> bool {
        let behind = |id: TypeId| match &self.api.get(id).shape {
            Shape::Alias(used) => used.expr.all_named(),
            _ => Vec::new(),
        };
        let mut waiting = behind(id);
        let mut seen = HashSet::default();
        while let Some(next) = waiting.pop() {
            if next == id {
                return true;
            }
            if seen.insert(next) {
                waiting.extend(behind(next));
            }
        }
        false
    }
}
