//! Writing: values to JSON text, byte for byte as `serde_json` writes it.

use serde::Serialize;
use serde::ser::Error as _;
use serde_json::Error;

use super::file::{File, NOT_TEXT};
use super::{ItemSink, Literal, Property, PropertySink, RawJson, Sink, Wire};
use crate::text::{count_plain, push_plain};

/// The end of a text, as a sink.
pub(crate) struct JsonSink<'a>(pub(crate) &'a mut Vec<u8>);

impl<'a> Sink for JsonSink<'a> {
    type Done = ();
    type Error = Error;
    type Items = Inside<'a>;
    type Properties = Inside<'a>;

    fn text(self, text: &str) -> Result<(), Error> {
        push_string(text, self.0);
        Ok(())
    }

    /// How numbers look, `serde_json` knows.
    fn plain<T: Serialize>(self, value: &T) -> Result<(), Error> {
        serde_json::to_writer(self.0, value)
    }

    fn file(self, file: &File) -> Result<(), Error> {
        match file.text() {
            Some(text) => self.text(text),
            None => Err(Error::custom(NOT_TEXT)),
        }
    }

    fn raw(self, json: &RawJson) -> Result<(), Error> {
        self.0.extend_from_slice(json.text().as_bytes());
        Ok(())
    }

    fn items(self, _: usize) -> Result<Inside<'a>, Error> {
        Ok(Inside { start: self.0.len(), text: self.0, brackets: *b"[]" })
    }

    fn properties(self) -> Result<Inside<'a>, Error> {
        Ok(Inside { start: self.0.len(), text: self.0, brackets: *b"{}" })
    }
}

/// What stands between two brackets, while it is written.
///
/// A comma goes before each item and each property, the first one too: at the end that one is
/// overwritten by the bracket, so that nothing has to know whether it is the first.
pub(crate) struct Inside<'a> {
    text: &'a mut Vec<u8>,
    start: usize,
    brackets: [u8; 2],
}

impl Inside<'_> {
    /// Begins a property of a table.
    #[inline]
    fn begin(&mut self, property: &Property) {
        match property.encoded_key() {
            Some(encoded_key) => encoded_key.push(self.text),
            None => self.begin_named(property.name()),
        }
    }

    fn begin_named(&mut self, name: &str) {
        self.text.push(b',');
        push_string(name, self.text);
        self.text.push(b':');
    }

    fn close(self) {
        let [open, close] = self.brackets;
        match self.text.get_mut(self.start) {
            Some(first) => *first = open,
            None => self.text.push(open),
        }
        self.text.push(close);
    }
}

impl ItemSink for Inside<'_> {
    type Done = ();
    type Error = Error;

    fn item<T: Wire>(&mut self, item: &T) -> Result<(), Error> {
        self.text.push(b',');
        item.write(JsonSink(&mut *self.text))
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl PropertySink for Inside<'_> {
    type Done = ();
    type Error = Error;

    fn declared<T: Wire>(&mut self, property: &Property, value: &T) -> Result<(), Error> {
        self.begin(property);
        value.write(JsonSink(&mut *self.text))
    }

    fn constant(&mut self, property: &Property, value: &Literal) -> Result<(), Error> {
        self.begin(property);
        match value {
            Literal::Text(text) => JsonSink(&mut *self.text).text(text),
            other => JsonSink(&mut *self.text).plain(other),
        }
    }

    fn named<T: Wire>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        self.begin_named(name);
        value.write(JsonSink(&mut *self.text))
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

fn push_string(string: &str, text: &mut Vec<u8>) {
    text.push(b'"');
    if !push_plain(string.as_bytes(), text) {
        push_escaped(string.as_bytes(), text);
    }
    text.push(b'"');
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
