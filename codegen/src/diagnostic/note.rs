//! What a stage settled that knows nodes by their pointers alone.

use super::Code;

/// A note before its place is looked up in the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub code: Code,
    /// The node, as [`pointer_text`](crate::api::pointer_text) writes it.
    pub pointer: String,
    /// What was settled.
    pub message: String,
}

impl Note {
    /// A note about a node.
    pub fn new(code: Code, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, pointer: pointer.into(), message: message.into() }
    }
}
