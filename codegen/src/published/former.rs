//! What was kept before there was a file of published items: a lock of names, each with the node of
//! the description that it was given to. It is read, and replaced by such a file.

use std::collections::{BTreeMap, BTreeSet};

use super::Fault;

/// The property by which a lock of ours is known; no name can be one.
const MARK: (&str, &str) = ("@generated", "by specwright: names that were given");

/// Names, by what they were given to: the node of a type, `node: wire name` within one, the node of
/// an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    given: BTreeMap<String, BTreeSet<String>>,
}

impl Names {
    /// Reads a lock.
    ///
    /// # Errors
    /// Where the text is not a JSON object of strings.
    pub(super) fn parse(text: &str) -> Result<Self, Fault> {
        let names: BTreeMap<String, String> =
            serde_json::from_str(text).map_err(|error| Fault::of_json(&error, text))?;
        let mut given: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (name, holder) in names.into_iter().filter(|(name, _)| name != MARK.0) {
            given.entry(holder).or_default().insert(name);
        }
        Ok(Self { given })
    }

    /// Whether a text is a lock, and not another object of strings.
    ///
    /// The first ones lack the mark; there each property is the path of a Rust item, and what was
    /// given it a pointer into a description, or what several places share.
    pub(super) fn is_lock(text: &str) -> bool {
        let Ok(names) = serde_json::from_str::<BTreeMap<String, String>>(text) else {
            return false;
        };
        match names.get(MARK.0) {
            Some(mark) => mark == MARK.1,
            None => names.iter().all(|(name, holder)| is_path(name) && is_holder(holder)),
        }
    }

    /// The name that was given to a type.
    pub(crate) fn of_type(&self, pointer: &str) -> Option<&str> {
        self.given.get(pointer)?.iter().map(String::as_str).find(|name| !name.contains("::"))
    }

    /// The name that was given to a property, a value or a variant of a type.
    pub(crate) fn of_item(&self, owner: &str, pointer: &str, holder: &str) -> Option<&str> {
        self.within(owner, &format!("{pointer}: {holder}"))
    }

    /// The name that was given to an operation.
    pub(crate) fn of_operation(&self, pointer: &str) -> Option<&str> {
        self.within("fn", pointer)
    }

    fn within(&self, owner: &str, holder: &str) -> Option<&str> {
        let mut names = self.given.get(holder)?.iter();
        names.find_map(|name| name.strip_prefix(owner)?.strip_prefix("::"))
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
    fn a_lock_is_known_by_what_it_holds() {
        let holders =
            ["/components/schemas/a-b/items: x", "a.yaml#/A", "n_epochs: auto or integer"];
        for holder in holders {
            assert!(Names::is_lock(&format!("{{\"A::b\": {holder:?}}}")), "{holder}");
        }
        assert!(Names::is_lock("{}"), "a lock of nothing");
        for foreign in [
            r#"{"greeting": "Hello"}"#,
            r#"{"Home": "/index.html"}"#,
            r#"{"a-b": "/components/schemas/A"}"#,
            r#"{"A": "/components/schemas/A", "note": "mine"}"#,
            r#"{"@generated": "by hand"}"#,
            r#"["/components/"]"#,
            "",
        ] {
            assert!(!Names::is_lock(foreign), "{foreign}");
        }
    }

    #[test]
    fn names_are_found_by_what_they_were_given_to() {
        let text =
            r#"{"Kind2": "/a/kind", "Kind2::A_": "/a/kind: a", "fn::go_": "/paths/~1go/get"}"#;
        let names = Names::parse(text).expect("a lock");
        assert_eq!(names.of_type("/a/kind"), Some("Kind2"));
        assert_eq!(names.of_item("Kind2", "/a/kind", "a"), Some("A_"));
        assert_eq!(names.of_item("Kind", "/a/kind", "a"), None);
        assert_eq!(names.of_operation("/paths/~1go/get"), Some("go_"));
    }
}
