//! Whether a call is made again, and when: decisions without a clock or a socket.
//!
//! A request that creates something is made again only where the server cannot have
//! acted on the last attempt, or says that it did not.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, StatusCode};

use super::transport::Phase;
use crate::headers::RETRY_AFTER;
use crate::vendor::{RetryHint, Vendor};

/// Which calls may be made again.
///
/// The example of [`Builder`](super::Builder) sets one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryPolicy {
    /// Those that can do no harm: a POST or PATCH only where the server cannot have acted
    /// on it, or says that it did not.
    #[default]
    WhenSafe,
    /// All, as if every operation did the same thing once when it is asked twice. For
    /// servers that are known to obey the `Idempotency-Key`.
    Always,
}

/// How often and how soon a call is made again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RetrySettings {
    pub(crate) max_retries: u32,
    pub(crate) first_delay: Duration,
    pub(crate) longest_delay: Duration,
    /// The longest that a server may ask to wait.
    pub(crate) longest_wait: Duration,
    pub(crate) policy: RetryPolicy,
}

impl Default for RetrySettings {
    fn default() -> Self {
        Self {
            max_retries: 2,
            first_delay: Duration::from_millis(500),
            longest_delay: Duration::from_secs(8),
            longest_wait: Duration::from_secs(60),
            policy: RetryPolicy::WhenSafe,
        }
    }
}

/// What comes after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryDecision {
    /// The call ends with what the attempt brought.
    Stop,
    /// The call is made again, after the client's own delay.
    Again,
    /// The call is made again, after the time that the server asks for.
    After(Duration),
}

impl RetrySettings {
    /// What comes after an answer that is no success.
    pub(crate) fn after_answer(
        &self,
        method: &Method,
        status: StatusCode,
        headers: &HeaderMap,
        now: SystemTime,
        vendor: &dyn Vendor,
    ) -> RetryDecision {
        let hint = vendor.retry_hint(status, headers);
        let asked = match hint {
            RetryHint::Never => return RetryDecision::Stop,
            RetryHint::Unsaid { wait } | RetryHint::Again { wait } => wait,
        };
        let asked = asked.or_else(|| wait_asked_for(headers, now));
        let again = asked
            .map_or(RetryDecision::Again, |wait| RetryDecision::After(wait.min(self.longest_wait)));
        if matches!(hint, RetryHint::Again { .. }) {
            return again;
        }
        let may_be_repeated = match status.as_u16() {
            429 => true,
            408 | 409 | 503 => asked.is_some() || self.is_harmless(method),
            500.. => self.is_harmless(method),
            _ => false,
        };
        if may_be_repeated { again } else { RetryDecision::Stop }
    }

    /// What comes after an attempt without an answer.
    pub(crate) fn after_loss(&self, method: &Method, phase: Phase) -> RetryDecision {
        if phase == Phase::Unsent || self.is_harmless(method) {
            RetryDecision::Again
        } else {
            RetryDecision::Stop
        }
    }

    /// How long to wait after an attempt, the first being 0; `None` if that was the last one.
    pub(crate) fn delay(&self, attempt: u32, next: RetryDecision, jitter: f64) -> Option<Duration> {
        if attempt >= self.max_retries {
            return None;
        }
        let doubled = self.first_delay.saturating_mul(1 << attempt.min(16));
        let own = doubled.min(self.longest_delay);
        match next {
            RetryDecision::Stop => None,
            // A server that asks for no wait at all would be asked as fast as it answers.
            RetryDecision::After(wait) => Some(wait.max(own / 4).max(SHORTEST_WAIT)),
            // Up to a quarter less, so that clients which failed together do not return together.
            RetryDecision::Again => {
                Some(own.mul_f64(1.0 - jitter.clamp(0.0, 1.0) / 4.0).max(SHORTEST_WAIT))
            }
        }
    }

    fn is_harmless(&self, method: &Method) -> bool {
        self.policy == RetryPolicy::Always || method.is_idempotent()
    }
}

/// The shortest wait between two attempts, whoever asks for it.
const SHORTEST_WAIT: Duration = Duration::from_millis(10);

/// How long the server asks to wait: `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3).
pub(super) fn wait_asked_for(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let number = |text: &str| text.parse::<f64>().ok();
    let asked = headers.get(RETRY_AFTER)?.to_str().ok().map(str::trim)?;
    match number(asked) {
        Some(seconds) => wait(seconds),
        None => {
            let date = httpdate::parse_http_date(asked).ok()?;
            Some(date.duration_since(now).unwrap_or_default())
        }
    }
}

/// A wait of so many seconds; one that is longer than time is as good as the longest.
fn wait(seconds: f64) -> Option<Duration> {
    if seconds.is_finite() && seconds >= 0.0 {
        Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    /// Says by a header of its own what may come again.
    struct Shop;

    impl Vendor for Shop {
        fn retry_hint(&self, _: StatusCode, headers: &HeaderMap) -> RetryHint {
            match headers.get("shop-retry").map(HeaderValue::as_bytes) {
                Some(b"yes") => RetryHint::Again { wait: None },
                Some(b"no") => RetryHint::Never,
                Some(_) => RetryHint::Unsaid { wait: Some(Duration::from_millis(1_500)) },
                None => RetryHint::Unsaid { wait: None },
            }
        }
    }

    fn after(
        method: Method,
        status: u16,
        headers: &[(&'static str, &'static str)],
    ) -> RetryDecision {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        let status = StatusCode::from_u16(status).unwrap();
        RetrySettings::default().after_answer(&method, status, &headers, now, &Shop)
    }

    #[test]
    fn a_post_is_made_again_only_where_the_server_says_it_did_nothing() {
        let wait = [("retry-after", "3")];
        let three = RetryDecision::After(Duration::from_secs(3));
        for status in [400, 401, 403, 404, 408, 409, 422, 500, 502, 503, 504] {
            assert_eq!(after(Method::POST, status, &[]), RetryDecision::Stop, "{status}");
        }
        for status in [408, 409, 429, 503] {
            assert_eq!(after(Method::POST, status, &wait), three, "{status}");
        }
        for status in [400, 500, 502, 504] {
            assert_eq!(after(Method::POST, status, &wait), RetryDecision::Stop, "{status}");
        }
        assert_eq!(after(Method::POST, 429, &[]), RetryDecision::Again);
        assert_eq!(after(Method::POST, 503, &[("retry-after", "soon")]), RetryDecision::Stop);
        assert_eq!(after(Method::POST, 500, &[("shop-retry", "yes")]), RetryDecision::Again);
        assert_eq!(after(Method::POST, 500, &[("shop-retry", "yes"), wait[0]]), three);
        assert_eq!(after(Method::POST, 429, &[("shop-retry", "no"), wait[0]]), RetryDecision::Stop);
    }

    #[test]
    fn what_does_no_harm_is_made_again() {
        for status in [408, 409, 429, 500, 502, 503, 504] {
            assert_eq!(after(Method::GET, status, &[]), RetryDecision::Again, "{status}");
        }
        for status in [304, 400, 401, 403, 404, 422] {
            assert_eq!(after(Method::GET, status, &[]), RetryDecision::Stop, "{status}");
        }
        assert_eq!(after(Method::GET, 500, &[("shop-retry", "no")]), RetryDecision::Stop);
    }

    #[test]
    fn a_wait_is_read_in_every_form_and_capped() {
        let after = |name, value| after(Method::POST, 429, &[(name, value)]);
        let ms = |ms| RetryDecision::After(Duration::from_millis(ms));
        assert_eq!(after("retry-after", "0.25"), ms(250));
        assert_eq!(after("shop-retry", "soon"), ms(1_500));
        assert_eq!(after("retry-after", "Sun, 06 Nov 1994 08:49:40 GMT"), ms(3_000));
        assert_eq!(after("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT"), ms(0));
        assert_eq!(after("retry-after", "3600"), ms(60_000));
        assert_eq!(after("retry-after", "1e300"), ms(60_000));
        assert_eq!(after("retry-after", "Sun, 06 Nov 2044 08:49:37 GMT"), ms(60_000));
        for nonsense in ["soon", "-1", "NaN", "inf", "", "1 h"] {
            assert_eq!(after("retry-after", nonsense), RetryDecision::Again, "{nonsense}");
        }
    }

    #[test]
    fn delays_double_up_to_the_longest_and_vary() {
        let retry = RetrySettings { max_retries: 99, ..RetrySettings::default() };
        let delays: Vec<_> =
            (0..6).filter_map(|attempt| retry.delay(attempt, RetryDecision::Again, 0.0)).collect();
        assert_eq!(delays, [500, 1_000, 2_000, 4_000, 8_000, 8_000].map(Duration::from_millis));
        let shortest = retry.delay(98, RetryDecision::Again, 1.0);
        assert_eq!(shortest, Some(Duration::from_secs(6)));
        assert_eq!(retry.delay(99, RetryDecision::Again, 0.0), None);
        assert_eq!(retry.delay(0, RetryDecision::Stop, 0.0), None);
    }

    /// A thousand requests in 2.5 s, once.
    #[test]
    fn a_server_that_asks_for_no_wait_is_not_asked_as_fast_as_it_answers() {
        let retry = RetrySettings { max_retries: 1_000, ..RetrySettings::default() };
        let now = RetryDecision::After(Duration::ZERO);
        let waits: Vec<_> =
            (0..1_000).filter_map(|attempt| retry.delay(attempt, now, 1.0)).collect();
        assert_eq!(waits[..6], [125, 250, 500, 1_000, 2_000, 2_000].map(Duration::from_millis));
        assert!(waits.iter().sum::<Duration>() > Duration::from_secs(1_900));
        let long = RetryDecision::After(Duration::from_secs(3));
        assert_eq!(retry.delay(9, long, 1.0), Some(Duration::from_secs(3)));
        let hasty = RetrySettings { first_delay: Duration::ZERO, ..retry };
        for next in [now, RetryDecision::Again] {
            assert_eq!(hasty.delay(7, next, 1.0), Some(SHORTEST_WAIT));
        }
    }

    #[test]
    fn a_loss_ends_a_post_unless_nothing_was_sent_or_the_caller_knows_better() {
        let retry = RetrySettings::default();
        assert_eq!(retry.after_loss(&Method::POST, Phase::Unsent), RetryDecision::Again);
        assert_eq!(retry.after_loss(&Method::POST, Phase::Sent), RetryDecision::Stop);
        assert_eq!(retry.after_loss(&Method::PATCH, Phase::Reading), RetryDecision::Stop);
        assert_eq!(retry.after_loss(&Method::DELETE, Phase::Reading), RetryDecision::Again);
        let retry = RetrySettings { policy: RetryPolicy::Always, ..retry };
        assert_eq!(retry.after_loss(&Method::POST, Phase::Sent), RetryDecision::Again);
    }
}
