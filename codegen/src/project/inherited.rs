//! What a crate has of its workspace (The Cargo Book, "Workspaces", the `package` table).

use std::str::FromStr;

use crate::similar::similar;

/// A key of `[package]` that is the workspace's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inherited(&'static str);

/// The keys that cargo lets members inherit, but for those of files, which a generated crate has not.
const KEYS: [&str; 13] = [
    "authors",
    "categories",
    "description",
    "documentation",
    "edition",
    "homepage",
    "keywords",
    "license",
    "publish",
    "readme",
    "repository",
    "rust-version",
    "version",
];

impl Inherited {
    /// The key.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl FromStr for Inherited {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(key) = KEYS.iter().find(|key| **key == text) {
            return Ok(Self(key));
        }
        Err(match similar(text, KEYS) {
            Some(key) => format!("`{text}` is no key that is inherited; did you mean `{key}`?"),
            None => format!("`{text}` is no key that is inherited; these are: {}", KEYS.join(", ")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_cargos() {
        assert!(KEYS.iter().all(|key| key.parse::<Inherited>().is_ok()));
        let error = "versions".parse::<Inherited>().expect_err("no key");
        assert!(error.contains("did you mean `version`?"), "{error}");
        let error = "x".parse::<Inherited>().expect_err("no key");
        assert!(error.contains("these are: authors, "), "{error}");
    }
}
