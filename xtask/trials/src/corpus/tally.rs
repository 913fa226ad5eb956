//! What cargo says about one crate, counted by kind.

use std::collections::BTreeMap;

use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use serde::Serialize;

use super::cargo::Tool;

/// What cargo says about one crate.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Tally {
    /// What rustc refuses.
    pub(super) errors: Kinds,
    /// What rustc warns of.
    pub(super) warnings: Kinds,
    /// What clippy warns of, if it was asked.
    pub(super) clippy: Option<Kinds>,
    /// What rustdoc warns of, if it was asked.
    pub(super) rustdoc: Option<Kinds>,
    /// Why the doctests fail, if they were run.
    pub(super) doctests: Option<Kinds>,
    /// Everything, as cargo prints it.
    #[serde(skip)]
    pub(super) rendered: String,
}

/// Problems by kind.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Kinds(BTreeMap<String, Kind>);

/// Problems of one kind.
#[derive(Clone, Debug, Serialize)]
struct Kind {
    count: usize,
    example: String,
}

impl Kinds {
    /// How many problems there are.
    pub(super) fn count(&self) -> usize {
        self.0.values().map(|kind| kind.count).sum()
    }

    /// Adds a problem; the first of a kind is its example.
    pub(super) fn add(&mut self, kind: String, example: &str) {
        let first = || Kind { count: 0, example: example.to_owned() };
        self.0.entry(kind).or_insert_with(first).count += 1;
    }

    /// The kinds, most frequent first.
    pub(super) fn ranked(&self) -> Vec<(&str, usize)> {
        let mut ranked: Vec<_> =
            self.0.iter().map(|(kind, found)| (kind.as_str(), found.count)).collect();
        ranked.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
        ranked
    }
}

impl Tally {
    /// Counts a message of a tool.
    pub(super) fn add(&mut self, tool: Tool, message: &Diagnostic) {
        // The last words of a run repeat what was said.
        let is_sum = message.message.starts_with("aborting due to")
            || message.message.ends_with("warning emitted")
            || message.message.ends_with("warnings emitted");
        if is_sum || message.message.starts_with("For more information") {
            return;
        }
        let rendered = message.rendered.as_deref().unwrap_or(&message.message);
        self.rendered.push_str(rendered);
        let code = message.code.as_ref().map(|code| code.code.as_str());
        let kinds = match (message.level, tool) {
            (DiagnosticLevel::Warning, Tool::Doc) => self.rustdoc.get_or_insert_default(),
            (DiagnosticLevel::Warning, _)
                if code.is_some_and(|code| code.starts_with("clippy")) =>
            {
                self.clippy.get_or_insert_default()
            }
            (DiagnosticLevel::Warning, _) => &mut self.warnings,
            (DiagnosticLevel::Error | DiagnosticLevel::Ice, Tool::Doc) => {
                self.rustdoc.get_or_insert_default()
            }
            (DiagnosticLevel::Error | DiagnosticLevel::Ice, _) => &mut self.errors,
            _ => return,
        };
        let kind = format!("{} {}", code.unwrap_or_default(), without_names(&message.message));
        kinds.add(kind.trim().to_owned(), rendered);
    }
}

/// A message without what differs between two of its kind: what stands in backticks.
fn without_names(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    let parts = first.split('`').enumerate();
    parts.map(|(index, part)| if index % 2 == 0 { part } else { "`_`" }).collect()
}
