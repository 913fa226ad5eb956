//! A word or a value: `"auto"`, or how many epochs.

use std::marker::PhantomData;

use serde::de::value::{F64Deserializer, I64Deserializer, MapAccessDeserializer, U64Deserializer};
use serde::de::{Error, IntoDeserializer, MapAccess, Visitor};
use serde::Deserializer;

use super::number::Digits;
use super::open_enum::{self, OtherWord, Words};
use super::{At, Limit, Sink, Violation, Wire};

/// A value that may be given as one of a few words instead.
pub trait Sentinel: OtherWord + Clone + PartialEq + 'static {
    /// The value's type: a number.
    type Value: Wire;

    /// The known words and their variants.
    const WORDS: Words<Self>;

    /// The variant of a value.
    fn from_value(value: Self::Value) -> Self;
    /// The value, where it is one.
    fn as_value(&self) -> Option<&Self::Value>;

    /// The variant of a word.
    fn of(word: &str) -> Self {
        open_enum::find(Self::WORDS, word).unwrap_or_else(|| Self::other(word.to_owned()))
    }
}

/// Forwards [`Wire`](super::Wire) and serde's traits of a sentinel-or-value.
#[doc(hidden)]
#[macro_export]
macro_rules! __sentinel {
    ($type:ident) => {
        $crate::__wire!($type, sentinel);
        $crate::__other_word!($type);

        impl ::core::convert::From<&str> for $type {
            fn from(word: &str) -> Self {
                $crate::wire::Sentinel::of(word)
            }
        }
    };
}

/// The form of a [`Sentinel`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: Sentinel> super::Form<T> for Form {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(SentinelVisitor(PhantomData))
    }

    fn write<S: Sink>(value: &T, sink: S) -> Result<S::Done, S::Error> {
        match value.as_value() {
            Some(value) => value.write(sink),
            None => sink.text(open_enum::word(T::WORDS, value)),
        }
    }

    /// The value has the limits of the member that it stands in, a word has none.
    fn check(value: &T, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        if let Some(value) = value.as_value() {
            value.check(limits, at, violations);
        }
    }

    fn blank() -> T {
        T::other(String::new())
    }
}

struct SentinelVisitor<T>(PhantomData<T>);

impl<'de, T: Sentinel> Visitor<'de> for SentinelVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a word or a number")
    }

    fn visit_str<E>(self, word: &str) -> Result<T, E> {
        Ok(T::of(word))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        let deserializer: I64Deserializer<E> = value.into_deserializer();
        T::Value::read(deserializer).map(T::from_value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        let deserializer: U64Deserializer<E> = value.into_deserializer();
        T::Value::read(deserializer).map(T::from_value)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<T, E> {
        T::Value::read(Digits::of(value)?.read()).map(T::from_value)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<T, E> {
        T::Value::read(Digits::of(value)?.read()).map(T::from_value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        let deserializer: F64Deserializer<E> = value.into_deserializer();
        T::Value::read(deserializer).map(T::from_value)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<T, M::Error> {
        T::Value::read(MapAccessDeserializer::new(map)).map(T::from_value)
    }
}
