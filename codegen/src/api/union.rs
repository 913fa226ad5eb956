//! Unions, and how their variants are told apart.

use serde::{Deserialize, Serialize};

use super::{Docs, Use};

/// One of several types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Union {
    /// The variants, in the order of the description.
    pub variants: Vec<Variant>,
}

/// One of the types of a union.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// What the variant would like to be called.
    pub wish: String,
    /// How a value of this variant is recognised.
    pub when: When,
    /// What tells this variant apart from those that are recognised in the same way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also: Option<Also>,
    /// The variant's type, which is never null.
    pub value: Use,
    /// What there is to say about it.
    pub docs: Docs,
}

/// How a value of a variant is recognised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum When {
    /// It is an object whose `property` is one of `values`.
    Tag {
        /// The wire name of the property.
        property: String,
        /// The values that mean this variant.
        values: Vec<String>,
        /// Whether a value of this variant may be without the property.
        #[serde(default, skip_serializing_if = "Absence::is_never")]
        absence: Absence,
    },
    /// It is an object whose property of this name is a string.
    AnyTag(String),
    /// It is of one of these kinds.
    Kind(Vec<Kind>),
}

/// A second tag: a property that every value of the variant has, and whose values are the variant's alone
/// among the variants that share a value of the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Also {
    /// The wire name of the property.
    pub property: String,
    /// The values that mean this variant.
    pub values: Vec<String>,
}

/// Whether a value of a variant may be without the property that tells the variants apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Absence {
    /// It may not.
    #[default]
    Never,
    /// It may.
    Possible,
}

impl Absence {
    /// Whether every value has the property.
    pub fn is_never(&self) -> bool {
        *self == Self::Never
    }

    /// Possible, if either is.
    pub fn or(self, other: Self) -> Self {
        if self == Self::Possible { self } else { other }
    }
}

/// The kinds of JSON values that tell variants apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    Boolean,
    Integer,
    Number,
    String,
    List,
    Object,
    Null,
}
