//! Why nothing was generated, for every entry point.

use std::borrow::Cow;
use std::fmt;

use thiserror::Error;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::render::Bug;

/// Why nothing was generated.
///
/// ```
/// use specwright_codegen::diagnostic::Style;
/// use specwright_codegen::{Code, Config, Input, generate};
///
/// let failure = generate(&Config::new(Input::new("pets.yaml", "swagger: '2.0'\n"))).unwrap_err();
/// let diagnostics = failure.diagnostics();
/// assert_eq!(diagnostics.problems()[0].code, Code::SwaggerTwo);
/// assert!(diagnostics.draw(Style::Plain).contains("--> pets.yaml:1:"));
/// assert_eq!(diagnostics.texts()[0].name, "pets.yaml");
/// ```
#[derive(Clone, Error)]
pub enum Failure {
    /// The description, or what is asked of it, is at fault.
    #[error(transparent)]
    Description(Box<Diagnostics>),
    /// The generator is.
    #[error("error[{}]: {_0}", Code::Bug)]
    Bug(Bug),
}

impl Failure {
    /// What is at fault, whoever it is.
    pub fn diagnostics(&self) -> Cow<'_, Diagnostics> {
        match self {
            Failure::Description(diagnostics) => Cow::Borrowed(diagnostics),
            Failure::Bug(bug) => {
                Cow::Owned(Diagnostics::one(Diagnostic::new(Code::Bug, bug.to_string()), &[]))
            }
        }
    }
}

/// As it is displayed: who unwraps it is to see the place, and not the whole document.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Failure::Description(Box::new(diagnostics))
    }
}

impl From<Diagnostic> for Failure {
    fn from(problem: Diagnostic) -> Self {
        Diagnostics::one(problem, &[]).into()
    }
}

impl From<Bug> for Failure {
    fn from(bug: Bug) -> Self {
        Failure::Bug(bug)
    }
}
