//! The lock: every published Rust name that was invented, and the pointer it was given to.
//!
//! With it, a name never moves: what is locked keeps its name, and a newcomer that
//! would like the same one yields.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Invented names and what has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, String>", into = "BTreeMap<String, String>")]
pub struct Lock {
    names: BTreeMap<String, String>,
    /// The same the other way round: every type asks for the names that it was given.
    given: BTreeMap<String, BTreeSet<String>>,
}

impl From<BTreeMap<String, String>> for Lock {
    fn from(names: BTreeMap<String, String>) -> Self {
        let mut lock = Self::default();
        for (name, pointer) in &names {
            lock.insert(name, pointer);
        }
        lock
    }
}

impl From<Lock> for BTreeMap<String, String> {
    fn from(lock: Lock) -> Self {
        lock.names
    }
}

impl Lock {
    /// Reads a lock file; an empty text is an empty lock.
    ///
    /// # Errors
    /// Where the text is not a JSON object of strings.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_str(text)
    }

    /// What the lock file says: one line a name, in their order.
    pub fn render(&self) -> String {
        let mut text = serde_json::to_string_pretty(&self.names).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Whether nothing is locked.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// What a name was given to.
    pub fn holder(&self, name: &str) -> Option<&str> {
        self.names.get(name).map(String::as_str)
    }

    /// The names that were given to a pointer.
    pub fn names_of(&self, pointer: &str) -> impl Iterator<Item = &str> {
        self.given.get(pointer).into_iter().flatten().map(String::as_str)
    }

    /// Records that a name was given to a pointer.
    pub fn insert(&mut self, name: &str, pointer: &str) {
        if let Some(before) = self.names.insert(name.to_owned(), pointer.to_owned())
            && let Some(names) = self.given.get_mut(&before)
        {
            names.remove(name);
            if names.is_empty() {
                self.given.remove(&before);
            }
        }
        self.given.entry(pointer.to_owned()).or_default().insert(name.to_owned());
    }
}
