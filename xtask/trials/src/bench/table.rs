//! The figures of all generators beside each other, and what was aimed at.

use std::fmt::Write;

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

use super::generate::{Bench, Figures};
use super::peers::OURS;

/// Something that was aimed at.
#[derive(Debug, Serialize)]
pub(super) struct Target {
    /// In words.
    what: &'static str,
    /// What it came to, where it could be measured.
    figure: Option<f64>,
    /// What it may come to.
    limit: f64,
    /// Whether it did not come to more.
    pub(super) is_met: Option<bool>,
}

impl Target {
    /// What a figure, where there is one, may come to.
    pub(super) fn new(what: &'static str, figure: Option<f64>, limit: f64) -> Self {
        Self { what, figure, limit, is_met: figure.map(|figure| figure <= limit) }
    }

    /// What it came to, and whether that is good enough, for a person.
    pub(super) fn line(&self) -> String {
        let (figure, word) = match (self.figure, self.is_met) {
            (Some(figure), Some(true)) => (rounded(figure, self.limit), "met"),
            (Some(figure), _) => (rounded(figure, self.limit), "missed"),
            (None, _) => ("-".to_owned(), "not measured"),
        };
        format!("{}: {figure}, at most {}: {word}", self.what, rounded(self.limit, self.limit))
    }
}

/// What is compared: its heading, with how many decimals, and where it stands.
struct Column {
    heading: &'static str,
    decimals: usize,
    figure: fn(&Figures) -> Option<f64>,
}

const fn column(
    heading: &'static str,
    decimals: usize,
    figure: fn(&Figures) -> Option<f64>,
) -> Column {
    Column { heading, decimals, figure }
}

/// The least of the rounds decides: others use the machine, and can only slow it down.
const COLUMNS: [Column; 9] = [
    column("generate s", 2, |figures| figures.generation.map(|cost| cost.least)),
    column("(median)", 2, |figures| figures.generation.map(|cost| cost.median)),
    column("(cpu)", 2, |figures| figures.generation.map(|cost| cost.cpu)),
    column("peak MB", 0, |figures| figures.generation.map(|cost| cost.peak_mb)),
    column("check s", 2, |figures| figures.check.map(|cost| cost.least)),
    column("(median)", 2, |figures| figures.check.map(|cost| cost.median)),
    column("(cpu)", 2, |figures| figures.check.map(|cost| cost.cpu)),
    column("rustc MB", 0, |figures| figures.check.map(|cost| cost.peak_mb)),
    column("lines", 0, |figures| (figures.lines > 0).then_some(figures.lines as f64)),
];

/// What was aimed at, and what it came to.
pub(super) fn targets(all: &[Figures]) -> Vec<Target> {
    let [generation, _, _, memory, check, _, _, _, lines] = &COLUMNS;
    let own = |column: &Column| (column.figure)(all.iter().find(|one| one.name == OURS)?);
    let ratio = |column: &Column| Some(own(column)? / best(column, all)?);
    vec![
        Target::new("generation, of the fastest peer's", ratio(generation), 0.3),
        Target::new("memory of the generation, MB", own(memory), 150.0),
        Target::new("cargo check, of the fastest peer's", ratio(check), 0.33),
        Target::new("lines of Rust", own(lines), 150_000.0),
    ]
}

/// The least that any peer came to.
fn best(column: &Column, all: &[Figures]) -> Option<f64> {
    let peers = all.iter().filter(|figures| figures.name != OURS);
    peers.filter_map(column.figure).min_by(f64::total_cmp)
}

/// Everything, for a person.
pub(super) fn render(bench: &Bench) -> String {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    let headings = COLUMNS.iter().map(|column| column.heading);
    table.set_header(["generator"].into_iter().chain(headings).chain(["files"]));
    for figures in &bench.figures {
        let cells = COLUMNS.iter().map(|column| cell(column, figures, &bench.figures));
        let name = format!("{} {}", figures.name, figures.version);
        table.add_row([name].into_iter().chain(cells).chain([figures.files.to_string()]));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let mut text =
        format!("{}, each figure with its ratio to the best peer's:\n{table}\n", bench.document);
    for figures in &bench.figures {
        if let Some(failure) = &figures.failure {
            let _ = writeln!(text, "{}: {failure}", figures.name);
        }
    }
    for name in &bench.absent {
        let _ = writeln!(text, "{name} is not installed.");
    }
    for target in &bench.targets {
        let _ = writeln!(text, "{}", target.line());
    }
    text
}

fn cell(column: &Column, figures: &Figures, all: &[Figures]) -> String {
    let Some(figure) = (column.figure)(figures) else { return "-".to_owned() };
    let shown = format!("{figure:.*}", column.decimals);
    match best(column, all) {
        Some(best) => format!("{shown} ({:.2}x)", figure / best),
        None => shown,
    }
}

/// Ratios have decimals, counts have none, and a few seconds are between the two.
fn rounded(figure: f64, limit: f64) -> String {
    let decimals = match limit {
        ..1.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{figure:.decimals$}")
}
