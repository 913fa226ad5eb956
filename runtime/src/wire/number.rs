//! Numbers, however serde_json is set up to hand them over.
//!
//! With its feature `arbitrary_precision`, which any crate of a build can turn on for all, a
//! number reaches `deserialize_any` as a map of one private name to the digits.

use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, MapAccess, Unexpected, Visitor};
use serde_json::Number;

use crate::text::{Fault, JsonReader, keeps_digits};

/// Reads an integer; `3.0` is one.
#[inline]
pub(super) fn read_integer(text: &mut JsonReader<'_>) -> Result<i64, Fault> {
    text.deserialize_any(IntegerVisitor(PhantomData))
}

/// Reads an integer that is never negative.
#[inline]
pub(super) fn read_unsigned(text: &mut JsonReader<'_>) -> Result<u64, Fault> {
    text.deserialize_any(IntegerVisitor(PhantomData))
}

/// Reads a number to the precision of an `f64`.
#[inline]
pub(super) fn read_float(text: &mut JsonReader<'_>) -> Result<f64, Fault> {
    text.deserialize_any(FloatVisitor)
}

/// Reads an integer that fits into `T`. One that does not is an error, for it could not be kept.
struct IntegerVisitor<T>(PhantomData<T>);

impl<'de, T: TryFrom<i64> + TryFrom<u64>> Visitor<'de> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, integer: i64) -> Result<T, E> {
        T::try_from(integer).map_err(|_| out_of_range(integer))
    }

    fn visit_u64<E: Error>(self, integer: u64) -> Result<T, E> {
        T::try_from(integer).map_err(|_| out_of_range(integer))
    }

    fn visit_i128<E: Error>(self, integer: i128) -> Result<T, E> {
        Err(out_of_range(integer))
    }

    fn visit_u128<E: Error>(self, integer: u128) -> Result<T, E> {
        Err(out_of_range(integer))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        if number.fract() != 0.0 {
            return Err(E::invalid_type(Unexpected::Float(number), &self));
        }
        // -2^63 is also what integers below it are rounded to, and those do not fit.
        if number > -TWO_TO_63 && number < 0.0 {
            self.visit_i64(number as i64)
        } else if (0.0..2.0 * TWO_TO_63).contains(&number) {
            self.visit_u64(number as u64)
        } else {
            Err(out_of_range(number))
        }
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<T, M::Error> {
        let number = read_disguised(map, &self)?;
        match (number.as_i64(), number.as_u64(), number.as_i128(), number.as_f64()) {
            (Some(integer), ..) => self.visit_i64(integer),
            (_, Some(integer), ..) => self.visit_u64(integer),
            // Shown as it is rather than as a float, which is how a tree shows it.
            (_, _, Some(integer), _) => self.visit_i128(integer),
            (.., Some(float)) => self.visit_f64(float),
            _ => Err(out_of_range(number)),
        }
    }
}

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

#[cold]
fn out_of_range<E: Error>(integer: impl std::fmt::Display) -> E {
    E::custom(format_args!("invalid value: integer `{integer}`, expected an integer of 64 bits"))
}

/// Reads a number to the precision of an `f64`.
struct FloatVisitor;

impl<'de> Visitor<'de> for FloatVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E>(self, number: f64) -> Result<f64, E> {
        Ok(number)
    }

    fn visit_i64<E>(self, integer: i64) -> Result<f64, E> {
        Ok(integer as f64)
    }

    fn visit_u64<E>(self, integer: u64) -> Result<f64, E> {
        Ok(integer as f64)
    }

    fn visit_i128<E>(self, integer: i128) -> Result<f64, E> {
        Ok(integer as f64)
    }

    fn visit_u128<E>(self, integer: u128) -> Result<f64, E> {
        Ok(integer as f64)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<f64, M::Error> {
        let number = read_disguised(map, &self)?;
        number.as_f64().filter(|float| float.is_finite()).ok_or_else(|| {
            M::Error::custom(format_args!(
                "invalid value: number `{number}`, expected a number within the range of a double"
            ))
        })
    }
}

/// Reads a number out of the map that it is disguised as: its only property is the digits.
fn read_disguised<'de, M: MapAccess<'de>>(
    mut map: M,
    expected: &dyn serde::de::Expected,
) -> Result<Number, M::Error> {
    match map.next_key::<String>()? {
        Some(name) if is_disguise(&name) => {
            map.next_value::<String>()?.parse().map_err(M::Error::custom)
        }
        _ => Err(M::Error::invalid_type(Unexpected::Map, expected)),
    }
}

/// Whether a map that begins with this name is a number.
pub(super) fn is_disguise(name: &str) -> bool {
    // Without the feature, an object may well have a property of this name.
    name == DISGUISE && keeps_digits()
}

const DISGUISE: &str = "$serde_json::private::Number";
