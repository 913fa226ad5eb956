//! Unions, and how their variants are discriminated.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{Api, Deprecation, Docs, Expr, Limit, Literal, Presence, Shape, Use};

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
        values: Vec<TagValue>,
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
    pub values: Vec<TagValue>,
}

/// A value of the property that discriminates the variants: a string, or a constant of another kind
/// by which a value can be told from all others. A published file has it as the JSON that it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Json", into = "Json")]
#[allow(missing_docs, reason = "the names say it")]
pub enum TagValue {
    Text(String),
    Integer(i64),
    Boolean(bool),
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

impl TagValue {
    /// What a name in a `mapping` means of a property whose values are of these kinds: such names
    /// are strings, whatever the property holds (OpenAPI 3.1.1, section 4.8.25.4). `None` where it
    /// is of none of them.
    pub fn named(name: &str, kinds: &[ValueType]) -> Option<Self> {
        let has = |kind| kinds.contains(&kind);
        if kinds.is_empty() || has(ValueType::String) {
            return Some(Self::Text(name.to_owned()));
        }
        let integer = name.parse().ok().map(Self::Integer);
        let boolean = name.parse().ok().map(Self::Boolean);
        integer
            .filter(|_| has(ValueType::Integer) || has(ValueType::Number))
            .or(boolean.filter(|_| has(ValueType::Boolean)))
    }

    /// The string that it is, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Integer(_) | Self::Boolean(_) => None,
        }
    }

    /// Its kind.
    pub fn kind(&self) -> ValueType {
        match self {
            Self::Text(_) => ValueType::String,
            Self::Integer(_) => ValueType::Integer,
            Self::Boolean(_) => ValueType::Boolean,
        }
    }
}

/// A string, a boolean, or a number that is an integer, however it is written (JSON Schema Core,
/// section 4.2.2).
impl TryFrom<Json> for TagValue {
    type Error = &'static str;

    fn try_from(value: Json) -> Result<Self, Self::Error> {
        /// Beyond it, a double is no longer a single integer.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let whole = |float: &f64| float.fract() == 0.0 && float.abs() < EXACT;
        match value {
            Json::String(text) => Ok(Self::Text(text)),
            Json::Bool(boolean) => Ok(Self::Boolean(boolean)),
            Json::Number(number) => {
                let float = || number.as_f64().filter(whole).map(|float| float as i64);
                let integer = number.as_i64().or_else(float);
                integer.map(Self::Integer).ok_or("a tag that is a number has to be an integer")
            }
            _ => Err("a tag has to be a string, a boolean or an integer"),
        }
    }
}

impl From<TagValue> for Json {
    fn from(value: TagValue) -> Self {
        match value {
            TagValue::Text(text) => text.into(),
            TagValue::Integer(integer) => integer.into(),
            TagValue::Boolean(boolean) => boolean.into(),
        }
    }
}

impl From<TagValue> for Literal {
    fn from(value: TagValue) -> Self {
        match value {
            TagValue::Text(text) => Self::Text(text),
            TagValue::Integer(integer) => Self::Integer(integer),
            TagValue::Boolean(boolean) => Self::Boolean(boolean),
        }
    }
}

/// The value without quotation marks.
impl std::fmt::Display for TagValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(integer) => write!(f, "{integer}"),
            Self::Boolean(boolean) => write!(f, "{boolean}"),
        }
    }
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
                    let is_known = |wire: &str| values.iter().any(|own| own.to_string() == *wire);
                    open.values.iter().any(|value| !is_known(&value.wire))
                }
                _ => true,
            },
            _ => true,
        }
    }
}
