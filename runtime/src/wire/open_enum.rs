//! String enums that keep words they do not know.

use std::marker::PhantomData;

use serde::de::Visitor;
use serde::{Deserializer, Serializer};

use super::{At, Limit, Violation};

/// A string of which some words are known.
pub trait OpenEnum: Sized {
    /// The variant of a known word.
    fn from_word(word: &str) -> Option<Self>;
    /// The variant that keeps any other word.
    fn other(word: String) -> Self;
    /// The word on the wire.
    fn word(&self) -> &str;
}

/// Forwards [`Wire`](super::Wire), serde's traits and the conversions of an open enum.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($type:ident) => {
        $crate::__wire!($type, read_open_enum, write_open_enum, check_nothing);

        impl $type {
            /// The word on the wire.
            pub fn as_str(&self) -> &str {
                $crate::wire::OpenEnum::word(self)
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::convert::From<&str> for $type {
            fn from(word: &str) -> Self {
                <Self as $crate::wire::OpenEnum>::from_word(word).unwrap_or_else(|| {
                    <Self as $crate::wire::OpenEnum>::other(::std::borrow::ToOwned::to_owned(word))
                })
            }
        }

        impl ::core::convert::From<::std::string::String> for $type {
            fn from(word: ::std::string::String) -> Self {
                <Self as $crate::wire::OpenEnum>::from_word(&word)
                    .unwrap_or_else(|| <Self as $crate::wire::OpenEnum>::other(word))
            }
        }
    };
}

/// Reads a word.
///
/// # Errors
/// Where the value is no string.
pub fn read<'de, T: OpenEnum, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(WordVisitor(PhantomData))
}

/// Writes the word.
///
/// # Errors
/// Only those of the serializer.
pub fn write<T: OpenEnum, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.word())
}

/// An open enum has no limits of its own: any word may leave.
pub fn check<T>(_: &T, _: &[Limit], _: At<'_>, _: &mut Vec<Violation>) {}

struct WordVisitor<T>(PhantomData<T>);

impl<T: OpenEnum> Visitor<'_> for WordVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, word: &str) -> Result<T, E> {
        Ok(T::from_word(word).unwrap_or_else(|| T::other(word.to_owned())))
    }

    fn visit_string<E>(self, word: String) -> Result<T, E> {
        Ok(T::from_word(&word).unwrap_or_else(|| T::other(word)))
    }
}
