//! `pattern`: regular expressions in the dialect of ECMA-262 (JSON Schema Core, section 6.4).
//!
//! With the feature `pattern` they are judged; without it they are taken to match, since
//! a library of regular expressions is a large part of a small binary.

/// Says that a text does not match a pattern, if it does not.
///
/// A pattern that is no regular expression binds nobody: a description that has one
/// cannot mean it.
#[cfg(feature = "pattern")]
pub(super) fn refuse(pattern: &'static str, text: &str) -> Option<String> {
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
    let matches = regex.is_none_or(|regex| regex.find(text).is_some());
    if matches { None } else { Some(format!("must match the pattern {pattern}")) }
}

#[cfg(not(feature = "pattern"))]
pub(super) fn refuse(_: &'static str, _: &str) -> Option<String> {
    None
}

#[cfg(all(test, feature = "pattern"))]
mod tests {
    use super::refuse;

    #[test]
    fn a_pattern_is_not_anchored_and_a_broken_one_binds_nobody() {
        assert_eq!(refuse("b+", "abc"), None);
        assert_eq!(refuse("^b+$", "abc").as_deref(), Some("must match the pattern ^b+$"));
        assert_eq!(refuse("^\\p{L}$", "é"), None);
        assert_eq!(refuse("(", "anything"), None);
    }
}
