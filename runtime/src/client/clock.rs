//! Tokio's clock, for the transports of this crate; where there is no runtime, its absence
//! is an error of the call rather than a panic.

use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::{Instant, sleep, timeout_at};

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
     specwright::blocking::Client brings its own, and another transport may need none";

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

/// What comes of a future up to a point in time.
pub(crate) async fn within<F: Future>(end: Option<Instant>, future: F) -> Option<F::Output> {
    match end {
        Some(end) => timeout_at(end, future).await.ok(),
        None => Some(future.await),
    }
}
