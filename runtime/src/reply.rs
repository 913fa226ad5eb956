//! What a success carries, and the response that it came in.

use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::operation::Header;
use crate::raw_response::RawResponse;
use crate::wire::{DecodeError, Wire};

/// The value that an operation's success carries; the response it came in is kept.
///
/// It dereferences to the value, so that `reply.status` is a property of what was answered. What
/// is about the response begins with `http`, so that no property can be taken for it.
///
/// ```
/// use specwright::Reply;
/// use specwright::http::Response;
/// use specwright::operation::Header;
///
/// /// As a generated module has one for each header that is described.
/// const LEFT: Header<i64> = Header::new("x-left");
///
/// let response = Response::builder().header("x-left", "59").body("[1, 2]".into())?;
/// let reply = Reply::new(vec![1, 2], response);
/// assert_eq!(reply.len(), 2);
/// assert_eq!(reply.http_status(), 200);
/// assert_eq!(reply.http_header(LEFT)?, Some(59));
/// assert_eq!(reply.http_headers()["x-left"], "59");
/// assert_eq!((reply.http_request_id(), &reply.http_body()[..]), (None, &b"[1, 2]"[..]));
/// assert!(reply.http_response().status().is_success());
/// let value: Vec<i32> = reply.into_inner();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reply<T> {
    value: T,
    received: RawResponse,
}

impl<T> Reply<T> {
    /// A reply of this value, read from this response.
    pub fn new(value: T, response: http::Response<Bytes>) -> Self {
        Self { value, received: response.into() }
    }

    /// A reply of this value, read from what was received.
    #[cfg(feature = "client")]
    pub(crate) fn received(value: T, received: RawResponse) -> Self {
        Self { value, received }
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The response that the value came in.
    pub fn http_response(&self) -> &RawResponse {
        &self.received
    }

    /// The status of the response.
    pub fn http_status(&self) -> StatusCode {
        self.received.status()
    }

    /// The headers of the response.
    pub fn http_headers(&self) -> &HeaderMap {
        self.received.headers()
    }

    /// The value of a header that the description has, which is a constant of the module of the
    /// calls; `None` where the response does not have it.
    ///
    /// # Errors
    /// Where the header is not what the description says.
    pub fn http_header<H: Wire>(&self, header: Header<H>) -> Result<Option<H>, DecodeError> {
        header.read(self.received.headers())
    }

    /// The server's name for the request; see [`RawResponse::request_id`].
    pub fn http_request_id(&self) -> Option<&str> {
        self.received.request_id()
    }

    /// The body of the response, decompressed.
    pub fn http_body(&self) -> &Bytes {
        self.received.bytes()
    }
}

/// A reply of a stream is that stream.
#[cfg(feature = "client")]
impl<T: futures_core::Stream + Unpin> futures_core::Stream for Reply<T> {
    type Item = T::Item;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<T::Item>> {
        std::pin::Pin::new(&mut self.value).poll_next(context)
    }
}

impl<T> Deref for Reply<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Reply<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T> AsRef<T> for Reply<T> {
    fn as_ref(&self) -> &T {
        &self.value
    }
}
