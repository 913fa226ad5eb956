//! `oneOf` and `anyOf`: one of several types.

use std::any::Any;

use super::variant::Variants;
use super::{Slot, View};

/// One of several types.
///
/// A value whose tag is not of any variant, or whose JSON kind no variant has, is kept as
/// it came; a value that clearly means a variant and does not fit it is an error.
pub trait Union: Any {
    /// How the value of each variant is recognised.
    fn variants(&self) -> Variants;
    /// The number of the variant; beyond the last one, that which keeps any other value.
    fn variant(&self) -> usize;
    /// The value, lent.
    fn value(&self) -> View<'_>;
    /// Makes it a value of a variant, of which nothing is set.
    fn begin(&mut self, variant: usize);
    /// The value, lent to be filled in.
    fn value_slot(&mut self) -> Slot<'_>;
}

/// Makes a union of an enum: how each variant but the last, which keeps any other value, is
/// recognised.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($type:ident { $($variant:ident: $row:expr),* $(,)? }) => {
        const _: () = {
            enum Number { $($variant,)* Other }

            impl $crate::wire::Union for $type {
                #[inline]
                fn variants(&self) -> $crate::wire::Variants {
                    const VARIANTS: $crate::wire::Variants = {
                        #[allow(unused_imports, reason = "a union may have no variant")]
                        use $crate::wire::rows::*;
                        &[$($row),*]
                    };
                    VARIANTS
                }

                #[inline]
                fn variant(&self) -> usize {
                    (match self {
                        $(Self::$variant(_) => Number::$variant,)*
                        Self::Other(_) => Number::Other,
                    }) as usize
                }

                #[inline]
                fn value(&self) -> $crate::wire::View<'_> {
                    match self {
                        $(Self::$variant(value) => $crate::wire::view(value),)*
                        Self::Other(value) => $crate::wire::view(value),
                    }
                }

                #[inline]
                fn begin(&mut self, variant: usize) {
                    use $crate::wire::blank;
                    *self = $(if variant == Number::$variant as usize { Self::$variant(blank()) } else)* {
                        Self::Other(blank())
                    };
                }

                #[inline]
                fn value_slot(&mut self) -> $crate::wire::Slot<'_> {
                    match self {
                        $(Self::$variant(value) => $crate::wire::slot(value),)*
                        Self::Other(value) => $crate::wire::slot(value),
                    }
                }
            }
        };

        impl $crate::wire::Formed for $type {
            type Form = $crate::wire::union::Form;

            #[inline]
            fn blank() -> Self {
                Self::Other($crate::wire::blank())
            }
        }

        $crate::__value!($type);
        $crate::__serde!($type);
    };
}

/// The form of a [`Union`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: Union> super::Form<T> for Form {
    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Union(value)
    }

    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Union(value)
    }
}
