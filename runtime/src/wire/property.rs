//! The rows of a record's table.

use super::Limit;
use super::encoded_key::EncodedKey;
use super::short_eq::short_eq;

/// One property of an object: how it begins in JSON text, unless its name needs escapes; its name on
/// the wire; and its row.
///
/// Whatever is the same in many tables is no call: a call in a constant is what its compiler has to
/// evaluate, and to prove that what comes of it has no interior mutability.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "said above")]
pub struct Property {
    pub lead: &'static str,
    pub name: &'static str,
    pub row: Row,
}

/// What holds for a property.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each is explained by its type")]
pub struct Row {
    pub rule: Rule,
    pub key: KeyText,
    /// The value of a constant, or what is written where the field holds nothing.
    pub literal: Option<Literal>,
    pub limits: &'static [Limit],
}

/// What is asked of each property of each object, and so all in one.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Whether the property may be missing.
    pub(super) presence: Presence,
    /// What a null means.
    pub(super) null: Null,
    /// Whether its field holds something where the property has no value, so that this is remembered
    /// beside it.
    pub(super) always_holds: bool,
}

/// How a name stands in JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum KeyText {
    AsItIs,
    Escaped,
}

/// What a null means for a property that may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Null {
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
    declared: &'static [Property],
    pub(super) limits: &'static [Limit],
}

impl Table {
    /// The table of a type of this name and these properties, of which the constants come first.
    pub const fn new(name: &'static str, properties: &'static [Property]) -> Self {
        let mut declared = properties;
        while let [
            Property { row: Row { rule: Rule { presence: Presence::Constant, .. }, .. }, .. },
            behind @ ..,
        ] = declared
        {
            declared = behind;
        }
        Self { name, properties, declared, limits: &[] }
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
        self.properties.get(..self.constant_count()).unwrap_or_default()
    }

    /// How many there are of them.
    #[inline]
    pub(super) fn constant_count(&self) -> usize {
        self.properties.len() - self.declared.len()
    }

    /// The properties that have a field.
    #[inline]
    pub(super) fn declared(&self) -> &'static [Property] {
        self.declared
    }
}

/// Whether a property may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always written, with one value; it has no field.
    Constant,
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
    /// Always written: with one value, where its field holds nothing.
    Otherwise,
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
    /// It has a single possible value, which is to be added; constants come first in a table.
    pub const CONSTANT: Self = Self::of(Presence::Constant, Null::Missing);

    const fn of(presence: Presence, null: Null) -> Self {
        let rule = Rule::of(presence, null);
        Self { rule, key: KeyText::AsItIs, literal: None, limits: &[] }
    }

    /// The row of a property whose name needs escapes in JSON text.
    pub const fn escaped(self) -> Self {
        Self { key: KeyText::Escaped, ..self }
    }

    /// The row of a property that may be null as well as missing.
    pub const fn nullable(self) -> Self {
        self.with_null(Null::Kept)
    }

    /// The row of a property of which a null is kept where it arrives and refused where it leaves.
    pub const fn null_received(self) -> Self {
        self.with_null(Null::Received)
    }

    const fn with_null(self, null: Null) -> Self {
        Self { rule: Rule::of(self.rule.presence, null), ..self }
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
        let rule = Rule::of(Presence::Otherwise, self.rule.null);
        Self { rule, literal: Some(literal), ..self }
    }

    /// The row with limits on the property's value.
    pub const fn limits(self, limits: &'static [Limit]) -> Self {
        Self { limits, ..self }
    }
}

/// The rows that tables are written with.
#[allow(non_upper_case_globals, reason = "they are words of the tables")]
pub(super) mod words {
    use super::{Null, Presence, Row};

    /// Every object has it.
    pub const required: Row = Row::of(Presence::Required, Null::Missing);
    /// It may be missing.
    pub const optional: Row = Row::of(Presence::Optional, Null::Missing);
    /// It may be null as well as missing.
    pub const nullable: Row = Row::of(Presence::Optional, Null::Kept);
    /// It may be missing where it arrives, and has to be there where it leaves.
    pub const required_on_send: Row = Row::of(Presence::RequiredOnSend, Null::Missing);
    /// The same in a field that always has a value.
    pub const plain_on_send: Row = Row::of(Presence::PlainOnSend, Null::Missing);
    /// It has to be there where it arrives, and may be missing where it leaves, in a field that
    /// always has a value.
    pub const plain_on_receipt: Row = Row::of(Presence::PlainOnReceipt, Null::Missing);
}

impl Property {
    /// The name on the wire.
    #[inline]
    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    /// How the property begins in JSON text, unless its name is too long or needs escapes.
    #[inline]
    pub(super) fn encoded_key(&self) -> Option<EncodedKey> {
        match self.row.key {
            KeyText::Escaped => None,
            KeyText::AsItIs => EncodedKey::of(self.lead),
        }
    }

    /// Whether it may be missing, and what a null means.
    #[inline]
    pub(super) const fn rule(&self) -> Rule {
        self.row.rule
    }

    /// The limits on its value.
    #[inline]
    pub(super) fn limits(&self) -> &'static [Limit] {
        self.row.limits
    }

    /// The one value that it has, or that stands for a field that holds nothing.
    #[inline]
    pub(super) const fn literal(&self) -> Option<Literal> {
        self.row.literal
    }

    /// The one value that it has.
    #[inline]
    pub(super) fn constant(&self) -> Option<Literal> {
        self.literal().filter(|_| self.rule().presence == Presence::Constant)
    }

    /// Whether it is a constant whose value is this JSON text.
    pub(super) fn is_always(&self, json: &str) -> bool {
        self.constant().is_some_and(|literal| literal.is(json))
    }
}

impl Rule {
    const fn of(presence: Presence, null: Null) -> Self {
        let always_holds = match presence {
            Presence::Required => !matches!(null, Null::Missing),
            Presence::PlainOnSend | Presence::PlainOnReceipt => true,
            _ => false,
        };
        Self { presence, null, always_holds }
    }

    /// Whether the property has to be there where it arrives.
    #[inline]
    pub(super) fn is_required(self) -> bool {
        matches!(self.presence, Presence::Required | Presence::PlainOnReceipt)
    }

    /// What is remembered beside the property's field once it has arrived, as a null or not.
    #[inline]
    pub(super) fn remembered(self, is_null: bool) -> Option<bool> {
        match self.presence {
            // That it is missing.
            Presence::PlainOnSend => Some(false),
            // That it is there.
            Presence::PlainOnReceipt => Some(true),
            _ => self.null.is_kept().then_some(is_null),
        }
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
