//! Objects: their properties, and what becomes of those that they do not name.

use serde::{Deserialize, Serialize};

use super::{Deprecation, Docs, Limit, Use};

/// An object with properties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The properties, in the order of the description.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property>,
    /// What becomes of undeclared properties.
    pub rest: Rest,
    /// Limits on the number of properties.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// The property whose values name its siblings, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selector: Option<Selector>,
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Property {
    /// Its name on the wire.
    pub wire_name: String,
    /// Whether it may be missing.
    pub presence: Presence,
    /// What it holds; of a constant, the constant's own type.
    pub value: Use,
    /// What there is to say about it.
    #[serde(default)]
    pub docs: Docs,
    /// Whether the description discourages its use.
    #[serde(default, skip_serializing_if = "Deprecation::is_current")]
    pub deprecation: Deprecation,
    /// Whether only one side sets it.
    #[serde(default, skip_serializing_if = "Access::is_both")]
    pub access: Access,
}

/// Whether a property may be missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Presence {
    /// It is always there with this value, so it needs no field.
    Constant(Literal),
    /// It is always there.
    Required,
    /// It may be missing.
    Optional,
    /// It is always there where it leaves: with this value, where nothing else was set.
    Otherwise(Literal),
}

/// The value of a constant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Literal {
    Text(String),
    Integer(i64),
    Boolean(bool),
}

/// Which side sets a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Access {
    /// Both.
    #[default]
    Both,
    /// Only the server (`readOnly`).
    ReadOnly,
    /// Only the client (`writeOnly`).
    WriteOnly,
}

impl Access {
    /// Whether both sides set it.
    pub fn is_both(&self) -> bool {
        *self == Self::Both
    }
}

/// What becomes of undeclared properties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Rest {
    /// They are kept.
    Open,
    /// There are none.
    Closed,
    /// They are kept and are of this type.
    Typed(Use),
}

/// A property whose values each name a sibling property: `{type: "dpo", dpo: {…}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Selector {
    /// The wire name of the property with the values.
    pub property: String,
    /// The values that name a sibling, which are the siblings' wire names.
    pub siblings: Vec<String>,
}
