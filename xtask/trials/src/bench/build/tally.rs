//! Keeps the figures of one crate: the least of this run's rounds, and of earlier runs what this
//! one did not measure.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// What is known of one crate.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Tally {
    /// What the generator says of its version.
    pub(super) version: String,
    /// The figures by their names, which `report` lists.
    figures: BTreeMap<String, f64>,
    /// The most that was going on on the machine when a build began: the system's average of one
    /// minute.
    pub(super) load: f64,
    /// Why something is missing.
    pub(super) failure: Option<String>,
    /// Why no program was built.
    pub(super) no_program: Option<String>,
    /// What this run measured.
    #[serde(skip)]
    measured: BTreeSet<String>,
}

impl Tally {
    /// What an earlier run kept; nothing where there was none.
    pub(super) fn kept(path: &Path) -> io::Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(serde_json::from_str(&text)?),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// The same, measured anew.
    pub(super) fn begun(mut self) -> Self {
        (self.load, self.failure, self.no_program) = (0.0, None, None);
        self
    }

    pub(super) fn keep(&self, path: &Path) -> io::Result<()> {
        fs::write(path, serde_json::to_string_pretty(self)?)
    }

    /// Takes down how busy the machine is, where it says so.
    pub(super) fn begin_build(&mut self) {
        let said = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let load = said.split(' ').next().and_then(|load| load.parse().ok());
        self.load = self.load.max(load.unwrap_or(0.0));
    }

    /// Adds a round's figure, of which the least stays.
    pub(super) fn add(&mut self, name: &str, figure: f64) {
        if self.measured.insert(name.to_owned()) {
            self.figures.insert(name.to_owned(), figure);
        } else if let Some(least) = self.figures.get_mut(name) {
            *least = least.min(figure);
        }
    }

    /// A figure, where there is one.
    pub(super) fn figure(&self, name: &str) -> Option<f64> {
        self.figures.get(name).copied()
    }

    /// Whether nothing is known.
    pub(super) fn is_empty(&self) -> bool {
        self.figures.is_empty()
    }

    /// Whether a figure is of this run.
    pub(super) fn is_measured(&self, name: &str) -> bool {
        self.measured.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_of_a_run_replaces_what_was_kept() {
        let mut tally = Tally::default();
        tally.add("debug cpu", 1.0);
        tally.add("release cpu", 9.0);
        let kept = serde_json::to_string(&tally).expect("JSON");
        let mut tally: Tally = serde_json::from_str(&kept).expect("a tally");
        for figure in [7.0, 5.0, 6.0] {
            tally.add("debug cpu", figure);
        }
        assert_eq!(tally.figure("debug cpu"), Some(5.0), "the earlier run is over");
        assert_eq!(tally.figure("release cpu"), Some(9.0));
        assert!(tally.is_measured("debug cpu") && !tally.is_measured("release cpu"));
        assert_eq!(tally.figure("check cpu"), None);
    }
}
