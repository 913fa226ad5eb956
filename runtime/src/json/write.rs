//! Writing: values to JSON text, byte for byte as `serde_json` writes it.

use serde::Serialize;
use serde_json::Error;

use super::scan::{count_plain, is_plain};
use crate::wire::{ItemSink, Literal, Member, MemberSink, Sink, Spelling, Wire};

/// The end of a text, as a sink.
pub(super) struct Text<'a>(pub(super) &'a mut Vec<u8>);

impl<'a> Sink for Text<'a> {
    type Done = ();
    type Error = Error;
    type Items = Inside<'a>;
    type Members = Inside<'a>;

    fn text(self, text: &str) -> Result<(), Error> {
        push_string(text, self.0);
        Ok(())
    }

    /// How numbers look, `serde_json` knows.
    fn plain<T: Serialize>(self, value: &T) -> Result<(), Error> {
        serde_json::to_writer(self.0, value)
    }

    fn items(self, _: usize) -> Result<Inside<'a>, Error> {
        self.0.push(b'[');
        Ok(Inside { text: self.0, next: Next::First, close: b']' })
    }

    fn members(self) -> Result<Inside<'a>, Error> {
        self.0.push(b'{');
        Ok(Inside { text: self.0, next: Next::First, close: b'}' })
    }
}

/// What stands between two brackets, while it is written.
pub(super) struct Inside<'a> {
    text: &'a mut Vec<u8>,
    next: Next,
    close: u8,
}

/// Whether something stands before what is written next.
#[derive(Clone, Copy)]
enum Next {
    First,
    Further,
}

impl Inside<'_> {
    #[inline]
    fn separate(&mut self) {
        match self.next {
            Next::First => self.next = Next::Further,
            Next::Further => self.text.push(b','),
        }
    }

    /// Begins a member of a table, which says whether its name needs escapes.
    #[inline]
    fn name(&mut self, member: &Member) {
        let name = member.name();
        self.separate();
        match member.spelling() {
            Spelling::Plain => {
                self.text.push(b'"');
                self.text.extend_from_slice(name.as_bytes());
                self.text.extend_from_slice(b"\":");
            }
            Spelling::Escaped => push_name(name, self.text),
        }
    }

    fn close(self) {
        self.text.push(self.close);
    }
}

impl ItemSink for Inside<'_> {
    type Done = ();
    type Error = Error;

    fn item<T: Wire>(&mut self, item: &T) -> Result<(), Error> {
        self.separate();
        item.write(Text(&mut *self.text))
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl MemberSink for Inside<'_> {
    type Done = ();
    type Error = Error;

    fn declared<T: Wire>(&mut self, member: &Member, value: &T) -> Result<(), Error> {
        self.name(member);
        value.write(Text(&mut *self.text))
    }

    fn constant(&mut self, member: &Member, value: &Literal) -> Result<(), Error> {
        self.name(member);
        match value {
            Literal::Text(text) => Text(&mut *self.text).text(text),
            other => Text(&mut *self.text).plain(other),
        }
    }

    fn named<T: Wire>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        self.separate();
        push_name(name, self.text);
        value.write(Text(&mut *self.text))
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

fn push_name(name: &str, text: &mut Vec<u8>) {
    push_string(name, text);
    text.push(b':');
}

fn push_string(string: &str, text: &mut Vec<u8>) {
    let bytes = string.as_bytes();
    text.push(b'"');
    if is_plain(bytes) {
        text.extend_from_slice(bytes);
    } else {
        push_escaped(bytes, text);
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
