//! The lock: every published Rust name that was invented, and the pointer it was given to.
//!
//! With it, a name never moves: what is locked keeps its name, and a newcomer that
//! would like the same one yields.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Invented names and what has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lock {
    names: BTreeMap<String, String>,
}

impl Lock {
    /// Reads a lock file; an empty text is an empty lock.
    ///
    /// # Errors
    /// Where the text is not a JSON object of strings.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// What the lock file says: one line a name, in their order.
    pub fn render(&self) -> String {
        let mut text = serde_json::to_string_pretty(&self.names).unwrap_or_default();
        text.push('\n');
        text
    }

    /// What a name was given to.
    pub fn holder(&self, name: &str) -> Option<&str> {
        self.names.get(name).map(String::as_str)
    }

    /// The names that were given to a pointer.
    pub fn names_of<'a>(&'a self, pointer: &'a str) -> impl Iterator<Item = &'a str> {
        let given = self.names.iter().filter(move |(_, holder)| *holder == pointer);
        given.map(|(name, _)| name.as_str())
    }

    /// Records that a name was given to a pointer.
    pub fn insert(&mut self, name: &str, pointer: &str) {
        self.names.insert(name.to_owned(), pointer.to_owned());
    }
}
