//! The headers of responses, typed: how the text of one is read as a value.

use std::fmt;
use std::marker::PhantomData;

use http::{HeaderMap, HeaderName};

use crate::json;
use crate::wire::{DecodeError, Wire};

/// A header of a response, whose value is a `T` (OpenAPI 3.1, section 4.8.21).
///
/// It is a constant of the module of the calls, and is read by
/// [`Reply::http_header`](crate::Reply::http_header) or
/// [`ApiError::header`](crate::ApiError::header).
///
/// ```
/// use specwright::http::HeaderMap;
/// use specwright::operation::{Header, HeaderStyle};
///
/// const SIZES: Header<Vec<i64>> = Header::new("x-sizes").style(HeaderStyle::List);
///
/// let mut headers = HeaderMap::new();
/// headers.insert(SIZES.name(), "1,2".parse()?);
/// assert_eq!(SIZES.read(&headers)?, Some(vec![1, 2]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Header<T> {
    name: &'static str,
    style: HeaderStyle,
    kind: PhantomData<fn() -> T>,
}

/// How the text of a header stands for its value (the style `simple`).
///
/// The example of [`Header`] has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderStyle {
    /// One value.
    Single,
    /// `a,b`, or a header for each item.
    List,
    /// `name,a,other,b`.
    Object,
    /// `name=a,other=b`.
    ExplodedObject,
    /// JSON (`content: application/json`).
    Json,
}

impl<T> Header<T> {
    /// Returns a header of this name, with one value.
    pub const fn new(name: &'static str) -> Self {
        Self { name, style: HeaderStyle::Single, kind: PhantomData }
    }

    /// Returns the header, whose text stands for its value in another way.
    pub const fn style(self, style: HeaderStyle) -> Self {
        Self { style, ..self }
    }

    /// The name.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Its value among these headers; `None` where it is not there.
    ///
    /// # Errors
    /// Where it is not what the description says.
    pub fn read(self, headers: &HeaderMap) -> Result<Option<T>, DecodeError>
    where
        T: Wire,
    {
        let Some(texts) = texts(self.name, headers) else { return Ok(None) };
        let mut first = None;
        for spelling in [Spelling::Plain, Spelling::Quoted] {
            match json::from_str(&as_json(&texts, self.style, spelling)) {
                Ok(value) => return Ok(Some(value)),
                // The last one speaks of a string, which the text is.
                Err(error) => first = Some(error),
            }
        }
        let error = first.map(|error| error.to_string()).unwrap_or_default();
        Err(DecodeError::new(format!("the header `{}` cannot be read: {error}", self.name)))
    }
}

/// How what may be a number or a boolean is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// As that.
    Plain,
    /// As a string.
    Quoted,
}

/// The texts of all headers of a name.
fn texts(name: &str, headers: &HeaderMap) -> Option<Vec<String>> {
    let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
    let texts = headers
        .get_all(name)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned());
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then_some(texts)
}

fn as_json(texts: &[String], style: HeaderStyle, spelling: Spelling) -> String {
    // A header that is there twice is a list (RFC 9110, section 5.3), but for cookies, whose dates
    // have commas.
    let joined = texts.join(",");
    let split = || joined.split(',').map(str::trim).filter(|part| !part.is_empty());
    let value = |text: &str| value(text, spelling);
    let object = |pairs: Vec<(&str, &str)>| {
        let pairs = pairs.iter().map(|(name, text)| format!("{}:{}", quoted(name), value(text)));
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
    };
    match style {
        HeaderStyle::Json => joined,
        HeaderStyle::Single => value(&joined),
        HeaderStyle::List if texts.len() > 1 => list(texts.iter().map(|text| value(text))),
        HeaderStyle::List => list(split().map(value)),
        HeaderStyle::Object => {
            let parts: Vec<&str> = split().collect();
            object(parts.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect())
        }
        HeaderStyle::ExplodedObject => {
            object(split().filter_map(|it| it.split_once('=')).collect())
        }
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

/// The JSON of a text that may be a number or a boolean.
fn value(text: &str, spelling: Spelling) -> String {
    let is_plain = serde_json::from_str::<serde_json::Value>(text)
        .is_ok_and(|value| value.is_number() || value.is_boolean());
    match is_plain && spelling == Spelling::Plain {
        true => text.to_owned(),
        false => quoted(text),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Header").field("name", &self.name).field("style", &self.style).finish()
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn read<T: Wire>(style: HeaderStyle, values: &[&'static str]) -> Result<Option<T>, String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-it", HeaderValue::from_static(value));
        }
        let header = Header::<T>::new("X-It").style(style);
        header.read(&headers).map_err(|error| error.to_string())
    }

    #[test]
    fn a_header_is_read_as_what_its_type_is() {
        use HeaderStyle::{ExplodedObject, Json, List, Object, Single};
        assert_eq!(read::<i64>(Single, &["12"]), Ok(Some(12)));
        assert_eq!(read::<i64>(Single, &[]), Ok(None));
        assert_eq!(read::<String>(Single, &["12"]), Ok(Some("12".to_owned())));
        assert_eq!(read::<String>(Single, &["\"etag\""]), Ok(Some("\"etag\"".to_owned())));
        assert_eq!(read::<String>(Single, &["a, b"]), Ok(Some("a, b".to_owned())));
        assert_eq!(read::<bool>(Single, &["true"]), Ok(Some(true)));
        assert_eq!(read::<Vec<i64>>(List, &["1, 2"]), Ok(Some(vec![1, 2])));
        let texts = |texts: &[&str]| Ok(Some(texts.iter().map(|it| (*it).to_owned()).collect()));
        assert_eq!(read::<Vec<String>>(List, &["1,b"]), texts(&["1", "b"]));
        let dated = "a=1; expires=Wed, 09 Jun";
        assert_eq!(read::<Vec<String>>(List, &[dated, "b=2"]), texts(&[dated, "b=2"]));
        type Map = std::collections::BTreeMap<String, i64>;
        let map = Ok(Some(Map::from([("a".to_owned(), 1), ("b".to_owned(), 2)])));
        assert_eq!(read::<Map>(Object, &["a,1,b,2"]), map);
        assert_eq!(read::<Map>(ExplodedObject, &["a=1,b=2"]), map);
        assert_eq!(read::<Map>(Json, &[r#"{"a":1,"b":2}"#]), map);
    }

    #[test]
    fn a_header_that_is_something_else_says_so() {
        let error = read::<i64>(HeaderStyle::Single, &["soon"]).expect_err("no number");
        assert!(error.starts_with("the header `X-It` cannot be read"), "{error}");
        assert!(error.contains("\"soon\""), "{error}");
    }
}
