//! How the properties of a table begin in JSON text.

use crate::text::{SHORT, copy_plain};

/// `,"name":`, as a literal that goes on with the quote of a string and with blanks.
///
/// What has a fixed size is copied in two moves; what does not, by a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EncodedKey {
    bytes: &'static [u8; SIZE],
    length: usize,
}

/// Enough for nearly all names.
const SIZE: usize = 32;

/// How long a literal is behind what begins a property: so long that of any name it is of the size.
const MORE: usize = 28;

impl EncodedKey {
    /// What a literal begins; none where that is too long.
    #[inline]
    pub(super) fn of(literal: &'static str) -> Option<Self> {
        let bytes = literal.as_bytes().first_chunk()?;
        let length = literal.len().checked_sub(MORE)?;
        (length < SIZE).then_some(Self { bytes, length })
    }

    /// Writes it.
    #[inline]
    pub(super) fn push(self, text: &mut Vec<u8>) {
        let start = text.len();
        text.extend_from_slice(self.bytes);
        text.truncate(start + self.length);
    }

    /// Writes it and a string, if that is short and needs no escapes, and says whether.
    ///
    /// There is room made for both at once, and they are written in there: each time that a text
    /// grows, it has to be waited for how long it was.
    pub(super) fn push_with(self, string: &str, text: &mut Vec<u8>) -> bool {
        const ROOM: usize = SIZE + SHORT + 1;
        if string.len() > SHORT {
            return false;
        }
        let start = text.len();
        text.extend_from_slice(&[b'"'; ROOM]);
        let room = text.get_mut(start..).and_then(|room| room.first_chunk_mut::<ROOM>());
        let length = room.and_then(|room| self.write_with(string.as_bytes(), room));
        text.truncate(start + length.unwrap_or_default());
        length.is_some()
    }

    #[inline]
    fn write_with<const N: usize>(self, string: &[u8], room: &mut [u8; N]) -> Option<usize> {
        *room.first_chunk_mut()? = *self.bytes;
        let behind = room.get_mut(self.length + 1..)?;
        let is_plain = copy_plain(string, behind.first_chunk_mut()?);
        *behind.get_mut(string.len())? = b'"';
        is_plain.then_some(self.length + string.len() + 2)
    }

    /// How long the lead is, where a text begins with it; the first byte of the text, which is a
    /// comma, the bracket of the object or white space behind them, is not looked at.
    ///
    /// Whatever its length, it is two comparisons: a call that compares any length costs more.
    #[inline]
    pub(crate) fn length_in(&self, text: &[u8]) -> Option<usize> {
        const FIRST: u128 = 0xff;
        let (text, lead) = (halves(text.first_chunk()?), halves(self.bytes));
        let differs = ((text.0 ^ lead.0) & !FIRST, text.1 ^ lead.1);
        let same = match differs {
            (0, last) => HALF as u32 + last.trailing_zeros() / 8,
            (first, _) => first.trailing_zeros() / 8,
        };
        (same as usize >= self.length).then_some(self.length)
    }
}

/// Half of what is looked at together.
const HALF: usize = SIZE / 2;

#[inline]
fn halves(bytes: &[u8; SIZE]) -> (u128, u128) {
    let (mut first, mut last) = ([0; HALF], [0; HALF]);
    first.copy_from_slice(&bytes[..HALF]);
    last.copy_from_slice(&bytes[HALF..]);
    (u128::from_le_bytes(first), u128::from_le_bytes(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(name: &str) -> &'static str {
        format!(",\"{name}\":\"{}", " ".repeat(MORE - 1)).leak()
    }

    #[test]
    fn a_difference_is_seen_at_every_place_but_the_first() {
        for length in 0..SIZE - 4 {
            let name = "n".repeat(length);
            let key = EncodedKey::of(literal(&name)).unwrap();
            let text = format!("{{\"{name}\":[{}", "1,".repeat(SIZE));
            assert_eq!(key.length_in(text.as_bytes()), Some(length + 4), "{text}");
            assert_eq!(key.length_in(&text.as_bytes()[..SIZE - 1]), None, "too short");
            for place in 1..length + 4 {
                let mut other = text.clone().into_bytes();
                other[place] ^= 1;
                assert_eq!(key.length_in(&other), None, "{text} at {place}");
            }
        }
    }

    #[test]
    fn every_length_is_written_whole_or_is_none() {
        for length in 0..SIZE * 2 {
            let name = "n".repeat(length);
            let Some(key) = EncodedKey::of(literal(&name)) else {
                assert!(length + 4 >= SIZE, "{length}");
                continue;
            };
            let mut text = b"{".to_vec();
            key.push(&mut text);
            assert_eq!(text, format!("{{,\"{name}\":").into_bytes());
            let before = String::from_utf8(text.clone()).unwrap();
            for length in 0..SHORT * 2 {
                let string = "s".repeat(length);
                let mut text = before.clone().into_bytes();
                let written = if key.push_with(&string, &mut text) {
                    format!(",\"{name}\":\"{string}\"")
                } else {
                    assert!(length > SHORT, "{length}");
                    String::new()
                };
                assert_eq!(text, format!("{before}{written}").into_bytes());
            }
            assert!(!key.push_with("a \"word\"", &mut text));
            assert_eq!(text, before.into_bytes());
        }
    }
}
