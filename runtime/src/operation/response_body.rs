//! The bodies of responses.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;

use super::part::essence;
use super::{Response, charset};
use crate::json;
use crate::wire::{CustomType, DecodeBudget, DecodeError, Own, Wire};

/// How the body of a response is read.
pub trait ResponseBody {
    /// What it holds.
    type Output;

    /// Reads the body.
    ///
    /// # Errors
    /// Where the body is not what the description says, at which place of it.
    fn read(response: &Response) -> Result<Self::Output, DecodeError>;
}

/// JSON of a type.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(PhantomData<T>, Infallible);

impl<T: Wire> ResponseBody for Json<T> {
    type Output = T;

    fn read(response: &Response) -> Result<T, DecodeError> {
        read_json(response)
    }
}

/// JSON of a type of the user's, which stands in place of one of the description.
#[derive(Clone, Copy, Debug)]
pub struct CustomJson<T>(PhantomData<T>, Infallible);

impl<T: CustomType> ResponseBody for CustomJson<T> {
    type Output = T;

    fn read(response: &Response) -> Result<T, DecodeError> {
        read_custom_json(response)
    }
}

/// Text.
#[derive(Clone, Copy, Debug)]
pub enum Text {}

impl ResponseBody for Text {
    type Output = String;

    fn read(response: &Response) -> Result<String, DecodeError> {
        read_text(response)
    }
}

/// Bytes, as they came.
impl ResponseBody for Bytes {
    type Output = Bytes;

    fn read(response: &Response) -> Result<Bytes, DecodeError> {
        read_bytes(response)
    }
}

/// A stream of events (`text/event-stream`), as the bytes that it came in.
#[derive(Clone, Copy, Debug)]
pub enum Events {}

impl ResponseBody for Events {
    type Output = Bytes;

    fn read(response: &Response) -> Result<Bytes, DecodeError> {
        read_bytes(response)
    }
}

/// No body; one that is there all the same is ignored.
#[derive(Clone, Copy, Debug)]
pub enum Empty {}

impl ResponseBody for Empty {
    type Output = ();

    fn read(_: &Response) -> Result<(), DecodeError> {
        Ok(())
    }
}

/// The body of a failure of an operation whose description lists none.
///
/// It is a type of its operation alone, `O`, and is met by the operation's own name for it. Once
/// the description lists a failure, the same name is that of a generated enum, which has this
/// variant too.
#[non_exhaustive]
pub enum Undescribed<O> {
    /// A response of a status not listed in the description.
    Other(Bytes),
    #[doc(hidden)]
    Never(PhantomData<fn() -> O>, Infallible),
}

impl<O> ResponseBody for Undescribed<O> {
    type Output = Self;

    fn read(response: &Response) -> Result<Self, DecodeError> {
        read_bytes(response).map(Self::Other)
    }
}

impl<O> Undescribed<O> {
    fn bytes(&self) -> &Bytes {
        match self {
            Self::Other(bytes) => bytes,
            Self::Never(_, never) => match *never {},
        }
    }
}

impl<O> Clone for Undescribed<O> {
    fn clone(&self) -> Self {
        Self::Other(self.bytes().clone())
    }
}

impl<O> PartialEq for Undescribed<O> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl<O> fmt::Debug for Undescribed<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Other").field(self.bytes()).finish()
    }
}

/// The one of a description's statuses that a response has: itself, its class (`4XX`), or
/// `default` (OpenAPI 3.1, section 4.8.16); an empty text where there is none.
pub fn match_status(response: &Response, statuses: &[&'static str]) -> &'static str {
    let status = response.status();
    let class = format!("{}XX", status.as_u16() / 100);
    let sought = [status.as_str(), class.as_str(), "default"];
    let find = |sought: &&str| statuses.iter().find(|known| known.eq_ignore_ascii_case(sought));
    sought.iter().find_map(find).copied().unwrap_or_default()
}

/// Reads a body of JSON.
///
/// # Errors
/// Where it is not JSON, or not of the type: at which place, what was expected and what was found.
pub fn read_json<T: Wire>(response: &Response) -> Result<T, DecodeError> {
    if response.body().is_empty() {
        return Err(DecodeError::new("the body is empty, although JSON is described"));
    }
    let budget = response.extensions().get::<DecodeBudget>().copied().unwrap_or_default();
    // What is UTF-8 is read as that, whatever a header says (RFC 8259, sections 8.1 and 11).
    let read = match charset::json(response) {
        Some(text) => json::from_slice_within(text.as_bytes(), budget),
        None => json::from_slice_within(response.body(), budget),
    };
    read.map_err(|error| match media_type(response).as_deref() {
        Some("text/event-stream") if error.pointer().is_none() => {
            DecodeError::new("the answer is a stream of events, which is read by another method")
        }
        _ => error,
    })
}

/// The same, behind a box.
///
/// # Errors
/// As of [`read_json`].
pub fn read_boxed_json<T: Wire>(response: &Response) -> Result<Box<T>, DecodeError> {
    read_json(response).map(Box::new)
}

/// Reads a body of JSON into a type of the user's.
///
/// # Errors
/// As [`read_json`].
pub fn read_custom_json<T: CustomType>(response: &Response) -> Result<T, DecodeError> {
    read_json::<Own<T>>(response)?.into_inner()
}

/// The same, behind a box.
///
/// # Errors
/// As of [`read_json`].
pub fn read_boxed_custom_json<T: CustomType>(response: &Response) -> Result<Box<T>, DecodeError> {
    read_custom_json(response).map(Box::new)
}

fn media_type(response: &Response) -> Option<String> {
    let found = response.headers().get(http::header::CONTENT_TYPE)?;
    Some(essence(&String::from_utf8_lossy(found.as_bytes())))
}

/// Reads a body of text, of the character set that `Content-Type` names, or of UTF-8.
///
/// # Errors
/// Where it is none of that set, or the set is not known.
pub fn read_text(response: &Response) -> Result<String, DecodeError> {
    charset::text(response)
}

/// Takes the body as it is.
///
/// # Errors
/// None.
pub fn read_bytes(response: &Response) -> Result<Bytes, DecodeError> {
    Ok(response.body().clone())
}
