//! Objects with described properties.

use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::value::BorrowedBytesDeserializer;
use serde::de::{DeserializeSeed, MapAccess, Visitor};
use serde_json::Value;

use super::number::Digits;
use super::parts::{Fields, Parts, WithRest};
use super::property::{Presence, Property};
use super::short_eq::short_eq;
use super::sink::{PropertySink, Sink};
use super::{At, Limit, RawJson, Rest, Violation, Wire, decode_error};
use crate::text::RAW;

/// An object: a table of its properties, and the way from and to its fields.
///
/// The implementation is plain: nothing in it is generic, so that the compiler
/// checks the reading and the writing once for each number of properties rather than
/// once for each type.
pub trait Record: Sized {
    /// The properties: the constants first, then one for each of `Parts`, in that order.
    const PROPERTIES: Properties;
    /// The types of the properties that have a field, then of what keeps the undeclared ones;
    /// beyond sixteen properties, sixteen and the others in [`Both`](super::Both).
    type Parts: Parts;
    /// Limits of the object itself: the number of its properties, and each undeclared one.
    const LIMITS: &'static [Limit] = &[];

    /// Makes the value of its fields.
    fn from_parts(parts: Self::Parts) -> Self;
    /// Lends the fields.
    fn parts(&self) -> Refs<'_, Self>;
}

/// A record's table.
pub type Properties = &'static [Property];

/// The fields of a record, lent.
pub type Refs<'a, T> = <<T as Record>::Parts as Fields<WithRest>>::Refs<'a>;

/// Forwards [`Wire`](super::Wire) and serde's traits of a record.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($type:ident, Default) => {
        $crate::__record!($type);

        impl ::core::default::Default for $type {
            fn default() -> Self {
                $crate::wire::placeholder()
            }
        }
    };
    ($type:ident) => {
        $crate::__wire!($type, record);

        impl ::core::clone::Clone for $type {
            fn clone(&self) -> Self {
                $crate::wire::record::cloned(self)
            }
        }

        impl ::core::cmp::PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                $crate::wire::record::is_equal(self, other)
            }
        }

        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::record::debug(self, ::core::stringify!($type), f)
            }
        }
    };
}

/// The form of a [`Record`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: Record> super::Form<T> for Form {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(RecordVisitor(PhantomData))
    }

    fn write<S: Sink>(record: &T, sink: S) -> Result<S::Done, S::Error> {
        let (constants, properties) = T::PROPERTIES.split_at(count_constants(T::PROPERTIES));
        let parts = record.parts();
        let rest = T::Parts::rest(parts);
        let mut map = sink.properties()?;
        for property in constants {
            if let Presence::Constant(literal) = &property.presence
                && !rest.holds(property.name)
            {
                map.constant(property, literal)?;
            }
        }
        T::Parts::write(parts, properties, &mut map)?;
        rest.write(&mut map, |name| properties.iter().all(|property| property.name != name))?;
        map.end()
    }

    fn check(record: &T, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        let (constants, properties) = T::PROPERTIES.split_at(count_constants(T::PROPERTIES));
        let parts = record.parts();
        let rest = T::Parts::rest(parts);
        let declared = T::Parts::check(parts, properties, at, violations);
        if !limits.is_empty() || !T::LIMITS.is_empty() {
            let count = constants.len() + declared + rest.count();
            for limit in limits.iter().chain(T::LIMITS) {
                if let Some(message) = limit.refuse_properties(count) {
                    at.refuse(message, violations);
                }
            }
        }
        rest.check(T::LIMITS, at, violations);
    }

    fn placeholder() -> T {
        T::from_parts(T::Parts::placeholder())
    }
}

/// Clones a record.
pub fn cloned<T: Record>(record: &T) -> T {
    T::from_parts(T::Parts::cloned(record.parts()))
}

/// Whether two records have the same fields.
pub fn is_equal<T: Record>(one: &T, other: &T) -> bool {
    T::Parts::are_equal(one.parts(), other.parts())
}

/// Shows a record, its fields by their names on the wire.
///
/// # Errors
/// Only those of the formatter.
pub fn debug<T: Record>(
    record: &T,
    name: &str,
    f: &mut std::fmt::Formatter<'_>,
) -> std::fmt::Result {
    let properties = &T::PROPERTIES[count_constants(T::PROPERTIES)..];
    let mut shown = f.debug_struct(name);
    T::Parts::debug(record.parts(), properties, &mut shown);
    shown.finish()
}

const fn count_constants(properties: &[Property]) -> usize {
    let mut count = 0;
    while count < properties.len() && matches!(properties[count].presence, Presence::Constant(_)) {
        count += 1;
    }
    count
}

struct RecordVisitor<T>(PhantomData<T>);

impl<'de, T: Record> Visitor<'de> for RecordVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<T, M::Error> {
        let constants = count_constants(T::PROPERTIES);
        let mut slots = T::Parts::slots();
        let mut expected = 0;
        while let Some(key) = map.next_key_seed(Key { properties: T::PROPERTIES, expected })? {
            let index = match key {
                Found::Declared(index) => index,
                Found::Undeclared(name) => {
                    let rest = T::Parts::rest_slot(&mut slots);
                    map.next_value_seed(Put { rest, name })?;
                    continue;
                }
            };
            expected = index + 1;
            let property = &T::PROPERTIES[index];
            let filled = match &property.presence {
                Presence::Constant(literal) => {
                    let rest = T::Parts::rest_slot(&mut slots);
                    map.next_value_seed(Same { literal, property, rest })
                }
                _ => map.next_value_seed(Fill::<T::Parts> {
                    slots: &mut slots,
                    index: index - constants,
                }),
            };
            filled.map_err(|error| decode_error::below_name(property.name, &error))?;
        }
        match T::Parts::take(slots) {
            Ok(parts) => Ok(T::from_parts(parts)),
            Err(missing) => Err(missing_property(T::PROPERTIES[constants + missing].name)),
        }
    }
}

#[cold]
fn missing_property<E: serde::de::Error>(name: &str) -> E {
    decode_error::below_name(name, &decode_error::here::<E>("the required property is missing"))
}

/// Reads a property's name and finds it in the table. Properties mostly come in the
/// table's order, so the one after the last found is tried first.
struct Key {
    properties: &'static [Property],
    expected: usize,
}

enum Found {
    Declared(usize),
    Undeclared(String),
}

impl Key {
    #[inline]
    fn find(&self, name: &str) -> Option<usize> {
        match self.properties.get(self.expected) {
            Some(property) if short_eq(property.name, name) => Some(self.expected),
            _ => self.properties.iter().position(|property| short_eq(property.name, name)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Found;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a property's name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Found, E> {
        Ok(match self.find(name) {
            Some(index) => Found::Declared(index),
            None => Found::Undeclared(name.to_owned()),
        })
    }

    fn visit_string<E>(self, name: String) -> Result<Found, E> {
        Ok(match self.find(&name) {
            Some(index) => Found::Declared(index),
            None => Found::Undeclared(name),
        })
    }
}

/// Reads a property's value into its slot.
struct Fill<'a, P: Parts> {
    slots: &'a mut P::Slots,
    index: usize,
}

impl<'de, P: Parts> DeserializeSeed<'de> for Fill<'_, P> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        P::fill(self.slots, self.index, deserializer)
    }
}

/// Reads an undeclared property's value.
struct Put<'a, R> {
    rest: &'a mut R,
    name: String,
}

impl<'de, R: Rest> DeserializeSeed<'de> for Put<'_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.rest.put(self.name, deserializer)
    }
}

/// Reads a constant property's value, and keeps it where it is another one.
struct Same<'a, R> {
    literal: &'a super::Literal,
    property: &'a Property,
    rest: &'a mut R,
}

impl<R: Rest> Same<'_, R> {
    fn keep<E: serde::de::Error>(self, value: RawJson) -> Result<(), E> {
        if self.literal.is(&value) {
            return Ok(());
        }
        self.rest.put_constant(self.property.name, value).map_err(|value| {
            decode_error::here(format_args!("invalid value: {value}, expected {}", self.literal))
        })
    }
}

impl<'de, R: Rest> DeserializeSeed<'de> for Same<'_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.literal {
            super::Literal::Text(_) => deserializer.deserialize_newtype_struct(RAW, self),
            _ => {
                let value = <RawJson as Wire>::read(deserializer)?;
                self.keep(value)
            }
        }
    }
}

/// The usual constant, a string, is compared where it lies, without an allocation.
impl<'de, R: Rest> Visitor<'de> for Same<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.literal)
    }

    fn visit_borrowed_bytes<E: serde::de::Error>(self, text: &'de [u8]) -> Result<(), E> {
        let quoted = text.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\""));
        let quoted = quoted.and_then(|text| std::str::from_utf8(text).ok());
        match (self.literal, quoted) {
            // A backslash would stand for something else in a text of JSON.
            (super::Literal::Text(literal), Some(text))
                if short_eq(literal, text) && !literal.contains('\\') =>
            {
                Ok(())
            }
            _ => {
                let text = BorrowedBytesDeserializer::new(text);
                let value = <RawJson as Wire>::read(text)?;
                self.keep(value)
            }
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        value.deserialize_any(self)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        match self.literal {
            super::Literal::Text(literal) if short_eq(literal, text) => Ok(()),
            _ => self.keep(text.into()),
        }
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.keep(value.into())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.keep(value.into())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.keep(value.into())
    }

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<(), E> {
        let Digits(number) = Digits::of(value)?;
        self.keep(Value::Number(number).into())
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<(), E> {
        let Digits(number) = Digits::of(value)?;
        self.keep(Value::Number(number).into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.keep(value.into())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.keep(RawJson::null())
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        let value = <RawJson as Wire>::read(serde::de::value::SeqAccessDeserializer::new(list))?;
        self.keep(value)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<(), M::Error> {
        let value = <RawJson as Wire>::read(serde::de::value::MapAccessDeserializer::new(map))?;
        self.keep(value)
    }
}
