//! A transport that carries nothing anywhere: a dry run cannot send by mistake, and needs
//! no certificates either.

use std::time::Duration;

use specwright::client::{BoxFuture, Incoming, Limits, Phase, Transport, TransportError};
use specwright::http::{Request, Response};
use specwright::operation::Body;

/// Refuses every request before anything is sent.
pub(crate) struct Nowhere;

impl Transport for Nowhere {
    fn send(
        &self,
        _: Request<Body>,
        _: Limits,
    ) -> BoxFuture<'_, Result<Response<Incoming>, TransportError>> {
        Box::pin(async { Err(TransportError::failed(Phase::Unsent, "this is a dry run")) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}
