//! Makes a call again and again, until its answer is what is waited for.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::transport::BoxFuture;
use super::watch::{Pace, Watch};
use super::{Client, Described};
#[cfg(feature = "blocking")]
use crate::error::ConfigError;
use crate::error::Error;
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
