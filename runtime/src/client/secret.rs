//! Credentials: how they are put on a request, and kept out of everything else.

use std::fmt;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Request};

use super::redact::Redactor;
use super::url;
use crate::error::ConfigError;

/// What proves to the server who is calling. Its `Debug` does not show it.
#[derive(Clone)]
pub struct Credential(Form);

#[derive(Clone)]
enum Form {
    Bearer(String),
    Basic(String, String),
    Header(HeaderName, String),
    Query(String, String),
    Cookie(String, String),
}

impl Credential {
    /// `Authorization: Bearer …`, as OpenAI's keys are sent.
    pub fn bearer(token: impl Into<String>) -> Self {
        Self(Form::Bearer(token.into()))
    }

    /// `Authorization: Basic …`.
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self(Form::Basic(user.into(), password.into()))
    }

    /// A header of this name, such as Azure's `api-key`.
    pub fn header(name: HeaderName, key: impl Into<String>) -> Self {
        Self(Form::Header(name, key.into()))
    }

    /// A parameter of this name in the query.
    pub fn query(name: impl Into<String>, key: impl Into<String>) -> Self {
        Self(Form::Query(name.into(), key.into()))
    }

    /// A cookie of this name.
    pub fn cookie(name: impl Into<String>, key: impl Into<String>) -> Self {
        Self(Form::Cookie(name.into(), key.into()))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Form::Bearer(_) => "Credential::bearer(…)",
            Form::Basic(..) => "Credential::basic(…)",
            Form::Header(..) => "Credential::header(…)",
            Form::Query(..) => "Credential::query(…)",
            Form::Cookie(..) => "Credential::cookie(…)",
        })
    }
}

/// The credentials of a client, made ready.
pub(crate) struct Credentials {
    headers: HeaderMap,
    query: Vec<(String, String)>,
    redactor: Redactor,
}

impl Credentials {
    pub(crate) fn new(credentials: &[Credential]) -> Result<Self, ConfigError> {
        let mut made =
            Self { headers: HeaderMap::new(), query: vec![], redactor: Redactor::default() };
        for Credential(form) in credentials {
            match form {
                Form::Bearer(token) => {
                    made.header(AUTHORIZATION, &format!("Bearer {token}"), token)?;
                }
                Form::Basic(user, password) => {
                    let pair = base64(format!("{user}:{password}").as_bytes());
                    made.header(AUTHORIZATION, &format!("Basic {pair}"), &pair)?;
                    made.redactor.add_secret(password.as_bytes());
                }
                Form::Header(name, key) => made.header(name.clone(), key, key)?,
                Form::Query(name, key) => {
                    made.query.push((name.clone(), key.clone()));
                    made.redactor.add_secret(url::encode(key).as_bytes());
                    made.redactor.add_secret(key.as_bytes());
                }
                Form::Cookie(name, key) => made.header(COOKIE, &format!("{name}={key}"), key)?,
            }
        }
        Ok(made)
    }

    /// What keeps the credentials out of what comes back.
    pub(crate) fn redactor(&self) -> Redactor {
        self.redactor.clone()
    }

    /// Puts the credentials on a request that is about to leave.
    pub(crate) fn apply<B>(&self, request: &mut Request<B>) -> Result<(), ConfigError> {
        let headers = request.headers_mut();
        for (name, value) in &self.headers {
            // An operation may have cookies of its own, and a request has one header for all.
            let own = headers.get(COOKIE).filter(|_| name == COOKIE);
            let value = own.map_or_else(|| value.clone(), |own| joined(own, value));
            headers.insert(name, value);
        }
        if !self.query.is_empty() {
            *request.uri_mut() = url::with_query(request.uri(), &self.query)?;
        }
        Ok(())
    }

    fn header(&mut self, name: HeaderName, value: &str, key: &str) -> Result<(), ConfigError> {
        let mut value = HeaderValue::from_str(value).map_err(|_| {
            ConfigError::new(format!("the credential for {name} has characters no header can have"))
        })?;
        value.set_sensitive(true);
        match self.headers.get_mut(&name) {
            Some(cookies) if name == COOKIE => {
                *cookies = joined(cookies, &value);
            }
            Some(_) => {
                let message = format!("two credentials are for the same header, {name}");
                return Err(ConfigError::new(message));
            }
            None => {
                self.headers.insert(name, value);
            }
        }
        self.redactor.add_secret(key.as_bytes());
        Ok(())
    }
}

/// The cookies of both, to be shown by nobody.
fn joined(cookies: &HeaderValue, more: &HeaderValue) -> HeaderValue {
    let both = [cookies.as_bytes(), b"; ", more.as_bytes()].concat();
    // What two headers can hold, one can.
    let mut both = HeaderValue::from_bytes(&both).unwrap_or_else(|_| more.clone());
    both.set_sensitive(true);
    both
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            if digit <= chunk.len() {
                text.push(char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (text, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob~?", "Zm9vYn4/")]
        {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
    }

    #[test]
    fn what_comes_back_is_cleaned_of_every_spelling() {
        let credentials = Credentials::new(&[
            Credential::basic("me", "pass/word"),
            Credential::query("key", "se cret"),
        ])
        .unwrap();
        let text = b"a pass/word, b bWU6cGFzcy93b3Jk, c se%20cret, d se cret.";
        let clean = credentials.redactor().redact(text).unwrap();
        assert_eq!(
            String::from_utf8(clean).unwrap(),
            "a [credential], b [credential], c [credential], d [credential]."
        );
    }

    #[test]
    fn a_key_that_cannot_be_sent_is_not_shown() {
        let error = Credentials::new(&[Credential::bearer("sk-secret\n")]).err().unwrap();
        assert!(!error.to_string().contains("sk-secret"), "{error}");
        assert!(!format!("{:?}", Credential::bearer("sk-secret")).contains("sk-secret"));
    }

    #[test]
    fn a_cookie_joins_those_of_the_operation() {
        let cookies = [Credential::cookie("sid", "c1"), Credential::cookie("b", "c2")];
        let credentials = Credentials::new(&cookies).unwrap();
        let mut request = Request::new(());
        request.headers_mut().insert(COOKIE, HeaderValue::from_static("theme=dark"));
        credentials.apply(&mut request).unwrap();
        assert_eq!(request.headers()[COOKIE], "theme=dark; sid=c1; b=c2");
        assert!(request.headers()[COOKIE].is_sensitive());
    }

    #[test]
    fn two_credentials_for_one_header_are_refused() {
        let both = [Credential::bearer("a"), Credential::basic("b", "c")];
        assert!(Credentials::new(&both).is_err());
    }
}
