//! Gives calls the key by which a server can tell a repetition.

use http::{HeaderMap, HeaderValue, Method};

use super::options::CallOptions;
use crate::error::ConfigError;
use crate::headers::IDEMPOTENCY_KEY;

/// Gives a request that a repetition would do twice the key by which a server can tell.
pub(super) fn set_key(
    options: &CallOptions,
    method: &Method,
    headers: &mut HeaderMap,
) -> Result<(), ConfigError> {
    let value = match &options.idempotency_key {
        Some(key) => HeaderValue::from_str(key),
        // The operation, the call or the client may have said it as a header.
        None if method.is_idempotent() || headers.contains_key(&IDEMPOTENCY_KEY) => return Ok(()),
        None => {
            let mut drawn = [0; 16];
            getrandom::fill(&mut drawn).map_err(|error| {
                ConfigError::new(format!("the system gives no random numbers: {error}"))
            })?;
            HeaderValue::try_from(format!("specwright-{:032x}", u128::from_ne_bytes(drawn)))
        }
    };
    let value = value.map_err(|_| {
        ConfigError::new("the idempotency key has characters that no header can have")
    })?;
    headers.insert(IDEMPOTENCY_KEY, value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_there_is_kept_and_a_harmless_call_needs_none() {
        let mut headers = HeaderMap::new();
        let none = CallOptions::new();
        assert_eq!(set_key(&none, &Method::GET, &mut headers), Ok(()));
        assert!(headers.is_empty());
        headers.insert(IDEMPOTENCY_KEY, HeaderValue::from_static("described"));
        assert_eq!(set_key(&none, &Method::POST, &mut headers), Ok(()));
        assert_eq!(headers[IDEMPOTENCY_KEY], "described");
        let mine = none.idempotency_key("mine");
        assert_eq!(set_key(&mine, &Method::PUT, &mut headers), Ok(()));
        assert_eq!(headers[IDEMPOTENCY_KEY], "mine");
        let odd = CallOptions::new().idempotency_key("a\nb");
        assert!(set_key(&odd, &Method::POST, &mut headers).is_err());
    }

    #[test]
    fn keys_differ() {
        let key = || {
            let mut headers = HeaderMap::new();
            set_key(&CallOptions::new(), &Method::POST, &mut headers).unwrap();
            headers[IDEMPOTENCY_KEY].to_str().unwrap().to_owned()
        };
        let keys: std::collections::BTreeSet<_> = (0..1_000).map(|_| key()).collect();
        assert!(keys.iter().all(|key| key.len() == "specwright-".len() + 32));
        assert_eq!(keys.len(), 1_000);
    }
}
