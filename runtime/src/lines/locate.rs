//! Finds where in a text the value stands that a JSON Pointer names.

use crate::places::{Items, property, steps};

/// The column where the value begins, in bytes from 1; of one that is not there, that of the innermost
/// value around it that is.
pub(super) fn column(text: &[u8], pointer: &str) -> u64 {
    let Ok(whole) = std::str::from_utf8(text) else { return 1 };
    let mut found = whole.trim_ascii_start();
    for step in steps(pointer) {
        match within(found, &step) {
            Some(inner) => found = inner,
            None => break,
        }
    }
    let offset = found.as_ptr().addr() - whole.as_ptr().addr();
    u64::try_from(offset).unwrap_or(u64::MAX).saturating_add(1)
}

/// What an object has by this name, or an array at this index.
fn within<'a>(text: &'a str, step: &str) -> Option<&'a str> {
    match Items::of(text) {
        Some(mut items) => {
            let (start, length) = items.nth(step.parse().ok()?)?;
            text.get(start..start + length)
        }
        None => property(text, step),
    }
}
