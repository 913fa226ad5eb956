//! What is generated from what.

mod customising;
mod layout;
mod pages;
mod selection;
mod spelling;

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::Levels;

pub use self::customising::{Behind, CustomPath, Customisation, Customising, Statement};
pub use self::layout::{LAYOUTS, Layout};
pub use self::pages::{PagesNext, PagesPlan, PagesStatement, pages_of};
pub(crate) use self::selection::{Name, Sense, Target, bare};
pub use self::selection::{Selection, Selector};
pub use self::spelling::{BadPath, RuntimePath, Spelling, TagGating, Visibility};

/// How much is asked of what is received.
///
/// The example of [`Config`] sets it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// What the description requires.
    #[default]
    Strict,
    /// Nothing but what discriminates a type: any other property may be missing.
    Lenient,
}

/// How much of what was published is kept.
///
/// The example of [`Config`] sets it.
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
///
/// The example of [`Config`] sets it.
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
///
/// The example of [`Config`] sets it.
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
///
/// [`folder::beside`](crate::folder::beside) is one. The example of [`LoadFailure`] is another.
pub type Loader = dyn Fn(&str) -> Result<String, LoadFailure> + Send + Sync;

/// Why a file that a description refers to is not handed in.
///
/// ```
/// use std::sync::Arc;
///
/// use specwright_codegen::config::{LoadFailure, Loader};
///
/// /// The other files of a description, out of memory.
/// let files: Arc<Loader> = Arc::new(|name: &str| match name {
///     "owner.yaml" => Ok("Owner: {type: object}\n".to_owned()),
///     other => Err(LoadFailure::Unreadable(format!("there is no {other}"))),
/// });
/// ```
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
///
/// The example of [`Config`] sets it.
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
///
/// ```
/// use specwright_codegen::config::Formatting;
/// use specwright_codegen::{
///     Config, Contents, FeatureGating, Input, Keeping, Level, Levels, Selection, Strictness,
/// };
///
/// let mut levels = Levels::skipping();
/// levels.set(Level::Deny, "N0005").expect("a code");
/// let mut config = Config::new(Input::new("pets.yaml", "openapi: 3.1.0\n"));
/// config.overlays = vec![Input::new("corrections.yaml", "overlay: 1.0.0\nactions: []\n")];
/// config.selection = Selection::of(["listPets"]);
/// config.contents = Contents::Whole;
/// config.gating = FeatureGating::Features;
/// config.received = Strictness::Lenient;
/// config.formatting = Formatting::Everything;
/// config.keeping = Keeping::AllBut(vec!["Pet::mood".to_owned()]);
/// config.pages = vec![("listPets".to_owned(), "off".parse()?)];
/// config.layout = "tags".parse()?;
/// config.spelling.runtime = "crate::runtime".parse()?;
/// config.levels = levels;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    /// How the code is written, whatever it says.
    pub spelling: Spelling,
    /// How the code is shared between files, where there may be several.
    pub layout: Layout,
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
            spelling: Spelling::default(),
            layout: Layout::default(),
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
