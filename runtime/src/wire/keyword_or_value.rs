//! A keyword or a value: `"auto"`, or how many epochs.

use super::{Slot, View};

/// A number that may be given as one of a few keywords instead.
pub trait KeywordOrValue: 'static {
    /// The keyword or the number, lent.
    fn keyword_or_value(&self) -> View<'_>;
    /// Takes a keyword.
    fn set_keyword(&mut self, keyword: &str);
    /// Makes it a number, of which nothing is set.
    fn set_value(&mut self) -> Slot<'_>;
}

/// Makes a keyword-or-value of an enum: its keywords, and the type of its values.
#[doc(hidden)]
#[macro_export]
macro_rules! __keyword_or_value {
    ($type:ident($value:ty) { $($variant:ident: $keyword:literal),* $(,)? }) => {
        impl $crate::wire::KeywordOrValue for $type {
            #[inline]
            fn keyword_or_value(&self) -> $crate::wire::View<'_> {
                match self {
                    $(Self::$variant => $crate::wire::View::Text($keyword),)*
                    Self::Value(value) => $crate::wire::view(value),
                    Self::Other(keyword) => $crate::wire::View::Text(keyword),
                }
            }

            #[inline]
            fn set_keyword(&mut self, keyword: &str) {
                *self = keyword.into();
            }

            #[inline]
            fn set_value(&mut self) -> $crate::wire::Slot<'_> {
                *self = Self::Value($crate::wire::blank());
                match self {
                    Self::Value(value) => $crate::wire::slot(value),
                    _ => $crate::wire::Slot::Null,
                }
            }
        }

        impl ::core::convert::From<&str> for $type {
            #[inline]
            fn from(keyword: &str) -> Self {
                match keyword {
                    $($keyword => Self::$variant,)*
                    other => Self::Other(other.into()),
                }
            }
        }

        impl $crate::wire::Wire for $type {
            type Form = $crate::wire::keyword_or_value::Form;
        }

        $crate::__serde!($type);
    };
}

/// The form of a [`KeywordOrValue`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: KeywordOrValue + for<'a> From<&'a str>> super::Form<T> for Form {
    #[inline]
    fn blank() -> T {
        T::from("")
    }

    #[inline]
    fn view(value: &T) -> View<'_> {
        value.keyword_or_value()
    }

    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::KeywordOrValue(value)
    }
}
