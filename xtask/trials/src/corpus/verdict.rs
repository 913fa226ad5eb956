//! Rows and their table.

use std::fmt::Write;

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

use super::documents::{Document, Expected};
use super::fidelity::{self, Proven};
use super::fields::Fields;
use super::generation::Generation;
use super::lints::Lints;
use super::tally::{Kinds, Tally};

/// What became of a document.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    pub(super) name: String,
    verdict: Verdict,
    generation: Generation,
    tally: Option<Tally>,
    /// Which lints the crate allows.
    pub(super) lints: Lints,
    /// The fields of its structs.
    pub(super) fields: Fields,
    /// What the prover found, if it was asked.
    proven: Option<Proven>,
}

/// What became of a document, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    /// A crate without a fault.
    Clean,
    /// A crate that compiles, with warnings.
    Warns,
    /// A crate that compiles, with types that lose something.
    Loses,
    /// A crate that does not compile.
    Broken,
    /// A crate that nobody looked at, as it was asked for.
    Unchecked,
    /// No crate, as it has to be.
    Refused,
    /// No crate, where there should be one.
    NotWritten,
    /// No end in its time.
    Hang,
    /// A crate, or another error, where a refusal should be.
    NotRefused,
}

impl Row {
    /// Puts together what is known of a document.
    pub(super) fn new(
        document: &Document,
        generation: Generation,
        tally: Option<Tally>,
        (lints, fields): (Lints, Fields),
        proven: Option<Proven>,
    ) -> Self {
        let verdict = match (document.expected, &tally) {
            _ if generation.is_hung => Verdict::Hang,
            (Expected::Refusal(text), None)
                if generation.errors.iter().any(|error| error.contains(text)) =>
            {
                Verdict::Refused
            }
            (Expected::Refusal(_), _) => Verdict::NotRefused,
            (Expected::Crate, None) if generation.is_written() => Verdict::Unchecked,
            (Expected::Crate, None) => Verdict::NotWritten,
            (Expected::Crate, Some(tally)) if tally.errors.count() > 0 => Verdict::Broken,
            (Expected::Crate, Some(_)) if !proven.as_ref().is_none_or(Proven::is_fine) => {
                Verdict::Loses
            }
            (Expected::Crate, Some(tally)) => {
                let others = [&tally.clippy, &tally.rustdoc, &tally.doctests];
                let others: usize = others.into_iter().flatten().map(Kinds::count).sum();
                if tally.warnings.count() + others > 0 { Verdict::Warns } else { Verdict::Clean }
            }
        };
        Self { name: document.name.clone(), verdict, generation, tally, lints, fields, proven }
    }

    /// Whether the document ended as it has to.
    pub(super) fn is_fine(&self) -> bool {
        matches!(self.verdict, Verdict::Clean | Verdict::Unchecked | Verdict::Refused)
    }

    /// Everything that was said about the document.
    pub(super) fn log(&self) -> String {
        let mut log = String::new();
        for line in self.generation.errors.iter().chain(&self.generation.warnings) {
            let _ = writeln!(log, "specwright: {line}");
        }
        if let Some(error) = self.proven.as_ref().and_then(|proven| proven.error.as_ref()) {
            let _ = writeln!(log, "prover: {error}");
        }
        if let Some(tally) = &self.tally {
            let all = [Some(&tally.errors), Some(&tally.warnings)];
            let others = [tally.clippy.as_ref(), tally.rustdoc.as_ref(), tally.doctests.as_ref()];
            for kinds in all.into_iter().chain(others).flatten() {
                for (kind, count) in kinds.ranked() {
                    let _ = writeln!(log, "{count:>6} x {kind}");
                }
            }
            let _ = write!(log, "\n{}", tally.rendered);
        }
        log
    }
}

const HEADER: [&str; 15] = [
    "document",
    "operations",
    "files",
    "lines",
    "fields",
    "by name",
    "left out",
    "notes",
    "seconds",
    "peak MB",
    "errors",
    "warnings",
    "clippy",
    "rustdoc",
    "doctests",
];

/// The table of all documents.
pub(super) fn render(rows: &[Row]) -> String {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    let is_proven = rows.iter().any(|row| row.proven.is_some());
    let proven = fidelity::HEADER.into_iter().filter(|_| is_proven);
    table.set_header(HEADER.into_iter().chain(proven).chain(["verdict"]));
    for row in rows {
        let generation = &row.generation;
        let asked = |kinds: &Option<Kinds>| {
            kinds.as_ref().map_or_else(|| "-".to_owned(), |kinds| kinds.count().to_string())
        };
        let counts = row.tally.as_ref().map_or_else(
            || vec!["-".to_owned(); 5],
            |tally| {
                vec![
                    tally.errors.count().to_string(),
                    tally.warnings.count().to_string(),
                    asked(&tally.clippy),
                    asked(&tally.rustdoc),
                    asked(&tally.doctests),
                ]
            },
        );
        let cells = [
            row.name.clone(),
            generation.operations.to_string(),
            generation.files.to_string(),
            generation.lines.to_string(),
            row.fields.all.to_string(),
            row.fields.by_name_alone.to_string(),
            generation.warnings.len().to_string(),
            generation.notes.to_string(),
            format!("{:.2}", generation.seconds),
            format!("{:.0}", generation.peak_mb),
        ];
        let proven = row
            .proven
            .as_ref()
            .map_or_else(|| vec!["-".to_owned(); fidelity::HEADER.len()], Proven::cells);
        let proven = proven.into_iter().filter(|_| is_proven);
        let verdict = [format!("{:?}", row.verdict)];
        table.add_row(cells.into_iter().chain(counts).chain(proven).chain(verdict));
    }
    let numbers = HEADER.len() - 1 + if is_proven { fidelity::HEADER.len() } else { 0 };
    for column in table.column_iter_mut().skip(1).take(numbers) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let fine = rows.iter().filter(|row| row.is_fine()).count();
    format!("{table}\n{fine} of {} documents ended as they have to.", rows.len())
}
