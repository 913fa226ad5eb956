//! Properties that are set by their names.

use super::nulls::remember;
use super::read::read_whole;
use super::record::Record;
use super::{DecodeBudget, RawJson, Slot, set_null};

/// Sets a property by its name: one that is declared, where the value is one of its own, else one
/// that is not. What is declared and was given another value is refused when it is checked.
///
/// So a program that sets a property which the description did not have goes on doing that when it
/// has.
pub fn set_property(record: &mut dyn Record, name: String, value: RawJson) {
    let mut declared = record.table().declared().iter().enumerate();
    let declared = declared.find(|(_, property)| property.name() == name);
    if value.text() == "null" && set_null(record, &name) {
        return;
    }
    record.slots(&mut |slots| {
        if let Some((index, property)) = declared
            && let Some(slot) = slots.get_mut(index)
        {
            // Nothing stays of the value that was there.
            slot.lend().clear();
            match read_whole(value.text(), DecodeBudget::default(), slot.lend()) {
                // What was refused before is not there any more.
                Ok(()) => {
                    let refused = extra(slots).and_then(|extra| extra.remove(&name));
                    drop(refused);
                    if let Some(is_so) = property.rule().remembered(false) {
                        slots.iter_mut().for_each(|slot| remember(slot, index, is_so));
                    }
                    return;
                }
                Err(_) => slot.lend().clear(),
            }
        }
        if let Some(extra) = extra(slots) {
            extra.insert(name.as_str(), value.clone());
        }
    });
}

/// Forgets what a declared property was refused, as it has a value now.
pub(super) fn forget(record: &mut dyn Record, name: &str) {
    record.slots(&mut |slots| {
        if let Some(extra) = extra(slots).filter(|extra| !extra.is_empty()) {
            extra.remove(name);
        }
    });
}

/// Keeps a value beside the property that cannot hold it.
pub(super) fn keep_beside(record: &mut dyn Record, name: &str, value: &RawJson) {
    record.slots(&mut |slots| {
        if let Some(extra) = extra(slots) {
            extra.insert(name, value.clone());
        }
    });
}

/// What keeps the undeclared properties.
fn extra<'a, 'b>(slots: &'a mut [Slot<'b>]) -> Option<&'a mut &'b mut super::Extra> {
    slots.iter_mut().find_map(|slot| match slot {
        Slot::Extra(extra) => Some(extra),
        _ => None,
    })
}
