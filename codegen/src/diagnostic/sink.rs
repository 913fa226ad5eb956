//! Collects the problems of a stage, and ends the run after a stage that found an error.

use indexmap::IndexSet;

use super::{Diagnostic, Diagnostics, Levels, Severity, SourceText};

/// Where a stage puts what it finds, by the levels that were set.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    levels: Levels,
    problems: IndexSet<Diagnostic>,
}

impl Sink {
    /// An empty one.
    pub fn new(levels: Levels) -> Self {
        Self { levels, problems: IndexSet::default() }
    }

    /// Adds a problem.
    pub fn push(&mut self, problem: Diagnostic) {
        // What several stages stumble over is one problem.
        self.problems.extend(self.levels.apply(problem));
    }

    /// Ends a stage: the warnings so far stay, any error ends the run.
    ///
    /// # Errors
    /// All that was found, if any of it is an error, but for the notes: what was settled of a Rust API
    /// is of no use to who gets none.
    pub fn gate(&mut self, texts: &[SourceText]) -> Result<(), Diagnostics> {
        if self.problems.iter().any(Diagnostic::is_error) {
            let problems = std::mem::take(&mut self.problems).into_iter();
            let told = problems.filter(|problem| problem.severity != Severity::Note);
            return Err(Diagnostics::new(told.collect(), texts.to_vec()));
        }
        Ok(())
    }

    /// The problems found, none of them an error once the last gate is passed.
    pub fn into_problems(self) -> Vec<Diagnostic> {
        self.problems.into_iter().collect()
    }
}
