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
    let (properties, constants) = (table.properties(), table.constant_count());
    let fields = table.declared().len();
    let (fields, behind) = slots.split_at_mut_checked(fields).ok_or(Fault::Odd)?;
    let mut seen = SeenProperties::of(properties.len());
    let mut is_repeated = false;
    let mut expected = 0;
    reading.text.enter(b'{')?;
    let mut is_first = true;
    loop {
        let index = match next(&mut reading.text, table, expected, &mut is_first)? {
            Next::Known(index) => index,
            Next::Undeclared(name) => {
                read_undeclared(reading, &name, behind)
                    .map_err(|fault| fault.at(reading.text.offset()).below_name(&name))?;
                continue;
            }
            Next::End => break,
        };
        expected = index + 1;
        let property = properties.get(index).ok_or(Fault::Odd)?;
        let is_again = seen.insert(index);
        let Some(index) = index.checked_sub(constants) else {
            is_repeated |= is_again;
            read_constant(reading, property, behind, is_again)
                .map_err(|fault| below(reading, property, fault))?;
            continue;
        };
        let field = fields.get_mut(index).ok_or(Fault::Odd)?;
        if is_again {
            // The last of several counts (RFC 8259, section 4).
            field.lend().clear();
        }
        let rule = property.rule();
        let is_kept_null = rule.null.is_kept() && reading.text.peek() == Some(b'n');
        if is_kept_null && rule.is_required() {
            // The field cannot hold it, and stays as it is without a value.
            reading.text.pass()?;
        } else {
            read(reading, field).map_err(|fault| below(reading, property, fault))?;
        }
        // Before, nothing is remembered of it.
        if let Some(is_so) = rule.remembered(is_kept_null)
            && (is_so || is_again)
        {
            behind.iter_mut().for_each(|slot| remember(slot, index, is_so));
        }
    }
    reading.text.leave(b'}')?;
    if is_repeated {
        behind.iter_mut().for_each(|slot| settle(slot, table.constants()));
    }
    for (index, property) in seen.others(properties) {
        let Some(index) = index.checked_sub(constants) else { continue };
        match property.rule().presence {
            Presence::Required | Presence::PlainOnReceipt
                if fields.get(index).is_some_and(|field| !field.may_be_absent()) =>
            {
                return Err(missing(reading, property));
            }
            Presence::PlainOnSend => {
                behind.iter_mut().for_each(|slot| remember(slot, index, true));
            }
            _ => {}
        }
    }
    // Of what is missing, a field is told first: another value may stand in for it.
    if reading.constants == Constants::Required
        && let Some((_, constant)) = seen.others(table.constants()).next()
    {
        return Err(missing(reading, constant));
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

/// What comes next in an object.
enum Next<'de> {
    /// A property at this place of the table.
    Known(usize),
    Undeclared(Cow<'de, str>),
    End,
}

/// Goes to the next property, and reads its name. Properties mostly come in the table's order and
/// without escapes, so whether the text goes on with the one after the last found is looked at
/// first.
#[inline]
fn next<'de>(
    text: &mut JsonReader<'de>,
    table: &'static Table,
    expected: usize,
    is_first: &mut bool,
) -> Result<Next<'de>, Fault> {
    if let Some(property) = table.properties().get(expected)
        && let Some(key) = property.encoded_key()
        && text.take_name(is_first, |text| key.length_in(text))
    {
        return Ok(Next::Known(expected));
    }
    next_by_name(text, table, expected, is_first)
}

#[inline(never)] // What is rare would take the registers of what is not.
fn next_by_name<'de>(
    text: &mut JsonReader<'de>,
    table: &'static Table,
    expected: usize,
    is_first: &mut bool,
) -> Result<Next<'de>, Fault> {
    if !text.go_on(is_first, b'}')? {
        return Ok(Next::End);
    }
    let name = text.name()?;
    Ok(match position(table, expected, &name) {
        Some(index) => Next::Known(index),
        None => Next::Undeclared(name),
    })
}

/// What a name of a property means.
pub(in crate::wire) enum Found {
    Field(usize),
    Constant(usize, Literal),
    Undeclared,
}

/// Finds a property.
pub(in crate::wire) fn find(table: &'static Table, expected: usize, name: &str) -> Found {
    let Some(index) = position(table, expected, name) else { return Found::Undeclared };
    match (index.checked_sub(table.constant_count()), table.properties().get(index)) {
        (Some(field), _) => Found::Field(field),
        (None, Some(property)) => match property.constant() {
            Some(literal) => Found::Constant(index, literal),
            None => Found::Undeclared,
        },
        (None, None) => Found::Undeclared,
    }
}

/// The place of a property in a table. Properties mostly come in its order, and some are left out,
/// so those behind the last found are tried first.
#[inline]
fn position(table: &'static Table, expected: usize, name: &str) -> Option<usize> {
    let is_it = |property: &Property| short_eq(property.name(), name);
    let (before, behind) = table.properties().split_at_checked(expected)?;
    match behind.iter().position(is_it) {
        Some(index) => Some(expected + index),
        None => before.iter().position(is_it),
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
    behind: &mut [Slot<'_>],
    is_again: bool,
) -> Result<(), Fault> {
    let literal = property.literal().ok_or(Fault::Odd)?;
    let start = reading.text.place();
    let is_it = match (literal, reading.text.peek()) {
        // As they mostly are, compared as it is read.
        (Literal::Text(text), Some(b'"')) => short_eq(&reading.text.quoted()?, text),
        _ => literal.is(reading.text.raw()?),
    };
    // One that comes again may come after another one, which then counts no more.
    if is_it && !is_again {
        return Ok(());
    }
    let raw = reading.text.since(start)?;
    let extra = behind.iter_mut().find_map(|slot| match slot {
        Slot::Extra(extra) => Some(extra),
        _ => None,
    });
    match extra {
        Some(extra) if is_it || reading.constants == Constants::Forgiven => {
            reading.text.spend(2 * ITEM + property.name().len() + raw.len())?;
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
                return read(reading, &mut map.insert(name.to_owned()));
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

    /// The properties that have not, with their places in the table.
    fn others<'a>(
        &'a self,
        properties: &'static [Property],
    ) -> impl Iterator<Item = (usize, &'static Property)> + 'a {
        let all = properties.iter().enumerate();
        all.filter(|(index, _)| !self.contains(*index))
    }

    #[inline]
    fn contains(&self, index: usize) -> bool {
        match index.checked_sub(64) {
            None => self.first & (1 << index) != 0,
            Some(index) => self.more.get(index).copied().unwrap_or_default(),
        }
    }
}
