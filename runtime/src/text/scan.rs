//! What of a string stands in JSON text as it is: all but quotes, backslashes and control
//! characters (RFC 8259, section 7).

/// How many of the first bytes are plain.
#[inline]
pub(crate) fn count_plain(bytes: &[u8]) -> usize {
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

/// As many bytes as are copied at once.
pub(crate) const SHORT: usize = 2 * BLOCK;

/// Whether all of the bytes are plain.
///
/// Those of strings mostly are, so nothing is gained by stopping early.
#[inline]
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let is_rest_plain = match bytes.last_chunk() {
        // Looked at with some of those before, rather than one by one.
        Some(last) => is_plain_block(last),
        None => rest.iter().all(|byte| is_plain_byte(*byte)),
    };
    blocks.iter().fold(is_rest_plain, |all, block| all & is_plain_block(block))
}

/// Copies a few bytes, and says whether all of them are plain.
///
/// The last bytes are looked at and copied with some of those before rather than one by one: what
/// has a fixed size takes a move, what does not a loop or a call.
#[inline]
pub(crate) fn copy_plain(bytes: &[u8], room: &mut [u8; SHORT]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        copy_ends(first, last, bytes.len(), room);
        return is_plain_block(first) && is_plain_block(last);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk::<WORD>()) {
        copy_ends(first, last, bytes.len(), room);
        return find_special(*first) | find_special(*last) == 0;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<HALF>(), bytes.last_chunk()) {
        copy_ends(first, last, bytes.len(), room);
        // Put together in a register: what was written would have to be waited for.
        let word =
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
        return find_special(word.to_le_bytes()) == 0;
    }
    let [first, middle, last] = [0, bytes.len() / 2, bytes.len().saturating_sub(1)];
    for place in [first, middle, last] {
        if let (Some(byte), Some(room)) = (bytes.get(place), room.get_mut(place)) {
            *room = *byte;
        }
    }
    bytes.iter().all(|byte| is_plain_byte(*byte))
}

/// Copies bytes of which the first and the last ones overlap or meet.
#[inline]
fn copy_ends<const N: usize>(
    first: &[u8; N],
    last: &[u8; N],
    length: usize,
    room: &mut [u8; SHORT],
) {
    if let Some(start) = room.first_chunk_mut() {
        *start = *first;
    }
    if let Some(end) = room.get_mut(length - N..).and_then(|behind| behind.first_chunk_mut()) {
        *end = *last;
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

/// How many make half of that.
const HALF: usize = WORD / 2;

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
        for length in 0..=50 {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    for around in [b'a', 0xff, b'!', b'#', b'[', b']', 0x7f] {
                        let mut bytes = vec![around; length];
                        bytes[place] = byte;
                        let found = bytes.iter().position(|byte| !is_plain_byte(*byte));
                        assert_eq!(count_plain(&bytes), found.unwrap_or(length), "{bytes:?}");
                        assert_eq!(is_plain(&bytes), found.is_none(), "{bytes:?}");
                        let mut room = [b'-'; SHORT];
                        if length <= SHORT {
                            let all = copy_plain(&bytes, &mut room);
                            assert_eq!(all, found.is_none(), "{bytes:?}");
                            assert_eq!(room[..length], bytes);
                            assert!(room[length..].iter().all(|byte| *byte == b'-'), "{bytes:?}");
                        }
                    }
                }
            }
        }
    }
}
