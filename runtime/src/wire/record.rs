//! Objects with described properties.

use std::any::Any;

use super::property::Table;
use super::{Slot, View};

/// An object, whatever its type: a table of its properties, and its fields, lent.
pub trait Record: Any {
    /// The properties.
    fn table(&self) -> &'static Table;
    /// Lends the fields to be looked at.
    fn views(&self, look: &mut dyn FnMut(&[View<'_>]));
    /// Lends the fields to be filled in.
    fn slots(&mut self, fill: &mut dyn FnMut(&mut [Slot<'_>]));
}

/// What a type says of itself to be a [`Record`].
///
/// The fields come in the table's order, constants being without one; behind them come what
/// keeps the undeclared properties ([`Extra`](super::Extra) or a map) and what keeps explicit nulls
/// ([`Nulls`](super::Nulls)), where the record has them.
pub trait RecordType: Sized + 'static {
    /// The properties.
    const TABLE: &'static Table;
    /// The value of which nothing is set.
    fn blank() -> Self;
    /// Lends the fields to be looked at.
    fn views(&self, look: Look<'_>);
    /// Lends the fields to be filled in.
    fn slots(&mut self, fill: Fill<'_>);
}

/// Who looks at the fields of a record.
///
/// It is a type, and not the function itself, since each body that calls the latter has the compiler
/// prove that it can be called.
pub struct Look<'a>(&'a mut dyn FnMut(&[View<'_>]));

impl Look<'_> {
    /// Shows the fields.
    #[inline]
    pub fn at(self, views: &[View<'_>]) {
        (self.0)(views);
    }
}

/// Who fills in the fields of a record: a type as [`Look`] is.
pub struct Fill<'a>(&'a mut dyn FnMut(&mut [Slot<'_>]));

impl Fill<'_> {
    /// Hands over the fields.
    #[inline]
    pub fn into(self, slots: &mut [Slot<'_>]) {
        (self.0)(slots);
    }
}

impl<T: RecordType> Record for T {
    #[inline]
    fn table(&self) -> &'static Table {
        T::TABLE
    }

    #[inline]
    fn views(&self, look: &mut dyn FnMut(&[View<'_>])) {
        RecordType::views(self, Look(look));
    }

    #[inline]
    fn slots(&mut self, fill: &mut dyn FnMut(&mut [Slot<'_>])) {
        RecordType::slots(self, Fill(fill));
    }
}

/// Makes a record of a struct: a row of the table for each field, and behind two dots what keeps
/// the undeclared properties. A field `as custom` is of a type of the user's, and says what stands in
/// it before there is a value.
///
/// A large API has thousands of these, so the expansion is what its compiler can do quickest: paths
/// instead of `use`, which is resolved in each block again, but for the words of limits, and how a
/// property begins in JSON text as a literal, which nobody has to evaluate.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    (
        $(@$ended:ident)? $type:ident {
            $(
                _: $constant:ident($fixed:literal, $value:expr $(,)?)
                    $(.$escaped:ident())?,
            )*
            $(
                $field:ident $(as $how:ident($blank:expr))?:
                    $row:ident($name:literal $(,)?) $(.$with:ident($($what:expr),* $(,)?))*,
            )*
            $(..$rest:ident),* $(,)?
        } $(, limits($limits:expr))?
    ) => {
        impl $crate::wire::RecordType for $type {
            const TABLE: &'static $crate::wire::Table = &$crate::wire::Table::new(
                ::core::stringify!($type),
                &[
                    $($crate::wire::Property {
                        // Behind it, what begins a string, and blanks up to a length that is
                        // copied at once.
                        lead: ::core::concat!(",\"", $fixed, "\":\"                           "),
                        name: $fixed,
                        row: $crate::wire::Row {
                            literal: ::core::option::Option::Some(
                                $crate::wire::rows::$constant($value),
                            ),
                            ..$crate::wire::Row::CONSTANT $(.$escaped())?
                        },
                    },)*
                    $($crate::wire::Property {
                        lead: ::core::concat!(",\"", $name, "\":\"                           "),
                        name: $name,
                        row: $crate::wire::rows::$row
                            $(.$with($($crate::__row_words!($what)),*))*,
                    },)*
                ],
            ) $(.limits($crate::__row_words!($limits)))?;

            #[inline]
            fn blank() -> Self {
                Self {
                    $($field: $crate::wire::$($how::)?blank($($blank)?),)*
                    $($rest: $crate::wire::blank(),)*
                }
            }

            #[inline]
            fn views(&self, look: $crate::wire::Look<'_>) {
                look.at(&[
                    $($crate::wire::$($how::)?view(&self.$field),)*
                    $($crate::wire::view(&self.$rest),)*
                ]);
            }

            #[inline]
            fn slots(&mut self, fill: $crate::wire::Fill<'_>) {
                fill.into(&mut [
                    $($crate::wire::$($how::)?slot(&mut self.$field),)*
                    $($crate::wire::slot(&mut self.$rest),)*
                ]);
            }
        }

        impl $crate::wire::Wire for $type {
            type Form = $crate::wire::record::Form;
        }

        $crate::__value!($type);
        $crate::__serde!($type);
    };
    ($type:ident { $($rows:tt)* } $(, limits($limits:expr))?, nullable) => {
        $crate::__record!($type { $($rows)* } $(, limits($limits))?);
        $crate::__nulls!($type);
    };
    // Rows on one line end without a comma.
    ($type:ident { $($rows:tt)+ } $($more:tt)*) => {
        $crate::__record!(@ended $type { $($rows)+, } $($more)*);
    };
}

/// An argument of a row, in which the words that limits are written with are known.
#[doc(hidden)]
#[macro_export]
macro_rules! __row_words {
    ($what:expr) => {{
        #[allow(unused_imports, reason = "a constant has none")]
        use $crate::wire::rows::*;
        $what
    }};
}

/// The two methods that look at explicit nulls.
#[doc(hidden)]
#[macro_export]
macro_rules! __nulls {
    ($type:ident) => {
        impl $type {
            /// Whether a property that may be missing, by its name in JSON, is null instead.
            #[inline]
            pub fn is_null(&self, property: &str) -> bool {
                $crate::wire::is_null(self, property)
            }

            /// Makes a property that may be missing, by its name in JSON, null instead; says
            /// whether there is one that can be.
            #[inline]
            pub fn set_null(&mut self, property: &str) -> bool {
                $crate::wire::set_null(self, property)
            }
        }
    };
}

/// The form of a [`Record`].
#[derive(Clone, Copy, Debug)]
pub enum Form {}

impl<T: RecordType> super::Form<T> for Form {
    #[inline]
    fn blank() -> T {
        T::blank()
    }

    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Record(value)
    }

    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Record(value)
    }
}
