//! Collects the problems of a stage, and ends the run after a stage that found an error.

use indexmap::IndexSet;

use super::{Diagnostic, Diagnostics, Severity, SourceText};

/// Where a stage puts what it finds.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    problems: IndexSet<Diagnostic>,
}

impl Sink {
    /// Adds a problem.
    pub fn push(&mut self, problem: Diagnostic) {
        // What several stages stumble over is one problem.
        self.problems.insert(problem);
    }

    /// Ends a stage: the warnings so far stay, any error ends the run.
    ///
    /// # Errors
    /// All that was found, if any of it is an error.
    pub fn gate(&mut self, texts: &[SourceText]) -> Result<(), Diagnostics> {
        if self.problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(Diagnostics {
                problems: std::mem::take(&mut self.problems).into_iter().collect(),
                texts: texts.to_vec(),
            });
        }
        Ok(())
    }

    /// The problems found, none of them an error once the last gate is passed.
    pub fn into_problems(self) -> Vec<Diagnostic> {
        self.problems.into_iter().collect()
    }
}
