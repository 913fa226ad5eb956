//! A request that came to a stand-in.

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use percent_encoding::percent_decode_str;

use crate::json;
use crate::operation;
use crate::wire::{DecodeError, Wire};

/// A request that came to a stand-in, whole.
#[derive(Clone, Debug)]
pub struct Recorded {
    operation: Option<&'static str>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl Recorded {
    pub(super) fn new(
        operation: Option<&'static str>,
        request: operation::Request,
        body: Bytes,
    ) -> Self {
        let (head, _) = request.into_parts();
        Self { operation, method: head.method, uri: head.uri, headers: head.headers, body }
    }

    /// The `operationId`; none, where a client asked that the stand-in did not make.
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Where it went, whole.
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// Its headers. Those of credentials are among them.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header, where it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The first parameter of the query that is called so, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        let decoded = |text: &str| {
            let text = text.replace('+', " ");
            percent_decode_str(&text).decode_utf8_lossy().into_owned()
        };
        let mut pairs =
            self.uri.query()?.split('&').map(|it| it.split_once('=').unwrap_or((it, "")));
        pairs.find_map(|(key, value)| (decoded(key) == name).then(|| decoded(value)))
    }

    /// Its body, files included.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Its body as a value.
    ///
    /// # Errors
    /// Where it is not JSON, or not of the type: at which place.
    pub fn json<T: Wire>(&self) -> Result<T, DecodeError> {
        json::from_slice(&self.body)
    }
}
