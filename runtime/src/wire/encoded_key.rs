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
    pub(super) const fn of(text: &'static str, name: &'static str) -> Option<Self> {
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
}
