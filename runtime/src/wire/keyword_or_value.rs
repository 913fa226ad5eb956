//! A keyword or a value: `"auto"`, or how many epochs.

use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::value::{F64Deserializer, I64Deserializer, MapAccessDeserializer, U64Deserializer};
use serde::de::{Error, IntoDeserializer, MapAccess, Visitor};

use super::number::Digits;
use super::open_enum::{self, OtherValue, Values};
use super::{At, Limit, Sink, Violation, Wire};

/// A value that may be given as one of a few keywords instead.
pub trait KeywordOrValue: OtherValue + Clone + PartialEq + 'static {
    /// The value's type: a number.
    type Value: Wire;

    /// The known keywords and their variants.
    const KEYWORDS: Values<Self>;

    /// The variant of a value.
    fn from_value(value: Self::Value) -> Self;
    /// The value, where it is one.
    fn as_value(&self) -> Option<&Self::Value>;

    /// The variant of a keyword.
    fn of(keyword: &str) -> Self {
        open_enum::find(Self::KEYWORDS, keyword).unwrap_or_else(|| Self::other(keyword.to_owned()))
    }
}

/// Forwards [`Wire`](super::Wire) and serde's traits of a keyword-or-value.
#[doc(hidden)]
#[macro_export]
macro_rules! __keyword_or_value {
    ($type:ident) => {
        $crate::__wire!($type, keyword_or_value);
        $crate::__other_value!($type);

        impl ::core::convert::From<&str> for $type {
            fn from(keyword: &str) -> Self {
                $crate::wire::KeywordOrValue::of(keyword)
            }
        }
    };
}

/// The form of a [`KeywordOrValue`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: KeywordOrValue> super::Form<T> for Form {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(KeywordOrValueVisitor(PhantomData))
    }

    fn write<S: Sink>(value: &T, sink: S) -> Result<S::Done, S::Error> {
        match value.as_value() {
            Some(value) => value.write(sink),
            None => sink.text(open_enum::value(T::KEYWORDS, value)),
        }
    }

    /// The value has the limits of the property that it stands in, a keyword has none.
    fn check(value: &T, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        if let Some(value) = value.as_value() {
            value.check(limits, at, violations);
        }
    }

    fn placeholder() -> T {
        T::other(String::new())
    }
}

struct KeywordOrValueVisitor<T>(PhantomData<T>);

impl<'de, T: KeywordOrValue> Visitor<'de> for KeywordOrValueVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a keyword or a number")
    }

    fn visit_str<E>(self, keyword: &str) -> Result<T, E> {
        Ok(T::of(keyword))
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
