//! What an entry point is asked for, and the configuration that comes of it.
//!
//! The command, the project file, build scripts and the macro all fill in [`Options`]: so each
//! takes the same ones, with the same defaults, and says the same of what cannot be used.
//!
//! | | command | project file | build script | macro |
//! |---|---|---|---|---|
//! | [`document`](Options::document) | `DOCUMENT` | `document` | `build(file)` | first argument |
//! | [`overlays`](Options::overlays) | `--overlay` | `overlays` | `.overlay(file)` | `overlays` |
//! | [`root`](Options::root) | `--root` | `root` | `.root(dir)` | `root` |
//! | [`operations`](Options::operations) | `--operation` | `operations` | `.operations([..])` | `operations` |
//! | [`contents`](Options::contents) | `--types-only` | `functions = "never"` | `.types_only()` | `types_only` |
//! | [`gating`](Options::gating) | `--behind-features` | `functions = "behind-features"` | `.behind_features()` | `behind_features` |
//! | [`tags`](Options::tags) | `--tag-features` | `tag-features = true` | `.tag_features()` | `tag_features` |
//! | [`runtime_path`](Options::runtime_path) | `--runtime-path` | `runtime-path` | `.runtime_path("…")` | `runtime_path` |
//! | [`visibility`](Options::visibility) | `--visible-in-crate` | `visibility = "crate"` | `.visible_in_crate()` | `visible_in_crate` |
//! | [`pages`](Options::pages) | `--pages ID=…` | `pages` | `.pages(id, "…")` | `pages` |
//! | [`statements`](Options::statements) | `--type`, `--format`, `--rename`, `--derive`, `--attribute`, `--closed`, `--behind` | `types`, `formats`, `renames`, `derives`, `attributes`, `closed`, `behind` | `.replace(..)`, `.format(..)`, `.rename(..)`, `.derive(..)`, `.attribute(..)`, `.closed(..)`, `.behind(..)` | as the project file |
//! | [`received`](Options::received) | `--lenient` | `received = "lenient"` | `.lenient()` | `lenient` |
//! | [`published`](Options::published) | `--published` | `published` | `.published(file)` | `published` |
//! | [`levels`](Options::levels) | `--deny`, `--warn`, `--allow` | `deny`, `warn`, `allow` | `.deny(code)`, … | `deny`, `warn`, `allow` |
//!
//! What is not here has a meaning for some of them only:
//!
//! - where files go (`--output`, `--crate` with `--runtime` and `--inherit`, `--manifest`, and the same
//!   in a project file), and how the code is shared between them (`--layout`): a build script writes
//!   one file into `OUT_DIR`, where cargo looks for it, and a macro none;
//! - that files may be written below `--root` is the command's alone, since a project file is not to
//!   say where it may write (ARCHITECTURE.md, *Decisions*);
//! - `--check`, `--dry-run`, `--report-untyped`, `--json`, `--verbose`, `--color` are about what the
//!   command prints, and `--effective-document` about a file that nobody compiles; cargo and the
//!   compiler print for the other two, and build again what is stale;
//! - `--accept-breaking` gives up what was published, once, before the next major version: who runs the
//!   command decides that, and no file keeps it;
//! - [`streams`](Options::streams), a text that is read once, is the command's, which reads once;
//! - `command`, which a file's first line tells a reader to run, and `name`, by which reports call an
//!   API, are settings of a project file, which several commands may stand for and which lists several
//!   APIs; the command knows both by its own arguments, a build script is run by `cargo build`, and what
//!   a macro writes has no first line;
//! - `examples` (`--vendor`) is what `specwright examples` looks at; nothing generated depends on it.

use std::io;
use std::path::{Path, PathBuf};

use crate::config::{
    Config, Contents, FeatureGating, Input, PagesStatement, RuntimePath, Selection, Statement,
    Strictness, TagGating, Visibility,
};
use crate::diagnostic::{Argument, Code, Diagnostic, Diagnostics, Level, SourceText};
use crate::failure::Failure;
use crate::folder::{self, Streams, read_input, read_text, unusable};
use crate::pipeline::Planned;

/// A text that an option names.
///
/// The example of [`Options`] has two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is read.
    pub path: PathBuf,
    /// What messages and the first line of each file call it.
    pub name: String,
}

impl<P: Into<PathBuf>> From<P> for Source {
    fn from(path: P) -> Self {
        let path = path.into();
        let name = path.to_string_lossy().into_owned();
        Self { path, name }
    }
}

/// What can be asked of every entry point.
///
/// ```no_run
/// use specwright_codegen::options::{Options, Source};
/// use specwright_codegen::{Contents, generate};
///
/// let mut options = Options::new(std::path::PathBuf::from("openapi.yaml"));
/// options.operations = Some(vec!["listPets".to_owned()]);
/// options.contents = Contents::TypesOnly;
/// options.overlays.push(Source::from(std::path::PathBuf::from("corrections.overlay.yaml")));
/// let output = generate(&options.config()?)?;
/// println!("read {:?}", options.files(&output.texts));
/// # Ok::<(), specwright_codegen::Failure>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The description.
    pub document: Source,
    /// The overlays that correct it, in order.
    pub overlays: Vec<Source>,
    /// A folder below which the other files of the description may stand, beside the folder of the
    /// document: `$ref: ../common.yaml` leads out of that.
    pub root: Option<Source>,
    /// What is wanted, with what it reaches; without it, everything. See
    /// [`Selector`](crate::config::Selector) for what there is: operations, tags, paths, webhooks,
    /// schemas, and what is left out of them.
    pub operations: Option<Vec<String>>,
    /// The file of what was published; it need not be there yet.
    pub published: Option<Source>,
    /// What is written beside the types.
    pub contents: Contents,
    /// Whether the functions stand behind features.
    pub gating: FeatureGating,
    /// Whether what belongs to a tag stands behind a feature.
    pub tags: TagGating,
    /// By which path the code names the runtime, where it is not `specwright`: `crate::runtime`,
    /// `::sdk::specwright`.
    pub runtime_path: Option<String>,
    /// Who can name the items.
    pub visibility: Visibility,
    /// What is stated of the pages of lists, by `operationId`; see
    /// [`PagesStatement`] for what it can say.
    pub pages: Vec<(String, String)>,
    /// What is stated of the Rust that is written; see [`Customisation`](crate::Customisation) for what it can be about.
    pub statements: Vec<Statement>,
    /// How much is asked of what is received.
    pub received: Strictness,
    /// Levels, and the codes or groups that have them.
    pub levels: Vec<(Level, String)>,
    /// Whether a text may be a stream.
    pub streams: Streams,
    /// The command that the first line of each file tells a reader to run.
    pub command: String,
}

impl Options {
    /// Everything of a description, with the defaults.
    pub fn new(document: impl Into<Source>) -> Self {
        Self {
            document: document.into(),
            overlays: Vec::new(),
            root: None,
            operations: None,
            published: None,
            contents: Contents::default(),
            gating: FeatureGating::default(),
            tags: TagGating::default(),
            runtime_path: None,
            visibility: Visibility::default(),
            received: Strictness::default(),
            levels: Vec::new(),
            pages: Vec::new(),
            statements: Vec::new(),
            streams: Streams::default(),
            command: "specwright generate".to_owned(),
        }
    }

    /// Reads what the options name.
    ///
    /// # Errors
    /// Each option that cannot be used.
    pub fn config(&self) -> Result<Config, Failure> {
        self.with(self.read(&self.document, "document", Argument::Document))
    }

    /// Reads what the options name, but for the document, of which the caller has the text: out of
    /// a revision, say.
    ///
    /// # Errors
    /// Each option that cannot be used.
    ///
    /// ```
    /// use specwright_codegen::Input;
    /// use specwright_codegen::options::Options;
    ///
    /// let options = Options::new("pets.yaml");
    /// let config = options.config_of(Input::new("HEAD~1:pets.yaml", "openapi: 3.1.0"))?;
    /// assert_eq!(config.document.name, "HEAD~1:pets.yaml");
    /// # Ok::<(), specwright_codegen::Failure>(())
    /// ```
    pub fn config_of(&self, document: Input) -> Result<Config, Failure> {
        self.with(Ok(document))
    }

    fn with(&self, document: Result<Input, Diagnostic>) -> Result<Config, Failure> {
        let mut faults = Faults::default();
        let mut config = Config::new(faults.keep(document).unwrap_or_else(|| Input::new("", "")));
        let root = self.root.as_ref().map(|root| root.path.as_path());
        config.files = Some(folder::within(&self.document.path, root));
        if let Some(root) = self.root.as_ref().filter(|root| !root.path.is_dir()) {
            let error = io::Error::new(io::ErrorKind::NotADirectory, "it is no folder");
            faults.problems.push(unusable(&root.path, &root.name, "root", &error));
        }
        for (index, overlay) in self.overlays.iter().enumerate() {
            let overlay = self.read(overlay, "overlay", Argument::Overlay(index));
            config.overlays.extend(faults.keep(overlay));
        }
        if let Some(operations) = &self.operations {
            config.selection = Selection::of(operations.iter().cloned());
        }
        if let Some(published) = &self.published {
            config.published = faults.published(published);
        }
        for (operation, text) in &self.pages {
            let stated = text.parse::<PagesStatement>().map_err(|reason| {
                let message = format!("the pages that are stated of `{operation}`: {reason}");
                let problem = Diagnostic::new(Code::PagesMisstated, message);
                problem.about(Argument::Pages(operation.clone()))
            });
            config.pages.extend(faults.keep(stated).map(|stated| (operation.clone(), stated)));
        }
        for statement in &self.statements {
            let Statement { about, of, to } = statement;
            let added = config.customising.add(statement).map_err(|reason| {
                let about = about.name();
                let message = format!("the {about} that is stated by `{of}={to}`: {reason}");
                let problem = Diagnostic::new(Code::CustomisationMalformed, message);
                problem.about(Argument::Custom(Box::new((about, of.clone()))))
            });
            faults.keep(added);
        }
        for (level, text) in &self.levels {
            faults.keep(config.levels.set(*level, text));
        }
        if let Some(path) = &self.runtime_path {
            let read = path.parse::<RuntimePath>().map_err(|reason| {
                let message = format!("`{path}` is no path of the runtime: {reason}");
                Diagnostic::new(Code::OptionMisused, message).about(Argument::RuntimePath)
            });
            config.spelling.runtime = faults.keep(read).unwrap_or_default();
        }
        config.spelling.visibility = self.visibility;
        config.spelling.tags = self.tags;
        config.contents = self.contents;
        config.gating = self.gating;
        config.received = self.received;
        config.command.clone_from(&self.command);
        match faults.problems.is_empty() {
            true => Ok(config),
            false => Err(Diagnostics::new(faults.problems, faults.texts).into()),
        }
    }

    /// The files that a generation depends on: those of the options, and those that the
    /// description refers to.
    pub fn files(&self, texts: &[SourceText]) -> Vec<PathBuf> {
        let named = [&self.document].into_iter().chain(&self.overlays).chain(&self.published);
        let folder = self.document.path.parent().unwrap_or(Path::new(""));
        let referred = texts.iter().skip(1 + self.overlays.len());
        let referred = referred.map(|text| folder.join(&text.name));
        named.map(|source| source.path.clone()).chain(referred).collect()
    }

    /// Says what the file of published items lacks, where nobody writes it: such an item may change
    /// when the description does.
    ///
    /// # Errors
    /// Where that is denied.
    pub fn say_what_is_not_published(
        &self,
        config: &Config,
        planned: &mut Planned,
    ) -> Result<(), Failure> {
        let Some(published) = &self.published else { return Ok(()) };
        let missing = &planned.unpublished;
        let Some(first) = missing.first() else { return Ok(()) };
        let name = &published.name;
        let message = match missing.len() - 1 {
            0 => format!("{name} lacks the item `{first}`"),
            more => format!("{name} lacks the item `{first}` and {more} more"),
        };
        let problem =
            Diagnostic::new(Code::PublishedStale, message).about(Argument::Published).help(
                "run `specwright generate` with the same options and `--published`, which writes it",
            );
        match config.levels.apply(problem) {
            Some(problem) if problem.is_error() => Err(problem.into()),
            problem => {
                planned.warnings.extend(problem);
                Ok(())
            }
        }
    }

    fn read(
        &self,
        source: &Source,
        role: &'static str,
        argument: Argument,
    ) -> Result<Input, Diagnostic> {
        read_input(&source.path, &source.name, self.streams)
            .map_err(|error| unusable(&source.path, &source.name, role, &error).about(argument))
    }
}

/// The options that cannot be used.
#[derive(Default)]
struct Faults {
    problems: Vec<Diagnostic>,
    texts: Vec<SourceText>,
}

impl Faults {
    fn keep<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// The file of published items; none is there before the first generation.
    fn published(&mut self, source: &Source) -> Option<Input> {
        if !source.path.exists() {
            return None;
        }
        let text = read_text(&source.path).map_err(|error| {
            unusable(&source.path, &source.name, "file of published items", &error)
        });
        let text = self.keep(text.map_err(|problem| problem.about(Argument::Published)))?;
        Some(Input::new(&source.name, text))
    }
}
