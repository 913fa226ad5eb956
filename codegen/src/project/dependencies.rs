//! The crates of the user's types, for the `Cargo.toml` of a crate that is generated whole.

use super::Runtime;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};

/// A crate that a generated crate depends on beside the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherCrate {
    /// What it is called.
    pub name: String,
    /// Where it comes from.
    pub from: Runtime,
}

impl OtherCrate {
    /// The crate of a text: `my-types=1.2`, `my-types=../my-types`.
    pub fn parse(text: &str) -> Self {
        let (name, from) = text.split_once('=').unwrap_or((text, "*"));
        Self { name: name.trim().to_owned(), from: Runtime::parse(from.trim()) }
    }

    fn name_in_code(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// Crates that are often named, each with the requirement that its types are as they are meant in, and
/// with the features by which serde reads and writes them.
const KNOWN: &[(&str, &str, &[&str])] = &[
    ("bigdecimal", "0.4", &["serde"]),
    ("chrono", "0.4", &["serde"]),
    ("compact_str", "0.9", &["serde"]),
    ("email_address", "0.2", &["serde"]),
    ("ipnet", "2", &["serde"]),
    ("jiff", "0.2", &["serde"]),
    ("rust_decimal", "1", &["serde"]),
    ("schemars", "1", &[]),
    ("time", "0.3", &["serde", "serde-human-readable"]),
    ("ulid", "1", &["serde"]),
    ("url", "2", &["serde"]),
    ("uuid", "1", &["serde"]),
];

/// The crates of all types of the user's, each with its features.
///
/// # Errors
/// Where nobody has said where one comes from, or a type is said to be within the generated crate,
/// which has none of the user's.
pub(super) fn dependencies(
    config: &Config,
    stated: &[OtherCrate],
) -> Result<Vec<(OtherCrate, &'static [&'static str])>, Diagnostic> {
    let mut found: Vec<(OtherCrate, &'static [&'static str])> = Vec::new();
    let features = |name: &str| {
        let known = KNOWN.iter().find(|(known, ..)| *known == name);
        known.map_or(&[] as &[&str], |(_, _, features)| *features)
    };
    for other in stated {
        found.push((other.clone(), features(&other.name_in_code())));
    }
    for name in config.customising.crates() {
        if found.iter().any(|(known, _)| known.name_in_code() == name) {
            continue;
        }
        if name == "crate" {
            let message = "a type of yours cannot be in the crate that is generated whole";
            let help = "name it by its path from a crate on, and that by `--dependency`";
            return Err(Diagnostic::new(Code::CustomisationImpossible, message).help(help));
        }
        let Some((known, requirement, features)) = KNOWN.iter().find(|(known, ..)| *known == name)
        else {
            let message = format!("nobody says where the crate `{name}` of a type of yours is");
            let help = format!("give it by `--dependency {name}=VERSION`, or by its folder");
            return Err(Diagnostic::new(Code::CustomisationImpossible, message).help(help));
        };
        let from = Runtime::Version((*requirement).to_owned());
        found.push((OtherCrate { name: (*known).to_owned(), from }, features));
    }
    found.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    Ok(found)
}
