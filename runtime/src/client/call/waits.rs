//! What a wait asks of the calls that it makes.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method};

use super::Call;
use crate::client::retry::{RetryDecision, wait_asked_for};
use crate::error::Error;

impl Call {
    /// Whether it may be made as often as somebody likes (RFC 9110, section 9.2.1).
    pub(crate) fn is_safe(&self) -> bool {
        self.request.method().is_safe()
    }

    pub(crate) fn method(&self) -> &Method {
        self.request.method()
    }

    /// Lets the call take no longer than this.
    pub(crate) fn limit(&mut self, time: Duration) {
        self.timeout = self.timeout.min(time);
    }

    /// How long the server asks to wait before the next call, no longer than this client waits.
    pub(crate) fn asked_to_wait(&self, headers: &HeaderMap) -> Option<Duration> {
        let asked = wait_asked_for(headers, SystemTime::now())?;
        Some(asked.min(self.retry.longest_wait))
    }

    /// Whether a failure is one that passes, as the retry policy sees it, and how long to wait then
    /// at least.
    pub(crate) fn passes(&self, error: &Error) -> Option<Duration> {
        let decision = match error {
            Error::Api(error) => {
                let vendor = &*self.shared.vendor;
                let (status, headers) = (error.status(), error.response().headers());
                let now = SystemTime::now();
                self.retry.after_answer(self.request.method(), status, headers, now, vendor)
            }
            Error::Timeout(_) | Error::Transport(_) | Error::Ambiguous(_) => RetryDecision::Again,
            _ => RetryDecision::Stop,
        };
        match decision {
            RetryDecision::Stop => None,
            RetryDecision::Again => Some(Duration::ZERO),
            RetryDecision::After(asked) => Some(asked),
        }
    }
}
