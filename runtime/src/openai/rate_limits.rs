//! The figures of `x-ratelimit-…` headers.

use std::str::FromStr;
use std::time::Duration;

use http::HeaderMap;

/// What a server says about its rate limits; a figure that it does not give is `None`.
///
/// ```
/// use specwright::http::HeaderMap;
/// use specwright::openai::RateLimits;
///
/// let mut headers = HeaderMap::new();
/// headers.insert("x-ratelimit-remaining-requests", "59".parse()?);
/// assert_eq!(RateLimits::of(&headers).remaining_requests, Some(59));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimits {
    /// How many requests are allowed in a period.
    pub limit_requests: Option<u64>,
    /// How many tokens are allowed in a period.
    pub limit_tokens: Option<u64>,
    /// How many requests are left.
    pub remaining_requests: Option<u64>,
    /// How many tokens are left.
    pub remaining_tokens: Option<u64>,
    /// How long until the requests are as many as allowed again.
    pub reset_requests: Option<Duration>,
    /// How long until the tokens are as many as allowed again.
    pub reset_tokens: Option<Duration>,
}

impl RateLimits {
    /// What the headers of a response say.
    pub fn of(headers: &HeaderMap) -> Self {
        Self {
            limit_requests: figure(headers, "x-ratelimit-limit-requests"),
            limit_tokens: figure(headers, "x-ratelimit-limit-tokens"),
            remaining_requests: figure(headers, "x-ratelimit-remaining-requests"),
            remaining_tokens: figure(headers, "x-ratelimit-remaining-tokens"),
            reset_requests: text(headers, "x-ratelimit-reset-requests").and_then(period),
            reset_tokens: text(headers, "x-ratelimit-reset-tokens").and_then(period),
        }
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn figure<T: FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    text(headers, name)?.parse().ok()
}

/// Reads `6m0s`, `1.5s`, `20ms`, `1h2m3s`, `7` (seconds).
fn period(text: &str) -> Option<Duration> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().map(Duration::from_secs);
    }
    let mut seconds = 0.0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(digits);
        let unit = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(unit);
        let number: f64 = number.parse().ok()?;
        seconds += match unit {
            "d" => number * 86_400.0,
            "h" => number * 3_600.0,
            "m" => number * 60.0,
            "s" => number,
            "ms" => number / 1e3,
            "us" | "µs" => number / 1e6,
            "ns" => number / 1e9,
            _ => return None,
        };
        rest = after;
    }
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_they_are_written() {
        assert_eq!(period("6m0s"), Some(Duration::from_secs(360)));
        assert_eq!(period("1h2m3.5s"), Some(Duration::from_millis(3_723_500)));
        assert_eq!(period("20ms"), Some(Duration::from_millis(20)));
        assert_eq!(period("7"), Some(Duration::from_secs(7)));
        for nonsense in ["soon", "1s2", "1x", "..s", "-1s", "99999999999999999999"] {
            assert_eq!(period(nonsense), None, "{nonsense}");
        }
    }
}
