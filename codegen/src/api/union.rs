//! Unions, and how their variants are discriminated.

use serde::{Deserialize, Serialize};

use super::{Api, Deprecation, Docs, Expr, Limit, Presence, Shape, Use};

/// One of several types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Union {
    /// The variants, in the order of the description.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
    /// The properties, by their names on the wire, that every variant has, since all extend one
    /// base.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub common: Vec<String>,
}

/// One of the types of a union.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// What the variant would like to be called.
    pub preferred_name: String,
    /// How a value of this variant is recognised.
    pub matcher: Matcher,
    /// What discriminates this variant from those that are recognised in the same way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secondary_tag: Option<SecondaryTag>,
    /// The variant's type, which is never null.
    pub value: Use,
    /// What there is to say about it.
    #[serde(default)]
    pub docs: Docs,
    /// Whether its use is discouraged.
    #[serde(default, skip_serializing_if = "Deprecation::is_current")]
    pub deprecation: Deprecation,
}

/// How a value of a variant is recognised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Matcher {
    /// It is an object whose `property` is one of `values`.
    Tag {
        /// The wire name of the property.
        property: String,
        /// The values that mean this variant.
        values: Vec<String>,
        /// Whether a value of this variant may be without the property.
        #[serde(default, skip_serializing_if = "TagPresence::is_always")]
        presence: TagPresence,
    },
    /// It is an object whose property of this name is a string.
    AnyTag(String),
    /// It is of one of these kinds.
    Type(Vec<ValueType>),
}

/// A second tag: a property that every value of the variant has, and whose values are the variant's
/// alone among the variants that share a value of the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SecondaryTag {
    /// The wire name of the property.
    pub property: String,
    /// The values that mean this variant.
    pub values: Vec<String>,
}

/// Whether a value of a variant may be without the property that discriminates the variants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TagPresence {
    /// It may not.
    #[default]
    Always,
    /// It may.
    Optional,
    /// It may, and an object whose property has a value that no variant has is of this one, too.
    Default,
}

impl TagPresence {
    /// Whether every value has the property.
    pub fn is_always(&self) -> bool {
        *self == Self::Always
    }

    /// Always, if both are.
    pub fn or(self, other: Self) -> Self {
        if self == Self::Always { other } else { self }
    }
}

/// The kinds of JSON values that discriminate variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ValueType {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
    Null,
}

impl Api {
    /// Whether the schema of a variant with a tag leaves open what the tag is: an object under the
    /// name of another variant may then be of this one.
    pub fn is_loose(&self, variant: &Variant) -> bool {
        let Matcher::Tag { property, values, .. } = &variant.matcher else { return false };
        let Expr::Named(id) = self.underlying(&variant.value.expr) else { return false };
        let Shape::Record(record) = &self.get(*id).shape else { return false };
        let Some(tag) = record.properties.iter().find(|tag| tag.wire_name == *property) else {
            return true;
        };
        if matches!(tag.presence, Presence::Constant(_))
            || tag.value.limits.iter().any(|limit| matches!(limit, Limit::OneOf(_)))
        {
            return false;
        }
        match self.underlying(&tag.value.expr) {
            Expr::Named(id) => match &self.get(*id).shape {
                Shape::OpenEnum(open) => {
                    open.values.iter().any(|value| !values.contains(&value.wire))
                }
                _ => true,
            },
            _ => true,
        }
    }
}
