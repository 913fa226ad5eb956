//! What is generated from what.

mod customising;
mod pages;

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::Levels;

pub use self::customising::{Behind, CustomPath, Customisation, Customising, Statement};
pub use self::pages::{PagesNext, PagesPlan, PagesStatement, pages_of};

/// What of a description is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Every operation and every component.
    Everything,
    /// These operations, by `operationId`, and what they reach.
    Operations(Vec<String>),
}

/// How much is asked of what is received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// What the description requires.
    #[default]
    Strict,
    /// Nothing but what discriminates a type: any other property may be missing.
    Lenient,
}

/// How much of what was published is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// All that can hold what the description says now.
    #[default]
    Everything,
    /// All but these items, by their paths in Rust: `Job`, `Job::status`, `create_job`.
    AllBut(Vec<String>),
    /// The names alone: the next major version.
    Names,
}

/// What is written beside the types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contents {
    /// Types, and functions for the operations.
    #[default]
    Whole,
    /// Types alone.
    TypesOnly,
}

/// Whether the functions stand behind features of the crate that the code is part of; of types
/// alone it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeatureGating {
    /// They are always there.
    #[default]
    Open,
    /// They are there with the features `client` and `operations` of that crate, which turn on
    /// those of the runtime; a crate that is generated whole has them.
    Features,
}

/// A text with the name that messages and the stamp call it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The name, as a person would give it on a command line.
    pub name: String,
    /// The text, YAML or JSON.
    pub content: String,
}

impl Input {
    /// A named text.
    pub fn new(name: impl Into<String>, content: impl Into<String>) -> Self {
        Self { name: name.into(), content: content.into() }
    }
}

/// Where the text of a file comes from, by its path relative to the document; entry points hand
/// one in, so that the core touches no disk.
pub type Loader = dyn Fn(&str) -> Result<String, LoadFailure> + Send + Sync;

/// Why a file that a description refers to is not handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadFailure {
    /// It is outside the folder of the document.
    OutsideFolder,
    /// It is outside the folder of the document, and outside the root that was named.
    OutsideRoot,
    /// It cannot be read, for this reason.
    Unreadable(String),
}

impl From<String> for LoadFailure {
    fn from(reason: String) -> Self {
        Self::Unreadable(reason)
    }
}

/// How much of a single file is formatted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Formatting {
    /// All of it.
    #[default]
    Everything,
    /// What a person opens it for. The tables are a line of tokens each: they are half of the
    /// work, and a build folder is read by the compiler.
    WhatIsRead,
}

/// Everything that a generation depends on: the same configuration gives the same bytes.
#[derive(Clone)]
#[non_exhaustive]
pub struct Config {
    /// The description.
    pub document: Input,
    /// Where the other files of the description come from, if it may have any.
    pub files: Option<Arc<Loader>>,
    /// Overlays, in the order in which they are applied.
    pub overlays: Vec<Input>,
    /// What of the description is wanted.
    pub selection: Selection,
    /// Which codes are errors, which warnings, and which are not told of.
    pub levels: Levels,
    /// What is stated of the pages of lists, by `operationId`.
    pub pages: Vec<(String, PagesStatement)>,
    /// What is stated of the Rust that is written.
    pub customising: Customising,
    /// How much is asked of what is received.
    pub received: Strictness,
    /// What is written beside the types.
    pub contents: Contents,
    /// Whether the functions stand behind features.
    pub gating: FeatureGating,
    /// How much of a single file is formatted.
    pub formatting: Formatting,
    /// The file of what was published already, if anything was.
    pub published: Option<Input>,
    /// What becomes of what was published and cannot stay as the description says it.
    pub keeping: Keeping,
    /// The command that the stamp tells a reader to run.
    pub command: String,
}

impl Config {
    /// Everything of a description, with the defaults.
    pub fn new(document: Input) -> Self {
        Self {
            document,
            files: None,
            overlays: Vec::new(),
            selection: Selection::Everything,
            levels: Levels::default(),
            pages: Vec::new(),
            customising: Customising::default(),
            received: Strictness::default(),
            contents: Contents::default(),
            gating: FeatureGating::default(),
            formatting: Formatting::default(),
            published: None,
            keeping: Keeping::default(),
            command: "specwright generate".to_owned(),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("document", &self.document.name)
            .field("selection", &self.selection)
            .finish_non_exhaustive()
    }
}
