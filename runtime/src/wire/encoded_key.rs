//! How the properties of a table begin in JSON text.

/// `,"name":`, as a literal that goes on with blanks.
///
/// What has a fixed size is copied in two moves; what does not, by a call.
#[derive(Clone, Copy, Debug)]
pub struct EncodedKey {
    bytes: &'static [u8; SIZE],
    length: u8,
}

/// Enough for nearly all names.
const SIZE: usize = 32;

impl EncodedKey {
    /// The lead of a name that stands in JSON text as it is; none where it is too long.
    #[inline]
    pub(super) fn of(text: &'static str, name: &'static str) -> Option<Self> {
        let length = name.len() + 4;
        match text.as_bytes().first_chunk() {
            Some(bytes) if length <= SIZE => Some(Self { bytes, length: length as u8 }),
            _ => None,
        }
    }

    /// Writes it.
    #[inline]
    pub fn push(&self, text: &mut Vec<u8>) {
        let start = text.len();
        text.extend_from_slice(self.bytes);
        text.truncate(start + usize::from(self.length));
    }

    /// How long the lead is, where a text begins with it; the first byte of the text, which is a
    /// comma or the bracket of the object, is not looked at.
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
        (same >= u32::from(self.length)).then_some(usize::from(self.length))
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

    #[test]
    fn a_difference_is_seen_at_every_place_but_the_first() {
        for length in 0..=SIZE - 4 {
            let name: &'static str = "n".repeat(length).leak();
            let lead: &'static str = format!(",\"{name}\":{}", " ".repeat(SIZE)).leak();
            let key = EncodedKey::of(lead, name).unwrap();
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
}
