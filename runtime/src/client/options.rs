//! What one call does differently.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::retry::Repeat;
use crate::error::ConfigError;

/// What calls through [`Client::with`](super::Client::with) do differently: headers, query
/// and body members that the description does not know yet, and how dependable the call is.
#[derive(Clone, Default)]
pub struct CallOptions {
    pub(super) headers: HeaderMap,
    pub(super) query: Vec<(String, String)>,
    pub(super) members: Vec<(String, Value)>,
    pub(super) timeout: Option<Duration>,
    pub(super) idempotency_key: Option<String>,
    pub(super) max_retries: Option<u32>,
    pub(super) repeat: Option<Repeat>,
}

impl CallOptions {
    /// No options.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends a header; it replaces what the client or the operation would send by this name.
    pub fn header(mut self, name: HeaderName, mut value: HeaderValue) -> Self {
        if is_secret(&name) {
            value.set_sensitive(true);
        }
        self.headers.append(name, value);
        self
    }

    /// Adds a parameter to the query; it replaces what the base URL says by this name.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Adds a member to the body's JSON object, or replaces it. It is not checked.
    pub fn member(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.members.push((name.into(), value.into()));
        self
    }

    /// How long the call may take, with every attempt and every wait between them.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout: Some(timeout), ..self }
    }

    /// The `Idempotency-Key` to send, instead of a random one for each call.
    ///
    /// Every call made with these options sends the same key: make the options anew
    /// for each thing that is to be done.
    pub fn idempotency_key(self, key: impl Into<String>) -> Self {
        Self { idempotency_key: Some(key.into()), ..self }
    }

    /// How often the call may be made again.
    pub fn max_retries(self, max_retries: u32) -> Self {
        Self { max_retries: Some(max_retries), ..self }
    }

    /// Whether the call may be made again where the last attempt may have done its work.
    pub fn repeat(self, repeat: Repeat) -> Self {
        Self { repeat: Some(repeat), ..self }
    }

    /// These options and, where they say nothing, `base`.
    pub(super) fn over(mut self, base: &Self) -> Self {
        let mut headers = base.headers.clone();
        overlay(&mut headers, &self.headers);
        self.headers = headers;
        self.query.splice(0..0, base.query.iter().cloned());
        self.members.splice(0..0, base.members.iter().cloned());
        self.timeout = self.timeout.or(base.timeout);
        self.idempotency_key = self.idempotency_key.or_else(|| base.idempotency_key.clone());
        self.max_retries = self.max_retries.or(base.max_retries);
        self.repeat = self.repeat.or(base.repeat);
        self
    }

    /// The body with the additional members.
    pub(super) fn apply_to_body(&self, body: Bytes) -> Result<Bytes, ConfigError> {
        if self.members.is_empty() {
            return Ok(body);
        }
        let added = |error: serde_json::Error| {
            let message =
                format!("members can be added to a body that is a JSON object only: {error}");
            ConfigError::new(message)
        };
        // The members' texts are moved as they are: reading numbers could change them.
        let mut members =
            serde_json::Deserializer::from_slice(&body).deserialize_map(Texts).map_err(added)?;
        for (name, value) in &self.members {
            let text = serde_json::value::to_raw_value(value).map_err(added)?;
            match members.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => *known = text,
                None => members.push((name.clone(), text)),
            }
        }
        let mut text = Vec::with_capacity(body.len() + 64);
        let mut separator = b'{';
        for (name, value) in &members {
            text.push(separator);
            serde_json::to_writer(&mut text, name).map_err(added)?;
            text.push(b':');
            text.extend_from_slice(value.get().as_bytes());
            separator = b',';
        }
        text.push(b'}');
        Ok(text.into())
    }
}

/// Shows names only: a value may be a secret.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: &[(String, String)]| -> Vec<String> {
            pairs.iter().map(|(name, _)| name.clone()).collect()
        };
        f.debug_struct("CallOptions")
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("query", &names(&self.query))
            .field("members", &self.members.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("timeout", &self.timeout)
            .field("idempotency_key", &self.idempotency_key)
            .field("max_retries", &self.max_retries)
            .field("repeat", &self.repeat)
            .finish()
    }
}

/// Puts headers over others: a name that both have keeps the upper values only.
pub(crate) fn overlay(headers: &mut HeaderMap, upper: &HeaderMap) {
    for name in upper.keys() {
        headers.remove(name);
    }
    for (name, value) in upper {
        headers.append(name, value.clone());
    }
}

/// Whether a header of this name holds what must not be shown.
pub(super) fn is_secret(name: &HeaderName) -> bool {
    let secret = ["authorization", "proxy-authorization", "cookie", "api-key", "x-api-key"];
    secret.contains(&name.as_str())
}

/// Reads an object's members as the texts they are.
struct Texts;

impl<'de> Visitor<'de> for Texts {
    type Value = Vec<(String, Box<RawValue>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_added_and_replaced_and_the_others_stay_as_written() {
        let options = CallOptions::new().member("a", 2).member("n\"", "x").member("a", 3);
        let body = Bytes::from_static(br#"{"f":0.10000000000000000000001,"a":1}"#);
        let body = options.apply_to_body(body).unwrap();
        assert_eq!(&body[..], br#"{"f":0.10000000000000000000001,"a":3,"n\"":"x"}"#);
        assert!(options.apply_to_body(Bytes::from_static(b"[1]")).is_err());
        assert!(options.apply_to_body(Bytes::new()).is_err());
        assert_eq!(CallOptions::new().apply_to_body(Bytes::new()), Ok(Bytes::new()));
    }

    #[test]
    fn the_upper_options_win_and_the_lower_fill_in() {
        let name = HeaderName::from_static("x-a");
        let lower = CallOptions::new()
            .header(name.clone(), HeaderValue::from_static("1"))
            .max_retries(1)
            .idempotency_key("k")
            .member("m", 1);
        let upper = CallOptions::new()
            .header(name.clone(), HeaderValue::from_static("2"))
            .max_retries(5)
            .member("m", 2);
        let both = upper.over(&lower);
        assert_eq!(both.headers.get_all(name).iter().collect::<Vec<_>>(), ["2"]);
        assert_eq!((both.max_retries, both.idempotency_key.as_deref()), (Some(5), Some("k")));
        assert_eq!(both.members.last(), Some(&("m".to_owned(), Value::from(2))));
    }

    #[test]
    fn debug_shows_no_values() {
        let options = CallOptions::new()
            .header(http::header::AUTHORIZATION, HeaderValue::from_static("Bearer sk-secret"))
            .query("key", "sk-secret")
            .member("key", "sk-secret");
        assert!(!format!("{options:?}").contains("sk-secret"));
    }
}
