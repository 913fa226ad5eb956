//! The forms of a report: one on stdout, and any of them in files.

use std::path::Path;

use clap::CommandFactory;
use clap::error::ErrorKind;
use serde::Serialize;
use specwright_codegen::Failure;
use specwright_codegen::diagnostic::Style;
use specwright_codegen::diff::{Diff, Rust, markdown, text as plain};
use specwright_codegen::folder::unusable;
use specwright_codegen::output::{Intent, Root, Survey};

use super::super::arguments::{Arguments, DiffArguments};
use super::compare::Comparison;
use super::{github, html, junit};

/// What goes to stdout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Json,
    Markdown,
    Github,
}

/// What is asked for on stdout; where it is more than one, the call ends here.
pub(super) fn printed(arguments: &DiffArguments) -> Form {
    let is_bare = |file: &Option<Option<std::path::PathBuf>>| matches!(file, Some(None));
    let all = [
        (is_bare(&arguments.json), Form::Json),
        (is_bare(&arguments.markdown), Form::Markdown),
        (arguments.github, Form::Github),
    ];
    let mut asked = all.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, form)| form);
    match (asked.next(), asked.next()) {
        (None, _) => Form::Text,
        (Some(form), None) => form,
        (Some(_), Some(_)) => {
            let message = "stdout takes one form: give the others a file, as in `--json=FILE`";
            Arguments::command().error(ErrorKind::ArgumentConflict, message).exit()
        }
    }
}

/// The report in a form.
pub(super) fn text(
    comparison: &Comparison,
    arguments: &DiffArguments,
    form: Form,
    style: Style,
) -> String {
    let (diff, present) = (&comparison.diff, arguments.present.as_deref());
    let paint = |rust: Rust, word: &str| match (style, rust) {
        (Style::Plain, _) | (_, Rust::Patch) => word.to_owned(),
        (Style::Coloured, Rust::Major) => format!("\x1b[1;31m{word}\x1b[0m"),
        (Style::Coloured, Rust::Minor) => format!("\x1b[33m{word}\x1b[0m"),
    };
    match form {
        Form::Text => plain(diff, present, &paint),
        Form::Json => json(diff, present),
        Form::Markdown => markdown(diff, present),
        Form::Github => github::annotations(diff),
    }
}

/// What `--json` prints.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    diff: &'a Diff,
    /// The present version, and the one that comes next.
    #[serde(skip_serializing_if = "Option::is_none")]
    present_version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_version: Option<String>,
}

fn json(diff: &Diff, present_version: Option<&str>) -> String {
    let next_version = present_version.and_then(|present| diff.next_version(present));
    let whole = Whole { diff, present_version, next_version };
    // Texts and arrays of them can always be written.
    let text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    format!("{text}\n")
}

/// Writes each form that has a file. A file that stands there and is no such report is left alone.
///
/// # Errors
/// Where one of them cannot be written; then none is.
pub(super) fn write(comparison: &Comparison, arguments: &DiffArguments) -> Result<(), Failure> {
    let (diff, present) = (&comparison.diff, arguments.present.as_deref());
    let named = |file: &Option<Option<std::path::PathBuf>>| file.clone().flatten();
    let mut files = Vec::new();
    if let Some(path) = named(&arguments.json) {
        files.push((path, json(diff, present), "JSON", Mark::Within("\"fingerprint\": ")));
    }
    if let Some(path) = named(&arguments.markdown) {
        let mark = Mark::Within("\nFor the Rust this step is ");
        files.push((path, markdown(diff, present), "Markdown", mark));
    }
    if let Some(path) = arguments.html.clone() {
        files.push((path, html::page(comparison, present), "page", Mark::First(html::STAMP)));
    }
    if let Some(path) = arguments.junit.clone() {
        let text = junit::report(diff, &arguments.fail_on);
        files.push((path, text, "JUnit report", Mark::Within(junit::STAMP)));
    }
    let mut surveys = Vec::new();
    for (path, text, role, mark) in &files {
        let failed = |error| Failure::from(unusable(path, &path.to_string_lossy(), role, &error));
        surveys.push((survey(path, text, *mark, arguments).map_err(failed)?, path, role));
    }
    for (survey, path, role) in surveys {
        let failed = |error| Failure::from(unusable(path, &path.to_string_lossy(), role, &error));
        survey.settle().map_err(failed)?;
    }
    Ok(())
}

/// By what an earlier report of a form is known.
#[derive(Clone, Copy)]
enum Mark {
    First(&'static str),
    Within(&'static str),
}

fn survey(
    path: &Path,
    text: &str,
    mark: Mark,
    arguments: &DiffArguments,
) -> std::io::Result<Survey> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut survey = Survey::new(Root::at(folder.unwrap_or(Path::new(".")))?, Intent::Write);
    let sides = [&arguments.old, &arguments.new].into_iter().flatten();
    sides.for_each(|side| survey.spare(Path::new(side)));
    arguments
        .accepted
        .iter()
        .chain(&arguments.selection.overlays)
        .for_each(|input| survey.spare(input));
    survey.file(path, text, |found| match mark {
        Mark::First(mark) => found.starts_with(mark),
        Mark::Within(mark) => found.contains(mark),
    })?;
    Ok(survey)
}
