//! Why a call failed, and what that says about the server's side.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

use crate::api_error::ApiError;
use crate::item_error::ItemError;
use crate::page_error::PageError;
use crate::printable::{MAX_REASON, MAX_SENTENCE, printable};
use crate::raw_response::RawResponse;
use crate::transport_error::{Phase, TransportError};
use crate::wire::{DecodeError, Invalid};

/// Why a call failed.
///
/// No text and no `Debug` of an error holds a credential of the client's, not even
/// where the server repeated it, however it spelled it. Either is of bounded length, and what it
/// quotes of others is printable. The text is whole, the causes included; who also prints
/// the [sources](StdError::source) prints some of it twice.
///
/// ```no_run
/// # async fn example(client: specwright::Client) {
/// use specwright::Error;
/// use specwright::fine_tuning::{CreateFineTuningJobRequest, create_fine_tuning_job};
///
/// let request = CreateFineTuningJobRequest::builder().model("a-model").training_file("f").build();
/// match create_fine_tuning_job(&client, &request).await {
///     Ok(job) => println!("{}", job.id),
///     Err(Error::Invalid(invalid)) => println!("{:?}", invalid.violations()),
///     Err(Error::Api(refused)) => println!("{}: {:?}", refused.status(), refused.message()),
///     Err(Error::Ambiguous(lost)) => {
///         println!("look for {:?}: {}", lost.idempotency_key(), lost.cause());
///     }
///     Err(Error::Decode(failure)) => {
///         println!("{} of {}", failure.error(), failure.response().text());
///     }
///     Err(Error::Credential(error)) => println!("{:?}: {error}", error.scheme()),
///     // Of each there is to be said what its text says, and what arrived.
///     Err(error) => {
///         println!("{:?} {:?}: {error}", error.status(), error.request_id());
///         println!("{:?}", error.response().map(|response| response.headers()));
///     }
/// }
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client, or this call, is configured in a way that cannot work. Nothing was sent.
    Config(ConfigError),
    /// The arguments break limits of the description: all of them, each with its place.
    /// Nothing was sent.
    Invalid(Invalid),
    /// The server answered with a status that is no success. Mind that a server which
    /// failed on its way (5xx) may have done what was asked for before it did.
    Api(Box<ApiError>),
    /// The server answered with a success that is not what the description says.
    /// What was asked for was most likely done.
    Decode(Box<DecodeFailure>),
    /// An item of a stream is not what the description says; the items after it are read.
    Item(Box<ItemError>),
    /// The pages of a list do not follow each other as they should: what came is not all of it.
    Page(Box<PageError>),
    /// What was waited for did not come about in time, or nothing could be learnt of it any more.
    Wait(Box<WaitError>),
    /// A credential of the call could not be had. Nothing was sent to the API.
    Credential(CredentialError),
    /// There was no answer in time, and nothing was done that a repetition would do twice.
    Timeout(Box<TransportError>),
    /// There was no answer, and nothing was done that a repetition would do twice.
    Transport(Box<TransportError>),
    /// The server answered with a success larger than the client was told to accept.
    /// What was asked for was most likely done.
    TooLarge(Box<TransportError>),
    /// The request may have reached the server, and its answer was lost: what it asks
    /// for may have been done: the operation may have been applied.
    Ambiguous(Box<Ambiguous>),
}

impl Error {
    /// What arrived, where anything did: status, headers, request id, body.
    pub fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Api(error) => Some(error.response()),
            Self::Decode(error) => Some(error.response()),
            Self::Timeout(error) | Self::Transport(error) | Self::TooLarge(error) => {
                error.response()
            }
            Self::Ambiguous(error) => error.cause.response(),
            Self::Wait(error) => error.last().and_then(Self::response),
            Self::Config(_)
            | Self::Credential(_)
            | Self::Invalid(_)
            | Self::Item(_)
            | Self::Page(_) => None,
        }
    }

    /// The status that arrived.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(RawResponse::status)
    }

    /// The server's name for the request.
    pub fn request_id(&self) -> Option<&str> {
        self.response().and_then(RawResponse::request_id)
    }

    fn inner(&self) -> &(dyn StdError + 'static) {
        match self {
            Self::Config(error) => error,
            Self::Credential(error) => error,
            Self::Invalid(error) => error,
            Self::Api(error) => &**error,
            Self::Decode(error) => &**error,
            Self::Item(error) => &**error,
            Self::Page(error) => &**error,
            Self::Wait(error) => &**error,
            Self::Timeout(error) | Self::Transport(error) | Self::TooLarge(error) => &**error,
            Self::Ambiguous(error) => &**error,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.inner(), f)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner().source()
    }
}

impl From<ConfigError> for Error {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

impl From<Invalid> for Error {
    fn from(error: Invalid) -> Self {
        Self::Invalid(error)
    }
}

/// A wait that ended without what was waited for: its time was over, or too many calls in a row
/// failed in ways that could have passed.
///
/// ```no_run
/// # async fn example(client: specwright::Client) {
/// use std::time::Duration;
///
/// use specwright::fine_tuning::retrieve_fine_tuning_job;
/// use specwright::{Error, wait};
///
/// let waiting = wait(retrieve_fine_tuning_job(&client, "ftjob-1"))
///     .deadline(Duration::from_secs(60))
///     .until(|job| job.fine_tuned_model.is_some());
/// if let Err(Error::Wait(over)) = waiting.await {
///     println!("{} calls in {:?}; the last: {:?}", over.calls(), over.waited(), over.last());
/// }
/// # }
/// ```
#[derive(Debug)]
pub struct WaitError {
    calls: u32,
    waited: Duration,
    last: Option<Error>,
}

impl WaitError {
    pub(crate) fn new(calls: u32, waited: Duration, last: Option<Error>) -> Self {
        Self { calls, waited, last }
    }

    /// How many calls were made.
    pub fn calls(&self) -> u32 {
        self.calls
    }

    /// How long was waited.
    pub fn waited(&self) -> Duration {
        self.waited
    }

    /// Why the last call failed, if it did.
    pub fn last(&self) -> Option<&Error> {
        self.last.as_ref()
    }
}

impl fmt::Display for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, waited, last } = self;
        let seconds = waited.as_secs_f64();
        write!(f, "what was waited for did not come about in {seconds:.1} s and {calls} calls")?;
        match last {
            Some(last) => write!(f, ", the last of which failed: {last}"),
            None => Ok(()),
        }
    }
}

impl StdError for WaitError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.last.as_ref().map(|last| last as &(dyn StdError + 'static))
    }
}

/// What cannot work about a client's or a call's configuration.
///
/// The example of [`Error`] tells it from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    message: String,
}

impl ConfigError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: printable(&message.into(), MAX_REASON).into_owned() }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for ConfigError {}

/// A credential that could not be had: what gives it failed.
///
/// The example of [`Error`] tells it from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialError {
    scheme: Option<String>,
    message: String,
}

impl CredentialError {
    pub(crate) fn new(scheme: Option<String>, message: String) -> Self {
        let shown = |text: String| printable(&text, MAX_SENTENCE).into_owned();
        Self { scheme: scheme.map(shown), message: shown(message) }
    }

    /// The security scheme of the description that it is for.
    pub fn scheme(&self) -> Option<&str> {
        self.scheme.as_deref()
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.scheme {
            Some(scheme) => write!(f, "the credential `{scheme}` cannot be had")?,
            None => f.write_str("the token cannot be had")?,
        }
        write!(f, ", and nothing was sent: {}", self.message)
    }
}

impl StdError for CredentialError {}

/// A success that is not what the description says.
///
/// The example of [`Error`] tells it from the others.
#[derive(Clone, Debug)]
pub struct DecodeFailure {
    received: RawResponse,
    error: DecodeError,
}

impl DecodeFailure {
    pub(crate) fn new(received: RawResponse, error: DecodeError) -> Self {
        Self { received, error }
    }

    /// Where the body is not what the description says, what was expected, and what was found.
    pub fn error(&self) -> &DecodeError {
        &self.error
    }

    /// The response, its body as it arrived.
    pub fn response(&self) -> &RawResponse {
        &self.received
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.received.status();
        let length = self.received.bytes().len();
        write!(f, "the server answered {status}, but its body of {length} bytes cannot be read")?;
        write!(f, ": {}", self.error)?;
        match self.received.request_id() {
            Some(id) => write!(f, " (request {})", printable(id, MAX_SENTENCE)),
            None => Ok(()),
        }
    }
}

impl StdError for DecodeFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.error)
    }
}

/// A request that may have been carried out, and whose answer was lost.
///
/// Before it is repeated, look whether what it creates exists; a server that knows the
/// `Idempotency-Key` recognises a repetition that carries [the same](Self::idempotency_key).
///
/// The example of [`Error`] tells it from the others.
pub struct Ambiguous {
    cause: TransportError,
    idempotency_key: Option<String>,
}

impl Ambiguous {
    pub(crate) fn new(cause: TransportError, idempotency_key: Option<String>) -> Self {
        Self { cause, idempotency_key }
    }

    /// How the last attempt failed. It may have sent nothing, where the caller chose
    /// [`RetryPolicy::Always`](crate::client::RetryPolicy::Always): an earlier one is then the one
    /// in doubt.
    pub fn cause(&self) -> &TransportError {
        &self.cause
    }

    /// The `Idempotency-Key` that every attempt of the call carried.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.idempotency_key.as_deref()
    }
}

impl fmt::Debug for Ambiguous {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.idempotency_key().map(|key| printable(key, MAX_SENTENCE));
        let mut f = f.debug_struct("Ambiguous");
        f.field("cause", &self.cause).field("idempotency_key", &key).finish()
    }
}

impl fmt::Display for Ambiguous {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.cause.phase() {
            Phase::Reading => "the server answered, but its answer was lost",
            Phase::Unsent => "an earlier attempt may have reached the server, and the last did not",
            Phase::Sent => "the request may have reached the server, but no answer came back",
        })?;
        f.write_str("; the operation may have been applied")?;
        match &self.idempotency_key {
            Some(key) => {
                let key = printable(key, MAX_SENTENCE);
                write!(f, " (idempotency key {key}): {}", self.cause)
            }
            None => write!(f, ": {}", self.cause),
        }
    }
}

impl StdError for Ambiguous {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.source()
    }
}
