//! Finds where in a text the value stands that a JSON Pointer names.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::value::RawValue;

/// The column where the value begins, in bytes from 1; of one that is not there, that of the innermost
/// value around it that is.
pub(super) fn column(text: &[u8], pointer: &str) -> u64 {
    let Ok(whole) = std::str::from_utf8(text) else { return 1 };
    let mut found = whole.trim_ascii_start();
    for step in pointer.split('/').skip(1) {
        match within(found, &step.replace("~1", "/").replace("~0", "~")) {
            Some(inner) => found = inner,
            None => break,
        }
    }
    let offset = found.as_ptr().addr() - whole.as_ptr().addr();
    u64::try_from(offset).unwrap_or(u64::MAX).saturating_add(1)
}

/// What an object has by this name, or an array at this index.
fn within<'a>(text: &'a str, step: &str) -> Option<&'a str> {
    if text.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
        return Some(items.get(step.parse::<usize>().ok()?)?.get());
    }
    let properties: HashMap<Cow<'_, str>, &RawValue> = serde_json::from_str(text).ok()?;
    Some(properties.get(step)?.get())
}
