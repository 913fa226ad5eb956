//! JSON text of values, read and written in less time than by `serde_json`'s own functions.
//!
//! The client reads and writes by these. The types meet `serde_json` as well as any other
//! format of serde; what is read, what is written and what an error says is the same.
//!
//! ```
//! use specwright::fine_tuning::GraderPython;
//! use specwright::json;
//!
//! let text = r#"{"type":"python","name":"Shape","source":"…","added_later":true}"#;
//! let grader: GraderPython = json::from_str(text)?;
//! assert_eq!(grader.name, "Shape");
//! assert_eq!(json::to_vec(&grader)?, text.as_bytes());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Reading has two passes at most. The first only knows text that is as it should be, and
//! stops without a word at anything else; then `serde_json` reads the text again, to say what
//! is wrong and where, or to find that nothing is. So nothing here words an error, and
//! `serde_json` has the last word on what is JSON, but for numbers that it cannot hold in
//! what a description does not name: those are kept as they are written.

mod pass;
mod read;
mod scan;
mod write;

#[cfg(feature = "operations")]
pub(crate) use self::write::Inside;
pub(crate) use self::write::JsonSink;
use std::fmt::Display;

use serde::de::Visitor;
use serde_json::Value;

pub(crate) use self::read::HugeNumbers;
use crate::wire::{DecodeError, Wire};

/// Reads a value from the bytes of a JSON text.
///
/// # Errors
/// The text is not JSON, with line and column, or the value does not fit the type, with a JSON
/// Pointer.
pub fn from_slice<T: Wire>(bytes: &[u8]) -> Result<T, DecodeError> {
    // Once for the whole, since `serde_json` would look at each string on its own.
    let first = std::str::from_utf8(bytes).ok().map(read::whole);
    let misfit = match first {
        Some(Ok(value)) => return Ok(value),
        Some(Err(fallback)) => fallback.misfit().map(DecodeError::new),
        None => None,
    };
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let second = T::read(&mut reader).and_then(|value| reader.end().map(|()| value));
    second.map_err(|error| {
        let error = DecodeError::new(error);
        // `serde_json` refuses the text of a number that it cannot hold, even where nobody reads
        // it; what is wrong with a value then is what the first pass found.
        match misfit {
            Some(misfit) if error.pointer().is_none() && misfit.pointer().is_some() => misfit,
            _ => error,
        }
    })
}

/// Reads a value from a JSON text.
///
/// # Errors
/// As [`from_slice`].
pub fn from_str<T: Wire>(text: &str) -> Result<T, DecodeError> {
    from_slice(text.as_bytes())
}

/// Writes a value as the bytes of a JSON text.
///
/// # Errors
/// Where a map has a name that JSON cannot have, which no generated type does.
pub fn to_vec<T: Wire>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut text = Vec::with_capacity(INITIAL_CAPACITY);
    value.write(write::JsonSink(&mut text))?;
    Ok(text)
}

/// A text of JSON without white space around its tokens; `None` where it is no JSON.
pub(crate) fn compact(text: &str) -> Option<String> {
    pass::compact(text).ok()
}

/// A text of JSON as a tree, in which a number that `serde_json` cannot hold is its text.
pub(crate) fn to_tree(text: &str) -> Option<Value> {
    read::tree(text).ok()
}

/// Shows what a text holds to a visitor; an error says that it does not fit, and no more.
pub(crate) fn visit<'de, V: Visitor<'de>>(
    text: &'de str,
    huge: HugeNumbers,
    visitor: V,
) -> Result<V::Value, impl Display> {
    read::visit(text, huge, visitor)
}

/// How much is there for a text at first; most requests and answers need no more.
const INITIAL_CAPACITY: usize = 4096;
