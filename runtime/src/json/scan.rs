//! What of a string stands in JSON text as it is: all but quotes, backslashes and control
//! characters (RFC 8259, section 7).

/// How many of the first bytes are plain.
#[inline]
pub(super) fn count_plain(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((word, behind)) = rest.split_first_chunk::<WORD>() {
        let found = find_special(*word);
        if found != 0 {
            return bytes.len() - rest.len() + found.trailing_zeros() as usize / 8;
        }
        rest = behind;
    }
    let plain = rest.iter().position(|byte| !is_plain_byte(*byte)).unwrap_or(rest.len());
    bytes.len() - rest.len() + plain
}

/// Whether all bytes are plain.
///
/// Strings mostly are, so nothing is gained by stopping early; and the last bytes are looked at
/// with some of those before rather than one by one.
#[inline]
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    if let Some(last) = bytes.last_chunk::<BLOCK>() {
        let blocks = bytes.as_chunks::<BLOCK>().0;
        return blocks
            .iter()
            .fold(is_plain_block(last), |plain, block| plain & is_plain_block(block));
    }
    match (bytes.first_chunk::<WORD>(), bytes.last_chunk::<WORD>()) {
        (Some(first), Some(last)) => find_special(*first) | find_special(*last) == 0,
        _ => {
            let word = bytes.iter().fold(every(b' '), |word, byte| word << 8 | u64::from(*byte));
            find_special(word.to_le_bytes()) == 0
        }
    }
}

/// A loop that compilers turn into one over many bytes at a time.
#[inline]
fn is_plain_block(bytes: &[u8; BLOCK]) -> bool {
    bytes.iter().fold(true, |plain, byte| plain & is_plain_byte(*byte))
}

/// How many bytes are looked at together where there are many.
const BLOCK: usize = 16;

/// How many bytes are looked at together.
const WORD: usize = size_of::<u64>();

#[inline]
fn is_plain_byte(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

/// The highest bit of the lowest byte that is not plain; those above it mean nothing.
///
/// Subtracting from all bytes at once borrows from a higher byte only where a lower one was
/// found already.
#[inline]
fn find_special(word: [u8; WORD]) -> u64 {
    let word = u64::from_le_bytes(word);
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
                        let found = bytes.iter().position(|byte| !is_plain_byte(*byte));
                        assert_eq!(count_plain(&bytes), found.unwrap_or(length), "{bytes:?}");
                        assert_eq!(is_plain(&bytes), found.is_none(), "{bytes:?}");
                    }
                }
            }
        }
    }
}
