//! What of a string stands in JSON text as it is.

/// How many of the first bytes are neither a quote nor a backslash nor a control character,
/// which end a string or have to be escaped in it (RFC 8259, section 7).
#[inline]
pub(super) fn count_plain(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<WORD>();
    for (index, word) in words.iter().enumerate() {
        let found = find_special(u64::from_le_bytes(*word));
        if found != 0 {
            return index * WORD + found.trailing_zeros() as usize / 8;
        }
    }
    let word = rest.iter().fold(every(b' '), |word, byte| word << 8 | u64::from(*byte));
    if find_special(word) == 0 {
        return bytes.len();
    }
    let place = rest.iter().position(|byte| is_special(*byte)).unwrap_or(rest.len());
    words.len() * WORD + place
}

const WORD: usize = size_of::<u64>();

fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// The highest bit of the lowest byte that is not plain; those above it mean nothing.
///
/// Subtracting from all bytes at once borrows from a higher byte only where a lower one was
/// found already.
#[inline]
fn find_special(word: u64) -> u64 {
    let quote = word ^ every(b'"');
    let backslash = word ^ every(b'\\');
    let is_quote = quote.wrapping_sub(every(1)) & !quote;
    let is_backslash = backslash.wrapping_sub(every(1)) & !backslash;
    let is_control = word.wrapping_sub(every(b' ')) & !word;
    (is_quote | is_backslash | is_control) & every(0x80)
}

const fn every(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; WORD])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_found_at_every_place() {
        for length in 0..=24 {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    for around in [b'a', 0xff, b'!', b'#', b'[', b']', 0x7f] {
                        let mut bytes = vec![around; length];
                        bytes[place] = byte;
                        let expected = bytes.iter().position(|byte| is_special(*byte));
                        assert_eq!(count_plain(&bytes), expected.unwrap_or(length), "{bytes:?}");
                    }
                }
            }
        }
    }
}
