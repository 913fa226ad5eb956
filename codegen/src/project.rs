//! Jobs: what is generated from which document, with which overlays, into which folder.
//! The command makes one of its arguments; `codegen.toml` lists several.

mod accepted;
mod dependencies;
mod file;
mod inherited;
mod keys;
mod manifest;
mod package;
mod progress;
mod report;
mod starter;

use std::io;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::diff::{Diff, Side, diff};
use crate::failure::Failure;
use crate::folder::unusable;
use crate::output::{Difference, Intent, Survey};
use crate::pipeline::{Output, generate};
use crate::published::Published;
use crate::vendor::Vendor;

pub use self::accepted::Accepted;
pub use self::dependencies::OtherCrate;
pub use self::inherited::Inherited;
pub use self::keys::{is_project_schema, project_schema};
pub use self::manifest::Manifest;
pub use self::package::{BadName, Package, PackageName, Runtime};
pub use self::progress::progress;
pub use self::report::shown;
pub use self::starter::{Home, Starter};
pub use crate::output::Root;

/// A project file.
///
/// ```no_run
/// use std::path::Path;
/// use std::time::Instant;
///
/// use specwright_codegen::project::{Mode, Project, progress, shown};
/// use specwright_codegen::report::Detail;
///
/// for job in Project::load(Path::new("codegen.toml"))?.jobs {
///     let started = Instant::now();
///     let outcome = progress(&job.name, || job.run(Mode::Check))?;
///     let summary = job.summary(&outcome.output);
///     let took = started.elapsed();
///     print!("{}", outcome.report(&job, Mode::Check, Detail::Whole, "cargo xtask codegen", took));
///     println!("below {}", shown(&job.output));
/// }
/// # Ok::<(), specwright_codegen::Failure>(())
/// ```
#[derive(Clone, Debug)]
pub struct Project {
    /// The APIs that it lists.
    pub jobs: Vec<Job>,
}

/// One API of a project.
///
/// The example of [`Project`] has one.
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
    /// The file of what is published.
    pub published: Option<PathBuf>,
    /// The file that says which Rust stands for which node of the description.
    pub manifest: Option<PathBuf>,
    /// Which version the crate has afterwards.
    pub versioning: Versioning,
    /// Below what files may be written.
    pub root: Root,
    /// The vendor extensions that hold examples.
    pub vendors: Vec<Vendor>,
}

/// What a job would write, and how the disk differs from it.
///
/// The example of [`Project`] has one.
#[derive(Clone, Debug)]
pub struct JobOutcome {
    /// What was generated, with its files as they are laid out on disk.
    pub output: Output,
    /// How many lines the files have.
    pub lines: usize,
    /// The files that differ.
    pub difference: Difference,
    /// What the generation means for who depends on what was published before.
    pub step: Option<Diff>,
}

/// Which version a crate has after a generation.
///
/// ```
/// use specwright_codegen::project::Versioning;
///
/// /// `--bump` of the command.
/// fn versioning(is_asked_for: bool) -> Versioning {
///     if is_asked_for { Versioning::ByStep } else { Versioning::Kept }
/// }
/// # versioning(true);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Versioning {
    /// The one that it had; the first, where there was none.
    #[default]
    Kept,
    /// The one that follows it by what the generation means for who depends on the crate (Semantic
    /// Versioning; RFC 1105). The same where it means nothing.
    ByStep,
}

/// Whether a job writes.
///
/// The example of [`Project`] has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It writes what differs.
    Write,
    /// It only says what differs.
    Check,
    /// It says what it would write, and refuses what it would not.
    DryRun,
}

impl Job {
    /// Generates the API and writes what differs, or only says it.
    ///
    /// # Errors
    /// Where the description or the disk is at fault; nothing is written where the description is.
    pub fn run(&self, mode: Mode) -> Result<JobOutcome, Failure> {
        let mut output = generate(&self.config)?;
        let step = self.step(&output);
        let manifest = self.manifest.as_ref().map(|path| {
            let manifest = Manifest::new(&self.config, &output, self.package.as_ref());
            (path, manifest.render())
        });
        if let Some(package) = &self.package {
            let version = self.version(step.as_ref());
            output.files = package.lay_out(&self.config, &self.output, &version, &output)?;
        }
        let intent = match mode {
            Mode::Write | Mode::DryRun => Intent::Write,
            Mode::Check => Intent::Compare,
        };
        let mut survey = Survey::new(self.root.clone(), intent);
        for input in [&self.config.document].into_iter().chain(&self.config.overlays) {
            survey.spare(Path::new(&input.name));
        }
        let failed = |path: &Path, role| {
            let path = path.to_owned();
            move |error: io::Error| unusable(&path, &path.to_string_lossy(), role, &error)
        };
        // Everything is looked at before anything is written.
        let folder = failed(&self.output, "output folder");
        survey.folder(&self.output, &output.files).map_err(folder.clone())?;
        if let Some(path) = &self.published {
            survey
                .file(path, &output.published.render(), Published::is_published)
                .map_err(failed(path, "file of published items"))?;
        }
        if let Some((path, text)) = &manifest {
            survey.file(path, text, Manifest::is_manifest).map_err(failed(path, "manifest"))?;
        }
        let difference = match mode {
            Mode::Write => survey.settle().map_err(folder)?,
            Mode::Check | Mode::DryRun => survey.difference(),
        };
        let lines = output.files.iter().map(|(_, text)| text.lines().count()).sum();
        Ok(JobOutcome { output, lines, difference, step })
    }

    /// The version of the crate after a generation.
    fn version(&self, step: Option<&Diff>) -> String {
        let present = package::version(&self.output);
        let next = match (self.versioning, step, &present) {
            (Versioning::ByStep, Some(step), Some(present)) => step.next_version(present),
            _ => None,
        };
        next.or(present).unwrap_or_else(|| package::FIRST_VERSION.to_owned())
    }

    /// What the generation means, where something was published before.
    fn step(&self, output: &Output) -> Option<Diff> {
        let file = self.config.published.as_ref()?;
        let before = Published::parse(&file.content).ok()?;
        if before.api.types.is_empty() && before.api.operations.is_empty() {
            return None;
        }
        let contents = self.config.contents;
        let old = Side::of_file(&file.name, before, contents);
        let new = Side::of_plan(&self.name, &output.plan, contents);
        Some(diff(&old, &new)).filter(|step| !step.changes.is_empty())
    }
}
