//! What a generation settled that the description does not say.

use serde::Serialize;

/// Something that the description does not say and the generator settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What kind of note it is.
    pub kind: NoteKind,
    /// The node of the description.
    pub pointer: String,
    /// What was settled.
    pub text: String,
}

/// What kind of note it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// The description does not say it: a property that discriminates the variants of a union
    /// and is not declared to, schemas that contradict each other and were merged all the same.
    Inferred,
    /// A name that the description does not give.
    Renamed,
    /// Something that the description says and the Rust does not.
    Unsupported,
}

impl NoteKind {
    /// Its name in a report.
    pub fn name(self) -> &'static str {
        match self {
            NoteKind::Inferred => "inferred",
            NoteKind::Renamed => "renamed",
            NoteKind::Unsupported => "unsupported",
        }
    }
}
