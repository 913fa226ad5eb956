//! A response that is no success, and what its body says.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::operation::{Failure, Operation, ResponseBody};
use crate::rate_limits::RateLimits;
use crate::raw_response::RawResponse;
use crate::wire::DecodeError;

/// A response whose status is no success.
///
/// Its body is searched for the properties of `{"error": {"code", "message", "type", "param"}}`,
/// forgivingly; whatever its shape, it is kept, and [`body`](Self::body) reads it as the type
/// that the description declares for the status.
#[derive(Clone, Debug)]
pub struct ApiError {
    received: RawResponse,
    code: Option<String>,
    message: Option<String>,
    kind: Option<String>,
    param: Option<String>,
    note: Option<&'static str>,
}

impl ApiError {
    /// The error that a response is.
    pub fn new(response: http::Response<Bytes>) -> Self {
        let received = RawResponse::from(response);
        let body = serde_json::from_slice::<Value>(received.bytes()).unwrap_or_default();
        let error = body.get("error").unwrap_or(&body);
        let none = Map::new();
        let properties = error.as_object().unwrap_or(&none);
        let property = |name: &str| properties.get(name).and_then(text);
        let message = property("message").or_else(|| property("detail"));
        Self {
            code: property("code"),
            message: message.or_else(|| error.as_str().map(str::to_owned)),
            kind: property("type"),
            param: property("param"),
            note: None,
            received,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.received.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.received.headers()
    }

    /// The server's name for the request.
    pub fn request_id(&self) -> Option<&str> {
        self.received.request_id()
    }

    /// What the server says about its rate limits.
    pub fn rate_limits(&self) -> RateLimits {
        self.received.rate_limits()
    }

    /// The word for this error that programs compare, such as `model_not_found`.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The sentence for people.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The class of the error (`type`), such as `invalid_request_error`.
    pub fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// The parameter at fault.
    pub fn param(&self) -> Option<&str> {
        self.param.as_deref()
    }

    /// The body as it arrived; a credential of the client's that it repeated is struck out.
    pub fn bytes(&self) -> &Bytes {
        self.received.bytes()
    }

    /// The response.
    pub fn response(&self) -> &RawResponse {
        &self.received
    }

    /// The body as the type that the description declares for this status.
    ///
    /// # Errors
    /// Where the body is not what the type says, at which place of it.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        serde_json::from_slice(self.received.bytes()).map_err(DecodeError::new)
    }

    /// The body as the description of an operation says for this status.
    ///
    /// # Errors
    /// Where the body is not what the description says, at which place of it.
    pub fn failure<O: Operation>(&self) -> Result<Failure<O>, DecodeError> {
        let mut response = http::Response::new(self.received.bytes().clone());
        *response.status_mut() = self.status();
        O::Failure::read(&response)
    }

    /// The error with a sentence of the client's own.
    #[cfg(feature = "client")]
    pub(crate) fn with_note(self, note: &'static str) -> Self {
        Self { note: Some(note), ..self }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server answered {}", self.status())?;
        if let Some(note) = self.note {
            write!(f, ": {note}")?;
        }
        match &self.message {
            Some(message) => write!(f, ": {}", shortened(message))?,
            None if self.bytes().is_empty() => f.write_str(" without a body")?,
            None => write!(f, ": {}", shortened(&self.response().text()))?,
        }
        let facts = [
            ("code", self.code()),
            ("type", self.kind()),
            ("param", self.param()),
            ("request", self.request_id()),
        ];
        let mut separator = " (";
        for (name, fact) in facts {
            if let Some(fact) = fact {
                write!(f, "{separator}{name} {}", shortened(fact))?;
                separator = ", ";
            }
        }
        if separator == ", " { f.write_str(")") } else { Ok(()) }
    }
}

impl std::error::Error for ApiError {}

/// How many bytes of what the server wrote are worth a line.
const MAX_SNIPPET: usize = 400;

/// The text on one line, and not a long one.
fn shortened(text: &str) -> String {
    let end = (0..=MAX_SNIPPET.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    let shown = &text[..end.unwrap_or(0)];
    let more = if shown.len() < text.len() { "…" } else { "" };
    let line: String = shown.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("{line}{more}")
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(body: &'static str) -> ApiError {
        let mut response = http::Response::new(Bytes::from(body));
        *response.status_mut() = StatusCode::BAD_REQUEST;
        ApiError::new(response)
    }

    #[test]
    fn any_shape_is_read_as_far_as_it_goes() {
        let full = error(
            r#"{"error":{"code":7,"message":"No\nmodel","type":"t","param":null,"new":[1]}}"#,
        );
        assert_eq!((full.code(), full.kind(), full.param()), (Some("7"), Some("t"), None));
        let text = "the server answered 400 Bad Request: No model (code 7, type t)";
        assert_eq!(full.to_string(), text);
        assert_eq!(error(r#"{"error":"why"}"#).message(), Some("why"));
        assert_eq!(error(r#"{"detail":"why"}"#).message(), Some("why"));
        assert_eq!(error("<html>").message(), None);
        assert_eq!(error("<html>").to_string(), "the server answered 400 Bad Request: <html>");
        assert!(error("").to_string().ends_with("without a body"));
        assert!(error("[[[").body::<Value>().is_err());
        assert_eq!(error("[1]").body::<[i32; 1]>(), Ok([1]));
    }

    #[test]
    fn a_long_message_is_cut_between_characters() {
        let line = shortened(&"é".repeat(300));
        assert_eq!(line.chars().count(), 201);
    }
}
