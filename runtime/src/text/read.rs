//! Reading JSON text, token by token.

use std::borrow::Cow;

use serde::Deserializer;
use serde::de::Visitor;
use serde_json::Number;

use super::digits::keeps_digits;
use super::fault::Fault;
use super::lookahead::Seen;
use super::scan::count_plain;

/// How deep values may stand in each other, as for `serde_json`.
const DEPTH: u8 = 127;

/// Integers of so many digits fit a `u64`, and negative ones an `i64`.
const DIGITS: usize = 18;

/// A JSON text, read up to some place.
pub(crate) struct JsonReader<'de> {
    pub(super) text: &'de str,
    pub(super) at: usize,
    pub(super) depth: u8,
    /// What looking ahead has found, and the first of it that lies ahead.
    pub(super) seen: Vec<Seen>,
    pub(super) next_seen: usize,
    /// How often what was seen was forgotten.
    pub(super) forgotten: usize,
    /// What was done beyond passing each byte once: bytes that are passed again, values that are
    /// looked at or judged.
    pub(super) steps: usize,
    /// How many bytes needed no passing, since where they end was known.
    pub(super) jumped: usize,
    /// How many steps may be taken.
    pub(super) max_steps: usize,
    /// How many bytes what is made of the text may have, and how many are left of them.
    pub(super) max_bytes: usize,
    pub(super) bytes_left: usize,
}

impl<'de> JsonReader<'de> {
    pub(crate) fn new(text: &'de str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            seen: Vec::new(),
            next_seen: 0,
            forgotten: 0,
            steps: 0,
            jumped: 0,
            max_steps: usize::MAX,
            max_bytes: usize::MAX,
            bytes_left: usize::MAX,
        }
    }

    /// The next byte that is no white space.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                next => return next.copied(),
            }
        }
    }

    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.peek() != Some(byte) {
            return Err(Fault::Odd);
        }
        self.at += 1;
        Ok(())
    }

    pub(crate) fn literal(&mut self, literal: &str) -> Result<(), Fault> {
        let rest = self.text.as_bytes().get(self.at..);
        if !rest.is_some_and(|rest| rest.starts_with(literal.as_bytes())) {
            return Err(Fault::Odd);
        }
        self.at += literal.len();
        Ok(())
    }

    /// Reads a string, from behind its first quote.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Cow<'de, str>, Fault> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let end = start + count_plain(&bytes[start..]);
        match bytes.get(end) {
            Some(b'"') => {
                self.at = end + 1;
                self.text.get(start..end).map(Cow::Borrowed).ok_or(Fault::Odd)
            }
            Some(b'\\') => self.string_with_escapes(start, end).map(Cow::Owned),
            _ => Err(Fault::Odd),
        }
    }

    /// Reads a string that holds escapes, from behind its first quote.
    fn string_with_escapes(&mut self, start: usize, first: usize) -> Result<String, Fault> {
        let bytes = self.text.as_bytes();
        let mut end = first;
        while bytes.get(end) == Some(&b'\\') {
            let behind = bytes.get(end + 2..).ok_or(Fault::Odd)?;
            end += 2 + count_plain(behind);
        }
        if bytes.get(end) != Some(&b'"') {
            return Err(Fault::Odd);
        }
        self.at = end + 1;
        match self.text.get(start..end).and_then(unescape) {
            Some(string) => Ok(string),
            None => {
                let quoted = self.text.get(start - 1..=end).ok_or(Fault::Odd)?;
                serde_json::from_str(quoted).map_err(|_| Fault::Odd)
            }
        }
    }

    /// Reads a number: where `serde_json` keeps its digits, by that, unless it is a short integer.
    pub(super) fn number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let first = start + usize::from(bytes.get(start) == Some(&b'-'));
        let mut end = first;
        let mut value = 0_u64;
        while let Some(digit @ b'0'..=b'9') = bytes.get(end) {
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            end += 1;
        }
        let is_negative = first > start;
        let is_plain = match end - first {
            0 => false,
            // As for `serde_json`, the negative zero is no integer.
            1 => value != 0 || !is_negative,
            count => count <= DIGITS && bytes.get(first) != Some(&b'0'),
        };
        if is_plain && !matches!(bytes.get(end), Some(b'.' | b'e' | b'E')) {
            self.at = end;
            return if is_negative {
                visitor.visit_i64(-value.cast_signed())
            } else {
                visitor.visit_u64(value)
            };
        }
        if !keeps_digits() {
            return self.exact_number(visitor);
        }
        let text = self.number_text();
        self.at += text.len();
        let number: Number = serde_json::from_str(text).map_err(|_| Fault::Odd)?;
        number.deserialize_any(visitor).map_err(Fault::here)
    }

    /// Reads a number of any form to the nearest double, which `serde_json` does with its feature
    /// `float_roundtrip` alone: what comes out of a tree or of another format would be lost.
    fn exact_number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        let start = self.at;
        self.pass_number()?;
        let text = self.text.get(start..self.at).unwrap_or_default();
        match (text.parse(), text.parse()) {
            (Ok(integer), _) => visitor.visit_u64(integer),
            (_, Ok(integer)) if integer < 0 => visitor.visit_i64(integer),
            _ => match text.parse::<f64>() {
                Ok(float) if float.is_finite() => visitor.visit_f64(float),
                _ => Err(Fault::Odd),
            },
        }
    }

    /// How much of the text was read.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    /// Where the next value begins.
    pub(crate) fn place(&mut self) -> usize {
        self.peek();
        self.at
    }

    /// What was done so far: bytes passed, each as often as it was, and what was counted.
    pub(crate) fn steps(&self) -> usize {
        self.at + self.steps - self.jumped
    }

    /// The text of the number that comes next, which stays unread.
    pub(crate) fn number_text(&mut self) -> &'de str {
        let start = self.place();
        let rest = self.text.get(start..).unwrap_or_default();
        let is_of_number =
            |byte: u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.bytes().position(|byte| !is_of_number(byte)).unwrap_or(rest.len());
        self.steps += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Says that the next value is not what was expected.
    #[cold]
    pub(crate) fn mismatch(&mut self, expected: &'static str) -> Fault {
        match self.deserialize_any(Refuse(expected)) {
            Ok(()) => Fault::Odd,
            Err(fault) => fault.at(self.at),
        }
    }

    /// Whether nothing but white space is left.
    pub(crate) fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// Reads a string, of whose first quote is known that it comes next.
    #[inline]
    pub(crate) fn quoted(&mut self) -> Result<Cow<'de, str>, Fault> {
        self.at += 1;
        self.string()
    }

    /// Reads the name of a property, and the colon behind it.
    #[inline]
    pub(crate) fn name(&mut self) -> Result<Cow<'de, str>, Fault> {
        self.expect(b'"')?;
        let name = self.string()?;
        self.expect(b':')?;
        Ok(name)
    }

    /// Goes to the next property and passes its name and the colon behind it, where just they come
    /// next: `length_in` says how long they are, in the text from the byte before them. Says whether
    /// they do; otherwise nothing is passed.
    #[inline]
    pub(crate) fn take_name(
        &mut self,
        is_first: &mut bool,
        length_in: impl FnOnce(&[u8]) -> Option<usize>,
    ) -> bool {
        let bytes = self.text.as_bytes();
        // The first property stands behind the bracket, and each other one behind a comma, as for
        // `go_on`.
        let Some(mut start) = self.at.checked_sub(usize::from(*is_first)) else { return false };
        if !*is_first && bytes.get(start) != Some(&b',') {
            return false;
        }
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(start + 1) {
            start += 1;
        }
        let length = bytes.get(start..).and_then(length_in);
        if let Some(length) = length {
            self.at = start + length;
            *is_first = false;
        }
        length.is_some()
    }

    /// Goes in at the bracket that comes next.
    #[inline]
    pub(crate) fn enter(&mut self, opening: u8) -> Result<(), Fault> {
        self.expect(opening)?;
        if self.depth == DEPTH {
            return Err(Fault::Odd);
        }
        self.depth += 1;
        if self.next_seen < self.seen.len() {
            self.next_seen += 1;
        }
        Ok(())
    }

    /// Goes out at the bracket that comes next.
    #[inline]
    pub(crate) fn leave(&mut self, closing: u8) -> Result<(), Fault> {
        self.depth -= 1;
        self.expect(closing)
    }

    /// Goes to the next item or property, where there is one before the closing bracket.
    #[inline]
    pub(crate) fn go_on(&mut self, is_first: &mut bool, closing: u8) -> Result<bool, Fault> {
        let next = self.peek();
        if next == Some(closing) {
            return Ok(false);
        }
        if std::mem::take(is_first) {
            return Ok(true);
        }
        if next != Some(b',') {
            return Err(Fault::Odd);
        }
        self.at += 1;
        Ok(true)
    }
}

/// What a string of short escapes stands for; nothing where there is a longer one, which may
/// need a second to mean anything.
fn unescape(escaped: &str) -> Option<String> {
    let mut string = String::with_capacity(escaped.len());
    let mut rest = escaped;
    loop {
        // Behind what is plain stands a backslash, since the string was seen to go on.
        let (plain, special) = rest.split_at_checked(count_plain(rest.as_bytes()))?;
        string.push_str(plain);
        let mut characters = special.chars();
        if characters.next().is_none() {
            return Some(string);
        }
        string.push(match characters.next()? {
            same @ ('"' | '\\' | '/') => same,
            'b' => '\x08',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => return None,
        });
        rest = characters.as_str();
    }
}

/// Takes no value at all.
struct Refuse(&'static str);

impl Visitor<'_> for Refuse {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}
