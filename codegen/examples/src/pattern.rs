//! Whether strings match a `pattern`, in the dialect of ECMA-262 (JSON Schema Core, section 6.4).

use std::collections::HashMap;

use specwright_pattern::Pattern;

/// What comes of matching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// The string matches, or the pattern is no regular expression and binds nobody, as in the
    /// generated types.
    Yes,
    /// It does not.
    No,
    /// Nobody knows: it takes too many steps.
    TooLong,
}

/// The patterns that were met.
#[derive(Default)]
pub(super) struct Patterns {
    known: HashMap<String, Option<Pattern>>,
}

impl Patterns {
    /// Whether a pattern is found in a string.
    pub(super) fn find(&mut self, pattern: &str, text: &str) -> Match {
        if !self.known.contains_key(pattern) {
            self.known.insert(pattern.to_owned(), Pattern::new(pattern).ok());
        }
        let Some(pattern) = self.known.get(pattern).and_then(Option::as_ref) else {
            return Match::Yes;
        };
        match pattern.is_match(text) {
            Some(true) => Match::Yes,
            Some(false) => Match::No,
            None => Match::TooLong,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_that_would_take_years_takes_none_and_one_of_too_many_steps_is_given_up() {
        let mut patterns = Patterns::default();
        assert_eq!(patterns.find("^a+$", "aaa"), Match::Yes);
        assert_eq!(patterns.find("^a+$", "aab"), Match::No);
        assert_eq!(patterns.find("(", "anything"), Match::Yes);
        let evil = "^(a|a|aa)+$";
        assert_eq!(patterns.find(evil, &format!("{}!", "a".repeat(64))), Match::No);
        assert_eq!(patterns.find("(?:a?){40000}b", &"a".repeat(5_000)), Match::TooLong);
    }
}
