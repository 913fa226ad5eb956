//! Passing over values: all of their text is looked at, and nothing is made of it.

use std::borrow::Cow;

use super::fault::Fault;
use super::read::JsonReader;
use super::scan::count_plain;

/// The text of the one value that it holds, without white space around its tokens.
pub(super) fn compact(text: &str) -> Result<String, Fault> {
    let mut reader = JsonReader::new(text);
    let raw = reader.raw()?;
    if reader.peek().is_some() {
        return Err(Fault::Odd);
    }
    Ok(without_white_space(raw).into_owned())
}

/// A text of JSON, known to be one, without white space around its tokens.
pub(super) fn without_white_space(raw: &str) -> Cow<'_, str> {
    if !raw.bytes().any(is_white_space) {
        return Cow::Borrowed(raw);
    }
    let mut compact = String::with_capacity(raw.len());
    let mut rest = raw;
    // Between two quotes stands a string, all of which counts.
    while let Some(quote) = rest.find('"') {
        let (tokens, string) = rest.split_at(quote);
        compact.extend(tokens.split(|character: char| character.is_ascii_whitespace()));
        let mut reader = JsonReader::new(string);
        reader.at = 1;
        if reader.string().is_err() {
            break;
        }
        let (string, behind) = string.split_at(reader.at);
        compact.push_str(string);
        rest = behind;
    }
    compact.extend(rest.split(|character: char| character.is_ascii_whitespace()));
    Cow::Owned(compact)
}

fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r')
}

impl<'de> JsonReader<'de> {
    /// The text of the next value, all of which is looked at.
    pub(crate) fn raw(&mut self) -> Result<&'de str, Fault> {
        let start = self.place();
        self.pass()?;
        self.since(start)
    }

    /// The text of what was passed since some place.
    pub(crate) fn since(&self, start: usize) -> Result<&'de str, Fault> {
        self.text.get(start..self.at).ok_or(Fault::Odd)
    }

    /// Passes a value.
    pub(crate) fn pass(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                self.pass_string()
            }
            Some(b'{') => {
                self.enter(b'{')?;
                let mut is_first = true;
                while self.go_on(&mut is_first, b'}')? {
                    self.pass_name()?;
                    self.pass()?;
                }
                self.leave(b'}')
            }
            Some(b'[') => {
                self.enter(b'[')?;
                let mut is_first = true;
                while self.go_on(&mut is_first, b']')? {
                    self.pass()?;
                }
                self.leave(b']')
            }
            Some(b'-' | b'0'..=b'9') => self.pass_number(),
            Some(b't') => self.literal("true"),
            Some(b'f') => self.literal("false"),
            Some(b'n') => self.literal("null"),
            _ => Err(Fault::Odd),
        }
    }

    /// Passes the name of a property, and the colon behind it.
    pub(super) fn pass_name(&mut self) -> Result<(), Fault> {
        self.expect(b'"')?;
        self.pass_string()?;
        self.expect(b':')
    }

    /// A name that was passed, by the place before it.
    #[cold]
    pub(super) fn name_at(&self, start: usize) -> Cow<'de, str> {
        let mut reader = JsonReader::new(self.text);
        reader.at = start;
        reader.name().unwrap_or_default()
    }

    /// Passes a string, from behind its first quote; nothing is made of its short escapes.
    fn pass_string(&mut self) -> Result<(), Fault> {
        let start = self.at;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            self.at += count_plain(rest);
            match self.text.as_bytes().get(self.at..) {
                Some([b'"', ..]) => {
                    self.at += 1;
                    return Ok(());
                }
                Some([b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..]) => {
                    self.at += 2;
                }
                // A longer one may need a second to mean anything.
                Some([b'\\', b'u', ..]) => {
                    self.steps += self.at - start;
                    self.at = start;
                    return self.string().map(|_| ());
                }
                _ => return Err(Fault::Odd),
            }
        }
    }

    /// Passes a number of any size (RFC 8259, section 6).
    pub(super) fn pass_number(&mut self) -> Result<(), Fault> {
        self.pass_any(b"-");
        let integer = self.at;
        let digits = self.pass_digits()?;
        if digits > 1 && self.text.as_bytes().get(integer) == Some(&b'0') {
            return Err(Fault::Odd);
        }
        if self.pass_any(b".") {
            self.pass_digits()?;
        }
        if self.pass_any(b"eE") {
            self.pass_any(b"+-");
            self.pass_digits()?;
        }
        Ok(())
    }

    fn pass_any(&mut self, bytes: &[u8]) -> bool {
        let is_one = self.text.as_bytes().get(self.at).is_some_and(|next| bytes.contains(next));
        self.at += usize::from(is_one);
        is_one
    }

    fn pass_digits(&mut self) -> Result<usize, Fault> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        if count == 0 { Err(Fault::Odd) } else { Ok(count) }
    }
}
