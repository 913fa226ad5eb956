//! What a run says: text for a person, problems on stderr and the report on stdout; or one
//! JSON object on stdout for a program.

use std::io::{self, Write};

use serde::Serialize;
use specwright_codegen::diagnostic::{Diagnostic, Group, Located, SourceText, Style, draw_all};
use specwright_codegen::project::{Job, JobOutcome, Mode, shown};
use specwright_codegen::report::Summary;
use specwright_codegen::{Failure, Planned, Untyped};
use specwright_examples::Tally;

use super::ExitStatus;

/// Prints reports.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printer {
    pub(super) form: Form,
    pub(super) style: Style,
}

/// Who reads what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A person.
    Text,
    /// A program.
    Json,
}

/// What became of one API.
#[derive(Debug)]
pub(super) struct ApiReport {
    name: String,
    status: ExitStatus,
    summary: Option<Summary>,
    written: Option<Written>,
    examples: Option<Examples>,
    untyped: Option<Vec<Untyped>>,
    text: String,
    problems: Vec<Diagnostic>,
    texts: Vec<SourceText>,
}

/// What was written, or would be.
#[derive(Clone, Debug, Serialize)]
struct Written {
    files: usize,
    lines: usize,
    changed: Vec<String>,
    removed: Vec<String>,
}

/// What became of the examples.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Examples {
    #[serde(flatten)]
    pub(super) tally: Tally,
    /// The overlay that was suggested, and how many examples hold by it.
    pub(super) overlay: Option<String>,
    pub(super) mended: Option<usize>,
    /// Where the report goes, as stdout may be taken.
    #[serde(skip)]
    pub(super) stream: Stream,
}

/// Where a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Stdout,
    Stderr,
}

impl ApiReport {
    /// A generation that went through.
    pub(super) fn generated(job: &Job, outcome: JobOutcome, text: String, mode: Mode) -> Self {
        let difference = &outcome.difference;
        let paths =
            |paths: &[std::path::PathBuf]| paths.iter().map(|path| shown(path)).collect::<Vec<_>>();
        let written = Written {
            files: outcome.output.files.len(),
            lines: outcome.lines,
            changed: paths(&difference.stale),
            removed: paths(&difference.left_over),
        };
        let is_stale = mode == Mode::Check && !difference.is_empty();
        Self {
            name: job.name.clone(),
            status: if is_stale { ExitStatus::Invalid } else { ExitStatus::Done },
            summary: Some(job.summary(&outcome.output)),
            written: Some(written),
            examples: None,
            untyped: None,
            text,
            problems: outcome.output.warnings,
            texts: outcome.output.texts,
        }
    }

    /// A check that went through.
    pub(super) fn checked(name: &str, summary: Summary, text: String, planned: Planned) -> Self {
        Self {
            name: name.to_owned(),
            status: ExitStatus::Done,
            summary: Some(summary),
            written: None,
            examples: None,
            untyped: None,
            text,
            problems: planned.warnings,
            texts: planned.texts,
        }
    }

    /// Examples that were held against their description.
    pub(super) fn examined(
        name: &str,
        status: ExitStatus,
        examples: Examples,
        text: String,
        problems: Vec<Diagnostic>,
        texts: Vec<SourceText>,
    ) -> Self {
        Self {
            name: name.to_owned(),
            status,
            summary: None,
            written: None,
            examples: Some(examples),
            untyped: None,
            text,
            problems,
            texts,
        }
    }

    /// The same with what became any JSON.
    pub(super) fn with_untyped(mut self, untyped: Vec<Untyped>) -> Self {
        self.text.push_str(&Untyped::report(&untyped));
        self.untyped = Some(untyped);
        self
    }

    /// The same with a file that was written beside the others, or would be.
    pub(super) fn with_file(mut self, told: &str, status: ExitStatus) -> Self {
        self.text.push_str(told);
        self.status = self.status.max(status);
        self
    }

    /// An API of which nothing was generated.
    pub(super) fn failed(name: &str, failure: &Failure) -> Self {
        let diagnostics = failure.diagnostics().into_owned();
        Self {
            name: name.to_owned(),
            status: status_of(failure),
            summary: None,
            written: None,
            examples: None,
            untyped: None,
            text: String::new(),
            problems: diagnostics.problems().to_vec(),
            texts: diagnostics.texts().to_vec(),
        }
    }
}

/// How a run ends that failed so: where what the call names cannot be used, the call is to be
/// mended.
pub(super) fn status_of(failure: &Failure) -> ExitStatus {
    let is_usage = |problem: &Diagnostic| problem.code.group() == Group::Usage;
    match failure.diagnostics().problems().iter().any(is_usage) {
        true => ExitStatus::UsageError,
        false => ExitStatus::Invalid,
    }
}

impl Printer {
    /// Says what became of an API, as soon as it is known.
    pub(super) fn say(self, report: &ApiReport) {
        if self.form == Form::Json {
            return;
        }
        let problems = draw_all(&report.problems, &report.texts, self.style);
        if !problems.is_empty() {
            let separator = if report.text.is_empty() { "" } else { "\n" };
            put(&mut io::stderr().lock(), &format!("{problems}\n{separator}"));
        }
        let examples = report.examples.as_ref();
        match examples.map_or(Stream::Stdout, |examples| examples.stream) {
            Stream::Stdout => put(&mut io::stdout().lock(), &report.text),
            Stream::Stderr => {
                put(&mut io::stderr().lock(), &report.text);
                let overlay = examples.and_then(|examples| examples.overlay.as_deref());
                put(&mut io::stdout().lock(), overlay.unwrap_or_default());
            }
        }
    }

    /// Says the rest, once every API is done.
    pub(super) fn finish(self, reports: &[ApiReport]) -> ExitStatus {
        let status = reports.iter().map(|report| report.status).max().unwrap_or(ExitStatus::Done);
        if self.form == Form::Json {
            let whole = Whole { status: status.name(), apis: reports.iter().map(api).collect() };
            // SourceText, numbers and lists of them can always be written.
            let text = serde_json::to_string_pretty(&whole).unwrap_or_default();
            put(&mut io::stdout().lock(), &format!("{text}\n"));
        }
        status
    }
}

/// What `--json` prints.
#[derive(Serialize)]
struct Whole<'a> {
    status: &'static str,
    apis: Vec<Api<'a>>,
}

#[derive(Serialize)]
struct Api<'a> {
    name: &'a str,
    status: &'static str,
    report: Option<&'a Summary>,
    files: Option<&'a Written>,
    #[serde(skip_serializing_if = "Option::is_none")]
    examples: Option<&'a Examples>,
    #[serde(skip_serializing_if = "Option::is_none")]
    untyped: Option<&'a [Untyped]>,
    problems: Vec<Located>,
}

fn api(report: &ApiReport) -> Api<'_> {
    let located = |problem| Located::new(problem, &report.texts);
    Api {
        name: &report.name,
        status: report.status.name(),
        report: report.summary.as_ref(),
        files: report.written.as_ref(),
        examples: report.examples.as_ref(),
        untyped: report.untyped.as_deref(),
        problems: report.problems.iter().map(located).collect(),
    }
}

/// Whoever reads may stop reading (`specwright check … | head`); that is no fault of the run.
pub(super) fn put(stream: &mut impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}
