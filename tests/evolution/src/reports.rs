//! What is reported of each case: in full, and which kinds of change are found in it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::{fs, io};

use specwright_codegen::diff::{CATALOGUE, Diff, text};

use crate::cases::{Case, folder};
use crate::workshop;

/// What differs from a file that was accepted, or why it cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The file.
    pub file: PathBuf,
    /// What it should say.
    pub found: String,
    /// What it says; nothing, where it is not there.
    pub accepted: Option<String>,
}

impl Stale {
    /// Makes what is found what is accepted.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn accept(&self) -> io::Result<()> {
        fs::write(&self.file, &self.found)
    }
}

/// The files that are not as the reports of the cases are.
#[must_use]
pub fn stale(cases: &[(&Case, &Diff)]) -> Vec<Stale> {
    let reports = cases
        .iter()
        .map(|(case, diff)| (folder().join(&case.name).join("report.txt"), report(diff)));
    let all = reports.chain([(kinds_file(), kinds(cases))]);
    let all = all.map(|(file, found)| {
        let accepted = fs::read_to_string(&file).ok();
        Stale { file, found, accepted }
    });
    all.filter(|stale| stale.accepted.as_ref() != Some(&stale.found)).collect()
}

/// A report as a person reads it, and behind it the public items that differ.
fn report(diff: &Diff) -> String {
    let mut report = text(diff, None, &|_, word| word.to_owned());
    let mut items = Vec::new();
    for change in &diff.changes {
        let marked = |mark: &str, all: &[String]| -> Vec<String> {
            all.iter().map(|item| format!("{mark} {item}\n")).collect()
        };
        items.extend(marked("-", &change.missed));
        items.extend(marked("+", &change.added));
        items.extend(marked("~", &change.discouraged));
    }
    if !items.is_empty() {
        items.sort();
        let _ = write!(report, "\n- missed, + added, ~ discouraged\n{}", items.concat());
    }
    report
}

/// The file of the kinds that are found in each case.
#[must_use]
pub fn kinds_file() -> PathBuf {
    workshop::root().join("tests/evolution/kinds.txt")
}

/// Each kind with the cases that it is found in, in the order of the catalogue.
#[must_use]
pub fn kinds(cases: &[(&Case, &Diff)]) -> String {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (case, diff) in cases {
        for change in &diff.changes {
            let names = found.entry(change.kind.id()).or_default();
            if names.last() != Some(&case.name.as_str()) {
                names.push(&case.name);
            }
        }
    }
    let mut text = HEAD.to_owned();
    for entry in CATALOGUE {
        let _ = writeln!(text, "\n{}", entry.id);
        for name in found.get(entry.id).into_iter().flatten() {
            let _ = writeln!(text, "  {name}");
        }
    }
    text
}

const HEAD: &str = "\
# Each kind of change, and the cases of `cases/` in whose report it stands: a kind that is found in
# another's case shows here. `cargo xtask evolution --accept` writes it.
";
