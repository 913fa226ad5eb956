//! Why nothing was generated, for every entry point.

use std::fmt;

use crate::diagnostic::Diagnostics;
use crate::render::Bug;

/// Why nothing was generated.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The description, or what is asked of it, is at fault.
    Description(Box<Diagnostics>),
    /// The generator is.
    Bug(Bug),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Description(diagnostics) => diagnostics.fmt(f),
            Failure::Bug(bug) => bug.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Failure::Description(Box::new(diagnostics))
    }
}

impl From<Bug> for Failure {
    fn from(bug: Bug) -> Self {
        Failure::Bug(bug)
    }
}
