//! What generated code stands on to be read, written and checked.
//!
//! A generated type says *what* it looks like on the wire, in a table; *how* a
//! type of its form is read, written and checked lives here, once:
//!
//! | form | trait | the table holds |
//! |---|---|---|
//! | object | [`Record`] | properties: name, presence, limits |
//! | string enum | [`OpenEnum`] | values |
//! | `"auto"` or a value | [`KeywordOrValue`] | keywords, and the value's type |
//! | `oneOf`, `anyOf` | [`Union`] | variants: how each is recognised, limits |
//!
//! Everything that stands in a property, a list or a variant is [`Wire`]. The rules:
//! what arrives is read forgivingly and nothing of it is lost; what
//! leaves is checked against every limit of the description, all violations at
//! once; an error of either kind names its place as a JSON Pointer (RFC 6901).
//!
//! This module is the contract between the generator and the runtime, hidden from
//! documentation. It is public for generated code; a person meets [`Extra`], [`RawJson`],
//! [`File`], [`DecodeError`], [`Invalid`], [`Violation`], [`Wire`], [`Set`] and [`Unset`] at
//! the root of the crate.

mod boxed;
mod buffer;
mod builder;
mod collection;
mod contract;
mod decode_error;
mod encoded_key;
mod entries;
mod extra;
pub(crate) mod file;
mod invalid;
mod json_sink;
#[doc(hidden)]
pub mod keyword_or_value;
mod limit;
mod name;
mod number;
#[doc(hidden)]
pub mod open_enum;
mod option;
mod parts;
mod pattern;
mod property;
mod raw_json;
#[doc(hidden)]
pub mod record;
mod scalar;
mod short_eq;
mod sink;
mod tag;
#[doc(hidden)]
pub mod union;
mod untagged;
mod variant;

pub use self::builder::{Set, Unset};
pub use self::collection::{list, map};
pub use self::contract::CONTRACT;
pub use self::decode_error::DecodeError;
pub use self::encoded_key::EncodedKey;
pub use self::extra::{Closed, Extra, Rest};
pub use self::file::File;
#[cfg(feature = "operations")]
pub(crate) use self::invalid::pointer;
pub use self::invalid::{At, Invalid, Violation, validate};
#[cfg(feature = "operations")]
pub(crate) use self::json_sink::Inside;
pub(crate) use self::json_sink::JsonSink;
pub use self::keyword_or_value::KeywordOrValue;
pub use self::limit::{
    Limit, above, at_least, at_most, below, each, max_items, max_length, max_properties, maximum,
    min_items, min_length, min_properties, minimum, multiple_of, names, one_of, pattern,
    unique_items,
};
pub use self::open_enum::{OpenEnum, OtherValue, Values};
pub use self::parts::{Alone, Both, Fields, Parts, WithRest};
pub use self::property::{
    Literal, Presence, Property, constant, constant_boolean, constant_integer, optional, required,
    required_on_send,
};
pub use self::raw_json::RawJson;
pub use self::record::{Properties, Record, Refs};
pub use self::sink::{ItemSink, PropertySink, Sink};
pub use self::union::{Union, Unknown, VariantVisitor};
pub use self::variant::{ValueType, Variant, Variants, any_tag, tag, variant};

// The one-line macros live at the crate root, as `macro_rules!` must; generated
// code calls them from here.
pub use crate::{
    __builder as builder, __contract as contract, __keyword_or_value as keyword_or_value,
    __open_enum as open_enum, __record as record, __union as union,
};

pub use serde::Deserializer;
use serde::Serializer;
use std::fmt::Debug;

/// A value that can stand on the wire: in a property, a list, a map or a variant.
///
/// Every generated type is one, and what its fields hold; it is a bound to ask for where any of
/// them will do, as [`json::from_slice`](crate::json::from_slice) does. What it takes to be one
/// is between the generator and this crate, and not for others to call or to implement.
///
/// The serde traits of generated types forward to this one; it differs from them
/// where JSON Schema differs from serde's data model: a missing property, a null,
/// an integer written `3.0`, limits.
pub trait Wire: Clone + Debug + PartialEq {
    /// Reads one JSON value.
    ///
    /// # Errors
    /// Says, at a JSON Pointer relative to this value, what was expected and what was found.
    #[doc(hidden)]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Writes one JSON value.
    ///
    /// # Errors
    /// Only those of the sink.
    #[doc(hidden)]
    fn write<S: Sink>(&self, sink: S) -> Result<S::Done, S::Error>;

    /// Adds to `violations` every limit that the value, found at `at`, breaks.
    #[doc(hidden)]
    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>);

    /// The value of which nothing is set, as a builder begins with it.
    #[doc(hidden)]
    fn placeholder() -> Self;

    /// What a missing property reads as; `None` where the property is needed.
    #[doc(hidden)]
    fn absent() -> Option<Self> {
        None
    }

    /// Whether an optional property that holds this value is left out.
    #[doc(hidden)]
    fn is_absent(&self) -> bool {
        false
    }

    /// What a JSON null reads as, where that is more than "no value".
    #[doc(hidden)]
    fn null() -> Option<Self> {
        None
    }
}

/// A generated type: it is read, written and checked like all types of its form.
pub trait Formed: Clone + Debug + PartialEq {
    /// Its form.
    type Form: Form<Self>;
}

/// How the types of a form are read, written and checked, in the values of [`Wire`].
pub trait Form<T> {
    /// Reads one JSON value.
    ///
    /// # Errors
    /// As [`Wire::read`].
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;

    /// Writes one JSON value.
    ///
    /// # Errors
    /// Only those of the sink.
    fn write<S: Sink>(value: &T, sink: S) -> Result<S::Done, S::Error>;

    /// Adds to `violations` every limit that the value, found at `at`, breaks.
    fn check(value: &T, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>);

    /// The value of which nothing is set.
    fn placeholder() -> T;
}

impl<T: Formed> Wire for T {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::Form::read(deserializer)
    }

    fn write<S: Sink>(&self, sink: S) -> Result<S::Done, S::Error> {
        T::Form::write(self, sink)
    }

    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>) {
        T::Form::check(self, limits, at, violations);
    }

    fn placeholder() -> Self {
        T::Form::placeholder()
    }
}

/// Forwards [`Wire`] and serde's traits of a type to its form.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire {
    ($type:ident, $form:ident) => {
        impl $crate::wire::Formed for $type {
            type Form = $crate::wire::$form::Form;
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::Wire::read(deserializer)
            }
        }

        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::write(self, serializer)
            }
        }
    };
}

/// The value of which nothing is set, as a builder begins with it.
pub fn placeholder<T: Wire>() -> T {
    T::placeholder()
}

/// Reads one JSON value.
///
/// # Errors
/// As [`Wire::read`].
pub fn read<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// Writes one JSON value to a serializer of serde.
///
/// # Errors
/// Only those of the serializer.
pub fn write<T: Wire, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(sink::Serde(serializer))
}

/// Writes a value as a JSON tree.
///
/// # Errors
/// Where a map has a name that JSON cannot have, which no generated type does.
pub fn to_value<T: Wire>(value: &T) -> serde_json::Result<serde_json::Value> {
    write(value, serde_json::value::Serializer)
}
