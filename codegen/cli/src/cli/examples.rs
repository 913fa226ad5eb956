//! `specwright examples`.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use specwright_codegen::Failure;
use specwright_codegen::config::Config;
use specwright_codegen::diagnostic::{Code, Diagnostic, Levels};
use specwright_codegen::folder::{Streams, unusable};
use specwright_codegen::options::{Options, Source};
use specwright_codegen::output::{Intent, Survey};
use specwright_codegen::project::Project;
use specwright_codegen::vendor::Vendor;
use specwright_examples::{Examined, STAMP, Suggest, Suggestion, examine};

use super::ExitStatus;
use super::arguments::ExamplesArguments;
use super::generate::{add_levels, root, stem};
use super::print::{ApiReport, Examples, Form, Printer, Stream};

/// Holds the examples of what the arguments name against their descriptions.
pub(super) fn run(arguments: &ExamplesArguments, printer: Printer) -> ExitStatus {
    let jobs = match jobs(arguments) {
        Ok(jobs) => jobs,
        Err(error) => {
            let report = ApiReport::failed("", &error);
            printer.say(&report);
            return printer.finish(&[report]);
        }
    };
    let mut reports = Vec::new();
    for (name, config, vendors) in jobs {
        let report = report(&name, &config, &vendors, arguments, printer.form)
            .unwrap_or_else(|error| ApiReport::failed(&name, &error));
        printer.say(&report);
        reports.push(report);
    }
    printer.finish(&reports)
}

type Job = (String, Config, Vec<Vendor>);

fn jobs(arguments: &ExamplesArguments) -> Result<Vec<Job>, Failure> {
    if let Some(path) = &arguments.config {
        let mut jobs = Project::load(path)?.jobs;
        add_levels(&mut jobs, &arguments.levels)?;
        return Ok(jobs.into_iter().map(|job| (job.name, job.config, job.vendors)).collect());
    }
    // Clap asks for it where there is no project file.
    let document = arguments.document.clone().unwrap_or_default();
    let mut options = Options::new(document);
    options.overlays = arguments.overlays.iter().map(Source::from).collect();
    options.root = arguments.root.as_ref().map(Source::from);
    options.streams = Streams::Opened;
    options.levels = arguments.levels.all();
    let config = options.config()?;
    let name = stem(&config.document.name);
    Ok(vec![(name, config, arguments.vendors.clone())])
}

fn report(
    name: &str,
    config: &Config,
    vendors: &[Vendor],
    arguments: &ExamplesArguments,
    form: Form,
) -> Result<ApiReport, Failure> {
    let started = Instant::now();
    let wanted = arguments.suggest_overlay.as_ref();
    if let Some(file) = wanted.and_then(Option::as_deref) {
        refuse_applied(file, &arguments.overlays)?;
        // What stands in the way is said before a person has waited.
        survey(file, "", arguments)?;
    }
    let suggest = if wanted.is_some() { Suggest::Overlay } else { Suggest::Nothing };
    let examined = examine(config, vendors, suggest)?;
    let mut text = examined.tally.render(name);
    let overlay = examined.suggestion.as_ref().and_then(|suggestion| suggestion.overlay.clone());
    if let Some(suggestion) = &examined.suggestion {
        text.push_str(&suggested(suggestion));
    } else if wanted.is_some() {
        text.push_str("  suggested nothing, as nothing contradicts\n");
    }
    let stream = match wanted {
        Some(Some(file)) => {
            if let Some(overlay) = &overlay {
                survey(file, overlay, arguments)?.settle().map_err(failed(file))?;
                let _ = writeln!(text, "  wrote {}", file.display());
            }
            Stream::Stdout
        }
        Some(None) => Stream::Stderr,
        None => Stream::Stdout,
    };
    let _ = writeln!(text, "  in {} ms", started.elapsed().as_millis());
    let mended = examined.suggestion.as_ref().map(|suggestion| suggestion.mended);
    let tally = examined.tally.clone();
    let problems = problems(&examined, &config.levels, arguments, form);
    let is_invalid = tally.contradict > 0 || problems.iter().any(Diagnostic::is_error);
    let status = if is_invalid { ExitStatus::Invalid } else { ExitStatus::Done };
    let examples = Examples { tally, overlay, mended, stream };
    Ok(ApiReport::examined(name, status, examples, text, problems, examined.texts))
}

/// A program gets everything, a person the first of each cause, and what somebody denied.
fn problems(
    examined: &Examined,
    levels: &Levels,
    arguments: &ExamplesArguments,
    form: Form,
) -> Vec<Diagnostic> {
    let each = examined.problems.iter().map(|problem| problem.diagnostic.clone());
    let each = each.filter_map(|problem| levels.apply(problem));
    let mut problems = examined.warnings.clone();
    if form == Form::Json || arguments.verbose {
        problems.extend(each);
    } else {
        problems.extend(examined.causes());
        let is_denied =
            |problem: &Diagnostic| problem.is_error() && problem.code != Code::ExampleContradicts;
        problems.extend(each.filter(is_denied));
    }
    let left = examined.suggestion.iter().flat_map(|suggestion| &suggestion.left);
    problems.extend(left.cloned().filter_map(|problem| levels.apply(problem)));
    problems
}

fn suggested(suggestion: &Suggestion) -> String {
    let mut text = match &suggestion.overlay {
        Some(_) => format!(
            "  suggested {} action(s), by which {} more example(s) hold\n",
            suggestion.actions, suggestion.mended
        ),
        None => "  suggested nothing, as no action would help\n".to_owned(),
    };
    if !suggestion.left.is_empty() {
        let _ = writeln!(
            text,
            "  left {} contradiction(s) that cannot be relaxed",
            suggestion.left.len()
        );
    }
    text
}

/// An overlay that the suggestion builds on is not replaced.
fn refuse_applied(file: &Path, overlays: &[PathBuf]) -> Result<(), Failure> {
    let real = |path: &Path| path.canonicalize().ok();
    if overlays.iter().any(|overlay| real(overlay).is_some() && real(overlay) == real(file)) {
        let reason = "it is applied already, and the suggestion would lack what it says";
        return Err(failed(file)(io::Error::new(io::ErrorKind::AlreadyExists, reason)));
    }
    Ok(())
}

/// Looks at where an overlay is going to be written.
fn survey(file: &Path, text: &str, arguments: &ExamplesArguments) -> Result<Survey, Failure> {
    let mut survey = Survey::new(root(arguments.root.as_deref())?, Intent::Write);
    arguments.document.iter().for_each(|document| survey.spare(document));
    survey.file(file, text, |text| text.starts_with(STAMP)).map_err(failed(file))?;
    Ok(survey)
}

fn failed(file: &Path) -> impl FnOnce(io::Error) -> Failure {
    move |error| unusable(file, &file.to_string_lossy(), "overlay", &error).into()
}
