//! A generated API as a crate of its own: its `Cargo.toml`, and its files under `src`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use thiserror::Error;

use super::Inherited;
use super::dependencies::{OtherCrate, dependencies};
use crate::config::{Config, Contents, FeatureGating, TagGating};
use crate::diagnostic::Diagnostic;
use crate::folder::read_text;
use crate::ident;
use crate::output::{self, Comment};
use crate::pipeline::Output;
use crate::render::File;
use crate::tags::Tags;

/// The crate that an output folder becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// What it is called.
    pub name: PackageName,
    /// Which runtime it stands on.
    pub runtime: Runtime,
    /// What it has of its workspace.
    pub inherit: Vec<Inherited>,
    /// Where the crates of the user's types come from, beside those that are known.
    pub others: Vec<OtherCrate>,
}

/// A name that cargo takes for a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageName(String);

/// Where the runtime comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// A registry, by this requirement.
    Version(String),
    /// A folder.
    Path(PathBuf),
    /// What the workspace says (`[workspace.dependencies]`).
    Workspace,
}

/// Why a name is none for a crate.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum BadName {
    #[error("the name of a crate cannot be empty")]
    Empty,
    #[error("the name of a crate begins with a letter, not with {0:?}")]
    Begins(char),
    #[error("the name of a crate holds letters, digits, `-` and `_`, but not {0:?}")]
    Holds(char),
    #[error("this is a keyword of Rust")]
    Keyword,
    #[error("a crate cannot be called that: the name is taken")]
    Taken,
}

impl PackageName {
    /// Takes a name that cargo would take too.
    ///
    /// # Errors
    /// Where it would not, or where the code of the crate could not tell itself from another.
    pub fn new(name: &str) -> Result<Self, BadName> {
        let first = name.chars().next().ok_or(BadName::Empty)?;
        if !first.is_ascii_alphabetic() {
            return Err(BadName::Begins(first));
        }
        let is_odd = |character: &char| {
            !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
        };
        if let Some(odd) = name.chars().find(is_odd) {
            return Err(BadName::Holds(odd));
        }
        if ident::is_keyword(name) || ident::is_never_a_name(name) {
            return Err(BadName::Keyword);
        }
        if TAKEN.contains(&name.to_ascii_lowercase().replace('-', "_").as_str()) {
            return Err(BadName::Taken);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name as `Cargo.toml` has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as Rust code has it.
    pub fn in_code(&self) -> String {
        self.0.replace('-', "_")
    }
}

/// The crates that every program knows, our own, and the devices of Windows.
const TAKEN: &[&str] = &[
    "alloc",
    "aux",
    "build",
    "con",
    "core",
    "deps",
    "examples",
    "incremental",
    "nul",
    "prn",
    "proc_macro",
    "specwright",
    "std",
    "test",
];

impl Default for Runtime {
    /// The one that this generator was published with.
    fn default() -> Self {
        Runtime::Version(env!("CARGO_PKG_VERSION").to_owned())
    }
}

impl Runtime {
    /// A version requirement is told from a path by how it begins; `workspace` is neither, and a folder of
    /// that name is `./workspace`.
    pub fn parse(text: &str) -> Self {
        let number = text.trim_start_matches(['=', '<', '>', '^', '~', ' ']);
        let is_version = number.starts_with(|first: char| first.is_ascii_digit())
            && !text.contains(['/', '\\'])
            || text == "*";
        if text == "workspace" {
            return Runtime::Workspace;
        }
        if is_version { Runtime::Version(text.to_owned()) } else { Runtime::Path(text.into()) }
    }
}

#[derive(Serialize)]
struct Cargo<'a> {
    features: Features,
    dependencies: Dependencies<'a>,
}

/// The features that the functions stand behind, those of the runtime that keep what the description
/// says (patterns, other character sets), which who uses the crate may do without, and those by
/// which it is chosen how the crate speaks TLS.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Features {
    default: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<[&'static str; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operations: Option<[&'static str; 1]>,
    pattern: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    charset: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rustls: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rustls_no_provider: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    native_tls: Option<Vec<&'static str>>,
    /// Those of tags, which turn nothing else on.
    #[serde(flatten)]
    tags: BTreeMap<String, [&'static str; 0]>,
}

impl Features {
    /// Those of a crate, which turn on those of the runtime.
    fn of(config: &Config, tags: BTreeSet<String>) -> Self {
        let has_functions = config.contents == Contents::Whole;
        let is_gated = has_functions && config.gating == FeatureGating::Features;
        // What speaks TLS needs a client, what reads answers operations.
        let with = |needed: &'static str, name| match is_gated {
            true => vec![needed, name],
            false => vec![name],
        };
        let of_functions = |needed, name| has_functions.then(|| with(needed, name));
        let default = match (has_functions, is_gated) {
            (false, _) => vec!["pattern"],
            (true, false) => vec!["charset", "pattern", "rustls"],
            (true, true) => vec!["charset", "client", "pattern", "rustls"],
        };
        let default = default.into_iter().map(str::to_owned).chain(tags.iter().cloned());
        Self {
            default: default.collect(),
            tags: tags.into_iter().map(|tag| (tag, [])).collect(),
            client: is_gated.then_some(["operations", "specwright/client"]),
            operations: is_gated.then_some(["specwright/operations"]),
            pattern: ["specwright/pattern"],
            charset: of_functions("operations", "specwright/charset"),
            rustls: of_functions("client", "specwright/rustls"),
            rustls_no_provider: of_functions("client", "specwright/rustls-no-provider"),
            native_tls: of_functions("client", "specwright/native-tls"),
        }
    }
}

#[derive(Serialize)]
struct Dependencies<'a> {
    specwright: Dependency<'a>,
    #[serde(flatten)]
    others: BTreeMap<&'a str, Other<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Dependency<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    workspace: Option<bool>,
    /// Of a dependency of the workspace, the workspace says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    default_features: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    features: Vec<&'a str>,
}

/// A crate of types of the user's, with what else it has by default.
#[derive(Serialize)]
struct Other<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    workspace: Option<bool>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    features: &'a [&'a str],
}

/// Where a crate comes from, as a `Cargo.toml` says it.
struct Source<'a> {
    version: Option<&'a str>,
    path: Option<String>,
    workspace: Option<bool>,
}

/// The same of one in `folder`.
fn source<'a>(folder: &Path, of: &'a Runtime) -> Source<'a> {
    let nowhere = Source { version: None, path: None, workspace: None };
    match of {
        Runtime::Version(version) => Source { version: Some(version.as_str()), ..nowhere },
        Runtime::Path(path) => Source { path: Some(path_from(folder, path)), ..nowhere },
        Runtime::Workspace => Source { workspace: Some(true), ..nowhere },
    }
}

impl Package {
    /// Lays the files of an API out as those of a crate.
    pub(super) fn lay_out(
        &self,
        config: &Config,
        folder: &Path,
        version: &str,
        Output { plan, files, .. }: &Output,
    ) -> Result<Vec<File>, Diagnostic> {
        let tags = match config.spelling.tags {
            TagGating::Open => BTreeSet::new(),
            TagGating::Features => Tags::of(plan).features(),
        };
        let text = self.cargo_toml(config, folder, version, tags)?;
        let cargo = ("Cargo.toml".to_owned(), text);
        let sources = files.iter().map(|(name, text)| match name.as_str() {
            "mod.rs" => ("src/lib.rs".to_owned(), text.clone()),
            _ => (format!("src/{name}"), text.clone()),
        });
        Ok([cargo].into_iter().chain(sources).collect())
    }

    fn cargo_toml(
        &self,
        config: &Config,
        folder: &Path,
        own_version: &str,
        tags: BTreeSet<String>,
    ) -> Result<String, Diagnostic> {
        let from = source(folder, &self.runtime);
        let default_features = from.workspace.is_none().then_some(false);
        let others = dependencies(config, &self.others)?;
        let others = others.iter().map(|(other, features)| {
            let Source { version, path, workspace } = source(folder, &other.from);
            (other.name.as_str(), Other { version, path, workspace, features })
        });
        let own = Features::of(config, tags);
        let features = match config.contents {
            Contents::Whole if config.gating == FeatureGating::Open => vec!["client"],
            Contents::Whole | Contents::TypesOnly => Vec::new(),
        };
        let document = config.document.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let Source { version, path, workspace } = from;
        let specwright = Dependency { version, path, workspace, default_features, features };
        let dependencies = Dependencies { specwright, others: others.collect() };
        let cargo = Cargo { features: own, dependencies };
        // Strings and lists of strings can always be written.
        let text = toml::to_string(&cargo).unwrap_or_default();
        let stamp = output::line(Comment::Hash, &config.command, document);
        Ok(format!("{stamp}\n{}\n{text}", self.about(own_version)))
    }

    /// The table `package`, whose values are names, versions and what the workspace says.
    fn about(&self, own_version: &str) -> String {
        let own = [
            ("version", own_version),
            ("edition", "2024"),
            ("rust-version", env!("CARGO_PKG_RUST_VERSION")),
        ];
        let mut text = format!("[package]\nname = \"{}\"\n", self.name.as_str());
        for (key, value) in own {
            let _ = match self.inherits(key) {
                true => writeln!(text, "{key}.workspace = true"),
                false => writeln!(text, "{key} = \"{value}\""),
            };
        }
        let is_own = |key: &&str| own.iter().any(|(own, _)| own == key);
        let others = self.inherit.iter().map(|key| key.as_str()).filter(|key| !is_own(key));
        for key in others.collect::<BTreeSet<_>>() {
            let _ = writeln!(text, "{key}.workspace = true");
        }
        text
    }

    /// Whether a key of `[package]` is the workspace's.
    pub fn inherits(&self, key: &str) -> bool {
        self.inherit.iter().any(|inherited| inherited.as_str() == key)
    }
}

/// The version of a crate that nothing was released of.
pub(super) const FIRST_VERSION: &str = "0.1.0";

/// The version of the crate that a folder is, if it is one of ours.
pub(super) fn version(folder: &Path) -> Option<String> {
    let text = read_text(&folder.join("Cargo.toml")).ok()?;
    let cargo: toml::Table = text.parse().ok()?;
    let version = cargo.get("package")?.get("version")?.as_str()?;
    // Nothing but a version is taken over.
    let is_odd = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'));
    (!version.is_empty() && !version.contains(is_odd)).then(|| version.to_owned())
}

/// A path as a `Cargo.toml` or a project file in `folder` has to give it. What was given from the root on
/// stays so; what was given from here is still right when both folders move together.
pub(super) fn path_from(folder: &Path, path: &Path) -> String {
    let path = match (std::path::absolute(folder), std::path::absolute(path)) {
        (Ok(folder), Ok(target)) if path.is_relative() => {
            pathdiff::diff_paths(target, folder).unwrap_or_else(|| path.to_owned())
        }
        _ => path.to_owned(),
    };
    path.to_string_lossy().replace('\\', "/")
}
