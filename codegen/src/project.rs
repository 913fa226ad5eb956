//! `codegen.toml`: what is generated from which document, with which overlays, into which folder.

use std::path::{Path, PathBuf};
use std::{fmt, fs};

use serde::Deserialize;

use crate::analysis::Lock;
use crate::config::{Config, Extent, Gates, Input, Selection};
use crate::output::{self, Difference};
use crate::pipeline::{Failure, Output, generate};

/// A project file.
#[derive(Clone, Debug)]
pub struct Project {
    /// The APIs that it lists.
    pub jobs: Vec<Job>,
}

/// One API of a project.
#[derive(Clone, Debug)]
pub struct Job {
    /// What the API is called.
    pub name: String,
    /// What it is generated from.
    pub config: Config,
    /// The folder that it is generated into.
    pub output: PathBuf,
    /// The file of given names.
    pub lock: Option<PathBuf>,
}

/// Why a project could not be read or generated.
#[derive(Debug)]
pub enum Error {
    /// A file could not be read or written.
    File {
        /// The file.
        path: PathBuf,
        /// What it is to the project.
        role: &'static str,
        /// The reason.
        error: std::io::Error,
    },
    /// The project file is not as it should be.
    Format {
        /// The file.
        path: PathBuf,
        /// The reason, with its place.
        reason: String,
    },
    /// The description is at fault.
    Generation(Failure),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::File { path, role, error } => {
                write!(f, "error: the {role} {} cannot be used: {error}", path.display())
            }
            Error::Format { path, reason } => write!(f, "error: {}: {reason}", path.display()),
            Error::Generation(failure) => failure.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

/// What a job would write, and how the disk differs from it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was generated.
    pub output: Output,
    /// The files that differ.
    pub difference: Difference,
}

/// Whether a job writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It writes what differs.
    Write,
    /// It only says what differs.
    Check,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    command: Option<String>,
    generate: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    document: PathBuf,
    #[serde(default)]
    overlays: Vec<PathBuf>,
    #[serde(default)]
    operations: Vec<String>,
    output: PathBuf,
    #[serde(default)]
    lock: Option<PathBuf>,
    #[serde(default)]
    functions: Functions,
}

/// When the functions are there.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Functions {
    #[default]
    Always,
    BehindFeatures,
    Never,
}

impl Project {
    /// Reads a project file and the files that it names, which are relative to it.
    ///
    /// # Errors
    /// Where one of them is missing or is not as it should be.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = read(path, "project file")?;
        let format = |reason: String| Error::Format { path: path.to_owned(), reason };
        let file: File = toml::from_str(&text).map_err(|error| format(error.to_string()))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut jobs = Vec::new();
        for entry in file.generate {
            jobs.push(entry.load(folder, file.command.as_deref(), path)?);
        }
        Ok(Self { jobs })
    }
}

impl Entry {
    fn load(self, folder: &Path, command: Option<&str>, project: &Path) -> Result<Job, Error> {
        let input = |path: &Path, role| {
            let content = read(&folder.join(path), role)?;
            Ok(Input::new(folder.join(path).to_string_lossy(), content))
        };
        let mut config = Config::new(input(&self.document, "document")?);
        for overlay in &self.overlays {
            config.overlays.push(input(overlay, "overlay")?);
        }
        if !self.operations.is_empty() {
            config.selection = Selection::Operations(self.operations);
        }
        (config.extent, config.gates) = match self.functions {
            Functions::Always => (Extent::Whole, Gates::Open),
            Functions::BehindFeatures => (Extent::Whole, Gates::Features),
            Functions::Never => (Extent::TypesOnly, Gates::Open),
        };
        let lock = self.lock.map(|lock| folder.join(lock));
        if let Some(path) = &lock
            && path.exists()
        {
            let text = read(path, "lock")?;
            config.lock = Lock::parse(&text)
                .map_err(|reason| Error::Format { path: path.clone(), reason })?;
        }
        config.command = match command {
            Some(command) => command.to_owned(),
            None => format!("specwright generate --config {}", project.display()),
        };
        Ok(Job { name: self.name, config, output: folder.join(self.output), lock })
    }
}

impl Job {
    /// Generates the API and writes what differs, or only says it.
    ///
    /// # Errors
    /// Where the description or the disk is at fault; nothing is written where the description is.
    pub fn run(&self, mode: Mode) -> Result<Outcome, Error> {
        let output = generate(&self.config).map_err(Error::Generation)?;
        let lock = self.lock.iter().map(|path| (path, output.lock.render()));
        let failed =
            |error| Error::File { path: self.output.clone(), role: "output folder", error };
        let mut difference = match mode {
            Mode::Write => output::write(&self.output, &output.files),
            Mode::Check => output::compare(&self.output, &output.files),
        }
        .map_err(failed)?;
        for (path, text) in lock {
            if fs::read_to_string(path).ok().as_deref() == Some(text.as_str()) {
                continue;
            }
            if mode == Mode::Write {
                fs::write(path, text).map_err(|error| Error::File {
                    path: path.clone(),
                    role: "lock",
                    error,
                })?;
            }
            difference.stale.push(path.clone());
        }
        Ok(Outcome { output, difference })
    }
}

fn read(path: &Path, role: &'static str) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|error| Error::File { path: path.to_owned(), role, error })
}
