//! `specwright generate`.

use std::io;
use std::path::Path;
use std::time::Instant;

use specwright_codegen::config::{
    Contents, FeatureGating, Keeping, Strictness, TagGating, Visibility,
};
use specwright_codegen::diagnostic::{Code, Diagnostic};
use specwright_codegen::folder::{Streams, unusable};
use specwright_codegen::options::{Options, Source};
use specwright_codegen::project::{
    Job, Mode, OtherCrate, Package, Project, Root, Versioning, progress,
};
use specwright_codegen::report::Detail;
use specwright_codegen::slice::slice;
use specwright_codegen::{Failure, pages_of, untyped};

use super::ExitStatus;
use super::arguments::{GenerateArguments, LevelArguments, SelectionArguments, SpellingArguments};
use super::print::{ApiReport, Printer};
use super::slice::{failed, write};

/// Generates what the arguments ask for.
pub(super) fn run(arguments: &GenerateArguments, printer: Printer) -> ExitStatus {
    let jobs = match jobs(arguments) {
        Ok(mut jobs) => {
            let keeping = keeping(arguments.accept_breaking.as_deref());
            jobs.iter_mut().for_each(|job| job.config.keeping = keeping.clone());
            if arguments.bump {
                if let Some(job) = jobs.iter().find(|job| has_no_version(job)) {
                    let message = format!("the version of `{}` is that of its workspace", job.name);
                    let problem = Diagnostic::new(Code::OptionMisused, message);
                    let failure =
                        problem.help("leave out `--bump`, or inherit no `version`").into();
                    let report = ApiReport::failed(&job.name, &failure);
                    printer.say(&report);
                    return printer.finish(&[report]);
                }
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
    let mode = match (arguments.check, arguments.dry_run) {
        (true, _) => Mode::Check,
        (_, true) => Mode::DryRun,
        _ => Mode::Write,
    };
    let detail = if arguments.verbose { Detail::Whole } else { Detail::Brief };
    let command = command_line();
    let mut reports = Vec::new();
    for job in jobs {
        let started = Instant::now();
        let result = progress(&job.name, || job.run(mode));
        let report = result.and_then(|outcome| {
            let command = arguments.config.as_ref().map_or(&command, |_| &job.config.command);
            let text = outcome.report(&job, mode, detail, command, started.elapsed());
            with_more(ApiReport::generated(&job, outcome, text, mode), &job, mode, arguments)
        });
        let report = report.unwrap_or_else(|error| ApiReport::failed(&job.name, &error));
        printer.say(&report);
        reports.push(report);
    }
    printer.finish(&reports)
}

/// A report with what else was asked for: what became any JSON, the description as it is compiled.
fn with_more(
    report: ApiReport,
    job: &Job,
    mode: Mode,
    arguments: &GenerateArguments,
) -> Result<ApiReport, Failure> {
    let report = match arguments.report_untyped {
        true => report.with_untyped(untyped(&job.config)?),
        false => report,
    };
    let Some(file) = &arguments.effective_document else { return Ok(report) };
    let inputs = [&job.config.document].into_iter().chain(&job.config.overlays);
    let inputs: Vec<&Path> = inputs.map(|input| Path::new(&input.name)).collect();
    let written = write(&slice(&job.config)?, file, job.root.clone(), &inputs, mode)?;
    let is_stale = written.is_stale && mode == Mode::Check;
    let status = if is_stale { ExitStatus::Invalid } else { ExitStatus::Done };
    Ok(report.with_file(&format!("  effective {}\n", written.told), status))
}

/// Whether a crate inherits its version.
fn has_no_version(job: &Job) -> bool {
    job.package.as_ref().is_some_and(|package| package.inherits("version"))
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
        if let (Some(file), 2..) = (&arguments.effective_document, jobs.len()) {
            let reason = format!("it takes one description, and {} lists several", path.display());
            return Err(failed(file, io::Error::other(reason)));
        }
        return Ok(jobs);
    }
    // Clap asks for both where there is no project file.
    let output = arguments.output.clone().unwrap_or_default();
    let document = arguments.document.clone().unwrap_or_default();
    let mut options = options(&document, &arguments.selection, arguments.root.as_deref());
    spell(&mut options, &arguments.spelling);
    let mut config = options.config()?;
    config.layout = arguments.layout.unwrap_or_default();
    let package = arguments.package.clone().map(|name| Package {
        name,
        runtime: arguments.runtime.clone().unwrap_or_default(),
        inherit: arguments.inherit.clone(),
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
        published: arguments.spelling.published.clone(),
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

/// What the arguments that `generate`, `check` and `diff` share ask for.
pub(super) fn options(
    document: &Path,
    selection: &SelectionArguments,
    root: Option<&Path>,
) -> Options {
    let mut options = Options::new(document);
    options.root = root.map(Source::from);
    options.overlays = selection.overlays.iter().map(Source::from).collect();
    options.operations = Some(selection.operations.clone()).filter(|chosen| !chosen.is_empty());
    options.pages = selection.pages.iter().map(|stated| pages_of(stated)).collect();
    options.statements = selection.customising.all();
    if selection.types_only {
        options.contents = Contents::TypesOnly;
    }
    if selection.lenient {
        options.received = Strictness::Lenient;
    }
    options.levels = selection.levels.all();
    options.streams = Streams::Opened;
    options
}

/// Adds how what is asked for is written.
pub(super) fn spell(options: &mut Options, spelling: &SpellingArguments) {
    options.published = spelling.published.as_ref().map(Source::from);
    if spelling.behind_features {
        options.gating = FeatureGating::Features;
    }
    options.runtime_path.clone_from(&spelling.runtime_path);
    if spelling.tag_features {
        options.tags = TagGating::Features;
    }
    if spelling.visible_in_crate {
        options.visibility = Visibility::Crate;
    }
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
