//! The rows of a record's table.

use super::encoded_key::EncodedKey;
use super::{Limit, RawJson};

/// One property of an object: its name on the wire, its presence, its limits.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    pub(super) name: &'static str,
    encoded_key: Option<EncodedKey>,
    pub(super) presence: Presence,
    pub(super) limits: &'static [Limit],
}

/// Whether a property may be missing.
#[derive(Clone, Copy, Debug)]
pub enum Presence {
    /// Always written, with this one value; it has no field.
    Constant(Literal),
    /// Always written.
    Required,
    /// Written where its field holds something.
    Optional,
    /// Written where its field holds something, as it has to where it leaves.
    RequiredOnSend,
}

/// The value of a constant property.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    /// A string.
    Text(&'static str),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
}

/// A property with a single possible value, a string; constants come first in a table.
pub const fn constant(name: &'static str, value: &'static str) -> Property {
    property(name, Presence::Constant(Literal::Text(value)))
}

/// A property with a single possible value, an integer.
pub const fn constant_integer(name: &'static str, value: i64) -> Property {
    property(name, Presence::Constant(Literal::Integer(value)))
}

/// A property with a single possible value, a boolean.
pub const fn constant_boolean(name: &'static str, value: bool) -> Property {
    property(name, Presence::Constant(Literal::Boolean(value)))
}

/// A property that every object has.
pub const fn required(name: &'static str) -> Property {
    property(name, Presence::Required)
}

/// A property that may be missing.
pub const fn optional(name: &'static str) -> Property {
    property(name, Presence::Optional)
}

/// A property that may be missing where it arrives, and has to be there where it leaves.
pub const fn required_on_send(name: &'static str) -> Property {
    property(name, Presence::RequiredOnSend)
}

const fn property(name: &'static str, presence: Presence) -> Property {
    Property { name, encoded_key: EncodedKey::of(name), presence, limits: &[] }
}

impl Property {
    /// The property, whose name needs escapes in JSON text.
    pub const fn escaped(self) -> Self {
        Self { encoded_key: None, ..self }
    }

    /// The name on the wire.
    #[inline]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// How the property begins in JSON text, unless its name is too long or needs escapes.
    #[inline]
    pub const fn encoded_key(&self) -> Option<&EncodedKey> {
        self.encoded_key.as_ref()
    }

    /// The property with limits on its value.
    pub const fn limits(self, limits: &'static [Limit]) -> Self {
        Self { limits, ..self }
    }
}

impl Literal {
    pub(super) fn is(&self, value: &RawJson) -> bool {
        // What serde_json cannot hold is none of these.
        let Ok(value) = value.to_value() else { return false };
        match *self {
            Literal::Text(text) => value.as_str() == Some(text),
            Literal::Integer(integer) => {
                value.as_i64() == Some(integer) || value.as_f64() == Some(integer as f64)
            }
            Literal::Boolean(boolean) => value.as_bool() == Some(boolean),
        }
    }
}

impl serde::Serialize for Literal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Literal::Text(text) => serializer.serialize_str(text),
            Literal::Integer(integer) => serializer.serialize_i64(integer),
            Literal::Boolean(boolean) => serializer.serialize_bool(boolean),
        }
    }
}

impl std::fmt::Display for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Literal::Text(text) => write!(f, "{text:?}"),
            Literal::Integer(integer) => write!(f, "{integer}"),
            Literal::Boolean(boolean) => write!(f, "{boolean}"),
        }
    }
}
