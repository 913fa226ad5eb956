//! `specwright diff`: two states of an API to what the step between them means, in each form that is
//! asked for.

mod compare;
mod github;
mod html;
mod junit;
mod kinds;
mod outputs;
mod prove;

use std::io;

use specwright_codegen::Failure;
use specwright_codegen::diagnostic::{Diagnostic, SourceText, Style, draw_all};
use specwright_codegen::diff::{Diff, Meaning, Rust};
use specwright_codegen::folder::{Streams, read_input, unusable};
use specwright_codegen::project::Accepted;

use super::ExitStatus;
use super::arguments::{DiffArguments, FailOn};
use super::print::put;

/// The JSON Schema of what `specwright diff --json` prints.
const SCHEMA: &str = include_str!("../../diff.schema.json");

/// Compares two states of an API.
pub(super) fn run(arguments: &DiffArguments, style: Style) -> ExitStatus {
    if arguments.schema {
        put(&mut io::stdout().lock(), SCHEMA);
        return ExitStatus::Done;
    }
    if arguments.list_kinds {
        let as_json = arguments.json.is_some();
        let listed = if as_json { kinds::json() } else { kinds::text() };
        put(&mut io::stdout().lock(), &listed);
        return ExitStatus::Done;
    }
    let printed = outputs::printed(arguments);
    reported(arguments, printed, style).unwrap_or_else(|failure| {
        let all = failure.diagnostics();
        tell(all.problems(), all.texts(), style);
        ExitStatus::UsageError
    })
}

fn reported(
    arguments: &DiffArguments,
    printed: outputs::Form,
    style: Style,
) -> Result<ExitStatus, Failure> {
    let accepted = accepted(arguments)?;
    let mut comparison = compare::compared(arguments)?;
    let unused = accepted.as_ref().map(|accepted| accepted.apply(&mut comparison.diff));
    outputs::write(&comparison, arguments)?;
    let text = outputs::text(&comparison, arguments, printed, style);
    put(&mut io::stdout().lock(), &text);
    tell(&comparison.corrections, &comparison.texts, style);
    let fails = fails(&comparison.diff, &arguments.fail_on);
    let proven = prove::proven(&comparison, arguments)?;
    put(&mut io::stdout().lock(), &proven.text);
    match (accepted, unused) {
        // Who accepts what is not there has to look again, whatever else is found.
        (Some(accepted), Some(unused)) if !unused.is_empty() => {
            tell(&unused, std::slice::from_ref(accepted.text()), style);
            Ok(ExitStatus::UsageError)
        }
        _ if fails || !proven.holds => Ok(ExitStatus::Invalid),
        _ => Ok(ExitStatus::Done),
    }
}

fn tell(problems: &[Diagnostic], texts: &[SourceText], style: Style) {
    if !problems.is_empty() {
        let drawn = draw_all(problems, texts, style);
        put(&mut io::stderr().lock(), &format!("{drawn}\n"));
    }
}

fn accepted(arguments: &DiffArguments) -> Result<Option<Accepted>, Failure> {
    let Some(path) = &arguments.accepted else { return Ok(None) };
    let name = path.to_string_lossy();
    let read = read_input(path, &name, Streams::Opened);
    let input = read.map_err(|error| unusable(path, &name, "file of accepted changes", &error))?;
    Accepted::parse(&name, &input.content).map(Some)
}

/// Whether a change that nobody has accepted is what makes a step fail.
fn fails(diff: &Diff, on: &[FailOn]) -> bool {
    diff.unaccepted().any(|change| is_named(change.rust, change.meaning, on))
}

/// Whether a verdict is one that a step fails for.
fn is_named(rust: Rust, meaning: Meaning, on: &[FailOn]) -> bool {
    on.iter().any(|on| match on {
        FailOn::Major => rust == Rust::Major,
        FailOn::Minor => rust >= Rust::Minor,
        FailOn::Silent => meaning == Meaning::Silent,
    })
}
