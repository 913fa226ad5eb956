//! Whether short texts are the same.

/// Whether two texts are the same.
///
/// Names and values are short: a call that compares memory of any size costs more than they do.
#[inline]
pub(super) fn short_eq(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    match one.len() {
        0..4 => one.iter().eq(other),
        4..8 => are_ends_same::<4>(one, other),
        8..=16 => are_ends_same::<8>(one, other),
        17..=32 => are_ends_same::<16>(one, other),
        _ => one == other,
    }
}

/// The first bytes and the last ones, which overlap or meet.
#[inline]
fn are_ends_same<const N: usize>(one: &[u8], other: &[u8]) -> bool {
    one.first_chunk::<N>() == other.first_chunk() && one.last_chunk::<N>() == other.last_chunk()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_seen_at_every_place() {
        for length in 0..=40 {
            let text = "a".repeat(length);
            assert!(short_eq(&text, &text.clone()));
            assert!(!short_eq(&text, &"a".repeat(length + 1)));
            for place in 0..length {
                let mut other = text.clone();
                other.replace_range(place..=place, "b");
                assert!(!short_eq(&text, &other), "{other}");
            }
        }
    }
}
