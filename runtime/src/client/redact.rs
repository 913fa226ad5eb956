//! Strikes credentials out of what comes back, before it becomes an error or a line of a log.
//!
//! A server can repeat a secret in any spelling that is read back to it: as it is, by escapes of
//! JSON (`\u002B`), by percent (`%2B`), by references of HTML (`&#43;`), each of them again and
//! again, in Base64. So what is looked for is not a list of spellings: the text is decoded, layer by
//! layer, and what is struck out is the text that a secret stands in, in any of them.

mod layer;

use std::fmt;
use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response};
use secrecy::zeroize::Zeroizing;

use self::layer::{LAYERS, Layer, WIDEST, decoded};
use super::transport::TransportError;
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
        // One that has escapes of its own may come back decoded, and a blank as a form has it.
        self.add(&Zeroizing::new(decoded(secret)));
        let as_in_forms = secret.iter().map(|byte| if *byte == b' ' { b'+' } else { *byte });
        self.add(&Zeroizing::new(as_in_forms.collect::<Vec<u8>>()));
        for start in 0..3 {
            self.add_base64(secret, start);
        }
    }

    /// Keeps out what the headers hold that are marked as sensitive.
    pub(crate) fn add_headers(&mut self, headers: &HeaderMap) {
        for (name, value) in headers.iter().filter(|(_, value)| value.is_sensitive()) {
            for secret in secrets(name, value) {
                self.add_secret(secret);
                for word in words(secret) {
                    self.add_secret(word);
                }
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
        let mut cleaned: Option<Vec<u8>> = None;
        let mut kept = 0;
        for Range { start, end } in self.find(text) {
            // Those that overlap are one.
            if start >= kept {
                let cleaned = cleaned.get_or_insert_with(|| Vec::with_capacity(text.len()));
                cleaned.extend_from_slice(&text[kept..start]);
                cleaned.extend_from_slice(STRUCK_OUT);
            }
            kept = kept.max(end);
        }
        let mut cleaned = cleaned?;
        cleaned.extend_from_slice(&text[kept..]);
        Some(cleaned)
    }

    /// Where secrets stand in a text, in their order. Each byte is looked at as often as there are
    /// layers, whatever the text says, and memory is needed for a part of it alone.
    fn find(&self, text: &[u8]) -> Vec<Range<usize>> {
        let Some(longest) = self.secrets.iter().map(|secret| secret.len()).max() else {
            return Vec::new();
        };
        let mut begins = [false; 256];
        for first in self.secrets.iter().filter_map(|secret| secret.first()) {
            begins[usize::from(*first)] = true;
        }
        let overlap = longest * WIDEST;
        let length = overlap.max(PART);
        let mut found = Vec::new();
        for start in (0..text.len()).step_by(length) {
            let part = &text[start..text.len().min(start + length + overlap)];
            let mut layer = Layer::of(part);
            self.find_in(&layer, &begins, start, &mut found);
            for _ in 0..LAYERS {
                let Some(next) = layer.next() else { break };
                layer = next;
                self.find_in(&layer, &begins, start, &mut found);
            }
        }
        found.sort_by_key(|span| (span.start, span.end));
        found
    }

    fn find_in(
        &self,
        layer: &Layer<'_>,
        begins: &[bool; 256],
        start: usize,
        found: &mut Vec<Range<usize>>,
    ) {
        let bytes = layer.bytes();
        let mut at = 0;
        while let Some(next) = bytes[at..].iter().position(|byte| begins[usize::from(*byte)]) {
            at += next;
            let here = &bytes[at..];
            let lengths = self.secrets.iter().filter(|secret| here.starts_with(secret));
            match lengths.map(|secret| secret.len()).max() {
                Some(length) => {
                    let Range { start: first, end } = layer.span(at..at + length);
                    found.push(start + first..start + end);
                    at += length;
                }
                None => at += 1,
            }
        }
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

/// How much of a text is decoded at a time.
const PART: usize = 64 * 1024;

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

/// The words of a secret that has several, each of which may be repeated without the others. What
/// says how to read the others is none: it is public, and would be struck out of every challenge.
fn words(secret: &[u8]) -> impl Iterator<Item = &[u8]> {
    let words = secret.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty());
    let is_of_several = secret.iter().any(|byte| matches!(byte, b' ' | b'\t'));
    let is_scheme =
        |word: &[u8]| SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme.as_bytes()));
    words.filter(move |word| is_of_several && !is_scheme(word)).take(MOST_WORDS)
}

/// How many words of a secret are looked for each on its own: every one costs time at each byte.
const MOST_WORDS: usize = 32;

/// The authentication schemes (RFC 9110, section 16.4.1, and the registry that it founds), and
/// others that are met; those shorter than a secret need no row.
const SCHEMES: [&str; 9] = [
    "apikey",
    "bearer",
    "concealed",
    "digest",
    "mutual",
    "negotiate",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
];

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
        let html =
            |text: &str| text.chars().map(|c| format!("&#{};", c as u32)).collect::<String>();
        let hex =
            |text: &str| text.chars().map(|c| format!("&#x{:X};", c as u32)).collect::<String>();
        let quoted =
            |text: &str| serde_json::Value::from(text).to_string().trim_matches('"').to_owned();
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
        for text in
            ["", "nothing", "sk+a/b&c", "\\", "\\u", "\\u00", "%", "%4", "&#", "&#x", "\\u{"]
        {
            assert_eq!(redactor.redact(text.as_bytes()), None, "{text}");
        }
    }

    /// Where a part of a text ends, a secret is found as anywhere.
    #[test]
    fn a_secret_is_found_at_every_place_of_a_long_text() {
        let redactor = redactor("plain-secret");
        for spelling in ["plain-secret", "plain\\u002Dsecret", "%70lain&#45;secre%25%37%34"] {
            for before in (PART - 60..PART + 10).step_by(7) {
                for filler in ["x", "\\\\"] {
                    let filler = filler.repeat(before / filler.len());
                    let text = format!("{filler}{spelling}{filler}");
                    let clean = redactor.redact_text(&text);
                    assert_eq!(
                        clean,
                        format!("{filler}[credential]{filler}"),
                        "{spelling} {before}"
                    );
                }
            }
        }
    }

    /// What is decoded again and again never is larger than it was.
    #[test]
    fn a_text_of_escapes_costs_its_length() {
        for piece in
            ["\\", "%25", "\\u005c", "&#92;", "&#0000", "\\u005cu005c", "%", "\0", "\\u{5c}"]
        {
            let text = piece.repeat(10_000);
            let mut layer = Layer::of(text.as_bytes());
            for _ in 0..LAYERS {
                let Some(next) = layer.next() else { break };
                assert!(next.bytes().len() <= layer.bytes().len(), "{piece}");
                layer = next;
            }
            assert_eq!(redactor(KEY).redact(text.as_bytes()), None, "{piece}");
        }
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
        let text =
            "Bearer sk-secret c-secret t-secret a-secret with a blank d-secret r-secret public";
        let struck = ["[credential]"; 6].join(" ");
        assert_eq!(redactor.redact_text(text), format!("Bearer {struck} public"));
    }

    /// A server that repeats one word of a secret with blanks has repeated a secret.
    #[test]
    fn a_word_of_a_secret_with_blanks_is_one() {
        let redactor = |name: &'static str, value: &'static str| {
            let mut value = HeaderValue::from_static(value);
            value.set_sensitive(true);
            let mut redactor = Redactor::default();
            redactor.add_headers(&HeaderMap::from_iter([(HeaderName::from_static(name), value)]));
            redactor
        };
        let of_key = redactor("api-key", "horse battery staple-1 of");
        assert_eq!(of_key.redact_text("no `battery` here"), "no `[credential]` here");
        assert_eq!(of_key.redact_text("staple%2d1"), "[credential]");
        // What is too short to guard anything stays, and so does what is around.
        assert_eq!(of_key.redact_text("a horse of a key"), "a horse of a key");
        let of_scheme = redactor("authorization", "Digest Bearer first-word second-word");
        assert_eq!(of_scheme.redact_text("Bearer, Digest"), "Bearer, Digest");
        assert_eq!(of_scheme.redact_text("is second-word"), "is [credential]");
        let of_cookie = redactor("cookie", "a=first-word second-word; b=plain");
        assert_eq!(of_cookie.redact_text("second-word of b, plain"), "[credential] of b, plain");
        let quoted = redactor("authorization", "Digest response=\"one-word two-words\"");
        assert_eq!(quoted.redact_text("is two-words"), "is [credential]");
    }
}
