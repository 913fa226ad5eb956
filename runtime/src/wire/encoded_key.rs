//! How the properties of a table begin in JSON text.

/// `,"name":`, made where the table is compiled.
///
/// What has a fixed size is copied in two moves; what does not, by a call.
#[derive(Clone, Copy, Debug)]
pub struct EncodedKey {
    bytes: [u8; SIZE],
    length: u8,
}

/// Enough for nearly all names.
const SIZE: usize = 32;

impl EncodedKey {
    /// The lead of a name that stands in JSON text as it is; none where it is too long.
    pub(super) const fn of(name: &str) -> Option<Self> {
        let name = name.as_bytes();
        let length = name.len() + 4;
        if length > SIZE {
            return None;
        }
        let mut bytes = [b','; SIZE];
        let (used, _) = bytes.split_at_mut(length);
        let (open, behind) = used.split_at_mut(2);
        let (place, close) = behind.split_at_mut(name.len());
        open.copy_from_slice(b",\"");
        place.copy_from_slice(name);
        close.copy_from_slice(b"\":");
        Some(Self { bytes, length: length as u8 })
    }

    /// Writes it.
    #[inline]
    pub fn push(&self, text: &mut Vec<u8>) {
        let start = text.len();
        text.extend_from_slice(&self.bytes);
        text.truncate(start + usize::from(self.length));
    }
}
