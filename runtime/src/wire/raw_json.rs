//! JSON of any kind, kept as the text that it arrived as.

use std::fmt;
use std::str::FromStr;

use serde::de::{DeserializeOwned, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{At, DecodeError, Limit, Sink, Violation, Wire};
use crate::text::RAW;

/// A JSON value of any kind, as its text without the white space around its tokens.
///
/// Nothing of it is read until somebody asks, so that nothing is lost: neither the digits of
/// a number that no type of Rust holds (`1e400`, `0.10000000000000000000001`), nor the order
/// of properties, nor a name that stands twice, nor how a string is escaped. Two are equal
/// where their texts are.
///
/// [`read`](Self::read) makes any type of it that serde can read, `Value` included, which is
/// as exact as serde_json's features `arbitrary_precision`, `float_roundtrip` and
/// `preserve_order` make it. So is what is read and written by serde's traits rather than by
/// the functions of [`json`](crate::json), since serde has no text to hand over; a number
/// that serde_json cannot hold then is an error.
///
/// ```
/// use specwright::RawJson;
///
/// let raw: RawJson = r#"{ "big": 1e400, "list": [1, 2] }"#.parse()?;
/// assert_eq!(raw.text(), r#"{"big":1e400,"list":[1,2]}"#);
/// assert_eq!(RawJson::from(vec![1, 2]).read::<Vec<u8>>()?, [1, 2]);
/// # Ok::<(), specwright::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RawJson(Box<str>);

impl RawJson {
    /// The JSON `null`.
    pub fn null() -> Self {
        Self("null".into())
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        &*self.0 == "null"
    }

    /// Reads it as a type.
    ///
    /// # Errors
    /// Where it does not fit the type, at which place of it.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        serde_json::from_str(&self.0).map_err(DecodeError::new)
    }

    /// Reads it as a tree.
    ///
    /// # Errors
    /// Where it holds a number that serde_json cannot hold.
    pub fn to_value(&self) -> Result<Value, DecodeError> {
        self.read()
    }

    /// Whether serde_json reads it as this tree.
    fn is(&self, value: &Value) -> bool {
        self.to_value().is_ok_and(|own| own == *value)
    }
}

/// Takes a text of JSON.
impl FromStr for RawJson {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        match crate::text::compact(text) {
            Some(text) => Ok(Self(text.into())),
            // What is wrong, serde_json says.
            None => serde_json::from_str(text).map_err(DecodeError::new),
        }
    }
}

impl<T: Into<Value>> From<T> for RawJson {
    fn from(value: T) -> Self {
        Self(value.into().to_string().into())
    }
}

/// Whether serde_json reads it as the same tree.
impl PartialEq<Value> for RawJson {
    fn eq(&self, other: &Value) -> bool {
        self.is(other)
    }
}

impl PartialEq<str> for RawJson {
    fn eq(&self, other: &str) -> bool {
        self.is(&Value::from(other))
    }
}

impl PartialEq<&str> for RawJson {
    fn eq(&self, other: &&str) -> bool {
        self.is(&Value::from(*other))
    }
}

impl PartialEq<bool> for RawJson {
    fn eq(&self, other: &bool) -> bool {
        self.is(&Value::from(*other))
    }
}

impl PartialEq<i64> for RawJson {
    fn eq(&self, other: &i64) -> bool {
        self.is(&Value::from(*other))
    }
}

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Wire for RawJson {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(RAW, RawVisitor)
    }

    fn write<S: Sink>(&self, sink: S) -> Result<S::Done, S::Error> {
        sink.raw(self)
    }

    fn check(&self, _: &[Limit], _: At<'_>, _: &mut Vec<Violation>) {}

    fn placeholder() -> Self {
        Self::null()
    }

    fn null() -> Option<Self> {
        Some(Self::null())
    }
}

impl<'de> Deserialize<'de> for RawJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Wire::read(deserializer)
    }
}

impl Serialize for RawJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::write(self, serializer)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawJson;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    /// A text of one of our readers. It is looked at again, since nobody can know that no
    /// foreign format hands its own bytes over in this way.
    fn visit_borrowed_bytes<E: Error>(self, text: &'de [u8]) -> Result<RawJson, E> {
        let text = std::str::from_utf8(text).ok().and_then(crate::text::compact);
        text.map(|text| RawJson(text.into())).ok_or_else(|| E::custom("bytes that are no JSON"))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<RawJson, D::Error> {
        Value::deserialize(value).map(RawJson::from)
    }

    fn visit_bool<E>(self, value: bool) -> Result<RawJson, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<RawJson, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<RawJson, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<RawJson, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<RawJson, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<RawJson, E> {
        Ok(RawJson::null())
    }

    fn visit_none<E>(self) -> Result<RawJson, E> {
        Ok(RawJson::null())
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<RawJson, D::Error> {
        Wire::read(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<RawJson, A::Error> {
        let value = Value::deserialize(serde::de::value::SeqAccessDeserializer::new(list))?;
        Ok(value.into())
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<RawJson, M::Error> {
        let value = Value::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        Ok(value.into())
    }
}
