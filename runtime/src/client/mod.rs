//! The client: it makes the calls of a generated API, repeats those that can be repeated, and proves
//! who sends them.
//!
//! The functions of a generated module take a [`Client`], and return a call to be awaited:
//!
//! ```no_run
//! # async fn example() -> Result<(), specwright::Error> {
//! use std::time::Duration;
//!
//! use specwright::client::{Client, Credential};
//! use specwright::fine_tuning::retrieve_fine_tuning_job;
//!
//! let client = Client::builder()
//!     .base_url("https://jobs.example/v1") // a generated `service::client()` knows it already
//!     .credential(Credential::bearer("a token"))
//!     .build()?;
//! let job = retrieve_fine_tuning_job(&client, "ftjob-1").timeout(Duration::from_secs(5)).await?;
//! # Ok(())
//! # }
//! ```
//!
//! | to | there is |
//! |---|---|
//! | configure a client | [`Builder`]; [`Credential`], and [`Token`] for one that expires |
//! | do something differently for one call | what the call itself has, as `timeout` above; [`CallOptions`] for several calls |
//! | say which calls are made again | [`RetryPolicy`] |
//! | read a list page by page | [`Pages`], [`PageItems`] |
//! | read a body while it arrives | [`ItemStream`], its items; [`ByteStream`], its bytes |
//! | wait until something has happened | [`wait`](wait()) |
//! | look at each attempt, or change it | [`Hook`] |
//! | send by something else than `reqwest` | [`Transport`]; `tower::TowerTransport`, of the feature `tower` |
//! | teach it what one vendor's servers say beside the standards | [`Vendor`] |
//!
//! What comes back is searched for the credentials that were sent, so that no error shows one.
//!
//! Deliberately absent: a cache, a limit on the rate of calls (a `tower` layer below the transport is
//! the place for it), cookies that a server sets, and redirects to another server.

mod accepting;
mod awaited;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod call;
mod client_credentials;
pub(crate) mod clock;
mod credential;
mod credentials;
mod direct;
mod framing;
mod hook;
mod idempotency;
mod items;
mod observe;
mod options;
mod pages;
mod place;
mod redact;
mod reqwest;
mod retry;
mod servers;
mod stream;
mod token;
mod transport;
mod url;
mod wait;
mod watch;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};

pub use self::awaited::Call;
#[doc(hidden)]
pub use self::awaited::Calling;
pub use self::builder::Builder;
pub use self::credential::Credential;
pub use self::hook::{AttemptInfo, Hook};
pub use self::items::ItemStream;
pub use self::observe::BodyLogging;
pub use self::options::CallOptions;
pub use self::pages::{PageItems, Pages};
pub use self::retry::RetryPolicy;
pub use self::stream::{ByteStream, Incoming};
pub use self::token::{Token, TokenProvider};
pub use self::transport::{BoxFuture, Delivery, Limits, Phase, Transport, TransportError};
#[doc(hidden)]
pub use self::wait::Repeated;
pub use self::wait::{Wait, Waitable, Waiting, wait};
pub use crate::vendor::{RetryHint, Vendor};

use self::credentials::Credentials;
use self::redact::Redactor;
use self::retry::RetrySettings;
use self::servers::Servers;
use crate::error::{DecodeFailure, Error};
use crate::operation::{self, Body, Operation, Output};
use crate::raw_response::RawResponse;
use crate::reply::Reply;
use crate::wire::{DecodeBudget, DecodeError};

/// A client of one server, with its credentials; a clone is cheap and shares the connections.
///
/// ```no_run
/// # async fn example() -> Result<(), specwright::Error> {
/// use std::time::Duration;
/// use specwright::client::{CallOptions, Client};
///
/// let client = Client::builder().base_url("https://parcels.example/v2").build()?;
/// // The same client, for one call that does something differently.
/// let hasty = client.with(CallOptions::new().timeout(Duration::from_secs(20)));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    options: Arc<CallOptions>,
    /// Knows the secrets of the client and of the options.
    redactor: Arc<Redactor>,
}

/// What all clones of a client share.
pub(crate) struct Shared {
    transport: Arc<dyn Transport>,
    servers: Servers,
    vendor: Arc<dyn Vendor>,
    /// The header by which a response names the request.
    request_id: Option<HeaderName>,
    hooks: Vec<Arc<dyn Hook>>,
    credentials: Credentials,
    headers: HeaderMap,
    retry: RetrySettings,
    timeout: Duration,
    max_response_bytes: usize,
    decode_budget: DecodeBudget,
    body_logging: BodyLogging,
    /// The thread of the calls that block, once there was one.
    #[cfg(feature = "blocking")]
    worker: blocking::Worker,
}

impl Client {
    /// Begins a configuration.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// This client, doing some things differently; for one call, or for several:
    ///
    /// `create_parcel(&client.with(CallOptions::new().max_retries(5)), &request)`.
    ///
    /// Options that the client already has stay where the new ones say nothing.
    pub fn with(&self, options: CallOptions) -> Self {
        let mut redactor = Arc::clone(&self.redactor);
        if options.headers.values().any(HeaderValue::is_sensitive) {
            Arc::make_mut(&mut redactor).add_headers(&options.headers);
        }
        let options = Arc::new(options.over(&self.options));
        Self { shared: Arc::clone(&self.shared), options, redactor }
    }

    /// Begins a call of an operation, which is made when it is awaited.
    ///
    /// # Errors
    /// Those of the call; see [`Error`]: whether the arguments, the way or the answer was at
    /// fault, and whether the server may have done what it was asked for.
    #[inline]
    pub fn call<O: Operation>(&self, operation: O) -> Call<Output<O>> {
        Call::of(self, operation)
    }

    /// Begins a call of an operation, the body of whose success is handed over while it arrives.
    ///
    /// What the body holds is not looked at. Attempts are repeated until a success begins.
    ///
    /// # Errors
    /// As of [`call`](Self::call), but for the body of a success.
    ///
    /// ```no_run
    /// # async fn example(client: specwright::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use specwright::fine_tuning::requests::DownloadFile;
    ///
    /// let mut body = client.stream(DownloadFile::new("file-1")).await?;
    /// let first = body.chunk().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn stream<O: Operation>(&self, operation: O) -> Call<ByteStream> {
        Call::streamed(self, operation)
    }

    /// The request that [`call`](Self::call) would send, without the credentials.
    ///
    /// # Errors
    /// Where the arguments or the options are such that nothing would be sent.
    ///
    /// ```
    /// use specwright::Client;
    /// use specwright::fine_tuning::requests::RetrieveFineTuningJob;
    ///
    /// let client =
    ///     Client::builder().base_url("https://jobs.example").authenticated_elsewhere().build()?;
    /// let request = client.request(RetrieveFineTuningJob::new("ftjob-1"))?;
    /// assert_eq!(request.uri(), "https://jobs.example/fine_tuning/jobs/ftjob-1");
    /// # Ok::<(), specwright::Error>(())
    /// ```
    pub fn request<O: Operation>(&self, operation: O) -> Result<Request<Body>, Error> {
        let request = operation.request()?;
        self.prepare(Described::of::<O>(), request).map(call::Call::into_request)
    }

    /// Makes a call ready that owns all it needs.
    pub(crate) fn prepare(
        &self,
        described: Described,
        request: operation::Request,
    ) -> Result<call::Call, Error> {
        Ok(call::Call::new(self, described, request)?)
    }

    /// Reads what a call brought back.
    #[inline]
    pub(crate) fn read<T>(
        &self,
        mut response: Response<Bytes>,
        read: fn(&Response<Bytes>) -> Result<T, DecodeError>,
    ) -> Result<Reply<T>, Error> {
        let budget = self.options.decode_budget.unwrap_or(self.shared.decode_budget);
        if budget != DecodeBudget::default() {
            response.extensions_mut().insert(budget);
        }
        match read(&response) {
            Ok(value) => Ok(Reply::received(value, self.received(response))),
            Err(error) => Err(self.unreadable(response, error, |response| read(response).err())),
        }
    }

    /// The error of an answer that could not be read.
    fn unreadable(
        &self,
        response: Response<Bytes>,
        error: DecodeError,
        read_again: impl Fn(&Response<Bytes>) -> Option<DecodeError>,
    ) -> Error {
        // The error quotes the body, so that it is read again without the credentials.
        let redactor = self.shared.credentials.with_renewed(&self.redactor);
        let response = redactor.redact_response(response);
        let error = match read_again(&response) {
            Some(clean) => clean,
            None => DecodeError::new(redactor.redact_text(error)),
        };
        Error::Decode(Box::new(DecodeFailure::new(self.received(response), error)))
    }

    /// Hands over the body of a response while it arrives.
    pub(crate) fn lend<T>(
        &self,
        response: Response<Incoming>,
        lend: impl FnOnce(ByteStream) -> T,
    ) -> Reply<T> {
        let (head, body) = response.into_parts();
        let body = lend(body.into_stream());
        Reply::received(body, self.received(Response::from_parts(head, Bytes::new())))
    }

    /// A response with the name that the server gave the request.
    fn received(&self, response: Response<Bytes>) -> RawResponse {
        RawResponse::named(response, self.shared.request_id.as_ref())
    }
}

/// What a description says of an operation, whatever its arguments.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Described {
    pub(crate) id: &'static str,
    servers: &'static [operation::Server],
    security: operation::Security,
    redirects: &'static [&'static str],
}

impl Described {
    #[inline]
    pub(crate) fn of<O: Operation>() -> Self {
        let (servers, security) = (O::SERVERS, O::SECURITY);
        Self { id: O::ID, servers, security, redirects: O::REDIRECTS }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.shared.servers.base)
            .field("retry", &self.shared.retry)
            .field("timeout", &self.shared.timeout)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
