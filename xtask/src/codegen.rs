//! `cargo xtask codegen`: the Rust of every description that the project lists.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use specwright_codegen::api::Shape;
use specwright_codegen::diagnostic::{Style, draw_all};
use specwright_codegen::project::{Job, Mode, Outcome, Project};

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
                report(job, &outcome, mode, started);
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

fn report(job: &Job, outcome: &Outcome, mode: Mode, started: Instant) {
    let output = &outcome.output;
    let api = &output.plan.api;
    if !output.warnings.is_empty() {
        eprintln!("{}\n", draw_all(&output.warnings, &output.texts, Style::Plain));
    }
    println!("{}: {} {}", job.name, api.title, api.version);
    println!("  read      {} with {} operation(s)", job.config.document.name, api.operations.len());
    for operation in &api.operations {
        println!("            {} {} ({})", operation.method, operation.path, operation.id);
    }
    println!("  corrected {} time(s)", output.corrections.len());
    for correction in &output.corrections {
        println!("            {}", correction.target);
    }
    let count = |is: fn(&Shape) -> bool| api.types.iter().filter(|kind| is(&kind.shape)).count();
    println!(
        "  planned   {} structs, {} enums of words, {} words-or-values, {} unions, {} aliases, {} function(s)",
        count(|shape| matches!(shape, Shape::Record(_))),
        count(|shape| matches!(shape, Shape::OpenEnum(_))),
        count(|shape| matches!(shape, Shape::Sentinel(_))),
        count(|shape| matches!(shape, Shape::Union(_))),
        count(|shape| matches!(shape, Shape::Alias(_))),
        api.operations.len(),
    );
    println!("  guessed   {} time(s)", output.guesses.len());
    for guess in &output.guesses {
        println!("            {}: {} at {}", guess.kind.word(), guess.text, guess.pointer);
    }
    let difference = &outcome.difference;
    let lines: usize = output.files.iter().map(|(_, text)| text.lines().count()).sum();
    let verb = match mode {
        Mode::Write => "wrote    ",
        Mode::Check => "compared ",
    };
    println!(
        "  {verb} {} files, {lines} lines, in {} ms",
        output.files.len(),
        started.elapsed().as_millis()
    );
    if difference.is_empty() {
        println!("            every file was as it should be");
    }
    let say = |what: &str, paths: &[PathBuf]| {
        for path in paths {
            println!("            {what} {}", shown(path));
        }
    };
    match mode {
        Mode::Write => {
            say("changed", &difference.stale);
            say("removed", &difference.left_over);
        }
        Mode::Check => {
            say("stale:", &difference.stale);
            say("left over:", &difference.left_over);
            if !difference.is_empty() {
                println!("            run `{}`", job.config.command);
            }
        }
    }
}

/// A path without the detour through the project file's folder.
fn shown(path: &Path) -> String {
    path.display().to_string().replace("spec/../", "")
}
