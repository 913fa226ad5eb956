//! String enums that keep values they do not know.

/// A string of which some values are known, whichever they are.
pub trait OpenEnum {
    /// The value on the wire.
    fn value(&self) -> &str;
    /// Takes a value.
    fn set(&mut self, value: &str);
    /// Whether it is also read from a number or a boolean, since the description lists such.
    fn reads_other_kinds(&self) -> bool;
}

/// What a type says of itself to be an [`OpenEnum`].
pub trait EnumType: for<'a> From<&'a str> + 'static {
    /// Whether it is also read from a number or a boolean, since the description lists such.
    const READS_OTHER_KINDS: bool = false;
    /// The value on the wire.
    fn value(&self) -> &str;
}

impl<T: EnumType> OpenEnum for T {
    #[inline]
    fn value(&self) -> &str {
        EnumType::value(self)
    }

    #[inline]
    fn set(&mut self, value: &str) {
        *self = value.into();
    }

    #[inline]
    fn reads_other_kinds(&self) -> bool {
        T::READS_OTHER_KINDS
    }
}

/// Makes an open enum of an enum: a value for each variant but the last, which keeps the others.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($type:ident { $($variant:ident: $value:literal),* $(,)? } $(, $reads:ident)?) => {
        impl $crate::wire::EnumType for $type {
            $(const READS_OTHER_KINDS: bool = $crate::wire::open_enum::$reads;)?

            #[inline]
            fn value(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Other(value) => value,
                }
            }
        }

        impl $type {
            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                $crate::wire::EnumType::value(self)
            }
        }

        impl ::core::convert::From<&str> for $type {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::Other(other.into()),
                }
            }
        }

        impl $crate::wire::Wire for $type {
            type Form = $crate::wire::open_enum::Form;
        }

        impl ::core::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                value.as_str().into()
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
                self.as_str() == other.as_str()
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

/// What is said of an enum that is also read from numbers and booleans.
#[allow(non_upper_case_globals, reason = "it is a word of the table")]
pub const or_other_kinds: bool = true;

/// The form of an [`OpenEnum`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: EnumType> super::Form<T> for Form {
    #[inline]
    fn blank() -> T {
        T::from("")
    }

    #[inline]
    fn view(value: &T) -> super::View<'_> {
        super::View::Text(EnumType::value(value))
    }

    #[inline]
    fn slot(value: &mut T) -> super::Slot<'_> {
        super::Slot::Enum(value)
    }
}
