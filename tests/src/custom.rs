//! Types that a user would have already, and puts in place of those of a description.

use serde::{Deserialize, Serialize};

/// A time, as the text that it is, which refuses what is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Stamp(String);

impl TryFrom<String> for Stamp {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.contains('T') {
            true => Ok(Self(text)),
            false => Err(format!("{text} is no time")),
        }
    }
}

impl From<Stamp> for String {
    fn from(Stamp(text): Stamp) -> Self {
        text
    }
}

/// A code, which is a string and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Code(pub String);

/// An amount, of which a description may say more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Money {
    /// How many.
    pub amount: i64,
    /// Of what.
    pub unit: Unit,
}

/// What an amount is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// Euros.
    #[default]
    Euro,
    /// Anything else.
    #[serde(untagged)]
    Other(String),
}
