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

use crate::text::{Fallback, JsonReader};
use crate::wire::{DecodeError, JsonSink, Wire};

/// Reads a value from the bytes of a JSON text.
///
/// # Errors
/// The text is not JSON, with line and column, or the value does not fit the type, with a JSON
/// Pointer.
pub fn from_slice<T: Wire>(bytes: &[u8]) -> Result<T, DecodeError> {
    // Once for the whole, since `serde_json` would look at each string on its own.
    let first = std::str::from_utf8(bytes).ok().map(whole);
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
    value.write(JsonSink(&mut text))?;
    Ok(text)
}

/// The first pass: a text that holds one value and nothing else.
///
/// # Errors
/// Where anything is odd; it may still be JSON.
fn whole<T: Wire>(text: &str) -> Result<T, Fallback> {
    let mut reader = JsonReader::new(text);
    let value = T::read(&mut reader)?;
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(Fallback::ODD),
    }
}

/// How much is there for a text at first; most requests and answers need no more.
const INITIAL_CAPACITY: usize = 4096;
