//! `pattern`: whether a text has what a regular expression of ECMA-262 asks for (JSON Schema Core,
//! section 6.4).
//!
//! With the feature `pattern` they are judged, in steps that are in proportion to the text, so that
//! no pattern of a description holds up whoever sends a value; without it they are taken to match.

/// Whether a text matches a pattern; `None` where nobody can say.
///
/// A pattern that is no regular expression binds nobody: a description that has one cannot mean
/// it, and the generator has said so.
#[cfg(feature = "pattern")]
pub(super) fn matches(pattern: &'static str, text: &str) -> Option<bool> {
    use std::collections::HashMap;
    use std::sync::{Arc, Mutex, PoisonError};

    use specwright_pattern::Pattern;

    type Known = HashMap<&'static str, Option<Arc<Pattern>>>;

    /// Each pattern is read once; the patterns are those of the generated tables.
    static KNOWN: Mutex<Option<Known>> = Mutex::new(None);

    let pattern = {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get_or_insert_default().entry(pattern);
        known.or_insert_with(|| Pattern::new(pattern).ok().map(Arc::new)).clone()
    };
    pattern?.is_match(text)
}

#[cfg(not(feature = "pattern"))]
pub(super) fn matches(_: &'static str, _: &str) -> Option<bool> {
    None
}

#[cfg(all(test, feature = "pattern"))]
mod tests {
    use super::matches;

    #[test]
    fn a_pattern_is_not_anchored_and_a_broken_one_binds_nobody() {
        assert_eq!(matches("b+", "abc"), Some(true));
        assert_eq!(matches("^b+$", "abc"), Some(false));
        assert_eq!(matches("^\\p{L}$", "é"), Some(true));
        assert_eq!(matches("(", "anything"), None);
        assert_eq!(matches("(?i)^a$", "A"), None);
    }

    /// An engine that goes back takes minutes for 28 letters, and twice as long for each more.
    #[test]
    fn a_pattern_of_repeated_repetitions_is_judged_at_once() {
        assert_eq!(matches("^(a+)+$", &format!("{}!", "a".repeat(20_000))), Some(false));
        assert_eq!(matches("^(a+)+$", &"a".repeat(20_000)), Some(true));
    }
}
