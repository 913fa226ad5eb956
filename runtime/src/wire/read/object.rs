//! Reading an object into the fields of a record, each property by its name.

use std::borrow::Cow;

use super::{ITEM, read, refuse};
use crate::printable::beginning;
use crate::text::{Fault, JsonReader};
use crate::wire::nulls::remember;
use crate::wire::property::{Literal, Presence, Property, Table};
use crate::wire::reading::{Constants, Reading};
use crate::wire::short_eq::short_eq;
use crate::wire::{RawJson, Record, Slot};

/// Reads an object into the fields of a record.
pub(super) fn read_record(reading: &mut Reading<'_>, record: &mut dyn Record) -> Result<(), Fault> {
    if reading.text.peek() != Some(b'{') {
        return Err(refuse(&mut reading.text, "an object"));
    }
    reading.text.spend(size_of_val(record))?;
    let table = record.table();
    let mut result = Ok(());
    record.slots(&mut |slots| result = read_fields(reading, table, slots));
    result
}

fn read_fields(
    reading: &mut Reading<'_>,
    table: &'static Table,
    slots: &mut [Slot<'_>],
) -> Result<(), Fault> {
    let declared = table.declared();
    let (fields, behind) = slots.split_at_mut_checked(declared.len()).ok_or(Fault::Odd)?;
    let mut seen = SeenProperties::of(declared.len());
    let mut constants = SeenProperties::of(table.constants().len());
    let mut is_repeated = false;
    let mut expected = 0;
    reading.text.enter(b'{')?;
    let mut is_first = true;
    while reading.text.go_on(&mut is_first, b'}')? {
        let (found, name) = read_name(&mut reading.text, table, expected)?;
        match found {
            Found::Field(index) => {
                expected = table.constants().len() + index + 1;
                let (Some(property), Some(field)) = (declared.get(index), fields.get_mut(index))
                else {
                    return Err(Fault::Odd);
                };
                if seen.insert(index) {
                    // The last of several counts (RFC 8259, section 4).
                    field.lend().clear();
                }
                let is_kept_null = property.null().is_kept() && reading.text.peek() == Some(b'n');
                if is_kept_null && property.presence().is_required() {
                    // The field cannot hold it, and stays as it is without a value.
                    reading.text.pass()?;
                } else {
                    read(reading, field.lend()).map_err(|fault| below(reading, property, fault))?;
                }
                if let Some(is_so) = property.remembered(is_kept_null) {
                    behind.iter_mut().for_each(|slot| remember(slot, index, is_so));
                }
            }
            Found::Constant(index, property, literal) => {
                expected = index + 1;
                let is_again = constants.insert(index);
                is_repeated |= is_again;
                read_constant(reading, property, literal, behind, is_again)
                    .map_err(|fault| below(reading, property, fault))?;
            }
            Found::Undeclared => read_undeclared(reading, &name, behind)
                .map_err(|fault| fault.at(reading.text.offset()).below_name(&name))?,
        }
    }
    reading.text.leave(b'}')?;
    if is_repeated {
        behind.iter_mut().for_each(|slot| settle(slot, table.constants()));
    }
    for (index, (property, field)) in declared.iter().zip(fields).enumerate() {
        if seen.contains(index) {
            continue;
        }
        match property.presence() {
            Presence::Required | Presence::PlainOnReceipt if !field.may_be_absent() => {
                return Err(missing(reading, property));
            }
            Presence::PlainOnSend => {
                behind.iter_mut().for_each(|slot| remember(slot, index, true));
            }
            _ => {}
        }
    }
    if reading.constants == Constants::Required {
        let mut all = table.constants().iter().enumerate();
        if let Some((_, property)) = all.find(|(index, _)| !constants.contains(*index)) {
            return Err(missing(reading, property));
        }
    }
    Ok(())
}

#[cold]
fn below(reading: &Reading<'_>, property: &Property, fault: Fault) -> Fault {
    fault.at(reading.text.offset()).below_name(property.name())
}

#[cold]
pub(in crate::wire) fn missing(reading: &Reading<'_>, property: &Property) -> Fault {
    Fault::missing(property.name()).at(reading.text.offset())
}

/// Reads the name of a property, and finds what it means. Properties mostly come in the table's
/// order and without escapes, so whether the text goes on with the one after the last found is
/// looked at first.
#[inline]
fn read_name<'de>(
    text: &mut JsonReader<'de>,
    table: &'static Table,
    expected: usize,
) -> Result<(Found, Cow<'de, str>), Fault> {
    if let Some(property) = table.properties().get(expected)
        && let Some(key) = property.encoded_key()
        && text.take_name(|text| key.length_in(text))
    {
        return Ok((found(table, expected), Cow::Borrowed(property.name())));
    }
    let name = text.name()?;
    Ok((find(table, expected, &name), name))
}

/// What a name of a property means.
pub(in crate::wire) enum Found {
    Field(usize),
    Constant(usize, &'static Property, Literal),
    Undeclared,
}

/// Finds a property. Properties mostly come in the table's order, so the one after the last found
/// is tried first.
#[inline]
pub(in crate::wire) fn find(table: &'static Table, expected: usize, name: &str) -> Found {
    let properties = table.properties();
    let index = match properties.get(expected) {
        Some(property) if short_eq(property.name(), name) => Some(expected),
        _ => properties.iter().position(|property| short_eq(property.name(), name)),
    };
    index.map_or(Found::Undeclared, |index| found(table, index))
}

/// What is found at a place of a table.
#[inline]
fn found(table: &'static Table, index: usize) -> Found {
    match (index.checked_sub(table.constants().len()), table.properties().get(index)) {
        (Some(field), _) => Found::Field(field),
        (None, Some(property)) => match property.constant() {
            Some(literal) => Found::Constant(index, property, literal),
            None => Found::Undeclared,
        },
        (None, None) => Found::Undeclared,
    }
}

/// Lets the last of several values of a constant count (RFC 8259, section 4).
#[cold]
fn settle(slot: &mut Slot<'_>, constants: &'static [Property]) {
    if let Slot::Extra(extra) = slot {
        extra.settle(constants);
    }
}

/// Reads the value of a constant, and keeps it where it is another one.
fn read_constant(
    reading: &mut Reading<'_>,
    property: &'static Property,
    literal: Literal,
    behind: &mut [Slot<'_>],
    is_again: bool,
) -> Result<(), Fault> {
    let raw = reading.text.raw()?;
    let is_it = literal.is(raw);
    // One that comes again may come after another one, which then counts no more.
    if is_it && !is_again {
        return Ok(());
    }
    let extra = behind.iter_mut().find_map(|slot| match slot {
        Slot::Extra(extra) => Some(extra),
        _ => None,
    });
    match extra {
        Some(extra) if is_it || reading.constants == Constants::Forgiven => {
            extra.push(property.name().to_owned(), RawJson::of(raw));
            Ok(())
        }
        None if is_it => Ok(()),
        _ => Err(another_constant(raw, literal)),
    }
}

#[cold]
pub(in crate::wire) fn another_constant(raw: &str, literal: Literal) -> Fault {
    let found = shown(raw);
    Fault::here(format_args!("invalid value: {found}, expected {literal}"))
}

/// As much of a text of JSON, which can be megabytes, as an error may have a use for.
pub(in crate::wire) fn shown(raw: &str) -> RawJson {
    const MOST: usize = 1024;
    RawJson::of(beginning(raw, MOST))
}

fn read_undeclared(
    reading: &mut Reading<'_>,
    name: &str,
    behind: &mut [Slot<'_>],
) -> Result<(), Fault> {
    for slot in behind {
        match slot {
            Slot::Extra(extra) => {
                let raw = reading.text.raw()?;
                reading.text.spend(2 * ITEM + name.len() + raw.len())?;
                extra.push(name.to_owned(), RawJson::of(raw));
                return Ok(());
            }
            Slot::Map(map) => {
                reading.text.spend(2 * ITEM + name.len())?;
                return read(reading, map.insert(name.to_owned()));
            }
            _ => {}
        }
    }
    reading.text.pass()
}

/// Which properties of an object have arrived.
struct SeenProperties {
    first: u64,
    more: Vec<bool>,
}

impl SeenProperties {
    #[inline]
    fn of(count: usize) -> Self {
        let more = if count > 64 { vec![false; count - 64] } else { Vec::new() };
        Self { first: 0, more }
    }

    /// Adds one, and says whether it was there.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        match index.checked_sub(64) {
            None => {
                let bit = 1 << index;
                let was_there = self.first & bit != 0;
                self.first |= bit;
                was_there
            }
            Some(index) => {
                self.more.get_mut(index).is_some_and(|place| std::mem::replace(place, true))
            }
        }
    }

    #[inline]
    fn contains(&self, index: usize) -> bool {
        match index.checked_sub(64) {
            None => self.first & (1 << index) != 0,
            Some(index) => self.more.get(index).copied().unwrap_or_default(),
        }
    }
}
