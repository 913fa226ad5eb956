//! Jobs: what is generated from which document, with which overlays, into which folder.
//! The command makes one of its arguments; `codegen.toml` lists several.

mod account;
mod file;
mod manifest;
mod package;

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use crate::analysis::Lock;
use crate::config::{Config, Input};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Quoting, SourceText, Unit};
use crate::folder::read_text;
use crate::output::{Difference, Intent, Survey};
use crate::pipeline::{Failure, Output, generate};
use crate::pointer::FileId;
use crate::similar;
use crate::vendor::Vendor;

pub use self::account::shown;
pub use self::manifest::Manifest;
pub use self::package::{BadName, Package, PackageName, Runtime};
pub use crate::output::Root;

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
    /// The crate that the folder becomes, if it is not a module's folder.
    pub package: Option<Package>,
    /// The file of given names.
    pub lock: Option<PathBuf>,
    /// The file that says which Rust stands for which node of the description.
    pub manifest: Option<PathBuf>,
    /// Below what files may be written.
    pub root: Root,
    /// The vendor extensions that hold examples.
    pub vendors: Vec<Vendor>,
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
        error: io::Error,
    },
    /// A project file or a lock is not as it should be.
    Format(Box<Diagnostics>),
    /// The description is at fault.
    Generation(Failure),
}

impl Error {
    /// What to do about it, where that can be said.
    pub fn hint(&self) -> Option<String> {
        let Error::File { path, role, error } = self else { return None };
        match error.kind() {
            io::ErrorKind::NotFound => Some(match similar(path) {
                Some(similar) => format!("did you mean {}?", similar.display()),
                None => format!("give the path of the {role} from here"),
            }),
            io::ErrorKind::IsADirectory => {
                Some(format!("give the {role} itself, not the folder that it is in"))
            }
            io::ErrorKind::InvalidData => Some("it must be UTF-8 text".to_owned()),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::File { path, role, error } => {
                write!(f, "error: the {role} {} cannot be used: {error}", path.display())
            }
            Error::Format(diagnostics) => diagnostics.fmt(f),
            Error::Generation(failure) => failure.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

/// What a job would write, and how the disk differs from it.
#[derive(Clone, Debug)]
pub struct JobOutcome {
    /// What was generated, with its files as they are laid out on disk.
    pub output: Output,
    /// How many lines the files have.
    pub lines: usize,
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

impl Job {
    /// Generates the API and writes what differs, or only says it.
    ///
    /// # Errors
    /// Where the description or the disk is at fault; nothing is written where the description is.
    pub fn run(&self, mode: Mode) -> Result<JobOutcome, Error> {
        let mut output = generate(&self.config).map_err(Error::Generation)?;
        let manifest = self.manifest.as_ref().map(|path| {
            let manifest = Manifest::new(&self.config, &output, self.package.as_ref());
            (path, manifest.render())
        });
        if let Some(package) = &self.package {
            output.files = package.lay_out(&self.config, &self.output, output.files);
        }
        let intent = match mode {
            Mode::Write => Intent::Write,
            Mode::Check => Intent::Compare,
        };
        let mut survey = Survey::new(self.root.clone(), intent);
        for input in [&self.config.document].into_iter().chain(&self.config.overlays) {
            survey.spare(Path::new(&input.name));
        }
        let failed = |path: &Path, role| {
            let path = path.to_owned();
            move |error| Error::File { path, role, error }
        };
        // Everything is looked at before anything is written.
        let folder = failed(&self.output, "output folder");
        survey.folder(&self.output, &output.files).map_err(folder.clone())?;
        if let Some(path) = &self.lock {
            survey
                .file(path, &output.lock.render(), Lock::is_lock)
                .map_err(failed(path, "lock"))?;
        }
        if let Some((path, text)) = &manifest {
            survey.file(path, text, Manifest::is_manifest).map_err(failed(path, "manifest"))?;
        }
        let difference = match mode {
            Mode::Write => survey.settle().map_err(folder)?,
            Mode::Check => survey.difference(),
        };
        let lines = output.files.iter().map(|(_, text)| lines(text)).sum();
        Ok(JobOutcome { output, lines, difference })
    }
}

/// How many lines a file has; each is ended.
fn lines(text: &str) -> usize {
    // Of counters as small as these, which must not overflow, a processor adds many at once.
    let ends = |chunk: &[u8]| chunk.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    text.as_bytes().chunks(255).map(|chunk| usize::from(ends(chunk))).sum()
}

/// Reads a text that a job is made from.
///
/// # Errors
/// Where the file is missing, or is no text.
pub fn read_input(path: &Path, role: &'static str) -> Result<Input, Error> {
    Ok(Input::new(path.to_string_lossy(), read(path, role)?))
}

/// Reads a file of given names; none is there before the first generation.
///
/// # Errors
/// Where the file cannot be read, or is not a lock.
pub fn read_lock(path: &Path) -> Result<Lock, Error> {
    if !path.exists() {
        return Ok(Lock::default());
    }
    let text = read(path, "lock")?;
    Lock::parse(&text).map_err(|error| {
        // The reader counts columns in bytes, from one.
        let before = text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let start = before.map(str::len).sum::<usize>();
        let reason = match error.classify() {
            // What was found instead would be quoted.
            serde_json::error::Category::Data => "expected a string for each name".to_owned(),
            _ => reason(&error),
        };
        let message = format!("this is not a lock of names: {reason}");
        let help = "it is written by `specwright generate --lock`; without it names are given anew";
        let byte = start + error.column().saturating_sub(1);
        malformed(Code::LockMalformed, path, text.clone(), Quoting::Place, byte, message, help)
    })
}

/// What the reader of JSON says, without its place.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_owned())
}

/// A problem at a byte of a file that is no description.
fn malformed(
    code: Code,
    path: &Path,
    content: String,
    quoting: Quoting,
    byte: usize,
    message: impl Into<String>,
    help: &str,
) -> Error {
    let text = SourceText::new(path.to_string_lossy(), content, Unit::Bytes).quoted(quoting);
    let offset = u32::try_from(byte).unwrap_or(u32::MAX);
    let problem = Diagnostic::new(code, message).at(Location { file: FileId(0), offset });
    let problem = if help.is_empty() { problem } else { problem.help(help) };
    Error::Format(Box::new(Diagnostics::one(problem, &[text])))
}

fn read(path: &Path, role: &'static str) -> Result<String, Error> {
    read_text(path).map_err(|error| Error::File { path: path.to_owned(), role, error })
}

/// The file beside a missing one whose name is most like its own.
fn similar(missing: &Path) -> Option<PathBuf> {
    let wanted = missing.file_name()?.to_str()?;
    let folder = missing.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let names: Vec<String> = names.collect();
    let nearest = similar::similar(wanted, names.iter().map(String::as_str))?;
    Some(missing.with_file_name(nearest))
}
