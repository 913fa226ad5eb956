//! Why an attempt brought no response back, and how far it came.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;

use crate::printable::{MAX_REASON, MAX_SENTENCE, printable_of};
use crate::raw_response::RawResponse;

/// How far an attempt came; it decides whether a repetition can do the same thing twice.
///
/// The example of [`TransportError`] tells them.
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
///
/// ```
/// use std::io;
/// use std::time::Duration;
///
/// use specwright::client::{
///     BoxFuture, Delivery, Incoming, Limits, Phase, Transport, TransportError,
/// };
/// use specwright::http::{Request, Response};
/// use specwright::operation::Body;
///
/// /// A transport in all the ways in which an attempt can fail.
/// struct Never;
///
/// impl Transport for Never {
///     fn send(
///         &self,
///         request: Request<Body>,
///         limits: Limits,
///     ) -> BoxFuture<'_, Result<Response<Incoming>, TransportError>> {
///         Box::pin(async move {
///             let (head, _) = Response::new(()).into_parts();
///             Err(match request.uri().path() {
///                 "/closed" => TransportError::failed(Phase::Unsent, io::Error::other("closed")),
///                 "/slow" => TransportError::timed_out(Phase::Sent),
///                 // Whoever asked for a stream reads as much as there is.
///                 "/large" if limits.delivery == Delivery::Whole => {
///                     TransportError::too_large(limits.max_response_bytes).with_head(head)
///                 }
///                 _ => TransportError::failed(Phase::Reading, io::Error::other("reset")),
///             })
///         })
///     }
///
///     fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
///         Box::pin(async {})
///     }
/// }
///
/// let error = TransportError::timed_out(Phase::Sent);
/// assert!(error.is_timeout() && !error.is_too_large());
/// assert_eq!(error.phase(), Phase::Sent);
/// assert!(error.response().is_none());
/// ```
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
    /// The cause's texts become the error's; where they hold a credential of the client's, it is
    /// struck out.
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

    /// The error, whose texts are what is made of them: where that is the same, it keeps its cause.
    pub(crate) fn map_texts(mut self, clean: impl Fn(&str) -> Option<String>) -> Self {
        if let Cause::Failed(cause) = &self.cause {
            // Whoever prints it prints one of these.
            let shown = printable_of(Chain(&**cause), usize::MAX);
            let told = printable_of(format_args!("{cause:?}"), usize::MAX);
            if clean(&told).is_some() || clean(&shown).is_some() {
                self.cause = Cause::Failed(clean(&shown).unwrap_or_default().into());
            }
        }
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
            Cause::Failed(cause) => {
                let cause = printable_of(format_args!("{cause:?}"), MAX_REASON);
                f.field("cause", &format_args!("{cause}"))
            }
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
            Cause::Failed(cause) => {
                let causes = printable_of(Chain(&**cause), MAX_REASON);
                write!(f, "the connection failed {phase}: {causes}")
            }
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
        let mut shown = printable_of(self.0, MAX_SENTENCE);
        f.write_str(&shown)?;
        let mut next = self.0.source();
        while let Some(error) = next {
            let text = printable_of(error, MAX_SENTENCE);
            if !shown.contains(&text) {
                write!(f, ": {text}")?;
                shown = text;
            }
            next = error.source();
        }
        Ok(())
    }
}
