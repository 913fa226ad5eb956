//! The character sets of bodies: which one a response is of, and its text.

use http::header::CONTENT_TYPE;

use super::Response;
use crate::wire::DecodeError;

/// The text of a response. A mark at its beginning has the first word on its character set, then
/// `Content-Type` (WHATWG Encoding, section 6); without either it is UTF-8.
pub(super) fn text(response: &Response) -> Result<String, DecodeError> {
    let body = response.body();
    match charset(response).filter(|name| !is_utf8(name)) {
        None => utf8(body),
        Some(name) => decoded(name, body).unwrap_or_else(|| {
            // What is ASCII means the same in every set that is not known here.
            match body.is_ascii() {
                true => utf8(body),
                false => Err(DecodeError::new(format!("the character set `{name}` {UNKNOWN}"))),
            }
        }),
    }
}

/// The text of a body of JSON that is no UTF-8, where its character set is known.
pub(super) fn json(response: &Response) -> Option<String> {
    let body = response.body();
    if let Some(rest) = body.strip_prefix(BYTE_ORDER_MARK) {
        return utf8(rest).ok();
    }
    let name = charset(response).filter(|name| !is_utf8(name))?;
    match std::str::from_utf8(body) {
        Ok(_) => None,
        Err(_) => decoded(name, body)?.ok(),
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

#[cfg(feature = "charset")]
const UNKNOWN: &str = "is not known";
#[cfg(not(feature = "charset"))]
const UNKNOWN: &str = "is read with the feature `charset` of specwright";

fn utf8(body: &[u8]) -> Result<String, DecodeError> {
    std::str::from_utf8(body).map(str::to_owned).map_err(DecodeError::new)
}

/// The `charset` that a response is labelled with.
fn charset(response: &Response) -> Option<&str> {
    let header = response.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    header.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_it = name.trim().eq_ignore_ascii_case("charset");
        is_it.then(|| value.trim().trim_matches('"'))
    })
}

fn is_utf8(name: &str) -> bool {
    ["utf-8", "utf8", "us-ascii"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// A text of a named character set; none, where that is not known.
#[cfg(feature = "charset")]
fn decoded(name: &str, body: &[u8]) -> Option<Result<String, DecodeError>> {
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes())?;
    let (text, found, has_errors) = encoding.decode(body);
    Some(match has_errors {
        true => {
            Err(DecodeError::new(format!("the text is not of its character set, {}", found.name())))
        }
        false => Ok(text.into_owned()),
    })
}

#[cfg(not(feature = "charset"))]
fn decoded(_: &str, _: &[u8]) -> Option<Result<String, DecodeError>> {
    None
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn response(content_type: &'static str, body: &'static [u8]) -> Response {
        let mut response = Response::new(Bytes::from_static(body));
        let value = http::HeaderValue::from_static(content_type);
        response.headers_mut().insert(CONTENT_TYPE, value);
        response
    }

    #[test]
    #[cfg(feature = "charset")]
    fn a_text_is_read_as_what_it_is_labelled() {
        let read = |content_type, body| text(&response(content_type, body)).expect("a text");
        assert_eq!(read("text/plain; charset=ISO-8859-1", b"caf\xE9"), "café");
        assert_eq!(read("text/csv;header=present; Charset=\"shift_jis\"", b"\x93\xFA"), "日");
        assert_eq!(read("text/plain; charset=utf-16", b"\xFF\xFEa\0"), "a");
        assert_eq!(read("text/plain", "café".as_bytes()), "café");
        assert_eq!(read("text/plain; charset=klingon", b"plain"), "plain");
        let unknown = text(&response("text/plain; charset=klingon", b"caf\xE9"));
        assert!(unknown.expect_err("unknown").to_string().contains("`klingon` is not known"));
        assert!(text(&response("text/plain; charset=shift_jis", b"\x93")).is_err());
        assert!(text(&response("text/plain; charset=utf-8", b"caf\xE9")).is_err());
    }

    #[test]
    #[cfg(feature = "charset")]
    fn json_is_utf8_whatever_its_label_says_unless_it_is_not() {
        let read = |body| super::super::read_json::<String>(&response(LATIN, body));
        const LATIN: &str = "application/json; charset=iso-8859-1";
        assert_eq!(read("\"café\"".as_bytes()).as_deref(), Ok("café"));
        assert_eq!(read(b"\"caf\xE9\"").as_deref(), Ok("café"));
        assert_eq!(read(b"\xEF\xBB\xBF\"a\"").as_deref(), Ok("a"));
    }
}
