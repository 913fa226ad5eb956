//! Reading: JSON text into slots.
//!
//! The text is read once, from its first byte to its last, whatever it says: which variant of a
//! union it means is [chosen](super::choose) by looking ahead, before anything is made of it.

use super::closed_enum::unlisted;
use super::custom_type::refused;
use super::number::{read_float, read_integer, read_unsigned};
#[cfg(feature = "lines")]
use super::reading::Constants;
use super::reading::Reading;
use super::{DecodeBudget, File, RawJson, Slot};
use crate::text::{Fault, JsonReader};

mod object;
mod variant;

use self::object::read_record;
pub(super) use self::object::{Found, another_constant, find, missing, shown};
use self::variant::read_union;

/// Reads the one value of a text into a slot of which nothing is set.
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

fn read_all(mut reading: Reading<'_>, mut slot: Slot<'_>) -> Result<(), Fault> {
    read(&mut reading, &mut slot).map_err(|fault| fault.at(reading.text.offset()))?;
    if reading.text.is_at_end() { Ok(()) } else { Err(Fault::Odd) }
}

/// Reads the next value into a slot of which nothing is set: what was remembered there is not forgotten.
pub(super) fn read(reading: &mut Reading<'_>, slot: &mut Slot<'_>) -> Result<(), Fault> {
    let text = &mut reading.text;
    let next = text.peek();
    match slot {
        Slot::Text(value) => **value = read_text(text, next)?,
        Slot::OptionalText(value) => {
            **value = if take_null(text, next)? { None } else { Some(read_text(text, next)?) };
        }
        Slot::Integer(value) => **value = read_integer(text)?,
        Slot::OptionalInteger(value) => {
            **value = if take_null(text, next)? { None } else { Some(read_integer(text)?) };
        }
        Slot::Unsigned(value) => **value = read_unsigned(text)?,
        Slot::Number(value) => **value = read_float(text)?,
        Slot::OptionalNumber(value) => {
            **value = if take_null(text, next)? { None } else { Some(read_float(text)?) };
        }
        Slot::Boolean(value) => **value = read_boolean(text, next)?,
        Slot::OptionalBoolean(value) => {
            **value = if take_null(text, next)? { None } else { Some(read_boolean(text, next)?) };
        }
        Slot::Optional(value) => {
            if take_null(text, next)? {
                value.set_null();
            } else {
                return read(reading, &mut value.fill());
            }
        }
        Slot::Record(value) => return read_record(reading, *value),
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
        Slot::Union(value) => return read_union(reading, *value),
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
                    Some(mut slot) => {
                        read(reading, &mut slot).map_err(|fault| fault.below_index(count))?
                    }
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
                item.and_then(|()| read(reading, &mut value.insert(name.clone().into_owned())))
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
            Some(b'-' | b'0'..=b'9') => return read(reading, &mut value.set_value()),
            _ => return Err(refuse(text, "a keyword or a number")),
        },
        Slot::Json(value) => {
            let start = text.offset();
            **value = serde::Deserialize::deserialize(&mut *text)?;
            text.spend(TREE * (text.offset() - start))?;
        }
        Slot::Raw(value) => {
            let raw = text.raw()?;
            text.spend(raw.len())?;
            **value = RawJson::of(raw);
        }
        Slot::File(value) => **value = File::from(read_text(text, next)?),
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

/// Says that an array ends before an item that has to be there.
#[cold]
pub(super) fn missing_item(index: usize) -> Fault {
    Fault::here("the required item is missing").below_index(index)
}
