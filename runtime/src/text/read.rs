//! The first pass of reading: JSON text as it should be, to values.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};
use serde_json::{Number, Value};

use super::RAW;
use super::scan::count_plain;
use super::string::StringDeserializer;

/// The tree of the one value that a text holds.
pub(super) fn tree(text: &str) -> Result<Value, Fallback> {
    Value::deserialize(&mut JsonReader { huge: HugeNumbers::Shown, ..JsonReader::new(text) })
}

/// Shows the one value that a text holds to a visitor.
pub(super) fn visit<'de, V: Visitor<'de>>(
    text: &'de str,
    huge: HugeNumbers,
    visitor: V,
) -> Result<V::Value, Fallback> {
    JsonReader { huge, ..JsonReader::new(text) }.deserialize_any(visitor)
}

/// Something is not as it should be. What it is, the second pass says, unless a value did not
/// fit its type: that is known.
#[derive(Clone, Debug)]
pub(crate) struct Fallback(Option<Box<Misfit>>);

/// The words of a value that did not fit.
#[derive(Clone, Debug)]
struct Misfit(String);

impl Fallback {
    /// The text is odd.
    pub(crate) const ODD: Self = Self(None);

    /// Why a value did not fit its type, where that is what is wrong.
    pub(crate) fn misfit(&self) -> Option<&str> {
        self.0.as_ref().map(|misfit| misfit.0.as_str())
    }
}

impl fmt::Display for Fallback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.misfit().unwrap_or(ODD))
    }
}

/// What is said of an odd text where only words pass on, such as among the reasons why each
/// variant of a union was none. Where a value holds these words, the second pass is for nothing.
const ODD: &str = "not as it should be";

impl std::error::Error for Fallback {}

impl de::Error for Fallback {
    fn custom<T: fmt::Display>(words: T) -> Self {
        let words = words.to_string();
        if words.contains(ODD) { Self::ODD } else { Self(Some(Box::new(Misfit(words)))) }
    }
}

/// How deep values may stand in each other, as for `serde_json`.
const DEPTH: u8 = 127;

/// Integers of so many digits fit a `u64`, and negative ones an `i64`.
const DIGITS: usize = 18;

pub(crate) struct JsonReader<'de> {
    pub(super) text: &'de str,
    pub(super) at: usize,
    depth: u8,
    huge: HugeNumbers,
}

/// What becomes of a number that `serde_json` cannot hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum HugeNumbers {
    /// The text is odd.
    Refused,
    /// Its text is shown as a string, so that values that hold it can be compared.
    Shown,
}

impl<'de> JsonReader<'de> {
    pub(crate) fn new(text: &'de str) -> Self {
        Self { text, at: 0, depth: 0, huge: HugeNumbers::Refused }
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
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Fallback> {
        if self.peek() != Some(byte) {
            return Err(Fallback::ODD);
        }
        self.at += 1;
        Ok(())
    }

    pub(super) fn literal(&mut self, literal: &str) -> Result<(), Fallback> {
        let rest = self.text.as_bytes().get(self.at..);
        if !rest.is_some_and(|rest| rest.starts_with(literal.as_bytes())) {
            return Err(Fallback::ODD);
        }
        self.at += literal.len();
        Ok(())
    }

    /// Reads a string, from behind its first quote.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Cow<'de, str>, Fallback> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let end = start + count_plain(&bytes[start..]);
        match bytes.get(end) {
            Some(b'"') => {
                self.at = end + 1;
                self.text.get(start..end).map(Cow::Borrowed).ok_or(Fallback::ODD)
            }
            Some(b'\\') => self.string_with_escapes(start, end).map(Cow::Owned),
            _ => Err(Fallback::ODD),
        }
    }

    /// Reads a string that holds escapes, from behind its first quote.
    fn string_with_escapes(&mut self, start: usize, first: usize) -> Result<String, Fallback> {
        let bytes = self.text.as_bytes();
        let mut end = first;
        while bytes.get(end) == Some(&b'\\') {
            let behind = bytes.get(end + 2..).ok_or(Fallback::ODD)?;
            end += 2 + count_plain(behind);
        }
        if bytes.get(end) != Some(&b'"') {
            return Err(Fallback::ODD);
        }
        self.at = end + 1;
        match self.text.get(start..end).and_then(unescape) {
            Some(string) => Ok(string),
            None => {
                let quoted = self.text.get(start - 1..=end).ok_or(Fallback::ODD)?;
                serde_json::from_str(quoted).map_err(|_| Fallback::ODD)
            }
        }
    }

    /// Reads a number: a short integer here, any other by `serde_json`.
    fn number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Fallback> {
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
        let rest = bytes.get(start..).unwrap_or_default();
        let is_of_number =
            |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.iter().position(|byte| !is_of_number(byte)).unwrap_or(rest.len());
        self.at += length;
        let text = self.text.get(start..self.at).ok_or(Fallback::ODD)?;
        if self.huge == HugeNumbers::Shown && serde_json::from_str::<Number>(text).is_err() {
            return visitor.visit_borrowed_str(text);
        }
        let mut number = serde_json::Deserializer::from_str(text);
        let value = number.deserialize_any(visitor).map_err(|_| Fallback::ODD)?;
        number.end().map_err(|_| Fallback::ODD)?;
        Ok(value)
    }

    /// Reads what stands between two brackets, from behind the first.
    pub(super) fn within<T>(
        &mut self,
        close: u8,
        read: impl FnOnce(Inside<'_, 'de>) -> Result<T, Fallback>,
    ) -> Result<T, Fallback> {
        if self.depth == DEPTH {
            return Err(Fallback::ODD);
        }
        self.depth += 1;
        let value = read(Inside { reader: self, is_first: true })?;
        self.depth -= 1;
        self.expect(close)?;
        Ok(value)
    }
}

impl<'de> Deserializer<'de> for &mut JsonReader<'de> {
    type Error = Fallback;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fallback> {
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                match self.string()? {
                    Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                    Cow::Owned(text) => visitor.visit_string(text),
                }
            }
            Some(b'{') => {
                self.at += 1;
                self.within(b'}', |properties| visitor.visit_map(properties))
            }
            Some(b'[') => {
                self.at += 1;
                self.within(b']', |items| visitor.visit_seq(items))
            }
            Some(b'-' | b'0'..=b'9') => self.number(visitor),
            Some(b't') => self.literal("true").and_then(|()| visitor.visit_bool(true)),
            Some(b'f') => self.literal("false").and_then(|()| visitor.visit_bool(false)),
            Some(b'n') => self.literal("null").and_then(|()| visitor.visit_unit()),
            _ => Err(Fallback::ODD),
        }
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fallback> {
        match self.peek() {
            Some(b'n') => self.literal("null").and_then(|()| visitor.visit_none()),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fallback> {
        if name == RAW {
            return visitor.visit_borrowed_bytes(self.raw()?.as_bytes());
        }
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
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

/// The items of a list, or the properties of an object.
pub(super) struct Inside<'a, 'de> {
    pub(super) reader: &'a mut JsonReader<'de>,
    is_first: bool,
}

impl Inside<'_, '_> {
    /// Goes to the next item, where there is one before the closing bracket.
    #[inline]
    pub(super) fn go_on(&mut self, close: u8) -> Result<bool, Fallback> {
        let next = self.reader.peek();
        if next == Some(close) {
            return Ok(false);
        }
        if std::mem::take(&mut self.is_first) {
            return Ok(true);
        }
        if next != Some(b',') {
            return Err(Fallback::ODD);
        }
        self.reader.at += 1;
        Ok(true)
    }
}

impl<'de> SeqAccess<'de> for Inside<'_, 'de> {
    type Error = Fallback;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fallback> {
        if !self.go_on(b']')? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'de> MapAccess<'de> for Inside<'_, 'de> {
    type Error = Fallback;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fallback> {
        if !self.go_on(b'}')? {
            return Ok(None);
        }
        self.reader.expect(b'"')?;
        let name = self.reader.string()?;
        self.reader.expect(b':')?;
        seed.deserialize(StringDeserializer::new(name)).map(Some)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fallback> {
        seed.deserialize(&mut *self.reader)
    }
}
