//! The entry point for build scripts: `specwright_codegen::build("openapi.yaml").write()` in a
//! `build.rs`, and `include!(concat!(env!("OUT_DIR"), "/openapi.rs"));` in the crate.

use std::path::{Path, PathBuf};
use std::{env, fmt, io};

use crate::config::{Config, Contents, Input, Selection};
use crate::diagnostic::{Style, draw_all};
use crate::failure::Failure;
use crate::folder::{self, read_text};
use crate::output;
use crate::pipeline::generate_file;

/// Begins the generation of a description, whose path is relative to the crate.
pub fn build(document: impl Into<PathBuf>) -> Build {
    Build {
        document: document.into(),
        overlays: Vec::new(),
        selection: Selection::Everything,
        contents: Contents::default(),
    }
}

/// What a build script generates.
#[derive(Clone, Debug)]
#[must_use = "nothing is generated until `write` is called"]
pub struct Build {
    document: PathBuf,
    overlays: Vec<PathBuf>,
    selection: Selection,
    contents: Contents,
}

/// Why a build script's generation failed.
#[derive(Debug)]
pub enum BuildError {
    /// The description is at fault.
    Generation(Failure),
    /// A file could not be read or written.
    File(PathBuf, io::Error),
    /// The code does not run within a build script.
    NotABuildScript,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::Generation(failure) => failure.fmt(f),
            BuildError::File(path, error) => {
                write!(f, "{} cannot be used: {error}", path.display())
            }
            BuildError::NotABuildScript => {
                f.write_str("there is no OUT_DIR: this has to run within a build script")
            }
        }
    }
}

impl std::error::Error for BuildError {}

impl Build {
    /// Corrects the description by an overlay; several are applied in order.
    pub fn overlay(mut self, overlay: impl Into<PathBuf>) -> Self {
        self.overlays.push(overlay.into());
        self
    }

    /// Generates these operations and what they reach, instead of everything.
    pub fn operations<I: Into<String>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        self.selection = Selection::Operations(ids.into_iter().map(Into::into).collect());
        self
    }

    /// Generates the types without functions.
    pub fn types_only(mut self) -> Self {
        self.contents = Contents::TypesOnly;
        self
    }

    /// Generates into `OUT_DIR`, in a file called like the document with the ending `.rs`,
    /// and tells cargo when to do it again.
    ///
    /// # Errors
    /// Where the description is at fault, with every place, or a file is.
    pub fn write(self) -> Result<PathBuf, BuildError> {
        let out = env::var_os("OUT_DIR").ok_or(BuildError::NotABuildScript)?;
        let mut config = Config::new(read(&self.document)?);
        config.files = Some(folder::beside(&self.document));
        for overlay in &self.overlays {
            config.overlays.push(read(overlay)?);
        }
        config.selection = self.selection;
        config.contents = self.contents;
        config.command = "cargo build".to_owned();
        for path in std::iter::once(&self.document).chain(&self.overlays) {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        let (text, planned) = generate_file(&config).map_err(BuildError::Generation)?;
        for line in draw_all(&planned.warnings, &planned.texts, Style::Plain).lines() {
            println!("cargo::warning={line}");
        }
        let name = self.document.file_stem().unwrap_or_default();
        let path = Path::new(&out).join(name).with_extension("rs");
        output::write_file(Path::new(&out), &path, &text)
            .map_err(|error| BuildError::File(path.clone(), error))?;
        Ok(path)
    }
}

fn read(path: &Path) -> Result<Input, BuildError> {
    let content = read_text(path).map_err(|error| BuildError::File(path.to_owned(), error))?;
    Ok(Input::new(path.to_string_lossy(), content))
}
