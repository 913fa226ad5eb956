//! A response as it arrived, and the facts that its headers tell.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
#[cfg(feature = "client")]
use http::Response;
use http::{HeaderMap, HeaderName, StatusCode};

use crate::printable::{MAX_SENTENCE, printable};

/// A response as it arrived: its status, its headers, its body, decompressed.
///
/// Both a [`Reply`](crate::Reply) and an error that had a response keep one.
///
/// ```
/// use specwright::Reply;
/// use specwright::http::Response;
///
/// let reply = Reply::new("read", Response::new("as it came".into()));
/// let response = reply.http_response();
/// assert_eq!((response.status().as_u16(), &*response.text()), (200, "as it came"));
/// assert!(response.headers().is_empty() && response.request_id().is_none());
/// assert_eq!(response.bytes().len(), 10);
/// ```
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    request_id: Option<HeaderName>,
}

impl RawResponse {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body; empty where it did not arrive whole.
    pub fn bytes(&self) -> &Bytes {
        &self.body
    }

    /// The body as text; what is not UTF-8 is replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The server's name for this request, which its support asks for: of the header that the
    /// client was told ([`Vendor::request_id`](crate::client::Vendor::request_id)).
    pub fn request_id(&self) -> Option<&str> {
        self.headers.get(self.request_id.as_ref()?)?.to_str().ok()
    }
}

#[cfg(feature = "client")]
impl RawResponse {
    /// A response, and which of its headers names the request.
    pub(crate) fn named(response: Response<Bytes>, request_id: Option<&HeaderName>) -> Self {
        let (head, body) = response.into_parts();
        let request_id = request_id.cloned();
        Self { status: head.status, headers: head.headers, body, request_id }
    }
}

impl From<http::Response<Bytes>> for RawResponse {
    fn from(response: http::Response<Bytes>) -> Self {
        let (mut head, body) = response.into_parts();
        let request_id = head.extensions.remove::<RequestIdHeader>().map(|RequestIdHeader(it)| it);
        Self { status: head.status, headers: head.headers, body, request_id }
    }
}

/// The header that names the request: of a response, until it is a [`RawResponse`].
#[derive(Clone)]
struct RequestIdHeader(HeaderName);

/// Tells a response which of its headers names the request.
#[cfg(feature = "client")]
pub(crate) fn mark_request_id<B>(
    mut response: Response<B>,
    name: Option<&HeaderName>,
) -> Response<B> {
    if let Some(name) = name {
        response.extensions_mut().insert(RequestIdHeader(name.clone()));
    }
    response
}

/// Shows no header and no body: either may hold what does not belong in a log.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("request_id", &self.request_id().map(|id| printable(id, MAX_SENTENCE)))
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
