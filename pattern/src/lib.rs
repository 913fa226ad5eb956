//! `pattern`: regular expressions in the dialect of ECMA-262 (JSON Schema Core, section 6.4), of
//! which it is asked whether they are found in a text, and nothing else.
//!
//! Because nothing else is asked, no text takes longer than another of its length: a pattern
//! becomes an automaton, whose states are followed side by side, and what stands around a position
//! (`(?=…)`, `(?<!…)`) is found out beforehand for every position at once. What could not be
//! followed so (references back to a group) is refused when the pattern is read, as are patterns
//! that are no ECMA-262, or that are written in another dialect and mean something else in this one.

mod class;
mod program;
mod read;
mod search;

use std::fmt;

use self::program::Program;

/// A regular expression that can be looked for.
#[derive(Debug)]
pub struct Pattern {
    program: Program,
}

/// Why a pattern cannot be looked for: a clause, `it has flags within it`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    reason: String,
}

impl Pattern {
    /// Reads a pattern, as with the flag `u` of ECMA-262, and as without it where that is no
    /// pattern.
    ///
    /// # Errors
    /// Where it is no pattern of ECMA-262 (22.2.1 and B.1.2), where it is meant in another dialect,
    /// where it refers back to a group, and where it is too large.
    pub fn new(text: &str) -> Result<Self, Refusal> {
        if text.len() > LONGEST {
            return Err(Refusal::new(format!("it is longer than {LONGEST} bytes")));
        }
        let read = match read::read(text, read::Mode::Unicode) {
            Ok(read) => read,
            Err(_) => read::read(text, read::Mode::Legacy)?,
        };
        Ok(Self { program: Program::of(&read)? })
    }

    /// Whether the pattern is found in a text; `None` where that takes more steps than are allowed
    /// ([`steps_allowed`]), and where it asks for a property of characters that nobody knows.
    pub fn is_match(&self, text: &str) -> Option<bool> {
        self.count_steps(text).0
    }

    /// The same, with the number of steps that it took: each is one state of the automaton at one
    /// position of the text.
    pub fn count_steps(&self, text: &str) -> (Option<bool>, u64) {
        search::find(&self.program, text)
    }
}

/// How many bytes a pattern may have: no longer one has few enough states, and one of megabytes would
/// cost a hundred times as much before that is known.
const LONGEST: usize = 1 << 17;

/// How many steps may be taken for a text of so many characters.
pub fn steps_allowed(characters: usize) -> u64 {
    LEAST_STEPS.max(STEPS_A_CHARACTER * characters as u64)
}

/// The steps that any text may take: a tenth of a second or so.
const LEAST_STEPS: u64 = 1 << 24;

/// The steps that each character of a long text may take.
const STEPS_A_CHARACTER: u64 = 64;

impl Refusal {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests;
