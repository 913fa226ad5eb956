//! Strikes credentials out of what comes back, before it becomes an error or a line of a log.
//!
//! A server can repeat a secret in any spelling that is read back to it: as it is, by escapes of
//! JSON (`\u002B`), by percent (`%2B`), by references of HTML (`&#43;`), each of them again and
//! again, in Base64. So what is looked for is not a list of spellings: the text is decoded where a
//! spelling could begin, layer by layer, and what is struck out is the text that it stands in.

mod spelling;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response};
use secrecy::zeroize::Zeroizing;

use super::transport::TransportError;
use self::spelling::{begins_an_escape, decoded, spelled};
use crate::headers::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};

/// Every secret that may come back.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    secrets: Vec<Zeroizing<Vec<u8>>>,
}

impl Redactor {
    /// Keeps a secret out.
    pub(crate) fn add_secret(&mut self, secret: &[u8]) {
        self.add(secret);
        // One that has escapes of its own may come back decoded.
        self.add(&Zeroizing::new(decoded(secret)));
        for start in 0..3 {
            self.add_base64(secret, start);
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

    /// Strikes the secrets out of why there was no response.
    pub(crate) fn redact_error(&self, error: TransportError) -> TransportError {
        error.map_texts(|text| {
            let clean = self.redact(text.as_bytes())?;
            Some(String::from_utf8_lossy(&clean).into_owned())
        })
    }

    /// The text without the secrets, if they are in it.
    pub(crate) fn redact(&self, text: &[u8]) -> Option<Vec<u8>> {
        if self.secrets.is_empty() {
            return None;
        }
        let mut begins = [false; 256];
        for (byte, begins) in (0..=u8::MAX).zip(&mut begins) {
            let is_first = |secret: &Zeroizing<Vec<u8>>| secret.first() == Some(&byte);
            *begins = begins_an_escape(byte) || self.secrets.iter().any(is_first);
        }
        let mut cleaned: Option<Vec<u8>> = None;
        let (mut at, mut kept) = (0, 0);
        while let Some(next) = text[at..].iter().position(|byte| begins[usize::from(*byte)]) {
            let start = at + next;
            at = start + 1;
            let ends = self.secrets.iter().filter_map(|secret| spelled(text, start, secret));
            if let Some(end) = ends.max() {
                let cleaned = cleaned.get_or_insert_with(|| Vec::with_capacity(text.len()));
                cleaned.extend_from_slice(&text[kept..start]);
                cleaned.extend_from_slice(STRUCK_OUT);
                (at, kept) = (end, end);
            }
        }
        let mut cleaned = cleaned?;
        cleaned.extend_from_slice(&text[kept..]);
        Some(cleaned)
    }

    /// The text of something without the secrets.
    pub(crate) fn redact_text(&self, text: impl fmt::Display) -> String {
        let text = text.to_string();
        match self.redact(text.as_bytes()) {
            Some(clean) => String::from_utf8_lossy(&clean).into_owned(),
            None => text,
        }
    }

    /// The Base64 of a secret that stands behind so many other bytes (RFC 4648, section 4), as far
    /// as it does not depend on those and on what follows; in both alphabets.
    fn add_base64(&mut self, secret: &[u8], start: usize) {
        let text = Zeroizing::new([&[0; 2][..start.min(2)], secret].concat());
        let encoded = Zeroizing::new(STANDARD_NO_PAD.encode(&*text));
        let (first, end) = ((start * 8).div_ceil(6), text.len() * 8 / 6);
        let own = encoded.as_bytes().get(first..end).unwrap_or_default();
        self.add(own);
        let in_urls = own.iter().map(|sign| match sign {
            b'+' => b'-',
            b'/' => b'_',
            sign => *sign,
        });
        self.add(&Zeroizing::new(in_urls.collect::<Vec<u8>>()));
    }

    fn add(&mut self, secret: &[u8]) {
        // A shorter one guards nothing and would be found everywhere.
        if secret.len() >= SHORTEST && !self.secrets.iter().any(|known| **known == secret) {
            self.secrets.push(Zeroizing::new(secret.to_vec()));
        }
    }
}

const STRUCK_OUT: &[u8] = b"[credential]";

/// How many bytes a secret has at least.
const SHORTEST: usize = 6;

/// What is secret of a header: not the scheme of an authorization, nor the names of cookies and
/// of an authorization's parameters (RFC 9110, section 11.4).
fn secrets<'a>(name: &HeaderName, value: &'a HeaderValue) -> Vec<&'a [u8]> {
    let value = value.as_bytes().trim_ascii();
    let after = |text: &'a [u8], separator: u8| {
        let start = text.iter().position(|byte| *byte == separator);
        text[start.map_or(0, |start| start + 1)..].trim_ascii()
    };
    let unquoted = |text: &'a [u8]| text.strip_prefix(b"\"").unwrap_or(text);
    let unquoted = |text| unquoted(text).strip_suffix(b"\"").unwrap_or(unquoted(text));
    if name == COOKIE {
        let values = value.split(|byte| *byte == b';').map(|pair| after(pair, b'='));
        return values.flat_map(|value| [value, unquoted(value)]).collect();
    }
    let credentials = after(value, b' ');
    if *name != AUTHORIZATION && *name != PROXY_AUTHORIZATION {
        // It may begin with a scheme, too, and be repeated without it.
        return vec![value, credentials];
    }
    let parameters = credentials.split(|byte| *byte == b',').filter(|one| one.contains(&b'='));
    let values = parameters.map(|parameter| unquoted(after(parameter, b'=')));
    std::iter::once(credentials).chain(values).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redactor(secret: &str) -> Redactor {
        let mut redactor = Redactor::default();
        redactor.add_secret(secret.as_bytes());
        redactor
    }

    #[track_caller]
    fn is_struck_out(secret: &str, spelling: &str) {
        let text = format!("a {spelling} b");
        let clean = redactor(secret).redact_text(&text);
        assert_eq!(clean, "a [credential] b", "{secret} as {spelling}");
    }

    const KEY: &str = "sk+a/b&c\"d'e\\f=é~";

    #[test]
    fn a_secret_is_found_in_every_spelling() {
        let json = |text: &str| {
            text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect::<String>()
        };
        let percent =
            |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
        let html = |text: &str| text.chars().map(|c| format!("&#{};", c as u32)).collect::<String>();
        let hex = |text: &str| text.chars().map(|c| format!("&#x{:X};", c as u32)).collect::<String>();
        let quoted = |text: &str| serde_json::Value::from(text).to_string().trim_matches('"').to_owned();
        for secret in [KEY, "plain-secret", "se cret-key", "%41%42%43%2B"] {
            is_struck_out(secret, secret);
            is_struck_out(secret, &json(secret));
            is_struck_out(secret, &json(secret).to_lowercase());
            is_struck_out(secret, &percent(secret));
            is_struck_out(secret, &html(secret));
            is_struck_out(secret, &hex(secret));
            is_struck_out(secret, &percent(&percent(secret)));
            is_struck_out(secret, &json(&percent(secret)));
            is_struck_out(secret, &percent(&json(secret)));
            is_struck_out(secret, &json(&html(secret)));
            is_struck_out(secret, &quoted(&quoted(secret)));
            is_struck_out(secret, &format!("{secret:?}").trim_matches('"').replace("'", "\\'"));
        }
        is_struck_out(KEY, "sk\\u002Ba\\/b\\u0026c\\\"d&apos;e\\\\f%3D\\u00e9%7e");
        is_struck_out("a🦀secret", "a\\ud83e\\udd80secret");
        is_struck_out("a🦀secret", "a\\u{1f980}\\x73ecret");
        is_struck_out("se cret-key", "se+cret-key");
        let wide: String = "plain-secret".chars().flat_map(|c| [c, '\0']).collect();
        let clean = redactor("plain-secret").redact_text(&wide);
        assert_eq!(clean, "[credential]\0");
    }

    #[test]
    fn a_secret_is_found_in_base64() {
        use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
        for before in ["", "a", "ab", "user:"] {
            for after in ["", "z", "zy"] {
                let text = format!("{before}sk-??>>~~ü-secret{after}");
                for encoded in [STANDARD.encode(&text), URL_SAFE_NO_PAD.encode(&text)] {
                    let clean = redactor("sk-??>>~~ü-secret").redact_text(&encoded);
                    assert!(clean.contains("[credential]"), "{text}: {clean}");
                    assert!(clean.len() < 30, "{text}: {clean}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        let redactor = redactor(KEY);
        for text in ["", "nothing", "sk+a/b&c", "\\", "\\u", "\\u00", "%", "%4", "&#", "&#x", "\\u{"]
        {
            assert_eq!(redactor.redact(text.as_bytes()), None, "{text}");
        }
    }

    /// What costs most to look at: each byte begins an escape, in each of the layers.
    #[test]
    fn a_text_of_escapes_is_looked_at_in_no_time() {
        let redactor = redactor("\\\\\\\\\\\\\\\\secret");
        let started = std::time::Instant::now();
        for piece in ["\\", "%25", "\\u005c", "&#92;", "&#0000", "\\u005cu005c", "%", "\0", "&#x5c;u005c"] {
            assert_eq!(redactor.redact(piece.repeat(300_000 / piece.len()).as_bytes()), None);
        }
        assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
    }

    #[test]
    fn sensitive_headers_hold_secrets_and_others_none() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("authorization", "Bearer sk-secret"),
            ("cookie", "sid=c-secret; theme=\"t-secret\""),
            ("api-key", "a-secret with a blank"),
            ("proxy-authorization", "Digest username=\"d-secret\", response=r-secret"),
        ] {
            let mut value = HeaderValue::from_static(value);
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        headers.insert("x-team", HeaderValue::from_static("public"));
        let mut redactor = Redactor::default();
        redactor.add_headers(&headers);
        let text = "Bearer sk-secret c-secret t-secret a-secret with a blank d-secret r-secret public";
        let struck = ["[credential]"; 6].join(" ");
        assert_eq!(redactor.redact_text(text), format!("Bearer {struck} public"));
    }
}
