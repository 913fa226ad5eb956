//! `cargo xtask codegen`: the Rust of every description that the project lists.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use lexopt::ValueExt;
use specwright_codegen::Keeping;
use specwright_codegen::diagnostic::{Style, draw_all};
pub(crate) use specwright_codegen::project::Mode;
use specwright_codegen::project::{Job, Project, progress};
pub(crate) use specwright_codegen::report::Detail;

use crate::document;

/// What is regenerated, and whether it is written.
pub(crate) struct Arguments {
    pub(crate) mode: Mode,
    /// The project file.
    pub(crate) config: PathBuf,
    /// How much of what was published is kept.
    pub(crate) keeping: Keeping,
    /// A description that takes the place of an API's own.
    pub(crate) document: Option<PathBuf>,
    /// How much of the report is printed.
    pub(crate) detail: Detail,
    /// The file that takes what the two differ in, as an entry of a changelog.
    pub(crate) report: Option<PathBuf>,
    /// The API of which it does.
    pub(crate) api: String,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            mode: Mode::Write,
            config: PathBuf::from("spec/codegen.toml"),
            keeping: Keeping::Everything,
            document: None,
            detail: Detail::Brief,
            report: None,
            api: "fine_tuning".to_owned(),
        }
    }
}

impl Arguments {
    /// Gives up an item that was published, or without one everything but names.
    pub(crate) fn accept(&mut self, item: Option<OsString>) -> Result<(), lexopt::Error> {
        self.keeping = match (item, std::mem::take(&mut self.keeping)) {
            (None, _) | (_, Keeping::Names) => Keeping::Names,
            (Some(item), Keeping::AllBut(items)) => {
                Keeping::AllBut(items.into_iter().chain([item.string()?]).collect())
            }
            (Some(item), Keeping::Everything) => Keeping::AllBut(vec![item.string()?]),
        };
        Ok(())
    }
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mode = arguments.mode;
    let mut project = match Project::load(&arguments.config) {
        Ok(project) => project,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    if let Some(document) = &arguments.document {
        project.jobs.retain(|job| job.name == arguments.api);
        let Some(job) = project.jobs.first_mut() else {
            eprintln!("error: there is no API `{}`", arguments.api);
            return ExitCode::FAILURE;
        };
        match compare(job, document, arguments.report.as_deref()) {
            Ok(found) if mode == Mode::Check => return found,
            Ok(_) => {}
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        }
    }
    let mut code = ExitCode::SUCCESS;
    project.jobs.iter_mut().for_each(|job| job.config.keeping = arguments.keeping.clone());
    for job in &project.jobs {
        let started = Instant::now();
        match progress(&job.name, || job.run(mode)) {
            Ok(outcome) => {
                let output = &outcome.output;
                if !output.warnings.is_empty() {
                    let drawn = draw_all(&output.warnings, &output.texts, Style::Plain);
                    eprintln!("{drawn}\n");
                }
                let command = &job.config.command;
                let took = started.elapsed();
                print!("{}", outcome.report(job, mode, arguments.detail, command, took));
                if mode == Mode::Check && !outcome.difference.is_empty() {
                    code = ExitCode::FAILURE;
                }
            }
            Err(error) => {
                eprintln!("{error}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

/// Puts another description in the place of a job's own, and says how they differ.
fn compare(job: &mut Job, document: &Path, report: Option<&Path>) -> Result<ExitCode, String> {
    let ours = job.config.clone();
    document::put(job, document)?;
    let difference = document::difference(&ours, &job.config)?;
    if let Some(report) = report {
        let text = difference.as_ref().map_or("", |difference| &difference.markdown);
        fs::write(report, text).map_err(|error| format!("error: {}: {error}", report.display()))?;
    }
    Ok(match difference {
        Some(told) => {
            println!("{}", told.text);
            ExitCode::FAILURE
        }
        None => {
            let (ours, theirs) = (&ours.document.name, document.display());
            println!("{theirs} gives the Rust and the wire of {ours}, documentation aside\n");
            ExitCode::SUCCESS
        }
    })
}
