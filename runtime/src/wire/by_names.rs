//! Which variant an object means by the names of its properties: where several fit it equally, and
//! where its tag names one that it cannot be of.
//!
//! The look is a shallow one: names are seen, and what they hold is passed over.

use std::borrow::Cow;

use super::choose::{Chosen, choose};
use super::property::{Property, Table};
use super::read::{Found, find};
use super::reading::Reading;
use super::union::Union;
use super::variant::Variant;
use super::{Slot, ValueType};
use crate::text::Fault;

/// Of variants that an object fits equally, the one that it means: that which alone declares most
/// of the object's properties, then that which declares most of them, then that which requires
/// most; the first of several.
///
/// All of the object was looked at.
pub(super) fn most_telling(
    reading: &mut Reading<'_>,
    union: &mut dyn Union,
    candidates: &[usize],
) -> Result<usize, Fault> {
    let names = names(reading)?;
    let mut tables = Vec::with_capacity(candidates.len());
    for index in candidates {
        tables.push(table_of(reading, union.begin(*index)));
    }
    let mut alone = vec![0_usize; candidates.len()];
    let mut declared = vec![0_usize; candidates.len()];
    let mut required = vec![0_usize; candidates.len()];
    for name in &names {
        let mut only = None;
        let mut count = 0;
        for (position, table) in tables.iter().enumerate() {
            let Some(property) = table.and_then(|table| declares(table, name)) else { continue };
            count += 1;
            only = Some(position);
            if let Some(declared) = declared.get_mut(position) {
                *declared += 1;
            }
            if let (true, Some(required)) = (property.is_required, required.get_mut(position)) {
                *required += 1;
            }
        }
        if let (1, Some(alone)) = (count, only.and_then(|only| alone.get_mut(only))) {
            *alone += 1;
        }
    }
    let ranks = alone.into_iter().zip(declared).zip(required);
    let mut best = None;
    for (rank, index) in ranks.zip(candidates) {
        if best.is_none_or(|(known, _)| rank > known) {
            best = Some((rank, *index));
        }
    }
    best.map(|(_, index)| index).ok_or(Fault::Odd)
}

/// Where an object lacks what the variant requires that its tag names: the variant that it fits
/// by its names, if there is one, and if the tag is no constant of it, by which it would not fit.
///
/// All of the object was looked at.
pub(super) fn find_fitting(
    reading: &mut Reading<'_>,
    union: &mut dyn Union,
    named: usize,
) -> Result<Option<usize>, Fault> {
    let names = names(reading)?;
    let variants = union.variants();
    let named_by = variants.get(named).and_then(Variant::property);
    let mut best: Option<(usize, usize)> = None;
    for (index, variant) in variants.iter().enumerate().filter(|(index, _)| *index != named) {
        let tag = variant.property();
        let may_be = match tag {
            Some(_) => variant.is_loose,
            None => variant.is_of(ValueType::Object),
        };
        if !may_be {
            continue;
        }
        let Slot::Record(record) = union.begin(index) else { continue };
        let table = record.table();
        // An object under another name than the variant's own is not one of it.
        let is_fixed = |property: &Property| Some(property.name()) == named_by;
        if table.constants().iter().any(is_fixed) {
            continue;
        }
        let is_there = |name: &str| names.iter().any(|known| known == name);
        let (mut lacks, mut requires) = (false, tag.is_none());
        record.slots(&mut |slots| {
            for (property, slot) in table.declared().iter().zip(slots) {
                if property.rule().is_required() {
                    lacks |= !is_there(property.name()) && !slot.may_be_absent();
                    requires |= is_there(property.name()) && tag != Some(property.name());
                }
            }
        });
        let count = names.iter().filter(|name| declares(table, name).is_some()).count();
        if !lacks && requires && best.is_none_or(|(known, _)| count > known) {
            best = Some((count, index));
        }
    }
    Ok(best.map(|(_, index)| index))
}

/// The names of the properties of the object that comes next, which stays unread.
pub(super) fn names<'de>(reading: &mut Reading<'de>) -> Result<Vec<Cow<'de, str>>, Fault> {
    let mark = reading.text.mark();
    let mut names = Vec::new();
    reading.text.enter(b'{')?;
    let mut is_first = true;
    while reading.text.go_on(&mut is_first, b'}')? {
        names.push(reading.text.name()?);
        reading.text.look_ahead()?;
    }
    reading.text.leave(b'}')?;
    reading.text.go_back(mark);
    Ok(names)
}

/// What is known of a property that an object declares.
pub(super) struct Declared {
    is_required: bool,
}

pub(super) fn declares(table: &'static Table, name: &str) -> Option<Declared> {
    match find(table, 0, name) {
        Found::Field(index) => {
            let property = table.declared().get(index)?;
            Some(Declared { is_required: property.rule().is_required() })
        }
        Found::Constant(..) => Some(Declared { is_required: true }),
        Found::Undeclared => None,
    }
}

/// The properties that a variant declares, of a union those of the variant that is meant.
pub(super) fn table_of(reading: &mut Reading<'_>, slot: Slot<'_>) -> Option<&'static Table> {
    match slot {
        Slot::Record(record) => Some(record.table()),
        Slot::Optional(value) => table_of(reading, value.fill()),
        Slot::Union(union) => match choose(reading, union).ok()? {
            Chosen::Variant(index) => table_of(reading, union.begin(index)),
            Chosen::Unknown => None,
        },
        _ => None,
    }
}
