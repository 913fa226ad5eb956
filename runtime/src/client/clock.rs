//! Tokio's clock, for the transports of this crate; where there is no runtime, its absence
//! is an error of the call rather than a panic.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::unconstrained;
use tokio::time::{Instant, Sleep, sleep, sleep_until};

use super::transport::{Phase, TransportError};

/// # Errors
/// Where the caller is not within a Tokio runtime; nothing was sent then.
pub(crate) fn exists() -> Result<(), TransportError> {
    match Handle::try_current() {
        Ok(_) => Ok(()),
        Err(_) => Err(TransportError::failed(Phase::Unsent, NO_RUNTIME)),
    }
}

const NO_RUNTIME: &str = "this transport needs a Tokio runtime around the call; \
     a call that is waited for (`send`) brings its own, and another transport may need none";

/// Waits; not at all where there is no clock.
pub(crate) async fn wait(duration: Duration) {
    if exists().is_ok() {
        sleep(duration).await;
    }
}

/// The end of a time that begins now; none where it lies beyond the clock.
pub(crate) fn deadline(timeout: Duration) -> Option<Instant> {
    Instant::now().checked_add(timeout)
}

/// A timer for a time that begins now; none where its end lies beyond the clock.
pub(crate) fn timer(timeout: Duration) -> Option<Sleep> {
    deadline(timeout).map(sleep_until)
}

/// What comes of a future before a timer ends. The timer serves one future after another: it
/// is not set anew for each, which costs as much as a lock.
pub(crate) fn within<F: Future>(
    mut timer: Pin<&mut Option<Sleep>>,
    mut future: Pin<&mut F>,
) -> impl Future<Output = Option<F::Output>> {
    poll_fn(move |context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        let Some(timer) = timer.as_mut().as_pin_mut() else { return Poll::Pending };
        // A future that never rests may take all of its task's turn, but not the timer's.
        pin!(unconstrained(timer)).poll(context).map(|()| None)
    })
}
