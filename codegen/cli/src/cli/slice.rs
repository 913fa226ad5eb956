//! `specwright slice`.

use std::fmt::Write;
use std::io;
use std::path::Path;

use specwright_codegen::Failure;
use specwright_codegen::diagnostic::{Style, draw_all};
use specwright_codegen::folder::{Streams, unusable};
use specwright_codegen::options::{Options, Source};
use specwright_codegen::output::{Intent, Survey};
use specwright_codegen::slice::{Notation, Slice, is_description, slice};

use super::ExitStatus;
use super::arguments::SliceArguments;
use super::generate::root;
use super::print::{put, status_of};

/// Cuts a description down to the operations that the arguments name.
pub(super) fn run(arguments: &SliceArguments, style: Style) -> ExitStatus {
    match written(arguments, style) {
        Ok(status) => status,
        Err(failure) => {
            let all = failure.diagnostics();
            let drawn = draw_all(all.problems(), all.texts(), style);
            put(&mut io::stderr().lock(), &format!("{drawn}\n"));
            status_of(&failure)
        }
    }
}

fn written(arguments: &SliceArguments, style: Style) -> Result<ExitStatus, Failure> {
    let mut options = Options::new(arguments.document.as_path());
    options.overlays = arguments.overlays.iter().map(Source::from).collect();
    options.operations = Some(arguments.operations.clone()).filter(|chosen| !chosen.is_empty());
    options.root = arguments.root.as_ref().map(Source::from);
    options.streams = Streams::Opened;
    options.levels = arguments.levels.all();
    let config = options.config()?;
    let cut = slice(&config)?;
    let drawn = draw_all(&cut.warnings, &cut.texts, style);
    if !drawn.is_empty() {
        put(&mut io::stderr().lock(), &format!("{drawn}\n"));
    }
    let Some(file) = arguments.output.as_deref() else {
        let notation = notation(&arguments.document);
        let text = cut.text(notation).map_err(|error| failed(&arguments.document, error))?;
        put(&mut io::stdout().lock(), &text);
        return Ok(ExitStatus::Done);
    };
    let text = cut.text(notation(file)).map_err(|error| failed(file, error))?;
    let intent = if arguments.check { Intent::Compare } else { Intent::Write };
    let folder = file.parent().filter(|folder| folder.is_dir());
    let mut survey = Survey::new(root(arguments.root.as_deref().or(folder))?, intent);
    [&arguments.document].into_iter().chain(&arguments.overlays).for_each(|it| survey.spare(it));
    survey.file(file, &text, is_description).map_err(|error| failed(file, error))?;
    let is_stale = !survey.difference().is_empty();
    if !arguments.check {
        survey.settle().map_err(|error| failed(file, error))?;
    }
    put(&mut io::stdout().lock(), &told(&cut, &text, file, arguments.check, is_stale));
    let is_invalid = arguments.check && is_stale;
    Ok(if is_invalid { ExitStatus::Invalid } else { ExitStatus::Done })
}

fn told(cut: &Slice, text: &str, file: &Path, is_check: bool, is_stale: bool) -> String {
    let file = file.display();
    let mut told = format!("{} operation(s), {} lines\n", cut.operations, text.lines().count());
    if !cut.corrections.is_empty() {
        let _ = writeln!(told, "  corrected by {} action(s)", cut.corrections.len());
    }
    let _ = match (is_check, is_stale) {
        (_, false) => writeln!(told, "  {file} is up to date"),
        (true, true) => writeln!(told, "  {file} is stale"),
        (false, true) => writeln!(told, "  wrote {file}"),
    };
    told
}

/// By the name of the file; YAML, unless it says JSON.
fn notation(file: &Path) -> Notation {
    match file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        true => Notation::Json,
        false => Notation::Yaml,
    }
}

fn failed(file: &Path, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Failure {
    unusable(file, &file.to_string_lossy(), "slice", &io::Error::other(error)).into()
}
