//! The default transport: HTTP/1.1 by reqwest, and TLS by what the features choose.
//!
//! No type of reqwest's leaves this module but the client that a user brings along.

mod request;
mod tls;

use std::error::Error as StdError;
use std::fmt;
use std::future::ready;
use std::io;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::response::Parts;
use http::uri::{Authority, Scheme};
use http::{Request, Response};
use http_body::{Body as _, Frame, SizeHint};
use reqwest::Proxy;
use reqwest::redirect::Policy;

use self::request::{Origin, converted};
pub(super) use self::tls::Tls;
use super::clock;
use super::stream::{ByteStream, Incoming};
use super::transport::{BoxFuture, Delivery, Limits, Phase, Transport, TransportError};
use crate::error::ConfigError;
use crate::operation::Body;

/// A transport on a pool of connections.
pub(super) struct Reqwest {
    tls: Tls,
    /// Plain HTTP needs neither roots nor the environment's proxy, which TLS does: each has a
    /// client of its own, made when it is first needed.
    plain: OnceLock<reqwest::Client>,
    secure: OnceLock<reqwest::Client>,
    /// The first server that was spoken to; few clients have another.
    origin: OnceLock<Origin>,
}

impl Reqwest {
    /// A transport for servers that are spoken to so; what cannot work for them is said.
    pub(super) fn new(tls: Tls, is_plain_http: bool) -> Result<Self, ConfigError> {
        let transport =
            Self { tls, plain: OnceLock::new(), secure: OnceLock::new(), origin: OnceLock::new() };
        transport.client(is_plain_http)?;
        Ok(transport)
    }

    /// A transport over a client of the user's.
    pub(super) fn over(client: reqwest::Client) -> Self {
        let (plain, secure) = (OnceLock::from(client.clone()), OnceLock::from(client));
        Self { tls: Tls::default(), plain, secure, origin: OnceLock::new() }
    }

    fn client(&self, is_plain_http: bool) -> Result<&reqwest::Client, ConfigError> {
        let cell = if is_plain_http { &self.plain } else { &self.secure };
        if let Some(client) = cell.get() {
            return Ok(client);
        }
        let made = made(&self.tls, is_plain_http)?;
        Ok(cell.get_or_init(|| made))
    }
}

fn made(tls: &Tls, is_plain_http: bool) -> Result<reqwest::Client, ConfigError> {
    // The causes are left out where their texts could hold a secret.
    let builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(tls.connect_timeout);
    let builder = match &tls.proxy {
        Some(url) => {
            let proxy = Proxy::all(url);
            builder
                .proxy(proxy.map_err(|_| ConfigError::new("the proxy's address cannot be used"))?)
        }
        // Plain HTTP goes straight to its host.
        None if is_plain_http => builder.no_proxy(),
        None => builder,
    };
    let is_straight = is_plain_http && tls.proxy.is_none();
    let builder = tls::configured(builder, tls, is_straight)?;
    builder.build().map_err(|error| invalid_config("the transport", &error))
}

fn invalid_config(what: &str, error: &reqwest::Error) -> ConfigError {
    let mut message = format!("{what}: {error}");
    let mut source = error.source();
    while let Some(error) = source {
        message.push_str(&format!(": {error}"));
        source = error.source();
    }
    ConfigError::new(message)
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> BoxFuture<'_, Result<Response<Incoming>, TransportError>> {
        let is_plain_http = request.uri().scheme() == Some(&Scheme::HTTP);
        let client = clock::exists().and_then(|()| {
            let client = self.client(is_plain_http);
            client.map_err(|error| TransportError::failed(Phase::Unsent, error))
        });
        match client {
            Ok(client) => exchange(client, &self.origin, request, limits),
            Err(error) => Box::pin(ready(Err(error))),
        }
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(clock::wait(duration))
    }
}

/// Begins an exchange. What needs no waiting is done at once, so that what waits stays small:
/// there are as many of them as calls.
fn exchange(
    client: &reqwest::Client,
    origin: &OnceLock<Origin>,
    request: Request<Body>,
    limits: Limits,
) -> BoxFuture<'static, Result<Response<Incoming>, TransportError>> {
    let begun = Arc::new(AtomicBool::new(request.body().is_empty()));
    let way = Way { server: request.uri().authority().cloned(), begun: Arc::clone(&begun) };
    let request = request.map(|body| {
        if body.is_empty() {
            return reqwest::Body::from(Bytes::new());
        }
        reqwest::Body::wrap(Tracked { body, begun })
    });
    let request = match converted(request, origin) {
        Ok(request) => request,
        Err(error) => return Box::pin(ready(Err(way.failed(error)))),
    };
    let asked = request.url().clone();
    let mut answer = client.execute(request);
    Box::pin(async move {
        let mut timer = pin!(clock::timer(limits.timeout));
        let mut response = match clock::within(timer.as_mut(), Pin::new(&mut answer)).await {
            Some(answer) => answer.map_err(|error| way.failed(error))?,
            None => return Err(TransportError::timed_out(way.phase())),
        };
        drop(answer);
        // Only a client that the user brought along follows redirects; where to, it does not ask.
        if *response.url() != asked && response.url().origin() != asked.origin() {
            let error = "the reqwest client followed a redirect to another server; \
                         build it with redirect(Policy::none())";
            return Err(TransportError::failed(Phase::Sent, error));
        }
        if limits.delivery == Delivery::Streamed && response.status().is_success() {
            let head = head(&mut response);
            let body = http::Response::<reqwest::Body>::from(response).into_body();
            let stream = Streamed { body, timeout: limits.timeout, wait: None };
            return Ok(Response::from_parts(head, Incoming::Stream(ByteStream::new(stream))));
        }
        let body = {
            let body = pin!(read(&mut response, limits.max_response_bytes));
            clock::within(timer, body).await
        };
        let head = head(&mut response);
        match body.unwrap_or(Err(TransportError::timed_out(Phase::Reading))) {
            Ok(body) => Ok(Response::from_parts(head, Incoming::Whole(body))),
            Err(error) => Err(error.with_head(head)),
        }
    })
}

/// What an error says of an exchange: with whom, and how far it came.
struct Way {
    server: Option<Authority>,
    begun: Arc<AtomicBool>,
}

impl Way {
    fn phase(&self) -> Phase {
        if self.begun.load(Ordering::Acquire) { Phase::Sent } else { Phase::Unsent }
    }

    fn failed(&self, error: reqwest::Error) -> TransportError {
        let is_unsent = error.is_connect() || error.is_builder();
        let phase = if is_unsent { Phase::Unsent } else { self.phase() };
        if error.is_timeout() {
            return TransportError::timed_out(phase);
        }
        let server = self.server.as_ref().map(Authority::to_string).unwrap_or_default();
        TransportError::failed(phase, NoAnswer { server, error: error.without_url() })
    }
}

/// The head of a response, of which reqwest keeps the rest.
fn head(response: &mut reqwest::Response) -> Parts {
    let mut head = Response::new(());
    *head.status_mut() = response.status();
    *head.version_mut() = response.version();
    *head.headers_mut() = std::mem::take(response.headers_mut());
    head.into_parts().0
}

/// An error that names the server, which reqwest does with the whole address or not at all;
/// the address's query may hold a key.
#[derive(Debug)]
struct NoAnswer {
    server: String,
    error: reqwest::Error,
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no answer from {}", self.server)?;
        // With a cause, reqwest's own words say no more than that.
        match self.error.source() {
            Some(_) => Ok(()),
            None => write!(f, ": {}", self.error),
        }
    }
}

impl StdError for NoAnswer {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source()
    }
}

/// A body that is read while it arrives, each chunk within a time.
struct Streamed {
    body: reqwest::Body,
    timeout: Duration,
    /// The end of the wait for the next chunk, where one has begun.
    wait: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl Stream for Streamed {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            let frame = match Pin::new(&mut this.body).poll_frame(context) {
                Poll::Ready(frame) => frame,
                Poll::Pending => {
                    if this.wait.is_none() {
                        let end = clock::deadline(this.timeout);
                        this.wait = end.map(|end| Box::pin(tokio::time::sleep_until(end)));
                    }
                    let Some(wait) = &mut this.wait else { return Poll::Pending };
                    ready!(wait.as_mut().poll(context));
                    return Poll::Ready(Some(Err(TransportError::timed_out(Phase::Reading))));
                }
            };
            this.wait = None;
            match frame.map(|frame| frame.map(Frame::into_data)) {
                None => return Poll::Ready(None),
                Some(Ok(Ok(data))) => return Poll::Ready(Some(Ok(data))),
                // Trailers.
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => {
                    let error = TransportError::failed(Phase::Reading, error.without_url());
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

/// Reads a body that may be endless, and stops where it is too large.
async fn read(response: &mut reqwest::Response, limit: usize) -> Result<Bytes, TransportError> {
    let announced = response.content_length().unwrap_or(0);
    if announced > limit as u64 {
        return Err(TransportError::too_large(limit));
    }
    let Some(first) = chunk(response, 0, limit).await? else { return Ok(Bytes::new()) };
    let Some(second) = chunk(response, first.len(), limit).await? else {
        // Most bodies come in one piece, which is then not copied.
        return Ok(first);
    };
    // What is announced may never come, so that it is believed up to a point.
    let mut body = Vec::with_capacity((announced as usize).min(64 * 1024));
    body.extend_from_slice(&first);
    body.extend_from_slice(&second);
    while let Some(chunk) = chunk(response, body.len(), limit).await? {
        body.extend_from_slice(&chunk);
    }
    Ok(body.into())
}

/// The next piece of a body of which so many bytes are there.
async fn chunk(
    response: &mut reqwest::Response,
    read: usize,
    limit: usize,
) -> Result<Option<Bytes>, TransportError> {
    let chunk = response.chunk().await;
    let chunk =
        chunk.map_err(|error| TransportError::failed(Phase::Reading, error.without_url()))?;
    match chunk {
        Some(chunk) if chunk.len() > limit - read => Err(TransportError::too_large(limit)),
        chunk => Ok(chunk),
    }
}

/// A body that knows whether anyone began to send it: as long as nobody did, no server
/// can have acted on the request.
struct Tracked {
    body: Body,
    begun: Arc<AtomicBool>,
}

impl http_body::Body for Tracked {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.begun.store(true, Ordering::Release);
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
