//! `cargo xtask codegen`: the Rust of every description that the project lists.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use specwright_codegen::diagnostic::{Style, draw_all};
use specwright_codegen::project::{Mode, Project};
use specwright_codegen::report::Detail;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail where a file is not what would be written.
    #[arg(long)]
    check: bool,
    /// The project file.
    #[arg(long, default_value = "spec/codegen.toml")]
    config: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mode = if arguments.check { Mode::Check } else { Mode::Write };
    let project = match Project::load(&arguments.config) {
        Ok(project) => project,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut code = ExitCode::SUCCESS;
    for job in &project.jobs {
        let started = Instant::now();
        match job.run(mode) {
            Ok(outcome) => {
                let output = &outcome.output;
                if !output.warnings.is_empty() {
                    let drawn = draw_all(&output.warnings, &output.texts, Style::Plain);
                    eprintln!("{drawn}\n");
                }
                let command = &job.config.command;
                let took = started.elapsed();
                print!("{}", outcome.account(job, mode, Detail::Whole, command, took));
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
