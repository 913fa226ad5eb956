//! Shows the figures of all crates beside each other, and what was aimed at.

use std::fmt::Write;

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

use super::tally::Tally;
use super::{FLAGSHIP, GENERATED, SHIPPED};
use crate::bench::table::Target;

/// Everything that is known.
#[derive(Serialize)]
pub(super) struct Report {
    /// The document's name.
    document: String,
    /// The generated crates, ours first.
    generated: Vec<(&'static str, Tally)>,
    /// The crate of this repository, and async-openai.
    shipped: Vec<(&'static str, Tally)>,
    /// The generators that are not installed.
    absent: Vec<&'static str>,
    /// What was aimed at.
    goals: Vec<Target>,
}

/// The figures as `subject` names them, their headings, and with how many decimals.
const ROWS: [(&str, &str, usize); 24] = [
    ("lines", "lines of code", 0),
    ("check cpu", "check: processor s", 1),
    ("check wall", "wall s", 1),
    ("check peak", "rustc MB", 0),
    ("debug cpu", "debug: processor s", 1),
    ("debug wall", "wall s", 1),
    ("debug peak", "rustc MB", 0),
    ("debug rlib", "rlib MB", 1),
    ("debug rmeta", "rmeta MB", 1),
    ("debug program cpu", "debug, program: processor s", 1),
    ("debug program size", "MB", 1),
    ("incremental cpu", "incremental: processor s", 1),
    ("incremental peak", "rustc MB", 0),
    ("incremental rlib", "rlib MB", 1),
    ("incremental program cpu", "incremental, program: processor s", 1),
    ("rebuild cpu", "program after a changed line: processor s", 1),
    ("release cpu", "release: processor s", 1),
    ("release wall", "wall s", 1),
    ("release peak", "rustc MB", 0),
    ("release rlib", "rlib MB", 1),
    ("release rmeta", "rmeta MB", 1),
    ("release program cpu", "release, program: processor s", 1),
    ("release program size", "MB", 1),
    ("stripped program size", "stripped MB", 1),
];

impl Report {
    pub(super) fn new(
        document: String,
        all: Vec<(&'static str, Tally)>,
        absent: Vec<&'static str>,
    ) -> Self {
        let is_shipped = |name: &str| SHIPPED.iter().any(|(known, ..)| *known == name);
        let (shipped, generated): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(name, _)| is_shipped(name));
        let goals = goals(&generated);
        Self { document, generated, shipped, absent, goals }
    }

    /// Whether anything that was aimed at is known to be missed.
    pub(super) fn is_missed(&self) -> bool {
        self.goals.iter().any(|goal| goal.is_met == Some(false))
    }

    /// Everything, for a person.
    pub(super) fn render(&self) -> String {
        let mut text = format!(
            "{}: the least of the rounds, each figure with its ratio to the best peer's; those \
             with a star are of an earlier run.\n",
            self.document,
        );
        let shipped = "\nThe crate of this repository beside async-openai:\n";
        for (heading, all) in [("", &self.generated), (shipped, &self.shipped)] {
            if all.iter().any(|(_, tally)| !tally.is_empty()) {
                let _ = writeln!(text, "{heading}{}", table(all));
            }
        }
        text.push('\n');
        for (name, tally) in self.generated.iter().chain(&self.shipped) {
            if let Some(failure) = &tally.failure {
                let _ = writeln!(text, "{name}: {failure}");
            }
            if let Some(reason) = &tally.no_program {
                let _ = writeln!(text, "{name}: the crate alone, without a program: {reason}");
            }
        }
        for name in &self.absent {
            let _ = writeln!(text, "{name} is not installed.");
        }
        for goal in &self.goals {
            let _ = writeln!(text, "{}", goal.line());
        }
        text
    }
}

/// What was aimed at, and what it came to.
///
/// A crate is compared to that of the peer whose crate is built first: what another saves in
/// memory, it may have spent in time.
fn goals(all: &[(&'static str, Tally)]) -> Vec<Target> {
    let ours = |name| own(all)?.figure(name);
    let fastest = peers(all)
        .filter_map(|tally| Some((tally, tally.figure("debug cpu")?)))
        .min_by(|(_, a), (_, b)| a.total_cmp(b));
    let to_fastest = |name| Some(ours(name)? / fastest?.0.figure(name)?);
    let to_best = |name| Some(ours(name)? / best(name, all)?);
    vec![
        Target::new("debug, processor time, of the fastest peer's", to_fastest("debug cpu"), 0.12),
        Target::new("debug, memory of rustc, of the same peer's", to_fastest("debug peak"), 0.25),
        Target::new("debug, rlib, of the same peer's", to_fastest("debug rlib"), 0.25),
        Target::new("debug program, processor s", ours("debug program cpu"), 3.0),
        Target::new("debug program, MB", ours("debug program size"), 40.0),
        Target::new("release, processor time, of the best peer's", to_best("release cpu"), 0.12),
        Target::new(
            "stripped release program, of the best peer's",
            to_best("stripped program size"),
            0.5,
        ),
        Target::new("check, processor time, of the best peer's", to_best("check cpu"), 0.12),
        Target::new("lines of code", ours("lines"), 60_000.0),
    ]
}

fn own<'a>(all: &'a [(&'static str, Tally)]) -> Option<&'a Tally> {
    all.iter().find(|(name, _)| is_own(name)).map(|(_, tally)| tally)
}

fn peers<'a>(all: &'a [(&'static str, Tally)]) -> impl Iterator<Item = &'a Tally> {
    all.iter().filter(|(name, _)| !is_own(name)).map(|(_, tally)| tally)
}

fn is_own(name: &str) -> bool {
    name == GENERATED || name == FLAGSHIP
}

/// The least that any peer came to.
fn best(name: &str, all: &[(&'static str, Tally)]) -> Option<f64> {
    peers(all).filter_map(|tally| tally.figure(name)).min_by(f64::total_cmp)
}

/// The crates of which something is known beside each other, a line a figure.
fn table(all: &[(&'static str, Tally)]) -> Table {
    let known: Vec<&(&str, Tally)> = all.iter().filter(|(_, tally)| !tally.is_empty()).collect();
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    let names = known.iter().map(|(name, tally)| format!("{name} {}", tally.version));
    table.set_header(["of the crate".to_owned()].into_iter().chain(names));
    for (name, heading, decimals) in ROWS {
        if known.iter().any(|(_, tally)| tally.figure(name).is_some()) {
            let best = best(name, all);
            let cells = known.iter().map(|(_, tally)| cell(tally, name, decimals, best));
            table.add_row([heading.to_owned()].into_iter().chain(cells));
        }
    }
    let loads = known.iter().map(|(_, tally)| format!("{:.1}", tally.load));
    table.add_row(["load of the machine, at most".to_owned()].into_iter().chain(loads));
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn cell(tally: &Tally, name: &str, decimals: usize, best: Option<f64>) -> String {
    let Some(figure) = tally.figure(name) else { return "-".to_owned() };
    let star = if tally.is_measured(name) { "" } else { "*" };
    match best {
        Some(best) => format!("{figure:.decimals$}{star} ({:.2}x)", figure / best),
        None => format!("{figure:.decimals$}{star}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(figures: &[(&str, f64)]) -> Tally {
        let mut tally = Tally::default();
        figures.iter().for_each(|(name, figure)| tally.add(name, *figure));
        tally
    }

    fn met(report: &Report, what: &str) -> Option<bool> {
        let line = report.goals.iter().map(|goal| (goal.line(), goal.is_met));
        line.filter(|(line, _)| line.starts_with(what)).find_map(|(_, is_met)| is_met)
    }

    #[test]
    fn ours_is_judged_by_the_peer_that_is_built_first() {
        let ours = [("debug cpu", 24.0), ("debug peak", 1000.0), ("debug program size", 41.0)];
        let fast = [("debug cpu", 200.0), ("debug peak", 4400.0)];
        let slow = [("debug cpu", 400.0), ("debug peak", 3000.0)];
        let all = vec![
            (GENERATED, tally(&ours)),
            ("fast", tally(&fast)),
            ("slow", tally(&slow)),
            (FLAGSHIP, tally(&[("debug cpu", 3.0)])),
        ];
        let report = Report::new("document".to_owned(), all, Vec::new());
        assert_eq!(met(&report, "debug, processor time"), Some(true));
        assert_eq!(met(&report, "debug, memory"), Some(true), "1000 of 4400 and not of 3000");
        assert_eq!(met(&report, "debug program, MB"), Some(false));
        assert_eq!(met(&report, "release, processor time"), None, "not measured");
        assert!(report.is_missed());
        let text = report.render();
        assert!(text.contains("24.0 (0.12x)"), "{text}");
        assert!(text.contains("debug program, MB: 41.0, at most 40.0: missed"), "{text}");
    }
}
