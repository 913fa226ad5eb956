//! Any `Service` of the crates of [`tower`](https://docs.rs/tower) as the transport of a client.

use std::error::Error as StdError;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::{Request, Response};
use tower_service::Service;

use crate::client::{BoxFuture, Incoming, Limits, Phase, Transport, TransportError, clock};
use crate::operation::Body;

/// Lets a service, with whatever layers it has, carry a client's requests.
///
/// An error of the service says nothing about how far the request came, so that it counts as
/// [`Phase::Sent`]: a POST is then not made again. A service that knows better says so with
/// a [`TransportError`] of its own. One that is not ready has sent nothing.
///
/// The request's body is an `http_body::Body`; that of the response is [`Bytes`](bytes::Bytes),
/// a [`ByteStream`](crate::client::ByteStream), or either ([`Incoming`]).
///
/// The request carries its [`Limits`] as an extension. Their time is kept here; that a
/// response of bytes does not grow beyond them while it is read is for the service to see to.
///
/// ```no_run
/// use specwright::Client;
/// use specwright::bytes::Bytes;
/// use specwright::http::{Request, Response};
/// use specwright::operation::Body;
/// use specwright::tower::TowerTransport;
///
/// /// Any service that takes requests of ours, whatever layers it has.
/// fn client<S>(service: S) -> Result<Client, specwright::Error>
/// where
///     S: tower_service::Service<Request<Body>, Response = Response<Bytes>>,
///     S: Clone + Send + 'static,
///     S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
///     S::Future: Send,
/// {
///     let transport = TowerTransport::new(service);
///     Ok(Client::builder().base_url("https://parcels.example").transport(transport).build()?)
/// }
/// ```
pub struct TowerTransport<S> {
    /// Only ever locked to be cloned, as services are for each call.
    service: Mutex<S>,
}

impl<S> TowerTransport<S> {
    /// A transport that hands every request to a clone of the service.
    pub fn new(service: S) -> Self {
        Self { service: Mutex::new(service) }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + Send + 'static,
    B: Into<Incoming>,
    S::Error: Into<Box<dyn StdError + Send + Sync>>,
    S::Future: Send,
{
    fn send(
        &self,
        mut request: Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<Response<Incoming>, TransportError>> {
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        request.extensions_mut().insert(limits);
        Box::pin(async move {
            let called = AtomicBool::new(false);
            let phase = || if called.load(Ordering::Acquire) { Phase::Sent } else { Phase::Unsent };
            clock::exists()?;
            let answer = pin!(async {
                poll_fn(|context| service.poll_ready(context)).await?;
                called.store(true, Ordering::Release);
                service.call(request).await
            });
            match clock::within(pin!(clock::timer(limits.timeout)), answer).await {
                Some(Ok(response)) => Ok(response.map(Into::into)),
                Some(Err(error)) => Err(known(error.into(), phase())),
                None => Err(TransportError::timed_out(phase())),
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(clock::wait(duration))
    }
}

fn known(error: Box<dyn StdError + Send + Sync>, phase: Phase) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(known) => *known,
        Err(error) => TransportError::failed(phase, error),
    }
}
