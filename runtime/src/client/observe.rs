//! What can be seen of a call: spans and events with the feature `tracing`, nothing without.
//!
//! Targets are below `specwright`. No credential is ever among the fields; bodies are
//! shown, at the level `DEBUG`, only to who asks for [`BodyLogging::Logged`].

#[cfg(feature = "tracing")]
use std::time::Instant;

#[cfg(feature = "tracing")]
use tracing::{Instrument, Span, field::Empty};

use super::redact::Redactor;
use super::transport::TransportError;

/// Whether bodies are shown to a subscriber of `tracing`.
///
/// The example of [`Builder`](super::Builder) sets it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyLogging {
    /// Not at all.
    #[default]
    Hidden,
    /// The bodies of requests and responses, whole, with the client's credentials struck out.
    Logged,
}

/// One attempt of a call, seen.
pub(crate) struct Attempt {
    #[cfg(feature = "tracing")]
    span: Span,
    #[cfg(feature = "tracing")]
    start: Instant,
}

#[cfg(feature = "tracing")]
impl Attempt {
    pub(crate) fn new(operation: &'static str, attempt: u32, method: &http::Method) -> Self {
        let span = tracing::info_span!(
            target: "specwright",
            "attempt",
            operation,
            attempt = attempt + 1,
            %method,
            status = Empty,
            request_id = Empty,
            elapsed_ms = Empty,
            error = Empty,
        );
        Self { span, start: Instant::now() }
    }

    /// Does what the attempt begins with, within its span.
    pub(crate) fn begin<T>(&self, begin: impl FnOnce() -> T) -> T {
        self.span.in_scope(begin)
    }

    /// Runs what the attempt does within its span.
    pub(crate) fn watch<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
        future.instrument(self.span.clone())
    }

    /// Records how the attempt ended.
    pub(crate) fn ended<B>(
        &self,
        result: &Result<http::Response<B>, TransportError>,
        redactor: &Redactor,
        request_id: Option<&http::HeaderName>,
    ) {
        let elapsed = self.start.elapsed().as_millis();
        self.span.record("elapsed_ms", u64::try_from(elapsed).unwrap_or(u64::MAX));
        match result {
            Ok(response) => {
                self.span.record("status", response.status().as_u16());
                let id = request_id.and_then(|name| response.headers().get(name)?.to_str().ok());
                if let Some(id) = id {
                    self.span.record("request_id", shown(id.as_bytes(), redactor));
                }
            }
            Err(error) => {
                self.span.record("error", tracing::field::display(error));
            }
        }
        self.span.in_scope(|| match result {
            Ok(response) => tracing::debug!(target: "specwright", status = response.status().as_u16(), "answered"),
            Err(error) => tracing::warn!(target: "specwright", %error, "not answered"),
        });
    }

    /// Shows a body to who asked for it.
    pub(crate) fn body(
        &self,
        body_logging: BodyLogging,
        what: &'static str,
        body: &[u8],
        redactor: &Redactor,
    ) {
        if body_logging == BodyLogging::Logged {
            self.span.in_scope(|| {
                tracing::debug!(target: "specwright", body = shown(body, redactor), "{what}");
            });
        }
    }
}

#[cfg(feature = "tracing")]
fn shown(text: &[u8], redactor: &Redactor) -> String {
    let clean = redactor.redact(text);
    String::from_utf8_lossy(clean.as_deref().unwrap_or(text)).into_owned()
}

#[cfg(not(feature = "tracing"))]
impl Attempt {
    pub(crate) fn new(_: &'static str, _: u32, _: &http::Method) -> Self {
        Self {}
    }

    pub(crate) fn begin<T>(&self, begin: impl FnOnce() -> T) -> T {
        begin()
    }

    pub(crate) fn watch<F: Future>(&self, future: F) -> F {
        future
    }

    pub(crate) fn ended<B>(
        &self,
        _: &Result<http::Response<B>, TransportError>,
        _: &Redactor,
        _: Option<&http::HeaderName>,
    ) {
    }

    pub(crate) fn body(&self, _: BodyLogging, _: &'static str, _: &[u8], _: &Redactor) {}
}
