//! Takes escapes off a text, one layer after the other, and remembers where each byte came from.

use std::borrow::Cow;
use std::ops::Range;

/// How often a text may have been encoded: a link within HTML within JSON.
pub(super) const LAYERS: usize = 3;

/// How many bytes of a text stand for one at most, once all layers are taken off: of `\u0061` each.
pub(super) const WIDEST: usize = 6 * 6 * 6;

/// A text without some layers of escapes.
pub(super) struct Layer<'a> {
    bytes: Cow<'a, [u8]>,
    /// Where in the text each byte comes from; where it is the text itself, from the same place.
    starts: Option<Vec<usize>>,
    /// How long the text is.
    end: usize,
}

impl<'a> Layer<'a> {
    /// The text itself.
    pub(super) fn of(text: &'a [u8]) -> Self {
        Self { bytes: Cow::Borrowed(text), starts: None, end: text.len() }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text of some of the bytes.
    pub(super) fn span(&self, bytes: Range<usize>) -> Range<usize> {
        let Some(starts) = &self.starts else { return bytes };
        let start = starts.get(bytes.start).copied().unwrap_or(self.end);
        // A character may have several bytes, all of which come from one escape.
        let last = bytes.end.checked_sub(1).and_then(|last| starts.get(last));
        let mut behind = starts.get(bytes.end..).unwrap_or_default().iter();
        let end = behind.find(|next| Some(*next) != last).copied().unwrap_or(self.end);
        start..end
    }

    /// The text without one layer more; nothing where it has none.
    pub(super) fn next(&self) -> Option<Layer<'static>> {
        if !self.bytes.iter().any(|byte| begins_an_escape(*byte)) {
            return None;
        }
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut starts = Vec::with_capacity(self.bytes.len());
        let mut rest = &*self.bytes;
        while let [first, behind @ ..] = rest {
            let at = self.bytes.len() - rest.len();
            let start =
                self.starts.as_ref().map_or(at, |starts| starts.get(at).copied().unwrap_or(0));
            let mut character = [0; 4];
            let (decoded, behind) = match escape(*first, behind) {
                Some((Decoded::Character(decoded), behind)) => {
                    (decoded.encode_utf8(&mut character).as_bytes(), behind)
                }
                Some((Decoded::Byte(byte), behind)) => {
                    character[0] = byte;
                    (&character[..1], behind)
                }
                // What is no escape stands for itself.
                None => {
                    character[0] = *first;
                    (&character[..1], behind)
                }
            };
            bytes.extend_from_slice(decoded);
            starts.extend(decoded.iter().map(|_| start));
            rest = behind;
        }
        Some(Layer { bytes: Cow::Owned(bytes), starts: Some(starts), end: self.end })
    }
}

/// A text without its outermost layer of escapes.
pub(super) fn decoded(text: &[u8]) -> Vec<u8> {
    let layer = Layer::of(text).next();
    layer.map_or_else(|| text.to_vec(), |layer| layer.bytes.into_owned())
}

/// Whether an escape may begin with this byte.
fn begins_an_escape(byte: u8) -> bool {
    matches!(byte, b'\\' | b'%' | b'&' | 0)
}

enum Decoded {
    Byte(u8),
    Character(char),
}

/// What an escape stands for, and what is behind it.
fn escape(first: u8, rest: &[u8]) -> Option<(Decoded, &[u8])> {
    match first {
        b'\\' => backslash(rest),
        b'%' => hex(rest, 2).map(|(byte, rest)| (Decoded::Byte(byte as u8), rest)),
        b'&' => reference(rest),
        // So UTF-16 has a letter.
        0 => rest
            .split_first()
            .filter(|(next, _)| **next != 0)
            .map(|(n, rest)| (Decoded::Byte(*n), rest)),
        _ => None,
    }
}

/// An escape of JSON (RFC 8259, section 7), JavaScript or Rust, from behind its backslash.
fn backslash(text: &[u8]) -> Option<(Decoded, &[u8])> {
    let (kind, rest) = text.split_first()?;
    let byte = match kind {
        b'u' => return by_code(rest),
        b'x' => return character(hex(rest, 2)?),
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'"' | b'\'' | b'\\' | b'/' => *kind,
        _ => return None,
    };
    Some((Decoded::Byte(byte), rest))
}

/// A character by its code: `\u002B`, `\ud83e\udd80`, `\u{1f980}`, from behind the `u`.
fn by_code(text: &[u8]) -> Option<(Decoded, &[u8])> {
    if let Some(digits) = text.strip_prefix(b"{") {
        return character(number(digits, 16, b'}')?);
    }
    let (code, rest) = hex(text, 4)?;
    if char::from_u32(code).is_some() {
        return character((code, rest));
    }
    let (low, rest) = hex(rest.strip_prefix(b"\\u")?, 4)?;
    let pair = [u16::try_from(code).ok()?, u16::try_from(low).ok()?];
    Some((Decoded::Character(char::decode_utf16(pair).next()?.ok()?), rest))
}

/// A reference of HTML, from behind its ampersand.
fn reference(text: &[u8]) -> Option<(Decoded, &[u8])> {
    if let Some(code) = text.strip_prefix(b"#") {
        let digits = code.strip_prefix(b"x").or_else(|| code.strip_prefix(b"X"));
        return character(match digits {
            Some(digits) => number(digits, 16, b';')?,
            None => number(code, 10, b';')?,
        });
    }
    let names: [(&[u8], u8); 5] =
        [(b"amp;", b'&'), (b"lt;", b'<'), (b"gt;", b'>'), (b"quot;", b'"'), (b"apos;", b'\'')];
    names.into_iter().find_map(|(name, byte)| Some((Decoded::Byte(byte), text.strip_prefix(name)?)))
}

fn character((code, rest): (u32, &[u8])) -> Option<(Decoded, &[u8])> {
    char::from_u32(code).map(|character| (Decoded::Character(character), rest))
}

/// So many hexadecimal digits.
fn hex(text: &[u8], digits: usize) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_at_checked(digits)?;
    let code = digits
        .iter()
        .try_fold(0, |code, digit| Some(code * 16 + char::from(*digit).to_digit(16)?))?;
    Some((code, rest))
}

/// A number up to a sign that ends it; no character has one of more than seven digits.
fn number(text: &[u8], base: u32, last: u8) -> Option<(u32, &[u8])> {
    let end = text.iter().take(8).position(|sign| *sign == last)?;
    let (digits, rest) = text.split_at_checked(end)?;
    let code = digits.iter().try_fold(0_u32, |code, digit| {
        code.checked_mul(base)?.checked_add(char::from(*digit).to_digit(base)?)
    })?;
    Some((code, rest.get(1..)?))
}
