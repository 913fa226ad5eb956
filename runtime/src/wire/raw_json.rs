//! JSON of any kind, kept as the text that it arrived as.

use std::fmt;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::DecodeError;

/// A JSON value of any kind, as its text without the white space around its tokens.
///
/// Nothing of it is read until somebody asks, so that nothing is lost: neither the digits of
/// a number that no type of Rust holds (`1e400`, `0.10000000000000000000001`), nor the order
/// of properties, nor a name that stands twice, nor how a string is escaped. Two are equal
/// where their texts are.
///
/// [`read`](Self::read) makes any type of it that serde can read, `Value` included, which is
/// as exact as serde_json's features `arbitrary_precision`, `float_roundtrip` and
/// `preserve_order` make it. serde_json's functions for text read and write the text as it is;
/// its trees and other formats get the value, where a number that serde_json cannot hold is an
/// error.
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
    ///
    /// The example of [`to_value`](Self::to_value) has it.
    pub fn null() -> Self {
        Self("null".into())
    }

    /// The value of a text that is known to be one.
    pub(super) fn of(text: &str) -> Self {
        Self(crate::text::without_white_space(text).into())
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether it is `null`.
    ///
    /// The example of [`to_value`](Self::to_value) has it.
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
    ///
    /// ```
    /// use specwright::RawJson;
    ///
    /// assert!(RawJson::null().is_null());
    /// assert_eq!(RawJson::from(vec![1, 2]).to_value()?, specwright::serde_json::json!([1, 2]));
    /// # Ok::<(), specwright::DecodeError>(())
    /// ```
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

crate::__serde!(RawJson);
