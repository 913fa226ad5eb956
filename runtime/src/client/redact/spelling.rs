//! Tells whether a secret is spelled at some place of a text, through several layers of escapes.

/// How often a text may have been encoded: a link within HTML within JSON.
const LAYERS: u8 = 3;

/// What stands at a place of a text, once it is decoded.
#[derive(Clone, Copy)]
struct Unit {
    bytes: [u8; 4],
    count: usize,
    /// Where the next one begins.
    end: usize,
}

impl Unit {
    fn byte(byte: u8, end: usize) -> Self {
        Self { bytes: [byte, 0, 0, 0], count: 1, end }
    }

    fn character(character: char, end: usize) -> Self {
        let mut bytes = [0; 4];
        let count = character.encode_utf8(&mut bytes).len();
        Self { bytes, count, end }
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.count).unwrap_or_default()
    }

    fn single(&self) -> Option<u8> {
        Some(self.bytes[0]).filter(|_| self.count == 1)
    }
}

/// Whether a spelling that does not begin as the secret does may begin with this byte.
pub(super) fn begins_an_escape(byte: u8) -> bool {
    matches!(byte, b'\\' | b'%' | b'&' | b'+' | 0)
}

/// Where the spelling of a secret ends that begins at this place of a text.
pub(super) fn spelled(text: &[u8], start: usize, secret: &[u8]) -> Option<usize> {
    (0..=LAYERS).find_map(|layer| spelled_in(layer, text, start, secret))
}

fn spelled_in(layer: u8, text: &[u8], start: usize, secret: &[u8]) -> Option<usize> {
    let (mut at, mut rest) = (start, secret);
    while let Some(wanted) = rest.first() {
        let unit = unit(layer, text, at)?;
        // So a form writes a blank.
        rest = match (unit.single(), wanted) {
            (Some(b'+'), b' ') if layer > 0 => rest.get(1..)?,
            _ => rest.strip_prefix(unit.bytes())?,
        };
        at = unit.end;
    }
    Some(at)
}

/// A text without its outermost layer of escapes.
pub(super) fn decoded(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(unit) = unit(1, text, at) {
        decoded.extend_from_slice(unit.bytes());
        at = unit.end;
    }
    decoded
}

/// What stands at a place, decoded so often. What is no escape stands for itself.
fn unit(layer: u8, text: &[u8], at: usize) -> Option<Unit> {
    let Some(within) = layer.checked_sub(1) else {
        return text.get(at).map(|byte| Unit::byte(*byte, at + 1));
    };
    let first = unit(within, text, at)?;
    let next = |at: usize| unit(within, text, at).and_then(|unit| Some((unit.single()?, unit.end)));
    let decoded = match first.single() {
        Some(b'\\') => backslash(&next, first.end),
        Some(b'%') => hex(&next, first.end, 2).map(|(byte, end)| Unit::byte(byte as u8, end)),
        Some(b'&') => reference(&next, first.end),
        // So UTF-16 has a letter.
        Some(0) => unit(within, text, first.end).filter(|unit| unit.single() != Some(0)),
        _ => None,
    };
    Some(decoded.unwrap_or(first))
}

/// An escape of JSON (RFC 8259, section 7), JavaScript or Rust, from behind its backslash.
fn backslash(next: &impl Fn(usize) -> Option<(u8, usize)>, at: usize) -> Option<Unit> {
    let (kind, at) = next(at)?;
    let byte = match kind {
        b'u' => return by_code(next, at),
        b'x' => return hex(next, at, 2).map(|(code, end)| Unit::character(code as u8 as char, end)),
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'"' | b'\'' | b'\\' | b'/' => kind,
        _ => return None,
    };
    Some(Unit::byte(byte, at))
}

/// A character by its code: `\u002B`, `\ud83e\udd80`, `\u{1f980}`, from behind the `u`.
fn by_code(next: &impl Fn(usize) -> Option<(u8, usize)>, at: usize) -> Option<Unit> {
    if let Some((b'{', at)) = next(at) {
        let (code, end) = number(next, at, 16, b'}')?;
        return char::from_u32(code).map(|character| Unit::character(character, end));
    }
    let (code, end) = hex(next, at, 4)?;
    if let Some(character) = char::from_u32(code) {
        return Some(Unit::character(character, end));
    }
    let (b'\\', at) = next(end)? else { return None };
    let (b'u', at) = next(at)? else { return None };
    let (low, end) = hex(next, at, 4)?;
    let pair = [u16::try_from(code).ok()?, u16::try_from(low).ok()?];
    let character = char::decode_utf16(pair).next()?.ok()?;
    Some(Unit::character(character, end))
}

/// A reference of HTML, from behind its ampersand.
fn reference(next: &impl Fn(usize) -> Option<(u8, usize)>, at: usize) -> Option<Unit> {
    if let Some((b'#', at)) = next(at) {
        let (code, end) = match next(at)? {
            (b'x' | b'X', at) => number(next, at, 16, b';')?,
            _ => number(next, at, 10, b';')?,
        };
        return char::from_u32(code).map(|character| Unit::character(character, end));
    }
    let names: [(&[u8], u8); 5] =
        [(b"amp;", b'&'), (b"lt;", b'<'), (b"gt;", b'>'), (b"quot;", b'"'), (b"apos;", b'\'')];
    names.into_iter().find_map(|(name, byte)| {
        let end = name.iter().try_fold(at, |at, letter| {
            next(at).filter(|(found, _)| found == letter).map(|(_, end)| end)
        })?;
        Some(Unit::byte(byte, end))
    })
}

/// So many hexadecimal digits.
fn hex(
    next: &impl Fn(usize) -> Option<(u8, usize)>,
    at: usize,
    digits: usize,
) -> Option<(u32, usize)> {
    (0..digits).try_fold((0, at), |(code, at), _| {
        let (digit, end) = next(at)?;
        Some((code * 16 + char::from(digit).to_digit(16)?, end))
    })
}

/// A number up to a sign that ends it; no character has one of more than seven digits.
fn number(
    next: &impl Fn(usize) -> Option<(u8, usize)>,
    at: usize,
    base: u32,
    last: u8,
) -> Option<(u32, usize)> {
    let (mut code, mut at) = (0_u32, at);
    for _ in 0..8 {
        let (sign, end) = next(at)?;
        if sign == last {
            return Some((code, end));
        }
        code = code.checked_mul(base)?.checked_add(char::from(sign).to_digit(base)?)?;
        at = end;
    }
    None
}
