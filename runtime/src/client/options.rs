//! What one call does differently.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::retry::RetryPolicy;
use crate::error::ConfigError;
use crate::headers::{AUTHORIZATION, COOKIE, IDEMPOTENCY_KEY, PROXY_AUTHORIZATION};
use crate::wire::DecodeBudget;

/// What calls through [`Client::with`](super::Client::with) do differently: headers, query
/// and body properties that the description does not know yet, and how dependable the call is.
///
/// ```no_run
/// # async fn example(client: specwright::Client) -> Result<(), specwright::Error> {
/// use std::time::Duration;
///
/// use specwright::client::{CallOptions, RetryPolicy};
/// use specwright::fine_tuning::retrieve_fine_tuning_job;
/// use specwright::http::{HeaderName, HeaderValue};
/// use specwright::DecodeBudget;
///
/// let options = CallOptions::new()
///     .base_url("https://eu.example/v1")
///     .header(HeaderName::from_static("x-trace"), HeaderValue::from_static("1"))
///     // What the description does not know yet, in the query and in a body of JSON.
///     .query("include", "usage")
///     .property("seed", 42)
///     .timeout(Duration::from_secs(20))
///     .idempotency_key("order-17")
///     .max_retries(0)
///     .retry_policy(RetryPolicy::Always)
///     .decode_budget(DecodeBudget::default().max_bytes(1 << 20));
/// let job = retrieve_fine_tuning_job(&client.with(options), "ftjob-1").await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct CallOptions {
    pub(super) base_url: Option<String>,
    pub(super) headers: HeaderMap,
    pub(super) query: Vec<(String, String)>,
    pub(super) properties: Vec<(String, Value)>,
    pub(super) timeout: Option<Duration>,
    pub(super) idempotency_key: Option<String>,
    pub(super) max_retries: Option<u32>,
    pub(super) retry_policy: Option<RetryPolicy>,
    pub(super) decode_budget: Option<DecodeBudget>,
}

impl CallOptions {
    /// No options.
    pub fn new() -> Self {
        Self::default()
    }

    /// Where the call goes, instead of where its operation or the client says: another of the
    /// servers of the operation, for one.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        Self { base_url: Some(url.into()), ..self }
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

    /// Adds a property to the body's JSON object, or replaces it. It is not checked.
    pub fn property(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.properties.push((name.into(), value.into()));
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
    pub fn retry_policy(self, retry_policy: RetryPolicy) -> Self {
        Self { retry_policy: Some(retry_policy), ..self }
    }

    /// How much reading the JSON of the call's answer may cost.
    pub fn decode_budget(self, budget: DecodeBudget) -> Self {
        Self { decode_budget: Some(budget), ..self }
    }

    /// These options and, where they say nothing, `base`.
    pub(super) fn over(mut self, base: &Self) -> Self {
        let mut headers = base.headers.clone();
        overlay(&mut headers, &self.headers);
        self.headers = headers;
        let replaced = |name| self.query.iter().any(|(known, _)| known == name);
        let kept =
            base.query.iter().filter(|(name, _)| !replaced(name)).cloned().collect::<Vec<_>>();
        self.query.splice(0..0, kept);
        self.properties.splice(0..0, base.properties.iter().cloned());
        self.base_url = self.base_url.or_else(|| base.base_url.clone());
        self.timeout = self.timeout.or(base.timeout);
        self.idempotency_key = self.idempotency_key.or_else(|| base.idempotency_key.clone());
        self.max_retries = self.max_retries.or(base.max_retries);
        self.retry_policy = self.retry_policy.or(base.retry_policy);
        self.decode_budget = self.decode_budget.or(base.decode_budget);
        self
    }

    /// The body with the additional properties.
    pub(super) fn apply_to_body(&self, body: Bytes) -> Result<Bytes, ConfigError> {
        if self.properties.is_empty() {
            return Ok(body);
        }
        let mut properties = properties(&body).ok_or_else(|| {
            ConfigError::new("properties can be added to a body that is a JSON object only")
        })?;
        for (name, value) in &self.properties {
            let text = value.to_string();
            match properties.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => *known = text.into(),
                None => properties.push((name.clone(), text.into())),
            }
        }
        let property = |(name, text)| format!("{}:{text}", Value::String(name));
        let properties: Vec<String> = properties.into_iter().map(property).collect();
        Ok(format!("{{{}}}", properties.join(",")).into())
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
            .field("properties", &self.properties.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("timeout", &self.timeout)
            .field("idempotency_key", &self.idempotency_key)
            .field("max_retries", &self.max_retries)
            .field("retry_policy", &self.retry_policy)
            .field("decode_budget", &self.decode_budget)
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

/// Whether a header of this name holds what must not be shown: one that is for secrets, or whose
/// name says so.
pub(super) fn is_secret(name: &HeaderName) -> bool {
    let says_so = ["-key", "-token", "-secret", "-password"];
    let says_so = says_so.iter().any(|end| name.as_str().ends_with(end));
    [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(name)
        || says_so && *name != IDEMPOTENCY_KEY
}

/// The properties of an object and the texts of their values, which are moved as they are:
/// to read numbers could change them.
fn properties(body: &[u8]) -> Option<Vec<(String, Cow<'_, str>)>> {
    let mut properties = Vec::new();
    let mut rest = body.trim_ascii().strip_prefix(b"{")?.strip_suffix(b"}")?.trim_ascii();
    while !rest.is_empty() {
        let (name, _, after) = first::<String>(rest)?;
        let (_, text, after) = first::<IgnoredAny>(after.strip_prefix(b":")?)?;
        properties.push((name, Cow::Borrowed(std::str::from_utf8(text.trim_ascii()).ok()?)));
        rest = match after.strip_prefix(b",") {
            Some(next) if !next.is_empty() => next,
            None if after.is_empty() => after,
            _ => return None,
        };
    }
    Some(properties)
}

/// Reads the value that a text begins with: the value, its text, and what follows.
fn first<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Option<(T, &'a [u8], &'a [u8])> {
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<T>();
    let value = values.next()?.ok()?;
    let (read, rest) = text.split_at(values.byte_offset());
    Some((value, read, rest.trim_ascii_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_added_and_replaced_and_the_others_stay_as_written() {
        let options = CallOptions::new().property("a", 2).property("n\"", "x").property("a", 3);
        let body = Bytes::from_static(br#"{"f":0.10000000000000000000001,"a":1}"#);
        let body = options.apply_to_body(body).unwrap();
        assert_eq!(&body[..], br#"{"f":0.10000000000000000000001,"a":3,"n\"":"x"}"#);
        let spaced = Bytes::from_static(b" { \"a\" : [ 1,{} ] , \"b}\" : \"},\" , \"c\":-1e5 } ");
        let spaced = options.apply_to_body(spaced).unwrap();
        assert_eq!(&spaced[..], br#"{"a":3,"b}":"},","c":-1e5,"n\"":"x"}"#);
        assert_eq!(&options.apply_to_body("{}".into()).unwrap()[..], br#"{"a":3,"n\"":"x"}"#);
        for no_object in ["[1]", "{", "1", "{\"a\"}", "{\"a\":1,}", "{\"a\":1 2}", "{\"a\":1}}"] {
            assert!(options.apply_to_body(no_object.into()).is_err(), "{no_object}");
        }
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
            .query("q", "1")
            .query("r", "1")
            .property("m", 1);
        let upper = CallOptions::new()
            .header(name.clone(), HeaderValue::from_static("2"))
            .max_retries(5)
            .query("q", "2")
            .query("q", "3")
            .property("m", 2);
        let both = upper.over(&lower);
        assert_eq!(both.headers.get_all(name).iter().collect::<Vec<_>>(), ["2"]);
        assert_eq!((both.max_retries, both.idempotency_key.as_deref()), (Some(5), Some("k")));
        let query: Vec<_> = both.query.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(query, [("r", "1"), ("q", "2"), ("q", "3")]);
        assert_eq!(both.properties.last(), Some(&("m".to_owned(), Value::from(2))));
    }

    #[test]
    fn debug_shows_no_values() {
        let options = CallOptions::new()
            .header(http::header::AUTHORIZATION, HeaderValue::from_static("Bearer sk-secret"))
            .query("key", "sk-secret")
            .property("key", "sk-secret");
        assert!(!format!("{options:?}").contains("sk-secret"));
    }
}
