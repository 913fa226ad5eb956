//! Strings, numbers, truth values, null, and JSON that the description leaves open.

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{At, Limit, Violation, Wire};

/// Lends a [`Wire`] value to code that asks for [`Serialize`].
pub(super) struct AsSerialize<'a, T>(pub(super) &'a T);

impl<T: Wire> Serialize for AsSerialize<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

impl Wire for String {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }

    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        for message in limits.iter().filter_map(|limit| limit.refuse_text(self)) {
            at.refuse(message, violations);
        }
    }

    fn blank() -> Self {
        String::new()
    }
}

impl Wire for bool {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bool::deserialize(deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }

    fn check(&self, _: &[Limit], _: At<'_>, _: &mut Vec<Violation>) {}

    fn blank() -> Self {
        false
    }
}

/// `type: integer`, which in JSON Schema includes `3.0` (Validation, section 6.1.1).
impl Wire for i64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_i64(IntegerVisitor)
            .and_then(|integer| i64::try_from(integer).map_err(|_| out_of_range(integer)))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(*self)
    }

    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        check_integer(i128::from(*self), limits, at, violations);
    }

    fn blank() -> Self {
        0
    }
}

/// An integer that the description says is never negative and may exceed `i64`.
impl Wire for u64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_u64(IntegerVisitor)
            .and_then(|integer| u64::try_from(integer).map_err(|_| out_of_range(integer)))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(*self)
    }

    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        check_integer(i128::from(*self), limits, at, violations);
    }

    fn blank() -> Self {
        0
    }
}

/// `type: number`. JSON has neither infinities nor "not a number", so those are violations.
impl Wire for f64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(*self)
    }

    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        if !self.is_finite() {
            at.refuse(format!("must be a finite number, but is {self}"), violations);
            return;
        }
        for message in limits.iter().filter_map(|limit| limit.refuse_number(*self)) {
            at.refuse(message, violations);
        }
    }

    fn blank() -> Self {
        0.0
    }
}

/// JSON that the description leaves open, null included.
impl Wire for Value {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    fn check(&self, _: &[Limit], _: At<'_>, _: &mut Vec<Violation>) {}

    fn blank() -> Self {
        Value::Null
    }

    fn null() -> Option<Self> {
        Some(Value::Null)
    }
}

/// `type: null` on its own.
impl Wire for () {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <()>::deserialize(deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }

    fn check(&self, _: &[Limit], _: At<'_>, _: &mut Vec<Violation>) {}

    fn blank() {}

    fn null() -> Option<Self> {
        Some(())
    }
}

fn check_integer(value: i128, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
    for message in limits.iter().filter_map(|limit| limit.refuse_integer(value)) {
        at.refuse(message, violations);
    }
}

#[cold]
fn out_of_range<E: Error>(integer: i128) -> E {
    E::custom(format_args!("invalid value: integer `{integer}`, expected an integer of 64 bits"))
}

struct IntegerVisitor;

impl Visitor<'_> for IntegerVisitor {
    type Value = i128;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E>(self, integer: i64) -> Result<i128, E> {
        Ok(i128::from(integer))
    }

    fn visit_u64<E>(self, integer: u64) -> Result<i128, E> {
        Ok(i128::from(integer))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<i128, E> {
        // Every integral f64 below 2^64 converts exactly; larger ones fail the range check.
        if number.fract() == 0.0 && number.abs() < 1e30 {
            Ok(number as i128)
        } else {
            Err(E::invalid_type(Unexpected::Float(number), &self))
        }
    }
}
