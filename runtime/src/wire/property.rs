//! The rows of a record's table.

use super::Limit;
use super::encoded_key::EncodedKey;
use super::short_eq::short_eq;

/// One property of an object: how it begins in JSON text, unless that is an escaped name; its name
/// on the wire; and its row.
///
/// Whatever is the same in many tables is no call: a call in a constant is what its compiler has to
/// evaluate, and to prove that what comes of it has no interior mutability.
#[derive(Clone, Copy, Debug)]
pub struct Property(pub &'static str, pub &'static str, pub Row);

/// What holds for a property.
#[derive(Clone, Copy, Debug)]
#[repr(u8)] // Which it is, is asked of each property of each object, and stands in a byte of its own.
pub enum Row {
    /// Every object has it.
    Required,
    /// It may be missing.
    Optional,
    /// It may be null as well as missing.
    Nullable,
    /// It may be missing where it arrives, and has to be there where it leaves.
    RequiredOnSend,
    /// The same in a field that always has a value.
    PlainOnSend,
    /// It has to be there where it arrives, and may be missing where it leaves, in a field that
    /// always has a value.
    PlainOnReceipt,
    /// It has a single possible value; constants come first in a table.
    Constant(Literal),
    /// Any of these, and more.
    Rules(Rules),
}

/// All that may hold for a property.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    presence: Presence,
    null: Null,
    key: KeyText,
    limits: &'static [Limit],
}

/// How a name stands in JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeyText {
    AsItIs,
    Escaped,
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
            && matches!(
                properties[constants].2,
                Row::Constant(_) | Row::Rules(Rules { presence: Presence::Constant(_), .. })
            )
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

impl Row {
    #[inline]
    const fn presence(self) -> Presence {
        match self {
            Self::Required => Presence::Required,
            Self::Optional | Self::Nullable => Presence::Optional,
            Self::RequiredOnSend => Presence::RequiredOnSend,
            Self::PlainOnSend => Presence::PlainOnSend,
            Self::PlainOnReceipt => Presence::PlainOnReceipt,
            Self::Constant(literal) => Presence::Constant(literal),
            Self::Rules(rules) => rules.presence,
        }
    }

    const fn rules(self) -> Rules {
        if let Self::Rules(rules) = self {
            return rules;
        }
        let null = if matches!(self, Self::Nullable) { Null::Kept } else { Null::Missing };
        Rules { presence: self.presence(), null, key: KeyText::AsItIs, limits: &[] }
    }

    /// The row of a property whose name needs escapes in JSON text.
    pub const fn escaped(self) -> Self {
        Self::Rules(Rules { key: KeyText::Escaped, ..self.rules() })
    }

    /// The row of a property that may be null as well as missing.
    pub const fn nullable(self) -> Self {
        Self::Rules(Rules { null: Null::Kept, ..self.rules() })
    }

    /// The row of a property of which a null is kept where it arrives and refused where it leaves.
    pub const fn null_received(self) -> Self {
        Self::Rules(Rules { null: Null::Received, ..self.rules() })
    }

    /// The row of a property that is this string where its field holds nothing.
    pub const fn otherwise(self, text: &'static str) -> Self {
        self.or(Literal::Text(text))
    }

    /// The row of a property that is this integer where its field holds nothing.
    pub const fn otherwise_integer(self, integer: i64) -> Self {
        self.or(Literal::Integer(integer))
    }

    /// The row of a property that is this boolean where its field holds nothing.
    pub const fn otherwise_boolean(self, boolean: bool) -> Self {
        self.or(Literal::Boolean(boolean))
    }

    const fn or(self, literal: Literal) -> Self {
        Self::Rules(Rules { presence: Presence::Otherwise(literal), ..self.rules() })
    }

    /// The row with limits on the property's value.
    pub const fn limits(self, limits: &'static [Limit]) -> Self {
        Self::Rules(Rules { limits, ..self.rules() })
    }
}

impl Property {
    /// The name on the wire.
    #[inline]
    pub const fn name(&self) -> &'static str {
        self.1
    }

    /// How the property begins in JSON text, unless its name is too long or needs escapes.
    #[inline]
    pub fn encoded_key(&self) -> Option<EncodedKey> {
        match self.2 {
            Row::Rules(Rules { key: KeyText::Escaped, .. }) => None,
            _ => EncodedKey::of(self.0, self.1),
        }
    }

    /// Whether it may be missing.
    #[inline]
    pub(super) fn presence(&self) -> Presence {
        self.2.presence()
    }

    /// Whether its field may always hold something, so that it is remembered beside it that the
    /// property has no value: few do, and all are asked.
    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        match self.2 {
            Row::PlainOnSend | Row::PlainOnReceipt => true,
            Row::Rules(rules) => !matches!(rules.presence, Presence::Optional),
            _ => false,
        }
    }

    /// What a null means.
    #[inline]
    pub(super) fn null(&self) -> Null {
        match self.2 {
            Row::Nullable => Null::Kept,
            Row::Rules(rules) => rules.null,
            _ => Null::Missing,
        }
    }

    /// The limits on its value.
    #[inline]
    pub(super) fn limits(&self) -> &'static [Limit] {
        match self.2 {
            Row::Rules(rules) => rules.limits,
            _ => &[],
        }
    }

    /// The one value that it has.
    #[inline]
    pub(super) fn constant(&self) -> Option<Literal> {
        match self.2 {
            Row::Constant(literal)
            | Row::Rules(Rules { presence: Presence::Constant(literal), .. }) => Some(literal),
            _ => None,
        }
    }

    /// What is remembered beside its field once it has arrived, as a null or not.
    #[inline]
    pub(super) fn remembered(&self, is_null: bool) -> Option<bool> {
        let (presence, null) = match self.2 {
            Row::Required | Row::Optional | Row::RequiredOnSend | Row::Constant(_) => return None,
            _ => (self.presence(), self.null()),
        };
        match presence {
            // That it is missing.
            Presence::PlainOnSend => Some(false),
            // That it is there.
            Presence::PlainOnReceipt => Some(true),
            _ => null.is_kept().then_some(is_null),
        }
    }

    /// Whether it is a constant whose value is this JSON text.
    pub(super) fn is_always(&self, json: &str) -> bool {
        self.constant().is_some_and(|literal| literal.is(json))
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
