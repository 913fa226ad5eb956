//! Integer enums that keep values they do not know.

/// An integer of which some values have names, whichever it is.
pub trait IntegerEnum {
    /// The value on the wire.
    fn value(&self) -> i64;
    /// Takes a value.
    fn set(&mut self, value: i64);
    /// Whether it is also read from a string, since the description lists its values as strings.
    fn reads_text(&self) -> bool;
}

/// What a type says of itself to be an [`IntegerEnum`].
pub trait IntegerEnumType: From<i64> + 'static {
    /// Whether it is also read from a string, since the description lists its values as strings.
    const READS_TEXT: bool;
    /// The value on the wire.
    fn value(&self) -> i64;
}

impl<T: IntegerEnumType> IntegerEnum for T {
    #[inline]
    fn value(&self) -> i64 {
        IntegerEnumType::value(self)
    }

    #[inline]
    fn set(&mut self, value: i64) {
        *self = value.into();
    }

    #[inline]
    fn reads_text(&self) -> bool {
        T::READS_TEXT
    }
}

/// Makes an open enum of integers of an enum: a value for each variant but the last, which keeps
/// the others.
#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum {
    ($type:ident { $($variant:ident: $value:literal),* $(,)? }) => {
        $crate::__integer_enum!($type { $($variant: $value,)* }, false);
    };
    ($type:ident { $($variant:ident: $value:literal),* $(,)? }, or_text) => {
        $crate::__integer_enum!($type { $($variant: $value,)* }, true);
    };
    ($type:ident { $($variant:ident: $value:literal),* $(,)? }, $reads_text:literal) => {
        impl $crate::wire::IntegerEnumType for $type {
            const READS_TEXT: bool = $reads_text;

            #[inline]
            fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Other(value) => *value,
                }
            }
        }

        impl $type {
            /// The value on the wire.
            #[inline]
            pub fn as_i64(&self) -> i64 {
                $crate::wire::IntegerEnumType::value(self)
            }
        }

        impl ::core::convert::From<i64> for $type {
            #[inline]
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::Other(other),
                }
            }
        }

        impl ::core::convert::From<$type> for i64 {
            #[inline]
            fn from(value: $type) -> Self {
                value.as_i64()
            }
        }

        impl $crate::wire::Wire for $type {
            type Form = $crate::wire::integer_enum::Form;
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_i64() == other.as_i64()
            }
        }

        impl ::core::cmp::Eq for $type {}

        impl ::core::hash::Hash for $type {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.as_i64().hash(state);
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.as_i64(), f)
            }
        }

        $crate::__serde!($type);
    };
}

/// The form of an [`IntegerEnum`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: IntegerEnumType> super::Form<T> for Form {
    #[inline]
    fn blank() -> T {
        T::from(0)
    }

    #[inline]
    fn view(value: &T) -> super::View<'_> {
        super::View::Integer(IntegerEnumType::value(value))
    }

    #[inline]
    fn slot(value: &mut T) -> super::Slot<'_> {
        super::Slot::IntegerEnum(value)
    }
}
