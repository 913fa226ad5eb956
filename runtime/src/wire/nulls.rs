//! Which properties that may be missing were null instead.

use super::property::{Null, Property};
use super::record::Record;
use super::{Slot, View};

/// The properties of a record that are explicitly null, by their numbers among those with a
/// field. [`Extra`](super::Extra) has them; a record that keeps no undeclared properties of any
/// kind has them in a field of its own.
///
/// A property that has a value is not null, whatever is remembered here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nulls {
    first: u64,
    /// Those beyond the first 64; boxed, since nobody has them.
    #[allow(clippy::box_collection, reason = "one pointer instead of three words")]
    more: Option<Box<Vec<usize>>>,
}

impl Nulls {
    pub(super) const fn new() -> Self {
        Self { first: 0, more: None }
    }

    #[inline]
    pub(super) fn contains(&self, index: usize) -> bool {
        match bit(index) {
            Some(bit) => self.first & bit != 0,
            None => self.more.as_ref().is_some_and(|more| more.contains(&index)),
        }
    }

    pub(super) fn set(&mut self, index: usize, is_null: bool) {
        match (bit(index), is_null) {
            (Some(bit), true) => self.first |= bit,
            (Some(bit), false) => self.first &= !bit,
            (None, is_null) => {
                if is_null && !self.contains(index) {
                    self.more.get_or_insert_default().push(index);
                } else if !is_null && let Some(more) = &mut self.more {
                    more.retain(|known| *known != index);
                }
                if self.more.as_ref().is_some_and(|more| more.is_empty()) {
                    self.more = None;
                }
            }
        }
    }
}

fn bit(index: usize) -> Option<u64> {
    1_u64.checked_shl(u32::try_from(index).ok()?)
}

/// Whether a property that may be missing is null instead.
pub fn is_null(record: &dyn Record, name: &str) -> bool {
    let mut is_null = false;
    record.views(&mut |views| {
        let (mut fields, behind) = super::record::split(record.table(), views);
        let found = fields.find(|(_, property, _)| property.name() == name);
        is_null = found.is_some_and(|(index, _, view)| {
            matches!(view, View::Absent) && behind.is_null(index)
        });
    });
    is_null
}

/// Makes a property that may be missing null instead, and says whether there is one that can be.
pub fn set_null(record: &mut dyn Record, name: &str) -> bool {
    let mut declared = record.table().declared().iter();
    let is_it = |property: &Property| property.name() == name && property.null == Null::Kept;
    let Some(index) = declared.position(is_it) else { return false };
    record.slots(&mut |slots| {
        for slot in &mut *slots {
            remember(slot, index, true);
        }
        if let Some(slot) = slots.get_mut(index) {
            slot.lend().clear();
        }
    });
    true
}

/// Remembers in what stands behind a record's fields whether a property is null.
pub(super) fn remember(slot: &mut Slot<'_>, index: usize, is_null: bool) {
    match slot {
        Slot::Extra(extra) => extra.nulls_mut().set(index, is_null),
        Slot::Nulls(nulls) => nulls.set(index, is_null),
        _ => {}
    }
}
