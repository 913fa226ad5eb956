//! Puts one credential in its place on a request.

use http::{HeaderName, HeaderValue, Request};

use super::url;
use crate::error::ConfigError;
use crate::headers::{AUTHORIZATION, COOKIE};
use crate::operation::SentAs;

/// Where a credential is put.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Place {
    Bearer,
    Basic,
    Header(HeaderName),
    Query(String),
    Cookie(String),
}

/// The header that a place is.
pub(super) fn header_of(place: &Place) -> Option<HeaderName> {
    match place {
        Place::Bearer | Place::Basic => Some(AUTHORIZATION),
        Place::Header(name) => Some(name.clone()),
        Place::Cookie(_) => Some(COOKIE),
        Place::Query(_) => None,
    }
}

/// Whether what is put there answers a scheme that is sent so.
pub(super) fn is_sent_as(place: &Place, sent_as: SentAs) -> bool {
    match (place, sent_as) {
        (Place::Bearer, SentAs::Bearer) | (Place::Basic, SentAs::Basic) => true,
        (Place::Header(name), SentAs::Header(wanted)) => name.as_str().eq_ignore_ascii_case(wanted),
        // A description may call the header itself the key.
        (Place::Bearer | Place::Basic, SentAs::Header(wanted)) => {
            AUTHORIZATION.as_str().eq_ignore_ascii_case(wanted)
        }
        (Place::Query(name), SentAs::Query(wanted)) => name == wanted,
        (Place::Cookie(name), SentAs::Cookie(wanted)) => name == wanted,
        _ => false,
    }
}

/// A secret as a header has it.
pub(super) fn header_value(name: &HeaderName, text: &str) -> Result<HeaderValue, ConfigError> {
    let mut value = HeaderValue::from_str(text).map_err(|_| {
        ConfigError::new(format!("the credential for {name} has characters no header can have"))
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// Puts a secret in its place.
pub(super) fn put<B>(
    place: &Place,
    text: &str,
    request: &mut Request<B>,
) -> Result<(), ConfigError> {
    let Some(name) = header_of(place) else {
        if let Place::Query(name) = place {
            let pair = (name.clone(), text.to_owned());
            *request.uri_mut() = url::with_query(request.uri(), &[pair])?;
        }
        return Ok(());
    };
    let value = header_value(&name, text)?;
    let headers = request.headers_mut();
    // An operation may have cookies of its own, and a request has one header for all.
    let value = match headers.get(COOKIE).filter(|_| name == COOKIE) {
        Some(own) => joined(own, &value),
        None => value,
    };
    headers.insert(name, value);
    Ok(())
}

/// The cookies of both, to be shown by nobody.
fn joined(cookies: &HeaderValue, more: &HeaderValue) -> HeaderValue {
    let both = [cookies.as_bytes(), b"; ", more.as_bytes()].concat();
    // What two headers can hold, one can.
    let mut both = HeaderValue::from_bytes(&both).unwrap_or_else(|_| more.clone());
    both.set_sensitive(true);
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_joins_those_of_the_operation() {
        let mut request = Request::new(());
        request.headers_mut().insert(COOKIE, HeaderValue::from_static("theme=dark"));
        for pair in ["sid=c1", "b=c2"] {
            put(&Place::Cookie(pair[..1].to_owned()), pair, &mut request).unwrap();
        }
        assert_eq!(request.headers()[COOKIE], "theme=dark; sid=c1; b=c2");
        assert!(request.headers()[COOKIE].is_sensitive());
    }

    #[test]
    fn the_authorization_may_be_called_a_key() {
        assert!(is_sent_as(&Place::Bearer, SentAs::Header("Authorization")));
        assert!(!is_sent_as(&Place::Bearer, SentAs::Header("X-Auth")));
        assert!(!is_sent_as(&Place::Basic, SentAs::Bearer));
    }
}
