//! How the code is written, whatever it says.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// How the code is written, whatever it says.
///
/// ```
/// use specwright_codegen::config::BadPath;
/// use specwright_codegen::{RuntimePath, Spelling, TagGating, Visibility};
///
/// let spelling = Spelling {
///     runtime: "crate::runtime".parse()?,
///     visibility: Visibility::Crate,
///     tags: TagGating::Features,
/// };
/// assert_eq!(spelling.runtime.as_str(), "crate::runtime");
/// assert!(RuntimePath::default().is_own());
/// assert_eq!("super::runtime".parse::<RuntimePath>(), Err(BadPath::Relative));
/// # Ok::<(), BadPath>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// By which path it names the runtime.
    pub runtime: RuntimePath,
    /// Who can name its items.
    pub visibility: Visibility,
    /// Whether a crate can be without what belongs to a tag.
    pub tags: TagGating,
}

/// Whether what belongs to a tag alone stands behind a feature of the crate that the code is part of.
///
/// The example of [`Spelling`] sets it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagGating {
    /// It is always there.
    #[default]
    Open,
    /// An operation is there with the feature of its first tag (`tag-fine-tuning`), a type with any of
    /// those of the operations that reach it. What no tag leads to is always there.
    Features,
}

/// Who can name the items of the generated code.
///
/// The example of [`Spelling`] sets it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Whoever can name the module that they are in (`pub`).
    #[default]
    Public,
    /// The crate that they are part of (`pub(crate)`).
    Crate,
}

/// The path by which generated code names the runtime: `specwright`, or where a crate shows it again,
/// `crate::runtime` or `::sdk::specwright`.
///
/// The example of [`Spelling`] reads one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuntimePath(String);

/// Why a text is no path of a runtime.
///
/// The example of [`Spelling`] meets one.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum BadPath {
    #[error("a path is made of names with `::` between them, as in `crate::runtime`")]
    NoName,
    #[error("a path of the runtime begins with a crate, and not with `self` or `super`")]
    Relative,
}

/// The runtime by its own name.
const OWN: &str = "specwright";

impl Default for RuntimePath {
    fn default() -> Self {
        Self(OWN.to_owned())
    }
}

impl RuntimePath {
    /// Whether it is the runtime by its own name.
    pub fn is_own(&self) -> bool {
        self.0 == OWN
    }

    /// The path as it is written anywhere.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RuntimePath {
    type Err = BadPath;

    fn from_str(text: &str) -> Result<Self, BadPath> {
        let path = text.strip_prefix("::").unwrap_or(text);
        for (index, name) in path.split("::").enumerate() {
            let mut letters = name.chars();
            let is_first = |first: char| first.is_ascii_alphabetic() || first == '_';
            let is_name = letters.next().is_some_and(is_first)
                && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
                && name != "_";
            // `crate` begins a path alone, and not one that begins with `::` (Rust Reference, "Paths").
            let is_misplaced = name == "crate" && (index > 0 || path != text);
            match name {
                "self" | "super" | "Self" => return Err(BadPath::Relative),
                _ if !is_name || is_misplaced => return Err(BadPath::NoName),
                _ => {}
            }
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for RuntimePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_that_means_the_same_anywhere() {
        for text in ["specwright", "::specwright", "crate::rt", "crate", "sdk::a_b::_c1"] {
            assert_eq!(text.parse::<RuntimePath>().map(|path| path.0), Ok(text.to_owned()));
        }
        for text in
            ["", "::", "a::", "a:b", "a b", "1a", "a-b", "_", "::crate::a", "a::crate", "a<b>"]
        {
            assert_eq!(text.parse::<RuntimePath>(), Err(BadPath::NoName), "{text}");
        }
        for text in ["self::a", "super::a", "a::super", "Self::a"] {
            assert_eq!(text.parse::<RuntimePath>(), Err(BadPath::Relative), "{text}");
        }
    }
}
