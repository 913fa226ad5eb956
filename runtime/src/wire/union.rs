//! `oneOf` and `anyOf`: one of several types.

use std::any::Any;

use super::variant::Variants;
use super::{Slot, View};

/// One of several types, whatever they are.
///
/// A value whose tag is not of any variant, or whose JSON kind no variant has, is kept as
/// it came; a value that clearly means a variant and does not fit it is an error.
pub trait Union: Any {
    /// How the value of each variant is recognised.
    fn variants(&self) -> Variants;
    /// The number of the variant, and the value, lent; beyond the last number stands that which
    /// keeps any other value.
    fn variant(&self) -> (usize, View<'_>);
    /// Makes it a value of a variant, of which nothing is set, and lends that to be filled in.
    fn begin(&mut self, variant: usize) -> Slot<'_>;
    /// A value of the same type that no variant has.
    fn another(&self) -> Box<dyn Union>;
}

/// What a type says of itself to be a [`Union`].
pub trait UnionType: Sized + 'static {
    /// How the value of each variant is recognised.
    const VARIANTS: Variants;
    /// The value that no variant has.
    fn blank() -> Self;
    /// The number of the variant, and the value, lent.
    fn variant(&self) -> (usize, View<'_>);
    /// Makes it a value of a variant, of which nothing is set, and lends that to be filled in.
    fn begin(&mut self, variant: usize) -> Slot<'_>;
}

impl<T: UnionType> Union for T {
    #[inline]
    fn variants(&self) -> Variants {
        T::VARIANTS
    }

    #[inline]
    fn variant(&self) -> (usize, View<'_>) {
        UnionType::variant(self)
    }

    #[inline]
    fn begin(&mut self, variant: usize) -> Slot<'_> {
        UnionType::begin(self, variant)
    }

    #[inline]
    fn another(&self) -> Box<dyn Union> {
        Box::new(T::blank())
    }
}

/// Makes a union of an enum: how each variant but the last, which keeps any other value, is
/// recognised.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($type:ident { $(
        $variant:ident $(as $how:ident($blank:expr))?:
            $matcher:ident($($is:expr),* $(,)?) $(.$with:ident($($what:expr),* $(,)?))*
    ),* $(,)? }) => {
        const _: () = {
            enum Number { $($variant,)* Other }

            impl $crate::wire::UnionType for $type {
                const VARIANTS: $crate::wire::Variants = {
                    #[allow(unused_imports, reason = "a union may have no variant")]
                    use $crate::wire::rows::*;
                    &[$($crate::wire::Variant {
                        matcher: $matcher($($is),*),
                        ..$crate::wire::Variant::PLAIN
                    } $(.$with($($what),*))*),*]
                };

                #[inline]
                fn blank() -> Self {
                    Self::Other($crate::wire::blank())
                }

                #[inline]
                fn variant(&self) -> (usize, $crate::wire::View<'_>) {
                    match self {
                        $(Self::$variant(value) => {
                            (Number::$variant as usize, $crate::wire::$($how::)?view(value))
                        })*
                        Self::Other(value) => (Number::Other as usize, $crate::wire::view(value)),
                    }
                }

                #[inline]
                fn begin(&mut self, variant: usize) -> $crate::wire::Slot<'_> {
                    *self = $(if variant == Number::$variant as usize {
                        Self::$variant($crate::wire::$($how::)?blank($($blank)?))
                    } else)* {
                        Self::Other($crate::wire::blank())
                    };
                    match self {
                        $(Self::$variant(value) => $crate::wire::$($how::)?slot(value),)*
                        Self::Other(value) => $crate::wire::slot(value),
                    }
                }
            }
        };

        impl $crate::wire::Wire for $type {
            type Form = $crate::wire::union::Form;
        }

        $crate::__value!($type);
        $crate::__serde!($type);
    };
}

/// The form of a [`Union`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: UnionType> super::Form<T> for Form {
    #[inline]
    fn blank() -> T {
        T::blank()
    }

    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Union(value)
    }

    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Union(value)
    }
}
