//! String enums that keep words they do not know.

use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::Visitor;

use super::same::is_same;
use super::{At, Limit, Sink, Violation};

/// A string of which some words are known.
pub trait OpenEnum: OtherWord + Clone + PartialEq + 'static {
    /// The known words and their variants.
    const WORDS: Words<Self>;

    /// The variant of a word.
    fn of(word: &str) -> Self {
        find(Self::WORDS, word).unwrap_or_else(|| Self::other(word.to_owned()))
    }

    /// The word on the wire.
    fn word(&self) -> &str {
        word(Self::WORDS, self)
    }
}

/// Words and their variants.
pub type Words<T> = &'static [(&'static str, T)];

/// A type that keeps a word it does not know; the one-line macros write it.
pub trait OtherWord: Sized {
    /// Keeps the word.
    fn other(word: String) -> Self;
    /// The word that was kept.
    fn as_other(&self) -> Option<&str>;
}

/// The variant of a known word.
pub(super) fn find<T: Clone>(words: &[(&'static str, T)], word: &str) -> Option<T> {
    words.iter().find(|(known, _)| is_same(known, word)).map(|(_, variant)| variant.clone())
}

/// The word of a variant.
pub(super) fn word<'a, T: OtherWord + PartialEq>(
    words: &[(&'static str, T)],
    value: &'a T,
) -> &'a str {
    match value.as_other() {
        Some(word) => word,
        None => words.iter().find(|(_, variant)| variant == value).map_or("", |(word, _)| word),
    }
}

/// Forwards [`Wire`](super::Wire), serde's traits and the conversions of an open enum.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($type:ident) => {
        $crate::__wire!($type, open_enum);
        $crate::__other_word!($type);

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
                $crate::wire::OpenEnum::of(word)
            }
        }

        impl ::core::convert::From<::std::string::String> for $type {
            fn from(word: ::std::string::String) -> Self {
                $crate::wire::OpenEnum::of(&word)
            }
        }
    };
}

/// Says of a type that its variant `Other` keeps a word.
#[doc(hidden)]
#[macro_export]
macro_rules! __other_word {
    ($type:ident) => {
        impl $crate::wire::OtherWord for $type {
            fn other(word: ::std::string::String) -> Self {
                Self::Other(word)
            }

            fn as_other(&self) -> ::core::option::Option<&str> {
                match self {
                    Self::Other(word) => ::core::option::Option::Some(word),
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
        deserializer.deserialize_str(WordVisitor(PhantomData))
    }

    fn write<S: Sink>(value: &T, sink: S) -> Result<S::Done, S::Error> {
        sink.text(value.word())
    }

    /// An open enum has no limits of its own: any word may leave.
    fn check(_: &T, _: &[Limit], _: At<'_>, _: &mut Vec<Violation>) {}

    fn blank() -> T {
        T::other(String::new())
    }
}

struct WordVisitor<T>(PhantomData<T>);

impl<T: OpenEnum> Visitor<'_> for WordVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, word: &str) -> Result<T, E> {
        Ok(T::of(word))
    }

    fn visit_string<E>(self, word: String) -> Result<T, E> {
        Ok(find(T::WORDS, &word).unwrap_or_else(|| T::other(word)))
    }
}
