//! A response that is no success, and what its body says.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::operation::{Failure, Header, Operation, ResponseBody};
use crate::printable::{MAX_SENTENCE, printable};
use crate::raw_response::RawResponse;
#[cfg(feature = "client")]
use crate::vendor::Vendor;
use crate::wire::{DecodeError, Wire};

/// A response whose status is no success.
///
/// Its body is kept, whatever its shape: [`body`](Self::body) and [`failure`](Self::failure) read
/// it as the type that the description declares for the status. What it says to people is read as
/// the client's [`Vendor`](crate::client::Vendor) does, else as problem details (RFC 9457).
///
/// ```
/// use specwright::ApiError;
/// use specwright::fine_tuning::requests::RetrieveFineTuningJob;
/// use specwright::http::Response;
/// use specwright::operation::Header;
/// use specwright::serde_json::Value;
///
/// const LEFT: Header<i64> = Header::new("x-left");
///
/// let answer = r#"{"title": "No such job", "status": 404}"#;
/// let answer = Response::builder().status(404).header("x-left", "59").body(answer.into())?;
/// let error = ApiError::new(answer);
/// assert_eq!(error.status(), 404);
/// assert_eq!(error.message(), Some("No such job"));
/// assert_eq!(error.header(LEFT)?, Some(59));
/// assert_eq!((error.headers().len(), error.request_id()), (1, None));
/// // As a type of whoever knows it, and as the description of an operation says.
/// assert_eq!(error.body::<Value>()?["status"], 404);
/// assert!(error.failure::<RetrieveFineTuningJob>().is_err(), "that is not described so");
/// assert_eq!(&error.bytes()[..1], b"{");
/// assert!(error.response().text().starts_with('{'));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct ApiError {
    received: RawResponse,
    message: Option<String>,
    note: Option<&'static str>,
}

/// Problem details (RFC 9457, section 3.1).
#[derive(Default, Deserialize)]
#[serde(default)]
struct Problem {
    title: Option<String>,
    detail: Option<String>,
}

impl ApiError {
    /// The error that a response is.
    pub fn new(response: http::Response<Bytes>) -> Self {
        let received = RawResponse::from(response);
        let message = problem(&received);
        Self { message, note: None, received }
    }

    /// The error that a response of a vendor's server is.
    #[cfg(feature = "client")]
    pub(crate) fn by(response: http::Response<Bytes>, vendor: &dyn Vendor) -> Self {
        let error = Self::new(response);
        let message = vendor.error_message(&error.received).or(error.message);
        Self { message, ..error }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.received.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.received.headers()
    }

    /// The value of a header that the description has, as of a
    /// [`Reply`](crate::Reply::http_header).
    ///
    /// # Errors
    /// Where the header is not what the description says.
    pub fn header<H: Wire>(&self, header: Header<H>) -> Result<Option<H>, DecodeError> {
        header.read(self.received.headers())
    }

    /// The server's name for the request.
    pub fn request_id(&self) -> Option<&str> {
        self.received.request_id()
    }

    /// The sentence for people.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
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
            Some(message) => write!(f, ": {}", shown(message))?,
            None if self.bytes().is_empty() => f.write_str(" without a body")?,
            None => write!(f, ": {}", shown(&start_of(self.bytes())))?,
        }
        match self.request_id() {
            Some(id) => write!(f, " (request {})", shown(id)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ApiError {}

/// What the server wrote, as it is shown: on one line, and not a long one.
fn shown(text: &str) -> Cow<'_, str> {
    printable(text, MAX_SENTENCE)
}

/// The body's beginning is all that is shown of it, so that the rest is not read as text either.
fn start_of(body: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(body.get(..4 * MAX_SENTENCE).unwrap_or(body))
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut f = f.debug_struct("ApiError");
        f.field("received", &self.received).field("message", &self.message().map(shown));
        f.field("note", &self.note).finish()
    }
}

/// The sentence of problem details; a body of another kind, or without one, has none.
fn problem(received: &RawResponse) -> Option<String> {
    let problem = serde_json::from_slice::<Problem>(received.bytes()).ok()?;
    match (problem.title, problem.detail) {
        (Some(title), Some(detail)) => Some(format!("{title}: {detail}")),
        (title, detail) => title.or(detail),
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
    fn problem_details_are_read_and_other_shapes_are_shown() {
        let full = error(r#"{"type":"/no","title":"No\nparcel","detail":"why","new":[1]}"#);
        assert_eq!(full.message(), Some("No\nparcel: why"));
        let text = "the server answered 400 Bad Request: No\\nparcel: why";
        assert_eq!(full.to_string(), text);
        assert_eq!(error(r#"{"detail":"why"}"#).message(), Some("why"));
        assert_eq!(error(r#"{"error":"why"}"#).message(), None);
        assert_eq!(error(r#"{"title":7}"#).message(), None);
        assert_eq!(error("<html>").to_string(), "the server answered 400 Bad Request: <html>");
        assert!(error("").to_string().ends_with("without a body"));
        assert!(error("[[[").body::<serde_json::Value>().is_err());
        assert_eq!(error("[1]").body::<[i32; 1]>(), Ok([1]));
    }

    /// A line of a log that the server would like to write, and 50 MB of it.
    #[test]
    fn what_is_shown_is_one_line_and_bounded() {
        for piece in ["é", "x\\n2026-01-01 INFO all is well", "\u{202e}\u{1b}[2J"] {
            let long = piece.repeat(50_000_000 / piece.len());
            let body = format!(r#"{{"title":"{long}"}}"#);
            let read = ApiError::new(http::Response::new(Bytes::from(body)));
            let raw = ApiError::new(http::Response::new(Bytes::from(long)));
            for error in [read, raw] {
                for shown in [error.to_string(), format!("{error:?}")] {
                    assert!(shown.len() < 2_000, "{} bytes", shown.len());
                    assert!(!shown.contains(['\n', '\u{1b}', '\u{202e}']), "{shown}");
                }
            }
        }
    }
}
