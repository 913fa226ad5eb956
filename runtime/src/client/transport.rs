//! What carries a request to the server and the response back.

use std::pin::Pin;
use std::time::Duration;

use super::stream::Incoming;
use crate::operation::Body;
pub use crate::transport_error::{Phase, TransportError};

/// What carries one request to a server and brings the response back, and lends its clock.
///
/// A transport makes one attempt: it does not repeat, follow redirects or add credentials;
/// that is the client's. It keeps to the [`Limits`], since only it sees the response grow.
///
/// ```
/// use std::time::Duration;
/// use specwright::client::{BoxFuture, Client, Incoming, Limits, Transport, TransportError};
/// use specwright::operation::Body;
///
/// /// A server that never leaves the process: a test needs neither a network nor a runtime.
/// struct Canned(&'static str);
///
/// impl Transport for Canned {
///     fn send(
///         &self,
///         _: http::Request<Body>,
///         _: Limits,
///     ) -> BoxFuture<'_, Result<http::Response<Incoming>, TransportError>> {
///         Box::pin(async { Ok(http::Response::new(self.0.into())) })
///     }
///
///     fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
///         Box::pin(async {})
///     }
/// }
///
/// let client =
///     Client::builder().base_url("https://parcels.example").transport(Canned("{}")).build()?;
/// # Ok::<(), specwright::Error>(())
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Carries a request with an absolute URI to its server. The response's body is decompressed;
    /// whether it is handed over whole or as a stream is the transport's choice, which
    /// [`Limits::delivery`] may guide: the client reads a stream to its end where it needs to.
    ///
    /// # Errors
    /// Where there is no such response: whether the server can have seen the request, and why.
    fn send(
        &self,
        request: http::Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<http::Response<Incoming>, TransportError>>;

    /// Sleeps, between two attempts.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;
}

/// A future on the heap, which may move between threads.
///
/// The example of [`Transport`] returns two.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What one attempt may cost.
///
/// The example of [`TransportError`] keeps to them.
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
///
/// The example of [`TransportError`] asks for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// Once it is there.
    #[default]
    Whole,
    /// While it arrives, as a [`ByteStream`](super::ByteStream); its size is then no matter, and
    /// the time is that between two chunks. A transport that cannot do so hands it over whole.
    Streamed,
}
