//! Reading: JSON text into slots.
//!
//! The text is read once, from its first byte to its last, whatever it says: which variant of a
//! union it means is [chosen](super::choose) by looking ahead, before anything is made of it.

use super::choose::{Chosen, choose, is_named_wrongly};
use super::closed_enum::unlisted;
use super::custom_type::refused;
use super::names::find_fitting;
use super::nulls::remember;
use super::number::{read_float, read_integer, read_unsigned};
use super::property::{Literal, Presence, Property, Table};
use super::reading::{Constants, Reading};
use super::short_eq::short_eq;
use super::union::Union;
use super::{DecodeBudget, File, RawJson, Record, Slot};
use crate::printable::beginning;
use crate::text::{Fault, JsonReader, Mark};

/// Reads the one value of a text into a slot.
///
/// # Errors
/// Where the text is odd, the value does not fit, or the budget is spent.
pub(crate) fn read_whole(text: &str, budget: DecodeBudget, slot: Slot<'_>) -> Result<(), Fault> {
    read_all(Reading::of(text, budget), slot)
}

/// The same of a value that is to be sent: of a record with constants, each has to be there, and no
/// other value in its place.
///
/// # Errors
/// As [`read_whole`].
#[cfg(feature = "lines")]
pub(crate) fn read_to_send(text: &str, budget: DecodeBudget, slot: Slot<'_>) -> Result<(), Fault> {
    read_all(Reading { constants: Constants::Required, ..Reading::of(text, budget) }, slot)
}

fn read_all(mut reading: Reading<'_>, slot: Slot<'_>) -> Result<(), Fault> {
    read(&mut reading, slot).map_err(|fault| fault.at(reading.text.offset()))?;
    if reading.text.is_at_end() { Ok(()) } else { Err(Fault::Odd) }
}

/// Reads the next value into a slot.
pub(super) fn read(reading: &mut Reading<'_>, slot: Slot<'_>) -> Result<(), Fault> {
    let text = &mut reading.text;
    let next = text.peek();
    match slot {
        Slot::Text(value) => *value = read_text(text, next)?,
        Slot::OptionalText(value) => {
            *value = if take_null(text, next)? { None } else { Some(read_text(text, next)?) };
        }
        Slot::Integer(value) => *value = read_integer(text)?,
        Slot::OptionalInteger(value) => {
            *value = if take_null(text, next)? { None } else { Some(read_integer(text)?) };
        }
        Slot::Unsigned(value) => *value = read_unsigned(text)?,
        Slot::Number(value) => *value = read_float(text)?,
        Slot::OptionalNumber(value) => {
            *value = if take_null(text, next)? { None } else { Some(read_float(text)?) };
        }
        Slot::Boolean(value) => *value = read_boolean(text, next)?,
        Slot::OptionalBoolean(value) => {
            *value = if take_null(text, next)? { None } else { Some(read_boolean(text, next)?) };
        }
        Slot::Optional(value) => {
            if take_null(text, next)? {
                value.set_null();
            } else {
                return read(reading, value.fill());
            }
        }
        Slot::Record(value) => return read_record(reading, value),
        Slot::Enum(value) => match next {
            Some(b'"') => {
                let string = text.quoted()?;
                text.spend(string.len())?;
                value.set(&string);
            }
            Some(b'-' | b'0'..=b'9' | b't' | b'f') if value.reads_other_kinds() => {
                value.set(text.raw()?);
            }
            _ => return Err(refuse(text, "a string")),
        },
        Slot::ClosedEnum(value) => match next {
            Some(b'"') => {
                let string = text.quoted()?;
                if !value.set(&string) {
                    return Err(unlisted(&string, value.values()));
                }
            }
            _ => return Err(refuse(text, "a string")),
        },
        Slot::IntegerEnum(value) => match next {
            Some(b'"') if value.reads_text() => {
                let integer = text.quoted()?.parse();
                value.set(integer.map_err(|_| Fault::here("the string is not an integer"))?);
            }
            _ => value.set(read_integer(text)?),
        },
        Slot::Union(value) => return read_union(reading, value),
        Slot::List(value) => {
            if next != Some(b'[') {
                return Err(refuse(text, "an array"));
            }
            value.clear();
            text.enter(b'[')?;
            let (mut is_first, mut count) = (true, 0);
            while reading.text.go_on(&mut is_first, b']')? {
                reading.text.spend(ITEM).map_err(|fault| fault.below_index(count))?;
                match value.push(count) {
                    Some(slot) => read(reading, slot).map_err(|fault| fault.below_index(count))?,
                    None => reading.text.pass()?,
                }
                count += 1;
            }
            reading.text.leave(b']')?;
            if count < value.least() {
                return Err(missing_item(count));
            }
        }
        Slot::Map(value) => {
            if next != Some(b'{') {
                return Err(refuse(text, "an object"));
            }
            value.clear();
            text.enter(b'{')?;
            let mut is_first = true;
            while reading.text.go_on(&mut is_first, b'}')? {
                let name = reading.text.name()?;
                let item = reading.text.spend(2 * ITEM + name.len());
                item.and_then(|()| read(reading, value.insert(name.clone().into_owned())))
                    .map_err(|fault| fault.below_name(&name))?;
            }
            reading.text.leave(b'}')?;
        }
        Slot::KeywordOrValue(value) => match next {
            Some(b'"') => {
                let string = text.quoted()?;
                text.spend(string.len())?;
                value.set_keyword(&string);
            }
            Some(b'-' | b'0'..=b'9') => return read(reading, value.set_value()),
            _ => return Err(refuse(text, "a keyword or a number")),
        },
        Slot::Json(value) => {
            let start = text.offset();
            *value = serde::Deserialize::deserialize(&mut *text)?;
            text.spend(TREE * (text.offset() - start))?;
        }
        Slot::Raw(value) => {
            let raw = text.raw()?;
            text.spend(raw.len())?;
            *value = RawJson::of(raw);
        }
        Slot::File(value) => *value = File::from(read_text(text, next)?),
        Slot::Custom(value) => read_custom(text, |json| value.read(json))?,
        Slot::OptionalCustom(value) => match take_null(text, next)? {
            true => value.clear(),
            false => read_custom(text, |json| value.read(json))?,
        },
        Slot::Null => {
            if !take_null(text, next)? {
                return Err(refuse(text, "unit"));
            }
        }
        // They stand behind a record's fields, and are filled in with it.
        Slot::Extra(_) | Slot::Nulls(_) => text.pass()?,
    }
    Ok(())
}

/// Hands the text of a value to a type of the user's.
fn read_custom(
    text: &mut JsonReader<'_>,
    read: impl FnOnce(&str) -> serde_json::Result<()>,
) -> Result<(), Fault> {
    let json = text.raw()?;
    text.spend(json.len())?;
    read(json).map_err(|error| refused(json, &error))
}

/// What an item of a list takes beside what it holds: a string's or another list's place in it.
const ITEM: usize = 32;

/// How many bytes a tree has for each byte of its text, where that is all brackets.
const TREE: usize = 16;

fn take_null(text: &mut JsonReader<'_>, next: Option<u8>) -> Result<bool, Fault> {
    match next {
        Some(b'n') => text.literal("null").map(|()| true),
        _ => Ok(false),
    }
}

#[inline]
fn read_text(text: &mut JsonReader<'_>, next: Option<u8>) -> Result<String, Fault> {
    match next {
        Some(b'"') => {
            let string = text.quoted()?;
            text.spend(string.len())?;
            Ok(string.into_owned())
        }
        _ => Err(refuse(text, "a string")),
    }
}

fn read_boolean(text: &mut JsonReader<'_>, next: Option<u8>) -> Result<bool, Fault> {
    match next {
        Some(b't') => text.literal("true").map(|()| true),
        Some(b'f') => text.literal("false").map(|()| false),
        _ => Err(refuse(text, "a boolean")),
    }
}

/// Says that the next value is not what was expected.
#[cold]
pub(super) fn refuse(text: &mut JsonReader<'_>, expected: &'static str) -> Fault {
    text.mismatch(expected)
}

/// Reads an object into the fields of a record.
fn read_record(reading: &mut Reading<'_>, record: &mut dyn Record) -> Result<(), Fault> {
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
        let name = reading.text.name()?;
        match find(table, expected, &name) {
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
                let is_kept_null = property.null.is_kept() && reading.text.peek() == Some(b'n');
                if is_kept_null && property.presence.is_required() {
                    // The field cannot hold it, and stays as it is without a value.
                    reading.text.pass()?;
                } else {
                    read(reading, field.lend()).map_err(|fault| below(reading, property, fault))?;
                }
                if property.null.is_kept() {
                    behind.iter_mut().for_each(|slot| remember(slot, index, is_kept_null));
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
        if property.presence.is_required() && !seen.contains(index) && !field.may_be_absent() {
            return Err(missing(reading, property));
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
    fault.at(reading.text.offset()).below_name(property.name)
}

/// Says that an array ends before an item that has to be there.
#[cold]
pub(super) fn missing_item(index: usize) -> Fault {
    Fault::here("the required item is missing").below_index(index)
}

#[cold]
pub(super) fn missing(reading: &Reading<'_>, property: &Property) -> Fault {
    Fault::missing(property.name).at(reading.text.offset())
}

/// What a name of a property means.
pub(super) enum Found {
    Field(usize),
    Constant(usize, &'static Property, &'static Literal),
    Undeclared,
}

/// Finds a property. Properties mostly come in the table's order, so the one after the last found
/// is tried first.
#[inline]
pub(super) fn find(table: &'static Table, expected: usize, name: &str) -> Found {
    let properties = table.properties();
    let index = match properties.get(expected) {
        Some(property) if short_eq(property.name, name) => Some(expected),
        _ => properties.iter().position(|property| short_eq(property.name, name)),
    };
    let Some(index) = index else { return Found::Undeclared };
    match (index.checked_sub(table.constants().len()), properties.get(index)) {
        (Some(field), _) => Found::Field(field),
        (None, Some(property)) => match &property.presence {
            Presence::Constant(literal) => Found::Constant(index, property, literal),
            _ => Found::Undeclared,
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
    literal: &'static Literal,
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
            extra.push(property.name.to_owned(), RawJson::of(raw));
            Ok(())
        }
        None if is_it => Ok(()),
        _ => Err(another_constant(raw, literal)),
    }
}

#[cold]
pub(super) fn another_constant(raw: &str, literal: &Literal) -> Fault {
    let found = shown(raw);
    Fault::here(format_args!("invalid value: {found}, expected {literal}"))
}

/// As much of a text of JSON, which can be megabytes, as an error may have a use for.
pub(super) fn shown(raw: &str) -> RawJson {
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

/// Reads the variant that the value means.
fn read_union(reading: &mut Reading<'_>, union: &mut dyn Union) -> Result<(), Fault> {
    reading.text.spend(size_of_val(union))?;
    let variants = union.variants();
    match choose(reading, union)? {
        Chosen::Variant(mut variant) => {
            let mark = reading.text.mark();
            let mut read = read(reading, union.begin(variant));
            if let Err(fault) = &read
                && is_named_wrongly(fault, union, variant)
                && let Some(fitting) = look_again(reading, union, variant, mark)?
            {
                variant = fitting;
                read = self::read(reading, union.begin(variant));
            }
            // The union behind a variant without a name of its own names that of its own.
            let name = variants.get(variant).and_then(|variant| variant.value_for_errors());
            read.map_err(|fault| {
                let fault = fault.at(reading.text.offset());
                name.map_or(fault.clone(), |name| fault.in_variant(name))
            })
        }
        Chosen::Unknown => read(reading, union.begin(variants.len())),
    }
}

/// Goes back to an object that the variant is not that its tag names, and looks by its names for
/// one that it is; `None` where there is none, or where as much was read again as may be.
#[cold]
fn look_again(
    reading: &mut Reading<'_>,
    union: &mut dyn Union,
    named: usize,
    mark: Mark,
) -> Result<Option<usize>, Fault> {
    let length = reading.text.passed_since(mark);
    let Some(again) = reading.again.checked_sub(length) else { return Ok(None) };
    reading.again = again;
    reading.text.restart(mark);
    let mark = reading.text.mark();
    reading.text.look_ahead()?;
    reading.text.go_back(mark);
    find_fitting(reading, union, named)
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
