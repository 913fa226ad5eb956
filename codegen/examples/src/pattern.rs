//! Whether strings match a `pattern`, in the dialect of ECMA-262 (JSON Schema Core, section 6.4).

use std::collections::{HashMap, HashSet};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use regress::Regex;

/// What comes of matching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// The string matches, or the pattern is no regular expression and binds nobody, as in the
    /// generated types.
    Yes,
    /// It does not.
    No,
    /// Nobody knows: it takes too long.
    TooLong,
}

/// How long a match may take. A pattern of a hostile description can take years.
const LONGEST: Duration = Duration::from_millis(500);

/// Takes patterns with texts, and answers in their order.
type Worker = (Sender<(String, String)>, Receiver<bool>);

/// Matches strings in a thread of its own, which is left alone where it does not come back.
#[derive(Default)]
pub(super) struct Patterns {
    worker: Option<Worker>,
    slow: HashSet<String>,
}

impl Patterns {
    /// Whether a pattern is found in a string.
    pub(super) fn find(&mut self, pattern: &str, text: &str) -> Match {
        // Each thread that is left costs a processor.
        if self.slow.len() >= 4 || self.slow.contains(pattern) {
            return Match::TooLong;
        }
        let (asking, answers) = self.worker.get_or_insert_with(start);
        let is_asked = asking.send((pattern.to_owned(), text.to_owned())).is_ok();
        match answers.recv_timeout(LONGEST) {
            Ok(matches) if is_asked => {
                if matches {
                    Match::Yes
                } else {
                    Match::No
                }
            }
            _ => {
                self.worker = None;
                self.slow.insert(pattern.to_owned());
                Match::TooLong
            }
        }
    }
}

fn start() -> Worker {
    let (asking, asked) = channel::<(String, String)>();
    let (answering, answers) = channel();
    thread::spawn(move || {
        let mut compiled: HashMap<String, Option<Regex>> = HashMap::new();
        for (pattern, text) in asked {
            let regex = compiled
                .entry(pattern)
                .or_insert_with_key(|pattern| {
                    let unicode = Regex::with_flags(pattern, "u");
                    unicode.or_else(|_| Regex::new(pattern)).ok()
                })
                .as_ref();
            if answering.send(regex.is_none_or(|regex| regex.find(&text).is_some())).is_err() {
                return;
            }
        }
    });
    (asking, answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_that_takes_years_is_given_up() {
        let mut patterns = Patterns::default();
        assert_eq!(patterns.find("^a+$", "aaa"), Match::Yes);
        assert_eq!(patterns.find("^a+$", "aab"), Match::No);
        assert_eq!(patterns.find("(", "anything"), Match::Yes);
        let evil = "^(a|a|aa)+$";
        assert_eq!(patterns.find(evil, &format!("{}!", "a".repeat(64))), Match::TooLong);
        assert_eq!(patterns.find("^a+$", "aaa"), Match::Yes);
    }
}
