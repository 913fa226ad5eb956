//! What OpenAI's servers say beside the standards.

use std::time::Duration;

use http::{HeaderMap, HeaderName, StatusCode};

use super::errors::ErrorFields;
use crate::client::{RetryHint, Vendor};
use crate::raw_response::RawResponse;

/// OpenAI's servers: `x-should-retry`, `retry-after-ms`, `x-request-id`, and the shape of their
/// errors.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenAi;

impl Vendor for OpenAi {
    fn request_id(&self) -> Option<HeaderName> {
        Some(HeaderName::from_static("x-request-id"))
    }

    fn retry_hint(&self, _: StatusCode, headers: &HeaderMap) -> RetryHint {
        let text = |name: &str| Some(headers.get(name)?.to_str().ok()?.trim());
        let wait = text("retry-after-ms").and_then(milliseconds);
        match text("x-should-retry") {
            Some("true") => RetryHint::Again { wait },
            Some("false") => RetryHint::Never,
            _ => RetryHint::Unsaid { wait },
        }
    }

    fn error_message(&self, response: &RawResponse) -> Option<String> {
        ErrorFields::of(response).sentence()
    }
}

fn milliseconds(text: &str) -> Option<Duration> {
    let milliseconds = text.parse::<f64>().ok().filter(|it| it.is_finite() && *it >= 0.0)?;
    Some(Duration::try_from_secs_f64(milliseconds / 1e3).unwrap_or(Duration::MAX))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn hint(headers: &[(&'static str, &'static str)]) -> RetryHint {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        OpenAi.retry_hint(StatusCode::TOO_MANY_REQUESTS, &headers.collect())
    }

    #[test]
    fn its_own_headers_are_read() {
        let wait = Some(Duration::from_millis(1_500));
        assert_eq!(hint(&[("retry-after-ms", "1500")]), RetryHint::Unsaid { wait });
        assert_eq!(hint(&[("retry-after-ms", "soon")]), RetryHint::Unsaid { wait: None });
        let again = hint(&[("retry-after-ms", " 1500 "), ("x-should-retry", "true")]);
        assert_eq!(again, RetryHint::Again { wait });
        assert_eq!(hint(&[("x-should-retry", "false")]), RetryHint::Never);
    }
}
