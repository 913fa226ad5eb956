//! Asks for one answer after another, until a deadline: what is the same for all waits.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Response;

use super::call::jitter;
use super::stream::Incoming;
use super::{Client, Described};
use crate::error::{ConfigError, Error, WaitError};
use crate::operation;

/// Answers, one after another.
pub(super) struct Watch {
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
    pub(super) fn new(
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
    pub(super) async fn next(&mut self) -> Result<Response<Bytes>, Error> {
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
    pub(super) async fn within(
        &self,
        future: impl Future<Output = Result<(), Error>>,
    ) -> Result<(), Error> {
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

/// How soon the next call is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    pub(super) first: Duration,
    pub(super) longest: Duration,
    pub(super) most_failures: u32,
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

/// The shortest time between two calls, whatever somebody asks for.
const SHORTEST: Duration = Duration::from_millis(10);

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
