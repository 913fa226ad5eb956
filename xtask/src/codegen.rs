//! `cargo xtask codegen`: the Rust of every description that the project lists.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use lexopt::ValueExt;
use specwright_codegen::Keeping;
use specwright_codegen::diagnostic::{Style, draw_all};
pub(crate) use specwright_codegen::project::Mode;
use specwright_codegen::project::{Project, progress};
use specwright_codegen::report::Detail;

/// What is regenerated, and whether it is written.
pub(crate) struct Arguments {
    pub(crate) mode: Mode,
    /// The project file.
    pub(crate) config: PathBuf,
    /// How much of what was published is kept.
    pub(crate) keeping: Keeping,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            mode: Mode::Write,
            config: PathBuf::from("spec/codegen.toml"),
            keeping: Keeping::Everything,
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
                print!("{}", outcome.report(job, mode, Detail::Whole, command, took));
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
