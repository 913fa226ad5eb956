//! `specwright generate`.

use std::io;
use std::path::Path;
use std::time::Instant;

use specwright_codegen::config::{Contents, FeatureGating, Keeping, Strictness};
use specwright_codegen::folder::{Streams, unusable};
use specwright_codegen::options::{Options, Source};
use specwright_codegen::project::{
    Job, Mode, OtherCrate, Package, Project, Root, Versioning, progress,
};
use specwright_codegen::report::Detail;
use specwright_codegen::{Failure, pages_of};

use super::ExitStatus;
use super::arguments::{GenerateArguments, LevelArguments, SelectionArguments};
use super::print::{ApiReport, Printer};

/// Generates what the arguments ask for.
pub(super) fn run(arguments: &GenerateArguments, printer: Printer) -> ExitStatus {
    let jobs = match jobs(arguments) {
        Ok(mut jobs) => {
            let keeping = keeping(arguments.accept_breaking.as_deref());
            jobs.iter_mut().for_each(|job| job.config.keeping = keeping.clone());
            if arguments.bump {
                jobs.iter_mut().for_each(|job| job.versioning = Versioning::ByStep);
            }
            jobs
        }
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
        let result = progress(&job.name, || job.run(mode));
        let report = match result {
            Ok(outcome) => {
                let command = arguments.config.as_ref().map_or(&command, |_| &job.config.command);
                let text = outcome.report(&job, mode, detail, command, started.elapsed());
                ApiReport::generated(&job, outcome, text, mode)
            }
            Err(error) => ApiReport::failed(&job.name, &error),
        };
        printer.say(&report);
        reports.push(report);
    }
    printer.finish(&reports)
}

/// How much of what was published is kept; an item without a name stands for all.
fn keeping(accepted: Option<&[String]>) -> Keeping {
    match accepted {
        None => Keeping::Everything,
        Some(items) if items.iter().any(String::is_empty) => Keeping::Names,
        Some(items) => Keeping::AllBut(items.to_vec()),
    }
}

fn jobs(arguments: &GenerateArguments) -> Result<Vec<Job>, Failure> {
    if let Some(path) = &arguments.config {
        let mut jobs = Project::load(path)?.jobs;
        if let Some(folder) = &arguments.root {
            let root = root(Some(folder))?;
            jobs.iter_mut().for_each(|job| job.root = root.clone());
        }
        add_levels(&mut jobs, &arguments.selection.levels)?;
        return Ok(jobs);
    }
    // Clap asks for both where there is no project file.
    let output = arguments.output.clone().unwrap_or_default();
    let document = arguments.document.clone().unwrap_or_default();
    let config = options(&document, &arguments.selection, arguments.root.as_deref()).config()?;
    let package = arguments.package.clone().map(|name| Package {
        name,
        runtime: arguments.runtime.clone().unwrap_or_default(),
        others: arguments.dependencies.iter().map(|text| OtherCrate::parse(text)).collect(),
    });
    let name = match &package {
        Some(package) => package.name.as_str().to_owned(),
        None => stem(&config.document.name),
    };
    Ok(vec![Job {
        name,
        config,
        output,
        package,
        published: arguments.selection.published.clone(),
        manifest: arguments.manifest.clone(),
        versioning: Versioning::default(),
        root: root(arguments.root.as_deref())?,
        vendors: Vec::new(),
    }])
}

/// Adds what the arguments deny, say in CI, to what the project file says.
pub(super) fn add_levels(jobs: &mut [Job], arguments: &LevelArguments) -> Result<(), Failure> {
    for job in jobs {
        for (level, code) in arguments.all() {
            job.config.levels.set(level, &code)?;
        }
    }
    Ok(())
}

/// What the arguments that `generate` and `check` share ask for.
pub(super) fn options(
    document: &Path,
    selection: &SelectionArguments,
    root: Option<&Path>,
) -> Options {
    let mut options = Options::new(document);
    options.root = root.map(Source::from);
    options.overlays = selection.overlays.iter().map(Source::from).collect();
    options.operations = Some(selection.operations.clone()).filter(|chosen| !chosen.is_empty());
    options.published = selection.published.as_ref().map(Source::from);
    options.pages = selection.pages.iter().map(|stated| pages_of(stated)).collect();
    options.statements = selection.customising.all();
    if selection.types_only {
        options.contents = Contents::TypesOnly;
    }
    if selection.behind_features {
        options.gating = FeatureGating::Features;
    }
    if selection.lenient {
        options.received = Strictness::Lenient;
    }
    options.levels = selection.levels.all();
    options.streams = Streams::Opened;
    options
}

/// Below what files may be written: this folder, or what the current one belongs to.
pub(super) fn root(folder: Option<&Path>) -> Result<Root, Failure> {
    let found = match folder {
        Some(folder) if folder.is_dir() => Root::at(folder),
        Some(_) => Err(io::Error::new(io::ErrorKind::NotADirectory, "it is no folder")),
        None => Root::around(Path::new(".")),
    };
    let path = folder.unwrap_or(Path::new("."));
    found.map_err(|error| unusable(path, &path.to_string_lossy(), "root", &error).into())
}

/// What an API is called in reports: the document without its extension.
pub(super) fn stem(document: &str) -> String {
    let stem = Path::new(document).file_stem();
    stem.map_or_else(|| document.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// The command that makes stale files fresh: this one, but that it writes.
fn command_line() -> String {
    let arguments = std::env::args_os().skip(1).filter(|argument| argument != "--check");
    let words = arguments.map(|argument| argument.to_string_lossy().into_owned());
    let words: Vec<String> = ["specwright".to_owned()].into_iter().chain(words).collect();
    // No argument of a process holds what no shell can be given, which is NUL.
    shlex::try_join(words.iter().map(String::as_str)).unwrap_or_default()
}
