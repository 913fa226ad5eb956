//! What generated code stands on to be read, written and checked.
//!
//! A generated type says *what* it looks like on the wire, in a table, and lends its fields; *how*
//! values are read, written and checked lives here, once for all types:
//!
//! | form | trait | the table holds |
//! |---|---|---|
//! | object | [`Record`] | properties: name, presence, limits |
//! | string enum | [`OpenEnum`] | values |
//! | integer enum | [`IntegerEnum`] | values |
//! | `"auto"` or a value | [`KeywordOrValue`] | keywords, and the value's type |
//! | `prefixItems` | [`List`] | nothing: the type says all |
//! | `oneOf`, `anyOf` | [`Union`] | variants: how each is recognised, limits |
//!
//! Whatever its type, a value is lent as a [`View`] to be looked at or as a [`Slot`] to be filled
//! in; [`Wire`] is what can be lent so, that is everything that stands in a property, a list or a
//! variant. The rules: what arrives is read forgivingly and nothing of it is lost; what leaves is
//! checked against every limit of the description, all violations at once; an error of either
//! kind names its place as a JSON Pointer (RFC 6901).
//!
//! This module is the contract between the generator and the runtime, hidden from
//! documentation. It is public for generated code; a person meets [`Extra`], [`RawJson`],
//! [`File`], [`DecodeError`], [`Invalid`], [`Violation`], [`Wire`], [`Set`], [`Unset`], [`Fits`],
//! [`KeywordOr`]
//! and [`Integer`] at the root of the crate.

mod boxed;
mod budget;
mod builder;
mod by_names;
pub(crate) mod check;
mod choose;
#[doc(hidden)]
pub mod closed_enum;
mod contract;
mod copy;
mod custom_type;
mod decode_error;
mod encoded_key;
mod extra;
pub(crate) mod file;
mod fits;
mod foreign;
mod holds;
#[doc(hidden)]
pub mod integer_enum;
mod invalid;
mod judge;
mod keeps;
#[doc(hidden)]
pub mod keyword_or_value;
mod limit;
mod list;
mod map;
mod misread;
mod named;
mod nulls;
mod number;
#[doc(hidden)]
pub mod open_enum;
mod option;
mod property;
mod raw_json;
pub(crate) mod read;
mod reading;
#[doc(hidden)]
pub mod record;
mod regular;
mod same;
mod scalar;
mod short_eq;
mod show;
#[cfg(test)]
#[allow(dead_code, unreachable_pub, reason = "tables write methods for whoever may want them")]
mod tests;
mod transcode;
mod tuple;
#[doc(hidden)]
pub mod union;
mod variant;
mod view;
pub(crate) mod visit;
pub(crate) mod write;

pub use self::budget::{DecodeBudget, count_steps};
pub use self::builder::{Set, Unset, boxed, into, shared, show_builder, some, value};
pub use self::closed_enum::{ClosedEnum, ClosedEnumType, closed_from_str};
pub use self::contract::CONTRACT;
pub use self::copy::cloned;
pub use self::custom_type::{
    Custom, CustomType, OptionalCustom, Own, custom, optional_custom, own,
};
pub use self::decode_error::DecodeError;
pub use self::extra::Extra;
pub use self::file::File;
#[cfg(feature = "operations")]
pub(crate) use self::fits::view_of;
pub use self::fits::{
    Fits, Integer, KeywordOr, fits, fitting_list, fitting_map, integer, keyword_or,
};
pub use self::foreign::{deserialize, serialize};
pub use self::integer_enum::{IntegerEnum, IntegerEnumType};
#[cfg(feature = "operations")]
pub(crate) use self::invalid::pointer;
pub use self::invalid::{At, Invalid, Violation, validate};
pub use self::keyword_or_value::KeywordOrValue;
pub use self::limit::Limit::{
    Above as above, AnyOf as any_of, AtLeast as at_least, AtMost as at_most, Below as below,
    Contains as contains, Each as each, HasProperties as has_properties, Items as items,
    Kind as kind, Matching as matching, MaxItems as max_items, MaxLength as max_length,
    MaxProperties as max_properties, Maximum as maximum, MinItems as min_items,
    MinLength as min_length, MinProperties as min_properties, Minimum as minimum,
    MultipleOf as multiple_of, Names as names, Not as not, OneOf as one_of, Pattern as pattern,
    Requires as requires, Unmatched as unmatched,
};
pub use self::limit::{Limit, unique_items};
pub use self::list::{List, list};
pub use self::map::{Map, map};
pub use self::named::set_property;
pub use self::nulls::{Nulls, forget_null, is_null, set_null};
pub use self::open_enum::{EnumType, OpenEnum};
pub use self::option::Optional;
pub use self::property::{KeyText, Literal, Null, Presence, Property, Row, Rule, Table};
pub use self::raw_json::RawJson;
pub use self::record::{Fill, Look, Record, RecordType};
pub use self::same::is_same;
pub use self::show::show;
pub use self::tuple::{Items, Rest, Tuple};
pub use self::union::{Union, UnionType};
pub use self::variant::{Matcher, Tag, TagPresence, ValueType, Variant, Variants};
pub use self::view::{Slot, View};

/// What the rows of tables are written with.
pub mod rows {
    pub use super::property::Literal::{
        Boolean as constant_boolean, Integer as constant_integer, Text as constant,
    };
    pub use super::property::words::*;
    pub use super::variant::Matcher::{AnyTag as any_tag, Kinds as variant, Tag as tag};
    pub use super::variant::ValueType::{
        self, Array, Boolean, Integer, Null, Number, Object, String,
    };
    pub use super::{
        above, any_of, at_least, at_most, below, contains, each, has_properties, items, kind,
        matching, max_items, max_length, max_properties, maximum, min_items, min_length,
        min_properties, minimum, multiple_of, names, not, one_of, pattern, requires, unique_items,
        unmatched,
    };
}

// The one-line macros live at the crate root, as `macro_rules!` must; generated
// code calls them from here.
pub use crate::{
    __builder as builder, __closed_enum as closed_enum, __contract as contract,
    __conversions as conversions, __integer_enum as integer_enum,
    __keyword_or_value as keyword_or_value, __open_enum as open_enum,
    __optional as optional_setters, __record as record, __union as union,
};

use std::fmt::Debug;

/// Forwards the traits of a value to the engine: it can be cloned, compared and shown.
///
/// Derived, they would say the same and be most of what a large API costs to compile.
#[doc(hidden)]
#[macro_export]
macro_rules! __value {
    ($type:ident) => {
        impl ::core::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                $crate::wire::cloned(self)
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::wire::is_same(self, other)
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::show(self, f)
            }
        }
    };
}

/// A value that can stand on the wire: in a property, a list, a map or a variant.
///
/// Every generated type is one, and what its fields hold; it is a bound to ask for where any of
/// them will do, as [`json::from_slice`](crate::json::from_slice) does. What it takes to be one
/// is between the generator and this crate, and not for others to call or to implement.
///
/// The serde traits of generated types forward to this one; it differs from them
/// where JSON Schema differs from serde's data model: a missing property, a null,
/// an integer written `3.0`, limits.
///
/// ```
/// use specwright::{DecodeError, Wire, json};
///
/// /// The items of a file, whatever they are.
/// fn items<T: Wire>(text: &str) -> Result<Vec<T>, DecodeError> {
///     json::from_str(text)
/// }
/// assert_eq!(items::<i64>("[1, 2.0]")?, [1, 2]);
/// # Ok::<(), DecodeError>(())
/// ```
pub trait Wire: Clone + Debug + PartialEq + 'static {
    /// Its form: it is lent like all types of it.
    #[doc(hidden)]
    type Form: Form<Self>;

    /// The value of which nothing is set: what a builder begins with, and what is filled in where
    /// a value arrives.
    #[doc(hidden)]
    #[inline]
    fn blank() -> Self {
        Self::Form::blank()
    }

    /// Lends the value to be looked at.
    #[doc(hidden)]
    #[inline]
    fn view(&self) -> View<'_> {
        Self::Form::view(self)
    }

    /// Lends the value to be filled in.
    #[doc(hidden)]
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Self::Form::slot(self)
    }
}

/// How the types of a form are lent.
///
/// A form is named by each of its types, and not found out from what else a type is: so the
/// compiler, which asks of each field whether it is [`Wire`], has nothing to prove behind that.
pub trait Form<T> {
    /// The value of which nothing is set.
    fn blank() -> T;

    /// Lends the value to be looked at.
    fn view(value: &T) -> View<'_>;

    /// Lends the value to be filled in.
    fn slot(value: &mut T) -> Slot<'_>;

    /// What a JSON null reads as, where that is more than "no value".
    #[inline]
    fn null() -> Option<T> {
        None
    }

    /// Lends an option of such a value to be filled in.
    #[inline]
    fn optional(option: &mut Option<T>) -> Slot<'_>
    where
        T: Wire,
    {
        Slot::Optional(option)
    }
}

/// The value of which nothing is set.
#[inline]
pub fn blank<T: Wire>() -> T {
    T::blank()
}

/// Lends a value to be looked at.
#[inline]
pub fn view<T: Wire>(value: &T) -> View<'_> {
    value.view()
}

/// Lends a value to be filled in.
#[inline]
pub fn slot<T: Wire>(value: &mut T) -> Slot<'_> {
    value.slot()
}
