//! What a person is told of examples: how many hold, and of each that does not, where and why.

use std::collections::BTreeMap;
use std::fmt::Write;

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use crate::example::{ExampleKind, Skipped};
use crate::locate::locate;
use crate::{Judged, Verdict, Violation, ViolationKind};
use specwright_codegen::diagnostic::{Code, Diagnostic, Located, SourceText};
use specwright_codegen::pointer::{FileId, Place};
use specwright_codegen::read::resolve::Document;
use specwright_codegen::vendor::Vendor;

/// How many examples there are, and what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// All of them.
    pub examples: usize,
    /// Those that are as their schemas say.
    pub hold: usize,
    /// Those that are not.
    pub contradict: usize,
    /// How many keywords of how many schemas those contradict.
    pub causes: usize,
    /// Those of which nobody knows.
    pub skipped: usize,
    /// The same by where they stand.
    pub kinds: Vec<KindTally>,
    /// Why they were skipped, and how many of them for each reason.
    pub reasons: BTreeMap<String, usize>,
}

/// What became of the examples of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct KindTally {
    /// What the kind is called.
    pub name: String,
    /// How many there are.
    pub examples: usize,
    /// How many hold.
    pub hold: usize,
    /// How many contradict the description.
    pub contradict: usize,
    /// How many were skipped.
    pub skipped: usize,
}

impl Tally {
    pub(super) fn of(judged: &[Judged], vendors: &[Vendor]) -> Self {
        let mut tally = Tally::default();
        let mut kinds: BTreeMap<ExampleKind, KindTally> = BTreeMap::new();
        // A vendor extension that leads nowhere is told by its row of zeros.
        for (index, vendor) in vendors.iter().enumerate() {
            let kind = KindTally { name: vendor.to_string(), ..KindTally::default() };
            kinds.insert(ExampleKind::Vendor(index), kind);
        }
        for one in judged {
            let kind = kinds.entry(one.example.origin).or_default();
            if kind.name.is_empty() {
                name(one.example.origin).clone_into(&mut kind.name);
            }
            kind.examples += 1;
            match &one.verdict {
                Verdict::Holds => kind.hold += 1,
                Verdict::Contradicts(_) => kind.contradict += 1,
                Verdict::Skipped(skipped) => {
                    kind.skipped += 1;
                    *tally.reasons.entry(reason(skipped).to_owned()).or_default() += 1;
                }
            }
        }
        for kind in kinds.into_values() {
            tally.examples += kind.examples;
            tally.hold += kind.hold;
            tally.contradict += kind.contradict;
            tally.skipped += kind.skipped;
            tally.kinds.push(kind);
        }
        tally
    }

    /// The report as text.
    pub fn render(&self, name: &str) -> String {
        let mut text = format!(
            "{name}: {} example(s), {} hold, {} contradict the description{}\n",
            self.examples,
            self.hold,
            self.contradict,
            if self.contradict > 0 {
                format!(" in {} place(s)", self.causes)
            } else {
                String::new()
            },
        );
        let width = self.kinds.iter().map(|kind| kind.name.chars().count()).max().unwrap_or(0);
        for kind in &self.kinds {
            let _ = write!(text, "  {:<width$}  {:>6}", kind.name, kind.examples);
            let parts =
                [("hold", kind.hold), ("contradict", kind.contradict), ("skipped", kind.skipped)];
            for (verdict, count) in parts.into_iter().filter(|(_, count)| *count > 0) {
                let _ = write!(text, "   {count} {verdict}");
            }
            text.push('\n');
        }
        for (reason, count) in &self.reasons {
            let _ = writeln!(text, "  skipped: {count} {reason}");
        }
        text
    }
}

fn name(origin: ExampleKind) -> &'static str {
    match origin {
        ExampleKind::Schema => "schemas",
        ExampleKind::Media => "media types",
        ExampleKind::Parameter => "parameters",
        ExampleKind::Header => "headers",
        ExampleKind::Vendor(_) => "vendor extensions",
    }
}

/// Why examples were skipped, after "one" or their number.
fn reason(skipped: &Skipped) -> &'static str {
    match skipped {
        Skipped::Elsewhere => "elsewhere (`externalValue`; nothing is fetched)",
        Skipped::NoSchema => "without a schema of JSON",
        Skipped::NotJson => "whose text is not JSON",
        Skipped::Broken(_) => "whose text begins like JSON and is not",
        Skipped::Misplaced(_) => "not in the form that the specification has",
        Skipped::Unused => "among the components that nothing refers to",
        Skipped::Undecided(_) => "whose schema cannot be followed",
    }
}

/// One thing that is to be told of an example.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What a person is told, with its place.
    pub diagnostic: Diagnostic,
    /// The schema and the keyword that are contradicted, where they are; what has the same cause
    /// needs one correction.
    pub cause: Option<String>,
}

/// Each contradiction, and each example that was skipped.
pub(super) fn problems(document: &Document, judged: &[Judged]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for one in judged {
        match &one.verdict {
            Verdict::Holds => {}
            Verdict::Contradicts(violations) => {
                for violation in violations.iter().flat_map(Violation::leaves) {
                    problems.push(contradiction(document, one, violation));
                }
            }
            Verdict::Skipped(skipped) => {
                let message = match skipped {
                    Skipped::Misplaced(form) => format!("the example is skipped: {form}"),
                    Skipped::Undecided(why) | Skipped::Broken(why) => {
                        format!("the example is skipped: {why}")
                    }
                    _ => format!("the example is skipped: it is one {}", reason(skipped)),
                };
                let place = &one.example.place;
                let location = document.location(place);
                let warning = Diagnostic::new(Code::ExampleSkipped, message);
                let diagnostic = warning.at_node(location, place.pointer.clone());
                problems.push(Problem { diagnostic, cause: None });
            }
        }
    }
    problems
}

fn contradiction(document: &Document, one: &Judged, violation: &Violation) -> Problem {
    let (location, pointer) = locate(document, &one.example, &one.value, &violation.instance);
    let place = shown(document, &violation.schema);
    let message = format!("the example contradicts its schema: {}", violation.message());
    let mut help = format!("`{}` stands at {place}", violation.keyword());
    if one.is_text_of_json(violation) {
        help.push_str("; the string holds JSON: write it as the value that it is");
    }
    let property = match &violation.what {
        ViolationKind::Missing(name) | ViolationKind::Undeclared(name) => name.as_str(),
        _ => "",
    };
    Problem {
        diagnostic: Diagnostic::new(Code::ExampleContradicts, message)
            .at_node(location, pointer)
            .help(help),
        cause: Some(format!("{place} {} {property}", violation.keyword())),
    }
}

/// The first problem of each cause, which says how many others there are and where.
pub(super) fn first_of_each(problems: &[Problem], texts: &[SourceText]) -> Vec<Diagnostic> {
    let mut causes: IndexMap<&str, Vec<&Diagnostic>> = IndexMap::new();
    for problem in problems {
        if let Some(cause) = &problem.cause {
            causes.entry(cause).or_default().push(&problem.diagnostic);
        }
    }
    causes.into_values().filter_map(|same| told(&same, texts)).collect()
}

/// How many lines are named where the same is contradicted again.
const MOST_LINES: usize = 5;

fn told(same: &[&Diagnostic], texts: &[SourceText]) -> Option<Diagnostic> {
    let (first, others) = same.split_first()?;
    let mut told = (*first).clone();
    let lines: IndexSet<usize> = others
        .iter()
        .filter_map(|problem| Located::new(problem, texts).position)
        .map(|position| position.line)
        .collect();
    if !others.is_empty() {
        let named: Vec<String> = lines.iter().take(MOST_LINES).map(usize::to_string).collect();
        let more = if lines.len() > MOST_LINES { ", …" } else { "" };
        let help = told.help.unwrap_or_default();
        let count = others.len();
        let lines = named.join(", ");
        told.help =
            Some(format!("{help}; contradicted {count} more time(s), in line {lines}{more}"));
    }
    Some(told)
}

/// A place, with its file where that is another than the document.
pub(super) fn shown(document: &Document, place: &Place) -> String {
    let pointer = if place.pointer.as_str().is_empty() { "/" } else { place.pointer.as_str() };
    match document.file_name(place.file).filter(|_| place.file != FileId::default()) {
        Some(file) => format!("{file}#{pointer}"),
        None => pointer.to_owned(),
    }
}
