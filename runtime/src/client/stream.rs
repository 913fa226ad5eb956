//! A body that is read while it arrives.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::Response;

use super::transport::{BoxFuture, TransportError};

/// The body of a success while it arrives: bytes, as the server cuts them.
///
/// Events of a `text/event-stream` are not told apart here; a chunk may end within one.
/// Dropping the stream closes the connection.
pub struct ByteStream(Box<dyn Chunks>);

/// Where the bytes of a [`ByteStream`] come from.
pub trait Chunks: Send + 'static {
    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// Where the connection fails before the end.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

impl ByteStream {
    /// A stream of these chunks.
    pub fn new(chunks: impl Chunks) -> Self {
        Self(Box::new(chunks))
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// Where the connection fails before the end, or nothing comes within the call's time.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.0.chunk().await
    }

    /// Hands the stream over with the head of its response, as a transport does that was
    /// asked for [`Delivery::Streamed`](super::Delivery::Streamed).
    pub fn attach(self, response: &mut Response<Bytes>) {
        response.extensions_mut().insert(Attached(Arc::new(Mutex::new(Some(self)))));
    }

    /// The stream of a response; its body, where the transport has read it whole.
    pub(crate) fn detach(response: &mut Response<Bytes>) -> Self {
        let attached = response.extensions_mut().remove::<Attached>();
        let stream =
            attached.and_then(|it| it.0.lock().unwrap_or_else(PoisonError::into_inner).take());
        stream.unwrap_or_else(|| Self::new(Whole(Some(std::mem::take(response.body_mut())))))
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").finish_non_exhaustive()
    }
}

/// A stream in the extensions of its response, which have to be able to be cloned.
#[derive(Clone)]
struct Attached(Arc<Mutex<Option<ByteStream>>>);

struct Whole(Option<Bytes>);

impl Chunks for Whole {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let rest = self.0.take().filter(|rest| !rest.is_empty());
        Box::pin(async move { Ok(rest) })
    }
}
