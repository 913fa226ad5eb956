//! Which properties that may be missing were null instead.

use super::property::Property;
use super::record::Record;
use super::{Slot, View};

/// The properties of a record that are explicitly null, by their numbers among those with a
/// field, where it keeps no undeclared properties: [`Extra`](super::Extra) has them elsewhere.
///
/// A property that has a value is not null, whatever is remembered here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nulls {
    first: FirstNulls,
    more: Vec<usize>,
}

/// A null that is remembered counts only while there is no value, which is told by the field.
impl std::hash::Hash for Nulls {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl Nulls {
    pub(super) fn contains(&self, index: usize) -> bool {
        self.first.contains(index).unwrap_or_else(|| self.more.contains(&index))
    }

    pub(super) fn set(&mut self, index: usize, is_null: bool) {
        if !self.first.set(index, is_null) {
            set_in(&mut self.more, index, is_null);
        }
    }
}

/// Those of the first 64 properties that are null: all that nearly any object has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FirstNulls(u64);

impl FirstNulls {
    pub(super) const NONE: Self = Self(0);

    /// Whether a property is null; `None` where it is not one of the first.
    #[inline]
    pub(super) fn contains(self, index: usize) -> Option<bool> {
        bit(index).map(|bit| self.0 & bit != 0)
    }

    /// Says whether a property is null, if it is one of the first.
    #[inline]
    pub(super) fn set(&mut self, index: usize, is_null: bool) -> bool {
        let Some(bit) = bit(index) else { return false };
        if is_null {
            self.0 |= bit;
        } else {
            self.0 &= !bit;
        }
        true
    }
}

fn bit(index: usize) -> Option<u64> {
    1_u64.checked_shl(u32::try_from(index).ok()?)
}

/// Adds a number to a set or takes it out.
pub(super) fn set_in(set: &mut Vec<usize>, index: usize, is_in: bool) {
    set.retain(|known| *known != index);
    if is_in {
        set.push(index);
        set.sort_unstable();
    }
}

/// Whether a property that may be missing is null instead.
pub fn is_null(record: &dyn Record, name: &str) -> bool {
    let mut is_null = false;
    record.views(&mut |views| {
        let (mut fields, behind) = super::visit::split(record.table(), views);
        let found = fields.find(|(_, property, _)| property.name() == name);
        is_null = found.is_some_and(|(index, property, view)| {
            matches!(view, View::Absent) && behind.is_null(index, property)
        });
    });
    is_null
}

/// Makes a property that may be missing null instead, and says whether there is one that can be.
pub fn set_null(record: &mut dyn Record, name: &str) -> bool {
    let mut declared = record.table().declared().iter();
    let is_it = |property: &Property| property.name() == name && property.rule().null.is_kept();
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

/// Forgets that a property was null, as it has a value now.
pub fn forget_null(record: &mut dyn Record, name: &str) {
    let mut declared = record.table().declared().iter();
    let Some(index) = declared.position(|property| property.name() == name) else { return };
    record.slots(&mut |slots| slots.iter_mut().for_each(|slot| remember(slot, index, false)));
}

/// Remembers in what stands behind a record's fields what the field of a property cannot say: that
/// it is null, or what else its row has it remember.
pub(super) fn remember(slot: &mut Slot<'_>, index: usize, is_so: bool) {
    match slot {
        Slot::Extra(extra) => extra.set_null(index, is_so),
        Slot::Nulls(nulls) => nulls.set(index, is_so),
        _ => {}
    }
}
