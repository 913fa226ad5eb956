//! What generated code stands on to be read, written and checked.
//!
//! A generated type says *what* it looks like on the wire, in a table; *how* a
//! type of its form is read, written and checked lives here, once:
//!
//! | form | trait | the table holds |
//! |---|---|---|
//! | object | [`Record`] | members: name, presence, limits |
//! | string enum | [`OpenEnum`] | words |
//! | `"auto"` or a value | [`Sentinel`] | words, and the value's type |
//! | `oneOf`, `anyOf` | [`Union`] | arms: how each is recognised, limits |
//!
//! Everything that stands in a member, a list or an arm is [`Wire`]. The rules of
//! the house: what arrives is read forgivingly and nothing of it is lost; what
//! leaves is checked against every limit of the description, all violations at
//! once; an error of either kind names its place as a JSON Pointer (RFC 6901).
//!
//! This module is the contract between the generator and the runtime. It is
//! public for generated code; a person meets [`Extra`], [`DecodeError`],
//! [`Invalid`] and [`Violation`].

mod boxed;
mod collection;
mod entries;
mod extra;
mod fault;
pub(crate) mod file;
mod invalid;
mod limit;
mod member;
mod open_enum;
mod option;
mod parts;
mod pattern;
mod record;
mod required;
mod scalar;
mod sentinel;
mod union;

pub use self::entries::Entries;
pub use self::extra::{Closed, Extra, Rest};
pub use self::fault::DecodeError;
pub use self::file::File;
pub use self::invalid::{At, Invalid, Violation, validate};
pub use self::limit::{
    Limit, above, at_least, at_most, below, each, max_items, max_length, max_members, maximum,
    min_items, min_length, min_members, minimum, multiple_of, names, pattern, unique_items,
};
pub use self::member::{
    Literal, Member, Presence, constant, constant_boolean, constant_integer, optional, required,
};
pub use self::open_enum::OpenEnum;
pub use self::parts::{Both, Parts};
pub use self::record::{Record, Refs};
pub use self::required::{Given, Set, Unset};
pub use self::sentinel::{Sentinel, WordOr};
pub use self::union::{Arm, ArmVisitor, Kind, Union, any_tag, arm, tag};

// The one-line macros live at the crate root, as `macro_rules!` must; generated
// code calls them from here.
pub use crate::{
    __open_enum as open_enum, __record as record, __sentinel as sentinel, __union as union,
};

#[doc(hidden)]
pub mod forms {
    //! The functions that the one-line macros forward to.
    pub use super::open_enum::{
        check as check_nothing, read as read_open_enum, write as write_open_enum,
    };
    pub use super::record::{check as check_record, read as read_record, write as write_record};
    pub use super::sentinel::{
        check as check_sentinel, read as read_sentinel, write as write_sentinel,
    };
    pub use super::union::{check as check_union, read as read_union, write as write_union};
}

pub use serde::Deserializer;
use serde::Serializer;

/// A value that can stand on the wire: in a member, a list, a map or an arm.
///
/// The serde traits of generated types forward to this one; it differs from them
/// where JSON Schema differs from serde's data model: a missing member, a null,
/// an integer written `3.0`, limits.
pub trait Wire: Sized {
    /// Reads one JSON value.
    ///
    /// # Errors
    /// Says, at a JSON Pointer relative to this value, what was expected and what was found.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Writes one JSON value.
    ///
    /// # Errors
    /// Only those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Adds to `violations` every limit that the value, found at `at`, breaks.
    fn check(&self, limits: &[Limit], at: At<'_>, violations: &mut Vec<Violation>);

    /// What a missing member reads as; `None` where the member is needed.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether an optional member that holds this value is left out.
    fn is_absent(&self) -> bool {
        false
    }

    /// What a JSON null reads as, where that is more than "no value".
    fn null() -> Option<Self> {
        None
    }
}

/// Writes a value as JSON text.
///
/// # Errors
/// Where a map has a name that JSON cannot have, which no generated type does.
pub fn to_vec<T: Wire>(value: &T) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&scalar::AsSerialize(value))
}

/// Writes a value as a JSON tree.
///
/// # Errors
/// As [`to_vec`].
pub fn to_value<T: Wire>(value: &T) -> serde_json::Result<serde_json::Value> {
    serde_json::to_value(scalar::AsSerialize(value))
}
