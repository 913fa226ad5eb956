//! What carries a request to the server and the response back.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;

use crate::raw_response::RawResponse;

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
/// let client =
///     Client::builder().base_url("https://parcels.example").transport(Canned("{}")).build()?;
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

/// How far an attempt came; it decides whether a repetition can do the same thing twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The server cannot have acted: there was no connection, or nothing of the body was sent.
    Unsent,
    /// The server may have acted: the request, or a part of it, was sent.
    Sent,
    /// The server answered, and its answer's body did not arrive whole.
    Reading,
}

/// Why an attempt brought no response back.
pub struct TransportError {
    phase: Phase,
    cause: Cause,
    head: Option<Box<RawResponse>>,
}

enum Cause {
    Failed(Box<dyn StdError + Send + Sync>),
    TimedOut,
    TooLarge(usize),
}

impl TransportError {
    /// An attempt that failed in this phase. Where in doubt, the phase is [`Phase::Sent`].
    ///
    /// The cause's texts become the error's; they must not hold credentials.
    pub fn failed(phase: Phase, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { phase, cause: Cause::Failed(cause.into()), head: None }
    }

    /// An attempt whose time ran out in this phase.
    pub fn timed_out(phase: Phase) -> Self {
        Self { phase, cause: Cause::TimedOut, head: None }
    }

    /// An attempt whose response has more bytes than this, the limit.
    pub fn too_large(limit: usize) -> Self {
        Self { phase: Phase::Reading, cause: Cause::TooLarge(limit), head: None }
    }

    /// The error with the status and the headers that had arrived; they decide
    /// whether the server did what it was asked for.
    pub fn with_head(self, head: http::response::Parts) -> Self {
        let response = http::Response::from_parts(head, Bytes::new());
        Self { head: Some(Box::new(response.into())), ..self }
    }

    /// How far the attempt came.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Whether the time ran out.
    pub fn is_timeout(&self) -> bool {
        matches!(self.cause, Cause::TimedOut)
    }

    /// Whether the response was larger than the limit.
    pub fn is_too_large(&self) -> bool {
        matches!(self.cause, Cause::TooLarge(_))
    }

    /// The status and the headers that had arrived, without a body.
    pub fn response(&self) -> Option<&RawResponse> {
        self.head.as_deref()
    }

    /// The error, what had arrived being changed.
    pub(crate) fn map_head(
        mut self,
        change: impl FnOnce(http::Response<Bytes>) -> http::Response<Bytes>,
    ) -> Self {
        let changed = self.response_of_head().map(change);
        self.head = changed.map(|response| Box::new(response.into()));
        self
    }

    /// The answer, where its head alone says that nothing was done as asked.
    pub(crate) fn refusal(&self) -> Option<http::Response<Bytes>> {
        self.response_of_head().filter(|response| !response.status().is_success())
    }

    fn response_of_head(&self) -> Option<http::Response<Bytes>> {
        let head = self.head.as_ref()?;
        let mut response = http::Response::new(Bytes::new());
        *response.status_mut() = head.status();
        *response.headers_mut() = head.headers().clone();
        Some(response)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut f = f.debug_struct("TransportError");
        f.field("phase", &self.phase);
        match &self.cause {
            Cause::Failed(cause) => f.field("cause", cause),
            Cause::TimedOut => f.field("cause", &"timed out"),
            Cause::TooLarge(limit) => f.field("cause", &format_args!("more than {limit} bytes")),
        };
        f.field("response", &self.head).finish()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let phase = match self.phase {
            Phase::Unsent => "before the request was sent",
            Phase::Sent => "after the request was sent",
            Phase::Reading => "while the answer was read",
        };
        match &self.cause {
            Cause::Failed(cause) => write!(f, "the connection failed {phase}: {}", Chain(&**cause)),
            Cause::TimedOut => write!(f, "the time ran out {phase}"),
            Cause::TooLarge(limit) => {
                write!(f, "the answer has more than the {limit} bytes that the client accepts")
            }
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.cause {
            Cause::Failed(cause) => Some(&**cause),
            Cause::TimedOut | Cause::TooLarge(_) => None,
        }
    }
}

/// An error with everything below it, since "error sending request" alone helps nobody.
struct Chain<'a>(&'a (dyn StdError + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.0.to_string();
        f.write_str(&shown)?;
        let mut next = self.0.source();
        while let Some(error) = next {
            let text = error.to_string();
            if !shown.contains(&text) {
                write!(f, ": {text}")?;
                shown = text;
            }
            next = error.source();
        }
        Ok(())
    }
}
