//! The lock: every published Rust name that was invented, and the pointer it was given to.
//!
//! With it, a name never moves: what is locked keeps its name, and a newcomer that
//! would like the same one yields.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The property by which a lock of ours is known; no name can be one.
const MARK: (&str, &str) = ("@generated", "by specwright: names that were given");

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
        for (name, pointer) in names.iter().filter(|(name, _)| *name != MARK.0) {
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

    /// Whether a text is a lock, and not another object of strings.
    ///
    /// Former locks lack the mark; there each property is the path of a Rust item, and what was
    /// given it a pointer into a description, or what several places share.
    pub fn is_lock(text: &str) -> bool {
        let Ok(names) = serde_json::from_str::<BTreeMap<String, String>>(text) else {
            return false;
        };
        match names.get(MARK.0) {
            Some(mark) => mark == MARK.1,
            None => names.iter().all(|(name, holder)| is_path(name) && is_holder(holder)),
        }
    }

    /// What the lock file says: one line a name, in their order.
    pub fn render(&self) -> String {
        let names = self.names.iter().map(|(name, holder)| (name.as_str(), holder.as_str()));
        let marked: BTreeMap<&str, &str> = [MARK].into_iter().chain(names).collect();
        let mut text = serde_json::to_string_pretty(&marked).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Whether nothing is locked.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The names that another lock has not, or gives to something else.
    pub fn beyond<'a>(&'a self, other: &'a Lock) -> impl Iterator<Item = &'a str> {
        let is_new = |(name, holder): &(&String, &String)| other.names.get(*name) != Some(holder);
        self.names.iter().filter(is_new).map(|(name, _)| name.as_str())
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

/// Whether a text is a path of Rust names.
fn is_path(text: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && name.chars().all(|character| character.is_alphanumeric() || character == '_')
    };
    text.split("::").all(|name| is_name(name.trim_start_matches("r#")))
}

/// Whether a name can have been given to this: a node of a description, or values of a kind
/// that several places share.
fn is_holder(text: &str) -> bool {
    let is_node = |pointer: &str| {
        ["/components/", "/paths/", "/webhooks/"].iter().any(|part| pointer.starts_with(part))
    };
    let is_shared = text.split_once(": ").is_some_and(|(_, kinds)| kinds.contains(" or "));
    is_node(text) || text.contains("#/") || is_shared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_known_by_its_mark() {
        let mut lock = Lock::default();
        assert!(Lock::is_lock(&lock.render()));
        lock.insert("Pet", "/components/schemas/pet");
        let text = lock.render();
        assert!(Lock::is_lock(&text) && text.starts_with("{\n  \"@generated\": "), "{text}");
        assert_eq!(Lock::parse(&text).expect("a lock"), lock);
    }

    #[test]
    fn a_former_lock_is_known_by_what_it_holds() {
        let holders =
            ["/components/schemas/a-b/items: x", "a.yaml#/A", "n_epochs: auto or integer"];
        for holder in holders {
            assert!(Lock::is_lock(&format!("{{\"A::b\": {holder:?}}}")), "{holder}");
        }
        assert!(Lock::is_lock("{}"), "a former lock of nothing");
        for foreign in [
            r#"{"greeting": "Hello"}"#,
            r#"{"Home": "/index.html"}"#,
            r#"{"a-b": "/components/schemas/A"}"#,
            r#"{"A": "/components/schemas/A", "note": "mine"}"#,
            r#"{"@generated": "by hand"}"#,
            r#"["/components/"]"#,
            "",
        ] {
            assert!(!Lock::is_lock(foreign), "{foreign}");
        }
    }
}
