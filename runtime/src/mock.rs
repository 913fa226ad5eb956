//! A stand-in for a server, for tests of code that calls an API: answers are stated by operation and
//! held against the description, and nothing leaves the process.
//!
//! [`Mock`] has an example of a whole test; [`On`], of answers that depend on the request, and of
//! attempts that fail.

mod answer;
mod recorded;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response, StatusCode, request};

use crate::client::{
    AttemptInfo, BoxFuture, Builder, Client, Hook, Incoming, Limits, Phase, Transport,
    TransportError,
};
use crate::error::ConfigError;
use crate::operation::{self, Body, Operation, Output, ResponseBody};
use crate::wire::DecodeError;

pub use self::answer::Answer;
pub use self::recorded::Recorded;

/// A stand-in for a server: what it answers is stated by operation, and what it is asked for is kept.
///
/// A client of it does all that a client does: it checks a request before it is sent, makes calls
/// again, reads pages and streams. Only its requests stay in the process, and its waits take no time.
/// A clone is the same stand-in.
///
/// ```
/// use specwright::fine_tuning::{list_paginated_fine_tuning_jobs, requests, service};
/// use specwright::mock::Mock;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mock = Mock::new();
/// mock.on::<requests::ListPaginatedFineTuningJobs>()
///     .json(200, r#"{"object": "list", "data": [], "has_more": false}"#)?;
/// let client = mock.client(service::client())?;
///
/// let page = list_paginated_fine_tuning_jobs(&client).limit(5).await?;
///
/// assert!(page.data.is_empty());
/// assert_eq!(mock.requests()[0].query("limit").as_deref(), Some("5"));
/// assert_eq!(mock.unasked(), [""; 0]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    stated: Vec<Stated>,
    requests: Vec<Recorded>,
    waits: Vec<Duration>,
}

/// Whether an answer suits a request.
type Suits = Box<dyn Fn(&Recorded) -> bool + Send + Sync>;

/// An answer that is stated.
struct Stated {
    operation: &'static str,
    when: Option<Suits>,
    /// How often it is still given; without a number, for ever.
    left: Option<usize>,
    given: usize,
    what: What,
}

enum What {
    Response(Response<Bytes>),
    Failure(Box<dyn Fn() -> TransportError + Send + Sync>),
}

impl Mock {
    /// A stand-in that nothing is stated of yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A client that asks this stand-in, configured as `builder` is. It needs neither a base URL nor
    /// credentials.
    ///
    /// # Errors
    /// Those of [`Builder::build`].
    pub fn client(&self, builder: Builder) -> Result<Client, ConfigError> {
        let builder = builder.base_url_or("https://mock.invalid").authenticated_elsewhere();
        builder.hook(Named).transport(self.clone()).build()
    }

    /// Begins to state an answer of an operation. Of those that are stated of one, the first is
    /// given that suits the request and has not been given as often as it may be.
    pub fn on<O: Operation>(&self) -> On<'_, O> {
        On { mock: self, when: None, times: None, of: PhantomData }
    }

    /// The requests that came, in their order: one for each attempt of each call.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// How long the client would have waited, each time.
    ///
    /// The example of [`On`] has one wait.
    pub fn waits(&self) -> Vec<Duration> {
        self.state().waits.clone()
    }

    /// The operations of which something is stated that was never given, or not as often as it was
    /// said to be: `listJobs`, once for each.
    pub fn unasked(&self) -> Vec<&'static str> {
        let state = self.state();
        let unasked = state.stated.iter().filter(|it| it.left.map_or(it.given == 0, |n| n > 0));
        unasked.map(|stated| stated.operation).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, request: Recorded) -> Result<Response<Incoming>, TransportError> {
        let State { stated, requests, .. } = &mut *self.state();
        let suits = |stated: &&mut Stated| {
            Some(stated.operation) == request.operation()
                && stated.left != Some(0)
                && stated.when.as_ref().is_none_or(|when| when(&request))
        };
        let found = stated.iter_mut().find(suits);
        let answer = match found {
            Some(stated) => {
                stated.given += 1;
                stated.left = stated.left.map(|left| left.saturating_sub(1));
                match &stated.what {
                    What::Response(response) => Ok(response.clone().map(Incoming::Whole)),
                    What::Failure(failure) => Err(failure()),
                }
            }
            None => Err(unstated(&request, stated)),
        };
        requests.push(request);
        answer
    }
}

/// Why a request has no answer: nothing of its operation is stated, or nothing that suits it.
fn unstated(request: &Recorded, stated: &[Stated]) -> TransportError {
    let operation = request.operation().unwrap_or("no operation");
    let of_it = stated.iter().filter(|it| it.operation == operation).count();
    let (method, place) = (request.method(), request.uri().path());
    let why = match of_it {
        0 => format!("the mock has no answer for `{operation}` ({method} {place})"),
        n => format!(
            "of the {n} answer(s) that the mock has for `{operation}`, none suits this request any \
             more ({method} {place})"
        ),
    };
    TransportError::failed(Phase::Unsent, why)
}

/// An answer of the operation `O`, being stated.
///
/// ```
/// use specwright::bytes::Bytes;
/// use specwright::client::{Phase, TransportError};
/// use specwright::fine_tuning::{download_file, requests, retrieve_file, service};
/// use specwright::http::Response;
/// use specwright::mock::{Mock, On};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mock = Mock::new();
/// // The first attempt finds no connection, every other one the file.
/// let download: On<'_, requests::DownloadFile> = mock.on();
/// download.times(1).fail(|| TransportError::failed(Phase::Unsent, "no route"));
/// mock.on::<requests::DownloadFile>().answer(Bytes::from_static(b"step,loss\n"))?;
/// // One file is gone, by a status that is described as any other.
/// mock.on::<requests::RetrieveFile>()
///     .when(|asked| asked.uri().path().ends_with("/file-old"))
///     .respond(Response::builder().status(410).body("")?);
/// // What the description does not say is not stated.
/// assert!(mock.on::<requests::RetrieveFile>().json(200, r#"{"id": "file-abc"}"#).is_err());
///
/// let client = mock.client(service::client())?;
/// assert_eq!(&download_file(&client, "file-abc").await?[..], b"step,loss\n");
/// assert_eq!(mock.waits().len(), 1);
/// assert!(retrieve_file(&client, "file-old").await.is_err());
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is stated until it is said what the answer is"]
pub struct On<'a, O> {
    mock: &'a Mock,
    when: Option<Suits>,
    times: Option<usize>,
    of: PhantomData<fn() -> O>,
}

impl<O: Operation> On<'_, O> {
    /// Only to requests of which this is true.
    pub fn when(self, suits: impl Fn(&Recorded) -> bool + Send + Sync + 'static) -> Self {
        Self { when: Some(Box::new(suits)), ..self }
    }

    /// So often, and no more.
    pub fn times(self, times: usize) -> Self {
        Self { times: Some(times), ..self }
    }

    /// Success, with this: 200, or 204 where there is no body.
    ///
    /// Where an operation's successes differ by status, [`json`](Self::json) says which it is.
    ///
    /// # Errors
    /// Where a file stands in it, which has no text.
    pub fn answer(self, output: impl Into<Output<O>>) -> Result<(), DecodeError>
    where
        O::Success: Answer,
    {
        let response = O::Success::write(&output.into())?;
        self.state(What::Response(response));
        Ok(())
    }

    /// A JSON text with this status, which the description has to allow: it is read as an answer of
    /// the operation would be, of a failure too.
    ///
    /// # Errors
    /// Where it is not what the description says, at which place of it; where there is no such
    /// status.
    pub fn json(self, status: u16, text: impl AsRef<[u8]>) -> Result<(), DecodeError> {
        let no_status = |_| DecodeError::new(format!("there is no status {status}"));
        let status = StatusCode::from_u16(status).map_err(no_status)?;
        let mut response = Response::new(Bytes::copy_from_slice(text.as_ref()));
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        match status.is_success() {
            true => drop(O::response(&response)?),
            false => drop(O::Failure::read(&response)?),
        }
        self.state(What::Response(response));
        Ok(())
    }

    /// Any response, whether it is described or not.
    pub fn respond(self, response: Response<impl Into<Bytes>>) {
        self.state(What::Response(response.map(Into::into)));
    }

    /// No response: what this gives is why.
    pub fn fail(self, failure: impl Fn() -> TransportError + Send + Sync + 'static) {
        self.state(What::Failure(Box::new(failure)));
    }

    fn state(self, what: What) {
        let Self { mock, when, times, .. } = self;
        let stated = Stated { operation: O::ID, when, left: times, given: 0, what };
        mock.state().stated.push(stated);
    }
}

/// The name of the operation that a request is of, which the client's hook puts there.
#[derive(Clone, Copy)]
struct OperationId(&'static str);

struct Named;

impl Hook for Named {
    fn before(
        &self,
        attempt: &AttemptInfo,
        head: &mut request::Parts,
        _: Option<&[u8]>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        head.extensions.insert(OperationId(attempt.operation));
        Ok(())
    }
}

impl Transport for Mock {
    fn send(
        &self,
        request: Request<Body>,
        _: Limits,
    ) -> BoxFuture<'_, Result<Response<Incoming>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = whole(body).await?;
            let operation = head.extensions.get::<OperationId>().map(|OperationId(id)| *id);
            self.answer(Recorded::new(
                operation,
                operation::Request::from_parts(head, Body::empty()),
                body,
            ))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.state().waits.push(duration);
        Box::pin(async {})
    }
}

/// All of a body, that of files too.
async fn whole(mut body: Body) -> Result<Bytes, TransportError> {
    let mut all = Vec::new();
    let next = |body: &mut Body, context: &mut std::task::Context<'_>| {
        http_body::Body::poll_frame(Pin::new(body), context)
    };
    while let Some(frame) = std::future::poll_fn(|context| next(&mut body, context)).await {
        let frame = frame.map_err(|error| TransportError::failed(Phase::Unsent, error))?;
        all.extend_from_slice(frame.data_ref().map_or(&[], |bytes| &bytes[..]));
    }
    Ok(all.into())
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        let stated: Vec<_> = state.stated.iter().map(|stated| stated.operation).collect();
        f.debug_struct("Mock")
            .field("stated", &stated)
            .field("requests", &state.requests)
            .finish_non_exhaustive()
    }
}

impl<O: Operation> fmt::Debug for On<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("On").field("operation", &O::ID).finish_non_exhaustive()
    }
}
