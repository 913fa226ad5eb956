//! `pattern`: regular expressions in the dialect of ECMA-262 (JSON Schema Core, section 6.4).
//!
//! With the feature `pattern` they are judged; without it they are taken to match, since
//! a library of regular expressions is a large part of a small binary.

/// Whether a text matches a pattern; `None` where nobody can say.
///
/// A pattern that is no regular expression binds nobody: a description that has one
/// cannot mean it.
#[cfg(feature = "pattern")]
pub(super) fn matches(pattern: &'static str, text: &str) -> Option<bool> {
    use std::collections::HashMap;
    use std::sync::{Arc, Mutex, PoisonError};

    type Compiled = HashMap<&'static str, Option<Arc<regress::Regex>>>;

    /// Each pattern is compiled once; the patterns are those of the generated tables.
    static COMPILED: Mutex<Option<Compiled>> = Mutex::new(None);

    let regex = {
        let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
        let compile =
            || regress::Regex::with_flags(pattern, "u").or_else(|_| regress::Regex::new(pattern));
        let known = compiled.get_or_insert_default().entry(pattern);
        known.or_insert_with(|| compile().ok().map(Arc::new)).clone()
    };
    Some(regex?.find(text).is_some())
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
    }
}
