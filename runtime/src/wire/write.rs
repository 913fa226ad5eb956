//! Writing: values to JSON text, byte for byte as `serde_json` writes it.

use std::fmt::Display;

use super::file::NOT_TEXT;
use super::visit::{Visitor, visit_properties};
use super::{Property, Record, View};
use crate::text::{SHORT, copy_plain, count_plain, is_plain};

/// Why a value cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WriteError {
    /// A file stands where only text can, and is none.
    FileIsNoText,
    /// A value of a type of the user's does not serialize; why, the check says.
    CustomFails,
    /// JSON that the caller gave is nested deeper than it is read.
    #[cfg(feature = "operations")]
    NestedTooDeep,
}

impl Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::FileIsNoText => f.write_str(NOT_TEXT),
            Self::CustomFails => f.write_str("a value of a custom type does not serialize"),
            #[cfg(feature = "operations")]
            Self::NestedTooDeep => f.write_str("it is nested too deeply"),
        }
    }
}

/// Writes a value to the end of a text.
///
/// A comma goes before each item and each property, the first one too: at the end that one is
/// overwritten by the bracket, so that nothing has to know whether it is the first.
pub(crate) fn push(view: &View<'_>, text: &mut Vec<u8>) -> Result<(), WriteError> {
    let mut view = *view;
    // What a union holds is written in place of it, without a call for each.
    while let View::Union(union) = view {
        view = union.variant().1;
    }
    match view {
        View::Text(value) => push_string(value, text),
        View::Absent | View::Null => text.extend_from_slice(b"null"),
        View::Boolean(true) => text.extend_from_slice(b"true"),
        View::Boolean(false) => text.extend_from_slice(b"false"),
        View::Integer(value) => push_number(&value, text),
        View::Unsigned(value) => push_number(&value, text),
        View::Number(value) => push_number(&value, text),
        View::Json(value) => push_number(value, text),
        View::Raw(value) => text.extend_from_slice(value.text().as_bytes()),
        View::File(file) => match file.text() {
            Some(value) => push_string(value, text),
            None => return Err(WriteError::FileIsNoText),
        },
        View::Custom(value) => match value.json() {
            Ok(json) => text.extend_from_slice(json.as_bytes()),
            Err(_) => return Err(WriteError::CustomFails),
        },
        View::Record(record) => return push_record(record, text),
        View::List(list) => {
            let start = text.len();
            for index in 0..list.count() {
                text.push(b',');
                push(&list.view_at(index), text)?;
            }
            close(start, *b"[]", text);
        }
        View::Map(map) => {
            let start = text.len();
            let mut result = Ok(());
            map.each(&mut |name, value| {
                push_name(name, text);
                if result.is_ok() {
                    result = push(&value, text);
                }
            });
            close(start, *b"{}", text);
            return result;
        }
        View::Union(_) | View::Extra(_) | View::Nulls(_) => {}
    }
    Ok(())
}

fn push_record(record: &dyn Record, text: &mut Vec<u8>) -> Result<(), WriteError> {
    let start = text.len();
    visit_properties(record, Writer(text))?;
    close(start, *b"{}", text);
    Ok(())
}

/// The text to which properties are written.
struct Writer<'a>(&'a mut Vec<u8>);

impl Visitor for Writer<'_> {
    type Error = WriteError;

    #[inline(always)]
    fn declared(&mut self, property: &Property, view: &View<'_>) -> Result<(), WriteError> {
        let Self(text) = self;
        match (property.encoded_key(), view) {
            // Most are texts, for which no call is made.
            (Some(encoded_key), View::Text(value)) if encoded_key.push_with(value, text) => {
                return Ok(());
            }
            (Some(encoded_key), _) => encoded_key.push(text),
            (None, _) => push_name(property.name(), text),
        }
        push(view, text)
    }

    fn undeclared(&mut self, name: &str, view: &View<'_>) -> Result<(), WriteError> {
        let Self(text) = self;
        push_name(name, text);
        push(view, text)
    }
}

fn push_name(name: &str, text: &mut Vec<u8>) {
    text.push(b',');
    push_string(name, text);
    text.push(b':');
}

#[inline]
fn close(start: usize, [opening, closing]: [u8; 2], text: &mut Vec<u8>) {
    match text.get_mut(start) {
        Some(first) => *first = opening,
        None => text.push(opening),
    }
    text.push(closing);
}

/// How numbers look, and open JSON, `serde_json` knows; it cannot fail at either.
fn push_number<T: serde::Serialize>(value: &T, text: &mut Vec<u8>) {
    let start = text.len();
    if serde_json::to_writer(&mut *text, value).is_err() {
        text.truncate(start);
        text.extend_from_slice(b"null");
    }
}

pub(crate) fn push_string(string: &str, text: &mut Vec<u8>) {
    let bytes = string.as_bytes();
    let is_short = bytes.len() <= SHORT;
    if is_short && push_short(bytes, text) {
        return;
    }
    text.push(b'"');
    if !is_short && is_plain(bytes) {
        text.extend_from_slice(bytes);
    } else {
        push_escaped(bytes, text);
    }
    text.push(b'"');
}

/// Writes a short string, if it needs no escapes, and says whether: see `EncodedKey::push_with`.
fn push_short(bytes: &[u8], text: &mut Vec<u8>) -> bool {
    let start = text.len();
    text.extend_from_slice(&[b'"'; SHORT + 2]);
    let is_written = match text.get_mut(start + 1..).and_then(|room| room.first_chunk_mut()) {
        Some(room) => copy_plain(bytes, room),
        None => false,
    };
    text.truncate(if is_written { start + bytes.len() + 2 } else { start });
    is_written
}

#[cold]
fn push_escaped(bytes: &[u8], text: &mut Vec<u8>) {
    let mut rest = bytes;
    loop {
        let (plain, special) = rest.split_at(count_plain(rest));
        text.extend_from_slice(plain);
        let Some((byte, behind)) = special.split_first() else { return };
        push_escape(*byte, text);
        rest = behind;
    }
}

/// Writes the shortest escape of a byte (RFC 8259, section 7).
fn push_escape(byte: u8, text: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\x08' => b'b',
        b'\x0c' => b'f',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        _ => {
            let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
            text.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
            return;
        }
    };
    text.extend_from_slice(&[b'\\', short]);
}
