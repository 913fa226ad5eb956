//! String enums without other values than those that are listed, where the user asks for it.

use super::DecodeError;
use crate::text::Fault;

/// A string of which all values are known, whichever they are.
pub trait ClosedEnum {
    /// The value on the wire.
    fn value(&self) -> &'static str;
    /// Takes a value, if it is listed.
    fn set(&mut self, value: &str) -> bool;
    /// The values that are listed.
    fn values(&self) -> &'static [&'static str];
}

/// What a type says of itself to be a [`ClosedEnum`].
pub trait ClosedEnumType: Copy + 'static {
    /// The values, in the order of their numbers.
    const VALUES: &'static [&'static str];
    /// The types' values, in the same order.
    const ALL: &'static [Self];
    /// The first of them, which stands where there is no value yet.
    const FIRST: Self;
    /// The number of the value.
    fn number(self) -> usize;
}

impl<T: ClosedEnumType> ClosedEnum for T {
    #[inline]
    fn value(&self) -> &'static str {
        T::VALUES.get(self.number()).copied().unwrap_or_default()
    }

    fn set(&mut self, value: &str) -> bool {
        let found = T::VALUES.iter().position(|known| *known == value);
        let found = found.and_then(|number| T::ALL.get(number));
        found.is_some_and(|found| {
            *self = *found;
            true
        })
    }

    #[inline]
    fn values(&self) -> &'static [&'static str] {
        T::VALUES
    }
}

/// The value of a text.
///
/// # Errors
/// Where it is not listed.
pub fn closed_from_str<T: ClosedEnumType>(text: &str) -> Result<T, DecodeError> {
    let mut value = T::FIRST;
    match ClosedEnum::set(&mut value, text) {
        true => Ok(value),
        false => Err(DecodeError::new(unlisted(text, T::VALUES))),
    }
}

/// Says that a value is not listed.
#[cold]
pub(super) fn unlisted(found: &str, values: &[&str]) -> Fault {
    let values: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
    let values = values.join(", ");
    Fault::here(format_args!("invalid value: string {found:?}, expected one of {values}"))
}

/// Makes a closed enum of an enum: a value for each variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __closed_enum {
    ($type:ident { $first:ident: $first_value:literal
        $(, $variant:ident: $value:literal)* $(,)? }) => {
        impl $crate::wire::ClosedEnumType for $type {
            const VALUES: &'static [&'static str] = &[$first_value $(, $value)*];
            const ALL: &'static [Self] = &[Self::$first $(, Self::$variant)*];
            const FIRST: Self = Self::$first;

            #[inline]
            fn number(self) -> usize {
                self as usize
            }
        }

        impl $type {
            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &'static str {
                $crate::wire::ClosedEnum::value(self)
            }
        }

        impl $crate::wire::Wire for $type {
            type Form = $crate::wire::closed_enum::Form;
        }

        impl ::core::str::FromStr for $type {
            type Err = $crate::DecodeError;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::DecodeError> {
                $crate::wire::closed_from_str(text)
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                *self as usize == *other as usize
            }
        }

        impl ::core::cmp::Eq for $type {}

        impl ::core::hash::Hash for $type {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        $crate::__serde!($type);
    };
}

/// The form of a [`ClosedEnum`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: ClosedEnumType> super::Form<T> for Form {
    #[inline]
    fn blank() -> T {
        T::FIRST
    }

    #[inline]
    fn view(value: &T) -> super::View<'_> {
        super::View::Text(ClosedEnum::value(value))
    }

    #[inline]
    fn slot(value: &mut T) -> super::Slot<'_> {
        super::Slot::ClosedEnum(value)
    }
}
