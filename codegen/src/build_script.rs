//! The entry point for build scripts: `specwright_codegen::build("openapi.yaml").write_or_exit()`
//! in a `build.rs`, and `include!(concat!(env!("OUT_DIR"), "/openapi.rs"));` in the crate.

use std::path::{Path, PathBuf};
use std::{env, fmt, io, process};

use thiserror::Error;

use crate::config::{
    Config, Contents, Customisation, FeatureGating, Formatting, Statement, Strictness, TagGating,
    Visibility,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Level, Located};
use crate::failure::Failure;
use crate::folder::unusable;
use crate::options::{Options, Source};
use crate::output;
use crate::pipeline::generate_file;

/// Begins the generation of a description, whose path is relative to the crate.
///
/// ```no_run
/// // build.rs
/// specwright_codegen::build("openapi.yaml")
///     .root("..")
///     .operations(["listPets", "addPet"])
///     .overlay("corrections.overlay.yaml")
///     .published("published.txt")
///     .pages("listPets", "parameter=after,items=/data,next=last:/id,more=/has_more")
///     .types_only()
///     .behind_features()
///     .lenient()
///     .deny("warnings")
///     .warn("unreadable")
///     .allow("annotation-unused")
///     .write_or_exit();
///
/// // How the Rust is customised, and named.
/// specwright_codegen::build("openapi.yaml")
///     .replace("Money", "rust_decimal::Decimal")
///     .format("date-time", "jiff::Timestamp")
///     .rename("Pet::kind", "species")
///     .derive("structs", "Eq, Hash")
///     .attribute("Pet", "cfg_attr(test, derive(fake::Dummy))")
///     .closed("PetMood")
///     .behind("Pet::parent", "Arc")
///     .runtime_path("crate::runtime")
///     .tag_features()
///     .visible_in_crate()
///     .write_or_exit();
/// ```
pub fn build(document: impl Into<PathBuf>) -> Build {
    let mut options = Options::new(document.into());
    options.command = "cargo build".to_owned();
    Build { options }
}

/// What a build script generates.
///
/// The example of [`build`] sets all that there is.
#[derive(Clone, Debug)]
#[must_use = "nothing is generated until `write_or_exit` or `write` is called"]
pub struct Build {
    options: Options,
}

/// Why a build script's generation failed: everything that is wrong, each with its place.
///
/// Displayed and debugged alike, it is what a person is to read, so that `fn main() ->
/// Result<(), BuildError>` and `.unwrap()` both show it.
///
/// ```no_run
/// use specwright_codegen::{BuildError, build};
///
/// fn main() -> Result<(), BuildError> {
///     let written = build("openapi.yaml").write().inspect_err(|error| {
///         for problem in error.diagnostics().problems() {
///             println!("{}: {}", problem.code, problem.message);
///         }
///     })?;
///     println!("{}", written.display());
///     Ok(())
/// }
/// ```
#[derive(Error)]
#[error(transparent)]
pub struct BuildError(#[from] Failure);

impl BuildError {
    /// What is wrong.
    pub fn diagnostics(&self) -> Diagnostics {
        self.0.diagnostics().into_owned()
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Build {
    /// Corrects the description by an overlay; several are applied in order. This needs the
    /// feature `overlays`, since their targets are JSONPath, whose library is a third of what the
    /// generator takes to build.
    pub fn overlay(mut self, overlay: impl Into<PathBuf>) -> Self {
        self.options.overlays.push(Source::from(overlay.into()));
        self
    }

    /// Lets the other files of the description stand anywhere below a folder, relative to the
    /// crate, and not only in or below the folder of the document (`$ref: ../common.yaml`).
    pub fn root(mut self, root: impl Into<PathBuf>) -> Self {
        self.options.root = Some(Source::from(root.into()));
        self
    }

    /// Generates what these selectors name and what that reaches, instead of everything: operations by
    /// their `operationId`, by `METHOD /path`, by `tag:NAME`, and what else a
    /// [`Selector`](crate::Selector) can say.
    pub fn operations<I: Into<String>>(mut self, selectors: impl IntoIterator<Item = I>) -> Self {
        self.options.operations = Some(selectors.into_iter().map(Into::into).collect());
        self
    }

    /// Generates the types without functions.
    pub fn types_only(mut self) -> Self {
        self.options.contents = Contents::TypesOnly;
        self
    }

    /// Puts the functions behind features of the crate: `operations` for what needs no network,
    /// and `client` for the rest, which has to turn on `operations` and `specwright/client`.
    pub fn behind_features(mut self) -> Self {
        self.options.gating = FeatureGating::Features;
        self
    }

    /// Puts what belongs to a tag alone behind a feature of the crate, which has to have it
    /// (`tag-fine-tuning = []`): an operation behind that of its first tag, a type behind those of the
    /// operations that reach it.
    pub fn tag_features(mut self) -> Self {
        self.options.tags = TagGating::Features;
        self
    }

    /// Names the runtime by this path instead of `specwright`: `crate::runtime` where the crate shows
    /// it again, `::sdk::specwright` where another crate does.
    pub fn runtime_path(mut self, path: impl Into<String>) -> Self {
        self.options.runtime_path = Some(path.into());
        self
    }

    /// Lets nobody but the crate name the items (`pub(crate)`), wherever they are included.
    pub fn visible_in_crate(mut self) -> Self {
        self.options.visibility = Visibility::Crate;
        self
    }

    /// Keeps the names that this file holds. It is only read, since a build script writes nothing
    /// beside `OUT_DIR`: names that it lacks are a warning (`W0007`), and `specwright generate
    /// --published` records them.
    pub fn published(mut self, published: impl Into<PathBuf>) -> Self {
        self.options.published = Some(Source::from(published.into()));
        self
    }

    /// States how the pages of an operation's list follow each other, or that it has none (`off`):
    /// `.pages("listPets", "parameter=after,items=/data,next=last:/id,more=/has_more")`; see
    /// [`PagesStatement`](crate::PagesStatement) for what it can say.
    pub fn pages(mut self, operation: impl Into<String>, stated: impl Into<String>) -> Self {
        self.options.pages.push((operation.into(), stated.into()));
        self
    }

    /// Puts a type of yours in place of one: of a type or a field by its path in Rust (`Money`,
    /// `Job::created_at`), or of what stands at a JSON Pointer of the description. It is named by its
    /// path from its crate on: `.replace("Money", "rust_decimal::Decimal")`.
    pub fn replace(self, of: impl Into<String>, by: impl Into<String>) -> Self {
        self.state(Customisation::Type, of, by)
    }

    /// Holds what has a `format` in a type of yours: `.format("date-time", "jiff::Timestamp")`.
    pub fn format(self, format: impl Into<String>, held_in: impl Into<String>) -> Self {
        self.state(Customisation::Format, format, held_in)
    }

    /// Calls a type, a field, a variant, a function or a parameter otherwise: `.rename("Job::status",
    /// "state")`, `.rename("list_jobs::type", "kind")`.
    pub fn rename(self, of: impl Into<String>, to: impl Into<String>) -> Self {
        self.state(Customisation::Rename, of, to)
    }

    /// Lets types derive more: a type by its path in Rust, or `structs`, `enums`, `unions`, `*`:
    /// `.derive("structs", "Eq, Hash")`.
    pub fn derive(self, of: impl Into<String>, traits: impl Into<String>) -> Self {
        self.state(Customisation::Derive, of, traits)
    }

    /// Writes an attribute before types, as [`derive`](Self::derive) names them.
    pub fn attribute(self, of: impl Into<String>, attribute: impl Into<String>) -> Self {
        self.state(Customisation::Attribute, of, attribute)
    }

    /// Closes an enum of strings, or all (`*`): it has no `Other`, and a value that is not listed is a
    /// decode error.
    pub fn closed(self, of: impl Into<String>) -> Self {
        self.state(Customisation::Closed, of, "")
    }

    /// Puts a field or a variant that holds a generated type behind a pointer:
    /// `.behind("Job::parent", "Arc")`.
    pub fn behind(self, of: impl Into<String>, pointer: impl Into<String>) -> Self {
        self.state(Customisation::Behind, of, pointer)
    }

    fn state(mut self, about: Customisation, of: impl Into<String>, to: impl Into<String>) -> Self {
        self.options.statements.push(Statement::new(about, of, to));
        self
    }

    /// Lets any received property be missing that does not discriminate types.
    pub fn lenient(mut self) -> Self {
        self.options.received = Strictness::Lenient;
        self
    }

    /// Makes a code or a group of codes an error, by its number or its name.
    pub fn deny(self, code: impl Into<String>) -> Self {
        self.level(Level::Deny, code.into())
    }

    /// Makes a code or a group of codes a warning: `.warn("unreadable")` leaves out what cannot
    /// be read.
    pub fn warn(self, code: impl Into<String>) -> Self {
        self.level(Level::Warn, code.into())
    }

    /// Says nothing of a code or of a group of codes.
    pub fn allow(self, code: impl Into<String>) -> Self {
        self.level(Level::Allow, code.into())
    }

    fn level(mut self, level: Level, code: String) -> Self {
        self.options.levels.push((level, code));
        self
    }

    /// Generates into `OUT_DIR`, as [`Build::write`] does; where that fails, says why and ends
    /// the build script, so that cargo shows every error as it is drawn.
    pub fn write_or_exit(self) -> PathBuf {
        self.write().unwrap_or_else(|error| {
            eprintln!("{error}");
            process::exit(1);
        })
    }

    /// Generates into `OUT_DIR`, in a file called like the document with the ending `.rs`,
    /// and tells cargo when to do it again: once a file that was read changes. A file that would
    /// say the same is not written, so that what includes it is not compiled again.
    ///
    /// # Errors
    /// Where the description is at fault, with every place, or a file is.
    ///
    /// The example of [`BuildError`] calls it.
    pub fn write(self) -> Result<PathBuf, BuildError> {
        let out = env::var_os("OUT_DIR").ok_or_else(|| {
            let message = "there is no OUT_DIR: this has to run within a build script";
            Failure::from(Diagnostic::new(Code::NoBuildScript, message))
        })?;
        let config = Config { formatting: Formatting::WhatIsRead, ..self.options.config()? };
        let (text, mut planned) = generate_file(&config)?;
        self.options.say_what_is_not_published(&config, &mut planned)?;
        for path in self.options.files(&planned.texts) {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        for warning in &planned.warnings {
            println!("cargo::warning={}", Located::new(warning, &planned.texts));
        }
        let name = self.options.document.path.file_stem().unwrap_or_default();
        let path = Path::new(&out).join(name).with_extension("rs");
        let failed = |error: io::Error| unusable(&path, &path.to_string_lossy(), "output", &error);
        output::write_file(Path::new(&out), &path, &text).map_err(failed).map_err(Failure::from)?;
        Ok(path)
    }
}
