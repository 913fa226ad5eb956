//! The rows of a record's table.

use super::Limit;
use super::encoded_key::EncodedKey;
use super::short_eq::short_eq;

/// One property of an object: its name on the wire, its presence, its limits.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    pub(super) name: &'static str,
    encoded_key: Option<EncodedKey>,
    pub(super) presence: Presence,
    pub(super) null: Null,
    pub(super) limits: &'static [Limit],
}

/// What a null means for a property that may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Null {
    /// That it is missing.
    Missing,
    /// A null, which is remembered and goes back as one.
    Kept,
    /// A null, which is remembered and may not go back: the description allows it no more.
    Received,
}

impl Null {
    /// Whether it is remembered.
    #[inline]
    pub(super) fn is_kept(self) -> bool {
        self != Self::Missing
    }
}

/// A record's table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// What the type is called.
    pub(super) name: &'static str,
    properties: &'static [Property],
    constants: usize,
    pub(super) limits: &'static [Limit],
}

impl Table {
    /// The table of a type of this name and these properties, of which the constants come first.
    pub const fn new(name: &'static str, properties: &'static [Property]) -> Self {
        let mut constants = 0;
        while constants < properties.len()
            && matches!(properties[constants].presence, Presence::Constant(_))
        {
            constants += 1;
        }
        Self { name, properties, constants, limits: &[] }
    }

    /// The table, of an object that has limits itself: the number of its properties, and each
    /// undeclared one.
    pub const fn limits(self, limits: &'static [Limit]) -> Self {
        Self { limits, ..self }
    }

    /// All properties, the constants first.
    #[inline]
    pub(super) fn properties(&self) -> &'static [Property] {
        self.properties
    }

    /// The properties that have a single value.
    #[inline]
    pub(super) fn constants(&self) -> &'static [Property] {
        self.properties.get(..self.constants).unwrap_or_default()
    }

    /// The properties that have a field.
    #[inline]
    pub(super) fn declared(&self) -> &'static [Property] {
        self.properties.get(self.constants..).unwrap_or_default()
    }
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
    /// Has to be there where it leaves, and may be missing where it arrives: that is remembered, as
    /// its field always holds something, and counts until it holds more than a blank.
    PlainOnSend,
    /// Has to be there where it arrives, and is left out where it leaves while its field, which
    /// always holds something, holds a blank that did not arrive.
    PlainOnReceipt,
    /// Always written: with this value, where its field holds nothing.
    Otherwise(Literal),
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
pub const fn constant(key: &'static str, name: &'static str, value: &'static str) -> Property {
    property(key, name, Presence::Constant(Literal::Text(value)))
}

/// A property with a single possible value, an integer.
pub const fn constant_integer(key: &'static str, name: &'static str, value: i64) -> Property {
    property(key, name, Presence::Constant(Literal::Integer(value)))
}

/// A property with a single possible value, a boolean.
pub const fn constant_boolean(key: &'static str, name: &'static str, value: bool) -> Property {
    property(key, name, Presence::Constant(Literal::Boolean(value)))
}

/// A property that every object has.
pub const fn required(key: &'static str, name: &'static str) -> Property {
    property(key, name, Presence::Required)
}

/// A property that may be missing.
pub const fn optional(key: &'static str, name: &'static str) -> Property {
    property(key, name, Presence::Optional)
}

/// A property that may be missing where it arrives, and has to be there where it leaves.
pub const fn required_on_send(key: &'static str, name: &'static str) -> Property {
    property(key, name, Presence::RequiredOnSend)
}

/// A property that may be missing where it arrives, and has to be there where it leaves, in a field
/// that always has a value.
pub const fn plain_on_send(key: &'static str, name: &'static str) -> Property {
    property(key, name, Presence::PlainOnSend)
}

/// A property that has to be there where it arrives, and may be missing where it leaves, in a field
/// that always has a value.
pub const fn plain_on_receipt(key: &'static str, name: &'static str) -> Property {
    property(key, name, Presence::PlainOnReceipt)
}

const fn property(key: &'static str, name: &'static str, presence: Presence) -> Property {
    let encoded_key = EncodedKey::of(key, name);
    Property { name, encoded_key, presence, null: Null::Missing, limits: &[] }
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

    /// The property, which may be null as well as missing.
    pub const fn nullable(self) -> Self {
        Self { null: Null::Kept, ..self }
    }

    /// The property, of which a null is kept where it arrives and refused where it leaves.
    pub const fn null_received(self) -> Self {
        Self { null: Null::Received, ..self }
    }

    /// The property, which is this string where its field holds nothing.
    pub const fn otherwise(self, text: &'static str) -> Self {
        Self { presence: Presence::Otherwise(Literal::Text(text)), ..self }
    }

    /// The property, which is this integer where its field holds nothing.
    pub const fn otherwise_integer(self, integer: i64) -> Self {
        Self { presence: Presence::Otherwise(Literal::Integer(integer)), ..self }
    }

    /// The property, which is this boolean where its field holds nothing.
    pub const fn otherwise_boolean(self, boolean: bool) -> Self {
        Self { presence: Presence::Otherwise(Literal::Boolean(boolean)), ..self }
    }

    /// What is remembered beside its field once it has arrived, as a null or not.
    #[inline]
    pub(super) fn remembered(&self, is_null: bool) -> Option<bool> {
        match self.presence {
            // That it is missing.
            Presence::PlainOnSend => Some(false),
            // That it is there.
            Presence::PlainOnReceipt => Some(true),
            _ => self.null.is_kept().then_some(is_null),
        }
    }

    /// Whether it is a constant whose value is this JSON text.
    pub(super) fn is_always(&self, json: &str) -> bool {
        matches!(&self.presence, Presence::Constant(literal) if literal.is(json))
    }

    /// The property with limits on its value.
    pub const fn limits(self, limits: &'static [Limit]) -> Self {
        Self { limits, ..self }
    }
}

impl Presence {
    /// Whether the property has to be there where it arrives.
    #[inline]
    pub(super) fn is_required(&self) -> bool {
        matches!(self, Presence::Required | Presence::PlainOnReceipt)
    }
}

impl Literal {
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Literal::Text(_))
    }

    /// Whether a JSON text, without white space around it, is this value.
    pub(super) fn is(&self, json: &str) -> bool {
        match *self {
            Literal::Text(text) => {
                let quoted = json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
                match quoted {
                    // A backslash stands for something else.
                    Some(quoted) if short_eq(quoted, text) => !text.contains('\\'),
                    Some(quoted) if quoted.contains('\\') => {
                        serde_json::from_str::<String>(json).is_ok_and(|value| value == text)
                    }
                    _ => false,
                }
            }
            Literal::Integer(integer) => {
                json.parse() == Ok(integer) || json.parse() == Ok(integer as f64)
            }
            Literal::Boolean(boolean) => json == if boolean { "true" } else { "false" },
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
