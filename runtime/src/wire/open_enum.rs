//! String enums that keep values they do not know.

use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::Visitor;

use super::short_eq::short_eq;
use super::{At, Limit, Sink, Violation};

/// A string of which some values are known.
pub trait OpenEnum: OtherValue + Clone + PartialEq + 'static {
    /// The known values and their variants.
    const VALUES: Values<Self>;

    /// The variant of a value.
    fn of(value: &str) -> Self {
        find(Self::VALUES, value).unwrap_or_else(|| Self::other(value.to_owned()))
    }

    /// The value on the wire.
    fn value(&self) -> &str {
        value(Self::VALUES, self)
    }
}

/// Values and their variants.
pub type Values<T> = &'static [(&'static str, T)];

/// A type that keeps a value it does not know; the one-line macros write it.
pub trait OtherValue: Sized {
    /// Keeps the value.
    fn other(value: String) -> Self;
    /// The value that was kept.
    fn as_other(&self) -> Option<&str>;
}

/// The variant of a known value.
pub(super) fn find<T: Clone>(values: &[(&'static str, T)], value: &str) -> Option<T> {
    values.iter().find(|(known, _)| short_eq(known, value)).map(|(_, variant)| variant.clone())
}

/// The value of a variant.
pub(super) fn value<'a, T: OtherValue + PartialEq>(
    values: &[(&'static str, T)],
    value: &'a T,
) -> &'a str {
    match value.as_other() {
        Some(value) => value,
        None => values.iter().find(|(_, variant)| variant == value).map_or("", |(value, _)| value),
    }
}

/// Forwards [`Wire`](super::Wire), serde's traits and the conversions of an open enum.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($type:ident) => {
        $crate::__wire!($type, open_enum);
        $crate::__other_value!($type);

        impl $type {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                $crate::wire::OpenEnum::value(self)
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::convert::From<&str> for $type {
            fn from(value: &str) -> Self {
                $crate::wire::OpenEnum::of(value)
            }
        }

        impl ::core::convert::From<::std::string::String> for $type {
            fn from(value: ::std::string::String) -> Self {
                $crate::wire::OpenEnum::of(&value)
            }
        }
    };
}

/// Says of a type that its variant `Other` keeps a value.
#[doc(hidden)]
#[macro_export]
macro_rules! __other_value {
    ($type:ident) => {
        impl $crate::wire::OtherValue for $type {
            fn other(value: ::std::string::String) -> Self {
                Self::Other(value)
            }

            fn as_other(&self) -> ::core::option::Option<&str> {
                match self {
                    Self::Other(value) => ::core::option::Option::Some(value),
                    _ => ::core::option::Option::None,
                }
            }
        }
    };
}

/// The form of an [`OpenEnum`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: OpenEnum> super::Form<T> for Form {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(ValueVisitor(PhantomData))
    }

    fn write<S: Sink>(value: &T, sink: S) -> Result<S::Done, S::Error> {
        sink.text(value.value())
    }

    /// An open enum has no limits of its own: any value may leave.
    fn check(_: &T, _: &[Limit], _: At<'_>, _: &mut Vec<Violation>) {}

    fn placeholder() -> T {
        T::other(String::new())
    }
}

struct ValueVisitor<T>(PhantomData<T>);

impl<T: OpenEnum> Visitor<'_> for ValueVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, value: &str) -> Result<T, E> {
        Ok(T::of(value))
    }

    fn visit_string<E>(self, value: String) -> Result<T, E> {
        Ok(find(T::VALUES, &value).unwrap_or_else(|| T::other(value)))
    }
}
