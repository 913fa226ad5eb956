//! What the items of a body ask of the call that brought it back.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};

use super::{Call, jitter};
#[cfg(feature = "blocking")]
use crate::client::Shared;
use crate::client::retry::RetryDecision;
use crate::client::stream::Incoming;
use crate::client::transport::{BoxFuture, TransportError};
use crate::error::{DecodeFailure, Error};
use crate::headers::LAST_EVENT_ID;
use crate::operation::{Body, Framing, essence};
use crate::raw_response::RawResponse;
use crate::wire::{DecodeBudget, DecodeError};

impl Call {
    /// Keeps the call beside the answer, for the items of that.
    pub(crate) async fn into_items(
        mut self,
        response: Response<Incoming>,
        framing: Framing,
    ) -> Result<(Response<Incoming>, Box<Self>), Error> {
        if !self.request.method().is_safe() {
            // It is not made again.
            *self.request.body_mut() = Body::empty();
        }
        let Some(other) = other_than_events(&response, framing) else {
            return Ok((response, Box::new(self)));
        };
        let (head, body) = response.into_parts();
        let body = body.read(self.shared.max_response_bytes).await.unwrap_or_default();
        Err(self.no_events(Response::from_parts(head, body), &other))
    }

    /// Refuses an answer that is no stream of events, where one was asked for again.
    pub(crate) fn refuse_others(
        &self,
        response: &Response<Incoming>,
        framing: Framing,
    ) -> Result<(), Error> {
        let Some(other) = other_than_events(response, framing) else { return Ok(()) };
        let mut head = Response::new(Bytes::new());
        *head.status_mut() = response.status();
        head.headers_mut().clone_from(response.headers());
        Err(self.no_events(head, &other))
    }

    fn no_events(&self, response: Response<Bytes>, other: &str) -> Error {
        let redactor = self.redactor();
        let response = redactor.redact_response(response);
        let text = format!("the answer is of the type `{other}`, not `text/event-stream`");
        let received = RawResponse::named(response, self.shared.request_id.as_ref());
        let error = DecodeError::new(redactor.redact_text(text));
        Error::Decode(Box::new(DecodeFailure::new(received, error)))
    }

    /// What runs a future for a caller without an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub(crate) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.shared)
    }

    /// How long an item may be.
    pub(crate) fn max_response_bytes(&self) -> usize {
        self.shared.max_response_bytes
    }

    /// What reading an item may cost.
    pub(crate) fn decode_budget(&self) -> DecodeBudget {
        self.options.decode_budget.unwrap_or(self.shared.decode_budget)
    }

    /// Lets the call ask for what comes after an event, and returns the wait before it may; none
    /// where it is not to be made again.
    pub(crate) fn resumption(
        &mut self,
        id: &str,
        retry: Option<Duration>,
        resumed: u32,
    ) -> Option<BoxFuture<'static, ()>> {
        let id = HeaderValue::from_str(id).ok().filter(|_| self.request.method().is_safe())?;
        let again = retry.map_or(RetryDecision::Again, |wait| {
            RetryDecision::After(wait.min(self.retry.longest_wait))
        });
        let wait = self.retry.delay(resumed, again, jitter())?;
        self.request.headers_mut().insert(LAST_EVENT_ID, id);
        let shared = Arc::clone(&self.shared);
        Some(Box::pin(async move { shared.transport.sleep(wait).await }))
    }

    /// A text and what is wrong with it, without what must not be shown of either.
    pub(crate) fn without_credentials(
        &self,
        text: Bytes,
        error: DecodeError,
        read: impl Fn(&[u8]) -> Option<DecodeError>,
    ) -> (Bytes, DecodeError) {
        let redactor = self.redactor();
        let Some(clean) = redactor.redact(&text) else {
            return (text, error);
        };
        let error = read(&clean).unwrap_or_else(|| DecodeError::new(redactor.redact_text(error)));
        (clean.into(), error)
    }

    /// The error of a body that did not come to its end.
    pub(crate) fn broken_off(&self, error: TransportError) -> Error {
        let error = self.redactor().redact_error(error);
        self.lost(error)
    }
}

/// The media type of an answer that is not read as events, where events were asked for. One
/// without a media type, or without a body, is read.
fn other_than_events(response: &Response<Incoming>, framing: Framing) -> Option<String> {
    if !framing.is_of_events() || response.status() == StatusCode::NO_CONTENT {
        return None;
    }
    let found = response.headers().get(CONTENT_TYPE)?;
    let found = essence(&String::from_utf8_lossy(found.as_bytes()));
    (found != "text/event-stream").then_some(found)
}
