//! A transport that carries nothing anywhere: a dry run cannot send by mistake, and needs
//! no certificates either.

use std::time::Duration;

use specwright::bytes::Bytes;
use specwright::client::{BoxFuture, Limits, Phase, Transport, TransportError};
use specwright::http::{Request, Response};

/// Refuses every request before anything is sent.
pub(crate) struct Nowhere;

impl Transport for Nowhere {
    fn send(
        &self,
        _: Request<Bytes>,
        _: Limits,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async { Err(TransportError::failed(Phase::Unsent, "this is a dry run")) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}
