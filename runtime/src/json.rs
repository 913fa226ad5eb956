//! JSON text of values, read and written in less time than by `serde_json`'s own functions.
//!
//! The client reads and writes by these. The types meet `serde_json` as well as any other
//! format of serde; what is read, what is written and what an error says is the same, but for the
//! line and column, which are told here alone.
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
//! What is wrong with a text that is not JSON, `serde_json` says; it has the last word on what is
//! JSON, but for numbers that it cannot hold in what a description does not name: those are kept
//! as they are written.

#[cfg(feature = "lines")]
use crate::wire::read::read_to_send;
use crate::wire::read::read_whole;
use crate::wire::write::push;
use crate::wire::{DecodeBudget, DecodeError, Slot, View, Wire};

/// Reads a value from the bytes of a JSON text.
///
/// # Errors
/// The text is not JSON, with line and column, or the value does not fit the type, with a JSON
/// Pointer.
///
/// ```
/// let list: Vec<i64> = specwright::json::from_slice(b"[1, 2.0]")?;
/// assert_eq!(list, [1, 2]);
/// # Ok::<(), specwright::DecodeError>(())
/// ```
#[inline]
pub fn from_slice<T: Wire>(bytes: &[u8]) -> Result<T, DecodeError> {
    from_slice_within(bytes, DecodeBudget::default())
}

/// Reads a value from the bytes of a JSON text, which may cost so much.
///
/// # Errors
/// As [`from_slice`]; and where the budget is spent, with the place that was reached.
///
/// The example of [`DecodeBudget`] sets one.
#[inline]
pub fn from_slice_within<T: Wire>(bytes: &[u8], budget: DecodeBudget) -> Result<T, DecodeError> {
    let mut value = T::blank();
    fill(bytes, budget, value.slot(), received)?;
    Ok(value)
}

/// Reads a value that is to be sent.
///
/// # Errors
/// As [`from_slice_within`]; and where a constant is missing, or is another value.
#[cfg(feature = "lines")]
pub(crate) fn from_slice_to_send<T: Wire>(
    bytes: &[u8],
    budget: DecodeBudget,
) -> Result<T, DecodeError> {
    let mut value = T::blank();
    fill(bytes, budget, value.slot(), to_send)?;
    Ok(value)
}

/// Reads a value from a JSON text.
///
/// # Errors
/// As [`from_slice`].
#[inline]
pub fn from_str<T: Wire>(text: &str) -> Result<T, DecodeError> {
    from_slice(text.as_bytes())
}

/// Writes a value as the bytes of a JSON text.
///
/// # Errors
/// Where a file has no text.
#[inline]
pub fn to_vec<T: Wire>(value: &T) -> serde_json::Result<Vec<u8>> {
    write(&value.view()).map_err(serde::ser::Error::custom)
}

/// How a text is read into a slot.
type ReadText = fn(&str, DecodeBudget, Slot<'_>) -> Result<(), DecodeError>;

fn received(text: &str, budget: DecodeBudget, slot: Slot<'_>) -> Result<(), DecodeError> {
    read_whole(text, budget, slot).map_err(|fault| DecodeError::of_text(&fault, text))
}

#[cfg(feature = "lines")]
fn to_send(text: &str, budget: DecodeBudget, slot: Slot<'_>) -> Result<(), DecodeError> {
    read_to_send(text, budget, slot).map_err(|fault| DecodeError::of_text(&fault, text))
}

/// Reads a text into a slot.
fn fill(
    bytes: &[u8],
    budget: DecodeBudget,
    slot: Slot<'_>,
    read: ReadText,
) -> Result<(), DecodeError> {
    // Once for the whole, since each string would have to be looked at on its own.
    let Ok(text) = std::str::from_utf8(bytes) else {
        let read = serde_json::from_slice::<serde_json::Value>(bytes);
        return Err(read
            .err()
            .map_or_else(|| DecodeError::new("the text is not UTF-8"), DecodeError::new));
    };
    read(text, budget, slot)
}

/// Writes what is lent.
pub(crate) fn write(view: &View<'_>) -> Result<Vec<u8>, crate::wire::write::WriteError> {
    let mut text = Vec::with_capacity(INITIAL_CAPACITY);
    push(view, &mut text)?;
    Ok(text)
}

/// How much is there for a text at first; most requests and answers need no more.
const INITIAL_CAPACITY: usize = 4096;
