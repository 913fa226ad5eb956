//! What carries a request to the server and the response back.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;

pub use crate::transport_error::{Phase, TransportError};

/// What carries one request to a server and brings the response back, and lends its clock.
///
/// A transport makes one attempt: it does not repeat, follow redirects or add credentials;
/// that is the client's. It keeps to the [`Limits`], since only it sees the response grow.
///
/// ```
/// use std::time::Duration;
/// use bytes::Bytes;
/// use specwright::client::{BoxFuture, Client, Limits, Transport, TransportError};
///
/// /// A server that never leaves the process: a test needs neither a network nor a runtime.
/// struct Canned(&'static str);
///
/// impl Transport for Canned {
///     fn send(
///         &self,
///         _: http::Request<Bytes>,
///         _: Limits,
///     ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
///         Box::pin(async { Ok(http::Response::new(Bytes::from_static(self.0.as_bytes()))) })
///     }
///
///     fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
///         Box::pin(async {})
///     }
/// }
///
/// let client = Client::builder().transport(Canned("{}")).build()?;
/// # Ok::<(), specwright::Error>(())
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Carries a request with an absolute URI to its server; the response's body is whole
    /// and decompressed.
    ///
    /// # Errors
    /// Where there is no such response: whether the server can have seen the request, and why.
    fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;

    /// Sleeps, between two attempts.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;
}

/// A future on the heap, which may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What one attempt may cost.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// How long it may take, from the connection to the last byte of the body.
    pub timeout: Duration,
    /// How many bytes the response's body may have, decompressed.
    pub max_response_bytes: usize,
    /// How the body of a success is handed over.
    pub delivery: Delivery,
}

/// How the body of a success is handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// Once it is there.
    #[default]
    Whole,
    /// While it arrives, as a [`ByteStream`](super::ByteStream) attached to the response; its
    /// size is then no matter, and the time is that between two chunks. A transport that
    /// cannot do so hands it over whole.
    Streamed,
}
