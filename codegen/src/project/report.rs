//! The report of a job: what was read and planned, and what became of it on disk.

use std::fmt::Write;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use super::{Job, JobOutcome, Mode};
use crate::diff::brief;
use crate::pipeline::Output;
use crate::printable::printable;
use crate::report::{Detail, Summary};

impl Job {
    /// Sums up what was generated.
    pub fn summary(&self, output: &Output) -> Summary {
        let targets: Vec<&str> =
            output.corrections.iter().map(|correction| correction.target.as_str()).collect();
        Summary::new(&self.config, &output.plan.api, &targets, &output.notes, &output.texts)
    }
}

/// How many changes of what was published are told of briefly.
const MOST: usize = 12;

impl JobOutcome {
    /// The report as text; `command` is what makes stale files fresh.
    pub fn report(
        &self,
        job: &Job,
        mode: Mode,
        detail: Detail,
        command: &str,
        took: Duration,
    ) -> String {
        let mut text = job.summary(&self.output).render(&job.name, detail, detail);
        let verb = match mode {
            Mode::Write => "wrote    ",
            Mode::Check => "compared ",
            Mode::DryRun => "made     ",
        };
        let _ = writeln!(
            text,
            "  {verb} {} files, {} lines, in {} ms",
            self.output.files.len(),
            self.lines,
            took.as_millis()
        );
        if let Some(step) = &self.step {
            let most = if detail == Detail::Whole { usize::MAX } else { MOST };
            let _ = writeln!(text, "  published {} for the Rust", step.rust.name());
            for line in brief(step, most) {
                let _ = writeln!(text, "            {}", printable(&line));
            }
        }
        let difference = &self.difference;
        if difference.is_empty() {
            text.push_str("            up to date\n");
        }
        let (new, stale, left_over) = match mode {
            Mode::Write => ("wrote", "changed", "removed"),
            Mode::Check => ("missing:", "stale:", "obsolete:"),
            Mode::DryRun => ("would write", "would change", "would remove"),
        };
        let mut say = |what: &str, path: &Path| {
            let _ = writeln!(text, "            {what} {}", shown(path));
        };
        for path in &difference.stale {
            let is_new = difference.missing.contains(path);
            say(if is_new { new } else { stale }, path);
        }
        difference.left_over.iter().for_each(|path| say(left_over, path));
        if mode == Mode::Check && !difference.is_empty() {
            let _ = writeln!(text, "            run `{}`", printable(command));
        }
        text
    }
}

/// A path without detours through folders that it leaves again, as it is shown.
///
/// The example of [`Project`](super::Project) prints one.
pub fn shown(path: &Path) -> String {
    let mut straight = PathBuf::new();
    for component in path.components() {
        let is_detour = component == Component::ParentDir
            && matches!(straight.components().next_back(), Some(Component::Normal(_)));
        if is_detour {
            straight.pop();
        } else {
            straight.push(component);
        }
    }
    printable(&straight.display().to_string())
}
