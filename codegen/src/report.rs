//! What a person wants to know about a generation: what was read and written, what was
//! guessed, what was corrected.

mod summary;

use serde::{Deserialize, Serialize};

pub use self::summary::{Counts, Detail, Summary, Summed};

/// Something that the description does not say and the generator settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// What kind of guess it is.
    pub kind: GuessKind,
    /// The node of the description.
    pub pointer: String,
    /// What was settled.
    pub text: String,
}

/// What kind of guess it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GuessKind {
    /// A property that tells the variants of a union apart and is not declared to.
    Tag,
    /// A name that the description does not give.
    Name,
    /// Schemas that contradict each other and were merged all the same.
    Merge,
    /// Something that the description says and the Rust does not.
    Skipped,
}

impl GuessKind {
    /// Its name in a report.
    pub fn name(self) -> &'static str {
        match self {
            GuessKind::Tag => "tag",
            GuessKind::Name => "name",
            GuessKind::Merge => "merge",
            GuessKind::Skipped => "skipped",
        }
    }
}
