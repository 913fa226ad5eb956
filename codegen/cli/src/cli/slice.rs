//! `specwright slice`.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

use specwright_codegen::Failure;
use specwright_codegen::diagnostic::{Style, draw_all};
use specwright_codegen::folder::{Streams, unusable};
use specwright_codegen::options::{Options, Source};
use specwright_codegen::output::{Intent, Survey};
use specwright_codegen::project::{Mode, Root, shown};
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
    let mode = if arguments.check { Mode::Check } else { Mode::Write };
    let folder = file.parent().filter(|folder| folder.is_dir());
    let root = root(arguments.root.as_deref().or(folder))?;
    let inputs = [&arguments.document].into_iter().chain(&arguments.overlays);
    let inputs: Vec<&Path> = inputs.map(PathBuf::as_path).collect();
    let written = write(&cut, file, root, &inputs, mode)?;
    let mut told = format!("{} operation(s), {} lines\n", cut.operations, written.lines);
    if !cut.corrections.is_empty() {
        let _ = writeln!(told, "  corrected by {} action(s)", cut.corrections.len());
    }
    let _ = writeln!(told, "  {}", written.told);
    put(&mut io::stdout().lock(), &told);
    let is_invalid = arguments.check && written.is_stale;
    Ok(if is_invalid { ExitStatus::Invalid } else { ExitStatus::Done })
}

/// What became of the file of a slice.
pub(super) struct Written {
    pub(super) lines: usize,
    pub(super) is_stale: bool,
    pub(super) told: String,
}

/// Writes a slice to a file below a root, or only compares them; the inputs are never written.
pub(super) fn write(
    cut: &Slice,
    file: &Path,
    root: Root,
    inputs: &[&Path],
    mode: Mode,
) -> Result<Written, Failure> {
    let text = cut.text(notation(file)).map_err(|error| failed(file, error))?;
    let intent = if mode == Mode::Check { Intent::Compare } else { Intent::Write };
    let mut survey = Survey::new(root, intent);
    inputs.iter().for_each(|input| survey.spare(input));
    survey.file(file, &text, is_description).map_err(|error| failed(file, error))?;
    let is_stale = !survey.difference().is_empty();
    if mode == Mode::Write {
        survey.settle().map_err(|error| failed(file, error))?;
    }
    let file = shown(file);
    let told = match (mode, is_stale) {
        (_, false) => format!("{file} is up to date"),
        (Mode::Check, true) => format!("{file} is stale"),
        (Mode::DryRun, true) => format!("would write {file}"),
        (Mode::Write, true) => format!("wrote {file}"),
    };
    Ok(Written { lines: text.lines().count(), is_stale, told })
}

/// By the name of the file; YAML, unless it says JSON.
fn notation(file: &Path) -> Notation {
    match file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        true => Notation::Json,
        false => Notation::Yaml,
    }
}

pub(super) fn failed(
    file: &Path,
    error: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Failure {
    unusable(file, &file.to_string_lossy(), "slice", &io::Error::other(error)).into()
}
