//! Strikes credentials out of what comes back, before it becomes an error or a line of a log.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response};
use secrecy::zeroize::Zeroizing;

use crate::headers::COOKIE;

/// Every spelling in which a secret may come back.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    spellings: Vec<Zeroizing<Vec<u8>>>,
}

impl Redactor {
    /// Keeps a secret out.
    pub(crate) fn add_secret(&mut self, secret: &[u8]) {
        self.add(secret);
        // A server that repeats it within JSON escapes it: all do so with quotes, some with slashes.
        if let Ok(text) = std::str::from_utf8(secret) {
            let quoted = Zeroizing::new(serde_json::Value::from(text).to_string());
            let escaped = quoted.trim_matches('"');
            self.add(escaped.as_bytes());
            self.add(Zeroizing::new(escaped.replace('/', "\\/")).as_bytes());
        }
    }

    /// Keeps out what the headers hold that are marked as sensitive.
    pub(crate) fn add_headers(&mut self, headers: &HeaderMap) {
        for (name, value) in headers.iter().filter(|(_, value)| value.is_sensitive()) {
            for secret in secrets(name, value) {
                self.add_secret(secret);
            }
        }
    }

    /// Strikes the secrets out of a response.
    pub(crate) fn redact_response(&self, response: Response<Bytes>) -> Response<Bytes> {
        let (mut head, body) = response.into_parts();
        for value in head.headers.values_mut() {
            if let Some(clean) = self.redact(value.as_bytes()) {
                *value = HeaderValue::from_bytes(&clean).unwrap_or(HeaderValue::from_static(""));
            }
        }
        let body = self.redact(&body).map_or(body, Bytes::from);
        Response::from_parts(head, body)
    }

    /// The text without the secrets, if they are in it.
    pub(crate) fn redact(&self, text: &[u8]) -> Option<Vec<u8>> {
        let mut cleaned: Option<Vec<u8>> = None;
        for spelling in &self.spellings {
            let current = cleaned.as_deref().unwrap_or(text);
            if find(current, spelling).is_some() {
                cleaned = Some(replace(current, spelling));
            }
        }
        cleaned
    }

    /// The text of something without the secrets.
    pub(crate) fn redact_text(&self, text: impl fmt::Display) -> String {
        let text = text.to_string();
        match self.redact(text.as_bytes()) {
            Some(clean) => String::from_utf8_lossy(&clean).into_owned(),
            None => text,
        }
    }

    fn add(&mut self, spelling: &[u8]) {
        // A shorter one guards nothing and would be found everywhere.
        if spelling.len() >= 6 && !self.spellings.iter().any(|known| **known == spelling) {
            self.spellings.push(Zeroizing::new(spelling.to_vec()));
        }
    }
}

const STRUCK_OUT: &[u8] = b"[credential]";

/// What is secret of a header: not the scheme of an authorization, nor the names of cookies.
fn secrets<'a>(name: &HeaderName, value: &'a HeaderValue) -> Vec<&'a [u8]> {
    let after = |text: &'a [u8], separator: u8| {
        let start = text.iter().position(|byte| *byte == separator);
        text[start.map_or(0, |start| start + 1)..].trim_ascii()
    };
    if name == COOKIE {
        value.as_bytes().split(|byte| *byte == b';').map(|pair| after(pair, b'=')).collect()
    } else {
        vec![after(value.as_bytes(), b' ')]
    }
}

fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    text.windows(needle.len()).position(|window| window == needle)
}

fn replace(mut text: &[u8], needle: &[u8]) -> Vec<u8> {
    let mut replaced = Vec::with_capacity(text.len());
    while let Some(start) = find(text, needle) {
        replaced.extend_from_slice(&text[..start]);
        replaced.extend_from_slice(STRUCK_OUT);
        text = &text[start + needle.len()..];
    }
    replaced.extend_from_slice(text);
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_as_it_is_and_as_json_has_it() {
        let mut redactor = Redactor::default();
        redactor.add_secret(br#"pa"ss/word"#);
        let text = redactor.redact_text(r#"pa"ss/word, pa\"ss/word, pa\"ss\/word, pass"#);
        assert_eq!(text, "[credential], [credential], [credential], pass");
        assert_eq!(redactor.redact(b"nothing"), None);
    }

    #[test]
    fn sensitive_headers_hold_secrets_and_others_none() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("authorization", "Bearer sk-secret"),
            ("cookie", "sid=c-secret; theme=t-secret"),
            ("api-key", "a-secret"),
        ] {
            let mut value = HeaderValue::from_static(value);
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        headers.insert("x-team", HeaderValue::from_static("public"));
        let mut redactor = Redactor::default();
        redactor.add_headers(&headers);
        let text = redactor.redact_text("Bearer sk-secret c-secret t-secret a-secret public");
        let struck = "[credential]";
        assert_eq!(text, format!("Bearer {struck} {struck} {struck} {struck} public"));
    }
}
