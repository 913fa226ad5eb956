//! A word or a value: `"auto"`, or how many epochs.

use std::marker::PhantomData;

use serde::de::value::{F64Deserializer, I64Deserializer, U64Deserializer};
use serde::de::{Error, IntoDeserializer, Visitor};
use serde::{Deserializer, Serializer};

use super::{At, Limit, Violation, Wire};

/// A value that may be given as one of a few words instead.
pub trait Sentinel: Sized {
    /// The value's type: a number.
    type Value: Wire;

    /// The variant of a known word.
    fn from_word(word: &str) -> Option<Self>;
    /// The variant that keeps any other word.
    fn other(word: String) -> Self;
    /// The variant of a value.
    fn from_value(value: Self::Value) -> Self;
    /// The word or the value.
    fn get(&self) -> WordOr<'_, Self::Value>;
}

/// What a [`Sentinel`] holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WordOr<'a, T> {
    /// A word.
    Word(&'a str),
    /// A value.
    Value(&'a T),
}

/// Forwards [`Wire`](super::Wire) and serde's traits of a sentinel-or-value.
#[doc(hidden)]
#[macro_export]
macro_rules! __sentinel {
    ($type:ident) => {
        $crate::__wire!($type, read_sentinel, write_sentinel, check_sentinel);

        impl ::core::convert::From<&str> for $type {
            fn from(word: &str) -> Self {
                <Self as $crate::wire::Sentinel>::from_word(word).unwrap_or_else(|| {
                    <Self as $crate::wire::Sentinel>::other(::std::borrow::ToOwned::to_owned(word))
                })
            }
        }
    };
}

/// Reads a word or a value.
///
/// # Errors
/// Where the value is neither a string nor of the value's type.
pub fn read<'de, T: Sentinel, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(SentinelVisitor(PhantomData))
}

/// Writes the word or the value.
///
/// # Errors
/// Only those of the serializer.
pub fn write<T: Sentinel, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    match value.get() {
        WordOr::Word(word) => serializer.serialize_str(word),
        WordOr::Value(value) => value.write(serializer),
    }
}

/// Checks the value against the limits of the member that it stands in.
pub fn check<T: Sentinel>(
    value: &T,
    limits: &[Limit],
    at: At<'_>,
    violations: &mut Vec<Violation>,
) {
    if let WordOr::Value(value) = value.get() {
        value.check(limits, at, violations);
    }
}

struct SentinelVisitor<T>(PhantomData<T>);

impl<T: Sentinel> Visitor<'_> for SentinelVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a word or a number")
    }

    fn visit_str<E>(self, word: &str) -> Result<T, E> {
        Ok(T::from_word(word).unwrap_or_else(|| T::other(word.to_owned())))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        let deserializer: I64Deserializer<E> = value.into_deserializer();
        T::Value::read(deserializer).map(T::from_value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        let deserializer: U64Deserializer<E> = value.into_deserializer();
        T::Value::read(deserializer).map(T::from_value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        let deserializer: F64Deserializer<E> = value.into_deserializer();
        T::Value::read(deserializer).map(T::from_value)
    }
}
