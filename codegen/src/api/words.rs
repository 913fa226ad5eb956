//! Values that are listed: enums, and keywords beside a number.

use serde::{Deserialize, Serialize};

use super::{Deprecation, Docs, Expr, Limit};

/// A string or an integer of which some values are known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenEnum {
    /// The known values, in the order of the description.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<EnumValue>,
    /// What its values are on the wire.
    pub kind: EnumKind,
    /// What every place allows of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
}

/// A known value of an open enum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnumValue {
    /// The value on the wire; an integer in decimal digits.
    pub wire: String,
    /// What the description calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What there is to say about it.
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// Whether its use is discouraged.
    #[serde(default, skip_serializing_if = "Deprecation::is_current")]
    pub deprecation: Deprecation,
}

/// What the values of an open enum are on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EnumKind {
    /// Strings.
    Text,
    /// Strings, which are also read from numbers and booleans.
    TextOrOther,
    /// Integers.
    Integer,
    /// Integers, which are also read from strings.
    IntegerOrText,
}

/// A keyword or a number, of which an API has one type for each kind of numbers: what a place
/// allows of it belongs to the place ([`Use`](super::Use)).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeywordOrValue {
    /// The keywords that any place lists, in the order in which they are met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Those among them that the description has no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<String>,
    /// What it is otherwise.
    pub value: Expr,
}

impl KeywordOrValue {
    /// Whether the use of a keyword is discouraged.
    pub(crate) fn deprecation_of(&self, keyword: &String) -> Deprecation {
        match self.dropped.contains(keyword) {
            true => Deprecation::Dropped,
            false => Deprecation::Current,
        }
    }
}
