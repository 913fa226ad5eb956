//! Makes a call again and again, until its answer is what is waited for.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Response;

use super::call::jitter;
use super::stream::Incoming;
use super::transport::BoxFuture;
use super::{Client, Described};
use crate::error::{ConfigError, Error, WaitError};
use crate::operation;
use crate::reply::Reply;
use crate::wire::{DecodeError, Invalid};

/// Begins to wait for what a call answers: the call is made again until its answer is as
/// [`until`](Wait::until) says.
///
/// ```no_run
/// # use specwright::operation::{self, Caller, NoClient, RequestBuilder};
/// # use specwright::{Client, Error, client, serde_json};
/// # pub struct RetrieveParcel<C: Caller = NoClient>(RequestBuilder, C::State);
/// # operation::call!(RetrieveParcel {
/// #     id: "retrieveParcel",
/// #     success: operation::Json<serde_json::Value>,
/// #     failure: operation::Bytes,
/// # });
/// # fn retrieve_parcel(client: &Client, id: &str) -> RetrieveParcel<Client> {
/// #     let request = RequestBuilder::new(operation::Method::GET, "/parcels/{id}").path("id", id);
/// #     RetrieveParcel(request, NoClient).by(client)
/// # }
/// # async fn example(client: &Client) -> Result<(), Error> {
/// use std::time::Duration;
/// use specwright::wait;
///
/// let parcel = wait(retrieve_parcel(client, "parcel-1"))
///     .deadline(Duration::from_secs(3600))
///     .progress(|parcel| println!("{}", parcel["status"]))
///     // Any other status, known or not, is not the end.
///     .until(|parcel| matches!(parcel["status"].as_str(), Some("delivered" | "lost")))
///     .await?;
/// # Ok(())
/// # }
/// ```
///
/// Only a call of a safe method is made again (`GET`, `HEAD`; RFC 9110, section 9.2.1); any other is
/// an [`Error::Config`], and nothing is sent.
pub fn wait<C: Waitable>(call: C) -> Wait<C::Output> {
    Wait {
        repeated: call.repeated(),
        pace: Pace { first: FIRST, longest: LONGEST, most_failures: MOST_FAILURES },
        deadline: None,
        progress: None,
        also: None,
    }
}

const FIRST: Duration = Duration::from_secs(1);

const LONGEST: Duration = Duration::from_secs(30);

const MOST_FAILURES: u32 = 10;

/// The shortest time between two calls, whatever somebody asks for.
const SHORTEST: Duration = Duration::from_millis(10);

/// A call that a client can make again and again: what a function of a generated API returns.
///
/// The example of [`wait`] waits for one.
pub trait Waitable {
    /// What its success carries.
    type Output;

    /// What it takes to make the call again.
    #[doc(hidden)]
    fn repeated(self) -> Repeated<Self::Output>;
}

/// A call that can be made again.
#[doc(hidden)]
pub struct Repeated<T> {
    client: Client,
    described: Described,
    request: Result<operation::Request, Invalid>,
    read: fn(&operation::Response) -> Result<T, DecodeError>,
}

impl<T> Repeated<T> {
    pub(super) fn new(
        client: Client,
        described: Described,
        request: Result<operation::Request, Invalid>,
        read: fn(&operation::Response) -> Result<T, DecodeError>,
    ) -> Self {
        Self { client, described, request, read }
    }
}

/// A wait that is being configured; see [`wait`].
///
/// ```no_run
/// # async fn example(client: specwright::Client) -> Result<(), specwright::Error> {
/// use std::time::Duration;
///
/// use specwright::fine_tuning::{FineTuningJobStatus, retrieve_fine_tuning_job};
/// use specwright::wait;
///
/// let waiting = wait(retrieve_fine_tuning_job(&client, "ftjob-1"))
///     .every(Duration::from_secs(5), Duration::from_secs(120))
///     .max_failures(3)
///     .deadline(Duration::from_secs(3600))
///     .progress(|job| println!("{}", job.status))
///     .until(|job| job.status == FineTuningJobStatus::Succeeded);
/// let job = waiting.await?; // or `waiting.send()?`, where there is no asynchronous runtime
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is waited for until `until` says what"]
pub struct Wait<T> {
    repeated: Repeated<T>,
    pace: Pace,
    deadline: Option<Duration>,
    progress: Option<Progress<T>>,
    also: Option<Also<T>>,
}

/// What looks at each answer.
type Progress<T> = Box<dyn FnMut(&T) + Send>;

/// What does something about each answer.
type Also<T> = Box<dyn FnMut(&T) -> BoxFuture<'static, Result<(), Error>> + Send>;

/// How soon the next call is made.
#[derive(Clone, Copy, Debug)]
struct Pace {
    first: Duration,
    longest: Duration,
    most_failures: u32,
}

impl Pace {
    /// The wait after so many calls: half as long again each time, and up to a quarter less, so that
    /// clients which began together do not ask together.
    fn after(&self, calls: u32, jitter: f64) -> Duration {
        let grown = 1.5_f64.powi(i32::try_from(calls.min(64)).unwrap_or(64));
        let grown = self.first.as_secs_f64() * grown;
        let most = self.longest.as_secs_f64();
        let wait = grown.min(most) * (1.0 - jitter.clamp(0.0, 1.0) / 4.0);
        Duration::try_from_secs_f64(wait).unwrap_or(self.longest).max(SHORTEST)
    }
}

impl<T: 'static> Wait<T> {
    /// How soon the second call is made, and how long the time between two calls may become: it grows
    /// by half each time. One second and half a minute, unless this is said. A server that asks for
    /// a longer wait (`Retry-After`), of an answer or a failure, is waited for.
    pub fn every(self, first: Duration, longest: Duration) -> Self {
        let longest = longest.max(first);
        Self { pace: Pace { first, longest, ..self.pace }, ..self }
    }

    /// How long the wait may take altogether; without it, as long as it takes.
    pub fn deadline(self, deadline: Duration) -> Self {
        Self { deadline: Some(deadline), ..self }
    }

    /// How many calls in a row may fail in ways that pass: ten, unless this is said. What passes is
    /// what the client would make a call again for; each call has been made again by then as often as
    /// its own options say.
    pub fn max_failures(self, failures: u32) -> Self {
        Self { pace: Pace { most_failures: failures, ..self.pace }, ..self }
    }

    /// Looks at each answer that comes, the last one included.
    pub fn progress(self, progress: impl FnMut(&T) + Send + 'static) -> Self {
        Self { progress: Some(Box::new(progress)), ..self }
    }

    /// Does something about each answer that comes, the last one included, before it is judged: makes
    /// another call, for example. Its error is that of the wait, and the deadline ends it, too.
    ///
    /// ```no_run
    /// # async fn example(client: specwright::Client) -> Result<(), specwright::Error> {
    /// use specwright::fine_tuning::{list_fine_tuning_job_checkpoints, retrieve_fine_tuning_job};
    /// use specwright::wait;
    ///
    /// let beside = client.clone();
    /// let job = wait(retrieve_fine_tuning_job(&client, "ftjob-1"))
    ///     .also(move |job| {
    ///         let checkpoints = list_fine_tuning_job_checkpoints(&beside, &job.id);
    ///         async move {
    ///             println!("{} checkpoints", checkpoints.await?.data.len());
    ///             Ok(())
    ///         }
    ///     })
    ///     .until(|job| job.fine_tuned_model.is_some())
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn also<F>(self, mut also: impl FnMut(&T) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        Self { also: Some(Box::new(move |answer| Box::pin(also(answer)))), ..self }
    }

    /// The wait until an answer is as this says; it begins when it is awaited, and ends where it is
    /// dropped.
    ///
    /// # Errors
    /// [`Error::Wait`] where the deadline has passed, or too many calls in a row have failed; that of
    /// the call where it failed in a way that does not pass, and where its answer cannot be read.
    pub fn until(self, mut is_over: impl FnMut(&T) -> bool + Send + 'static) -> Waiting<T>
    where
        T: Send,
    {
        let Self { repeated, pace, deadline, mut progress, mut also } = self;
        let Repeated { client, described, request, read } = repeated;
        let waiting = client.clone();
        let future = async move {
            let mut watch = Watch::new(&client, described, request?, pace, deadline);
            loop {
                let response = watch.next().await?;
                let reply = client.read(response, read)?;
                if let Some(progress) = &mut progress {
                    progress(&reply);
                }
                if let Some(also) = &mut also {
                    let done = also(&reply);
                    watch.within(done).await?;
                }
                if is_over(&reply) {
                    return Ok(reply);
                }
            }
        };
        Waiting { future: Box::pin(future), client: waiting }
    }
}

/// A wait that was begun: a future of the answer that was waited for.
///
/// The example of [`Wait`] has one.
#[must_use = "nothing is waited for until it is awaited"]
pub struct Waiting<T> {
    future: BoxFuture<'static, Result<Reply<T>, Error>>,
    #[cfg_attr(not(feature = "blocking"), allow(dead_code, reason = "its thread waits"))]
    client: Client,
}

impl<T> Waiting<T> {
    /// Waits; not within an asynchronous runtime.
    ///
    /// # Errors
    /// Those of [`until`](Wait::until).
    #[cfg(feature = "blocking")]
    pub fn send(self) -> Result<Reply<T>, Error>
    where
        T: Send + 'static,
    {
        let waited = self.client.shared.worker.wait_for(self.future)?;
        // Only a transport, or what looks at an answer, that panics ends a wait so.
        waited.unwrap_or_else(|| Err(ConfigError::new("the wait was given up").into()))
    }
}

impl<T> Future for Waiting<T> {
    type Output = Result<Reply<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.future.as_mut().poll(context)
    }
}

/// What is the same for all waits: answers, one after another.
struct Watch {
    client: Client,
    described: Described,
    request: operation::Request,
    pace: Pace,
    begun: Instant,
    /// None where it lies beyond the clock.
    deadline: Option<Instant>,
    calls: u32,
    /// How long to wait before the next call.
    wait: Duration,
}

impl Watch {
    fn new(
        client: &Client,
        described: Described,
        request: operation::Request,
        pace: Pace,
        deadline: Option<Duration>,
    ) -> Self {
        let begun = Instant::now();
        let deadline = deadline.and_then(|deadline| begun.checked_add(deadline));
        let (client, wait) = (client.clone(), Duration::ZERO);
        Self { client, described, request, pace, begun, deadline, calls: 0, wait }
    }

    /// The next answer, after the failures that pass.
    async fn next(&mut self) -> Result<Response<Bytes>, Error> {
        let mut failures = 0;
        let mut last = None;
        loop {
            if self.left() <= self.wait {
                self.sleep(self.left()).await;
                return Err(self.over(last));
            }
            self.sleep(self.wait).await;
            let mut call = self.client.prepare(self.described, copy(&self.request))?;
            if !call.is_safe() {
                let text = format!("a {} is not made again and again", call.method());
                return Err(ConfigError::new(text).into());
            }
            call.authenticate()?;
            call.limit(self.left());
            let result = call.run().await;
            let pace = self.pace.after(self.calls, jitter());
            self.calls = self.calls.saturating_add(1);
            let error = match result {
                Ok(response) => {
                    let asked = call.asked_to_wait(response.headers()).unwrap_or_default();
                    self.wait = pace.max(asked);
                    return Ok(response.map(Incoming::into_bytes));
                }
                Err(error) => error,
            };
            let Some(asked) = call.passes(&error) else { return Err(error) };
            self.wait = pace.max(asked);
            failures += 1;
            if failures > self.pace.most_failures || self.left().is_zero() {
                return Err(self.over(Some(error)));
            }
            last = Some(error);
        }
    }

    /// What comes of a future before the deadline.
    async fn within(&self, future: impl Future<Output = Result<(), Error>>) -> Result<(), Error> {
        if self.deadline.is_none() {
            return future.await;
        }
        let mut end = self.client.shared.transport.sleep(self.left());
        let mut future = pin!(future);
        let done = poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            Poll::Pending => end.as_mut().poll(context).map(|()| None),
        });
        done.await.unwrap_or_else(|| Err(self.over(None)))
    }

    async fn sleep(&self, time: Duration) {
        if !time.is_zero() {
            self.client.shared.transport.sleep(time).await;
        }
    }

    fn left(&self) -> Duration {
        let now = Instant::now();
        self.deadline.map_or(Duration::MAX, |deadline| deadline.saturating_duration_since(now))
    }

    fn over(&self, last: Option<Error>) -> Error {
        Error::Wait(Box::new(WaitError::new(self.calls, self.begun.elapsed(), last)))
    }
}

/// The request once more; what is of a safe method has no reader in its body.
fn copy(request: &operation::Request) -> operation::Request {
    let mut copied = http::Request::new(request.body().try_clone().unwrap_or_default());
    copied.method_mut().clone_from(request.method());
    copied.uri_mut().clone_from(request.uri());
    copied.headers_mut().clone_from(request.headers());
    copied.extensions_mut().clone_from(request.extensions());
    copied
}

impl<T> fmt::Debug for Wait<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut f = f.debug_struct("Wait");
        f.field("operation", &self.repeated.described.id).field("pace", &self.pace);
        f.field("deadline", &self.deadline).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Waiting<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_by_half_to_the_longest_and_differ() {
        let second = Duration::from_secs(1);
        let pace = Pace { first: second, longest: second * 30, most_failures: 1 };
        let at = |calls| pace.after(calls, 0.0).as_secs_f64();
        assert_eq!([at(0), at(1), at(2)], [1.0, 1.5, 2.25]);
        assert_eq!([at(9), at(10_000)], [30.0, 30.0]);
        assert_eq!(pace.after(0, 1.0), Duration::from_millis(750));
        let none = Pace { first: Duration::ZERO, longest: Duration::ZERO, most_failures: 1 };
        assert_eq!(none.after(3, 1.0), SHORTEST);
        let endless = Pace { first: Duration::MAX, longest: Duration::MAX, most_failures: 1 };
        assert!(endless.after(64, 0.0) > second);
    }
}
