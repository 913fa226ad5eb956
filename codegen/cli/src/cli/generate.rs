//! `specwright generate`.

use std::path::Path;
use std::time::Instant;
use std::{fs, io};

use specwright_codegen::config::{
    Config, Contents, Input, Selection as Wanted, Strictness, Unreadable,
};
use specwright_codegen::project::{
    Error, Job, Mode, Package, Project, Root, read_input, read_lock,
};
use specwright_codegen::report::Detail;

use super::ExitStatus;
use super::arguments::{GenerateArguments, SelectionArguments};
use super::print::{ApiReport, Printer};

/// Generates what the arguments ask for.
pub(super) fn run(arguments: &GenerateArguments, printer: Printer) -> ExitStatus {
    let jobs = match jobs(arguments) {
        Ok(jobs) => jobs,
        Err(error) => {
            let report = ApiReport::failed("", &error);
            printer.say(&report);
            return printer.finish(&[report]);
        }
    };
    let mode = if arguments.check { Mode::Check } else { Mode::Write };
    let detail = if arguments.verbose { Detail::Whole } else { Detail::Brief };
    let command = command_line();
    let mut reports = Vec::new();
    for job in jobs {
        let started = Instant::now();
        let result = job.run(mode);
        let report = match result {
            Ok(outcome) => {
                let command = arguments.config.as_ref().map_or(&command, |_| &job.config.command);
                let account = outcome.account(&job, mode, detail, command, started.elapsed());
                ApiReport::generated(&job, outcome, account, mode)
            }
            Err(error) => ApiReport::failed(&job.name, &error),
        };
        printer.say(&report);
        reports.push(report);
    }
    printer.finish(&reports)
}

fn jobs(arguments: &GenerateArguments) -> Result<Vec<Job>, Error> {
    if let Some(path) = &arguments.config {
        let mut jobs = Project::load(path)?.jobs;
        if let Some(folder) = &arguments.root {
            let root = root(Some(folder))?;
            jobs.iter_mut().for_each(|job| job.root = root.clone());
        }
        if arguments.selection.strict {
            jobs.iter_mut().for_each(|job| job.config.unreadable = Unreadable::Refuse);
        }
        return Ok(jobs);
    }
    // Clap asks for both where there is no project file.
    let output = arguments.output.clone().unwrap_or_default();
    let document = arguments.document.clone().unwrap_or_default();
    let config = config(&document, &arguments.selection)?;
    let package = arguments
        .package
        .clone()
        .map(|name| Package { name, runtime: arguments.runtime.clone().unwrap_or_default() });
    let name = match &package {
        Some(package) => package.name.as_str().to_owned(),
        None => stem(&config.document.name),
    };
    Ok(vec![Job {
        name,
        config,
        output,
        package,
        lock: arguments.selection.lock.clone(),
        manifest: arguments.manifest.clone(),
        root: root(arguments.root.as_deref())?,
        vendors: Vec::new(),
    }])
}

/// What the arguments that `generate` and `check` share ask for.
pub(super) fn config(document: &Path, selection: &SelectionArguments) -> Result<Config, Error> {
    let mut config = Config::new(input(document, "document")?);
    config.files = Some(specwright_codegen::folder::beside(document));
    for overlay in &selection.overlays {
        config.overlays.push(input(overlay, "overlay")?);
    }
    if !selection.operations.is_empty() {
        config.selection = Wanted::Operations(selection.operations.clone());
    }
    if selection.types_only {
        config.contents = Contents::TypesOnly;
    }
    if selection.lenient {
        config.received = Strictness::Lenient;
    }
    config.unreadable = if selection.strict { Unreadable::Refuse } else { Unreadable::Skip };
    if let Some(lock) = &selection.lock {
        config.lock = read_lock(lock)?;
    }
    Ok(config)
}

/// Below what files may be written: this folder, or what the current one belongs to.
pub(super) fn root(folder: Option<&Path>) -> Result<Root, Error> {
    let found = match folder {
        Some(folder) if folder.is_dir() => Root::at(folder),
        Some(_) => Err(io::Error::new(io::ErrorKind::NotADirectory, "it is no folder")),
        None => Root::around(Path::new(".")),
    };
    let path = folder.unwrap_or(Path::new(".")).to_owned();
    found.map_err(|error| Error::File { path, role: "root", error })
}

/// Reads a text that the arguments name. What the caller has opened (`… | specwright check
/// /dev/stdin`, `<(…)` in a shell) ends where the caller ends it, though it is no file.
pub(super) fn input(path: &Path, role: &'static str) -> Result<Input, Error> {
    let is_open = path == Path::new("/dev/stdin") || path.parent() == Some(Path::new("/dev/fd"));
    let is_stream = fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    if !(is_open && is_stream) {
        return read_input(path, role);
    }
    let failed = |error| Error::File { path: path.to_owned(), role, error };
    Ok(Input::new(path.to_string_lossy(), fs::read_to_string(path).map_err(failed)?))
}

/// What an API is called in reports: the document without its extension.
pub(super) fn stem(document: &str) -> String {
    let stem = Path::new(document).file_stem();
    stem.map_or_else(|| document.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// The command that makes stale files fresh: this one, but that it writes.
fn command_line() -> String {
    let arguments = std::env::args_os().skip(1).filter(|argument| argument != "--check");
    let words = arguments.map(|argument| quoted(&argument.to_string_lossy()));
    ["specwright".to_owned()].into_iter().chain(words).collect::<Vec<_>>().join(" ")
}

/// An argument as a POSIX shell reads it back.
fn quoted(argument: &str) -> String {
    let is_plain =
        |character: char| character.is_alphanumeric() || "-_./=:,@+%".contains(character);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', r"'\''"))
    }
}
