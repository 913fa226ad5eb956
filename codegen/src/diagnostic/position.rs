//! Problems for programs: the place as line and column instead of a drawing.

use std::fmt;

use serde::Serialize;

use super::{At, Code, Diagnostic, Severity, SourceText};
use crate::printable::{cut, printable};

/// A problem in the form in which `--json` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Located {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The number of its code: `E0024`.
    pub code: Code,
    /// The name of its code: `dangling-reference`.
    pub name: &'static str,
    /// The group of its code: `unreadable`.
    pub group: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where it is in a text.
    #[serde(flatten)]
    pub position: Option<Position>,
    /// The node that it is about, as a JSON Pointer.
    pub pointer: Option<String>,
}

/// A place in a text as an editor counts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// What the file is called in messages.
    pub file: String,
    /// The line, from 1 on.
    pub line: usize,
    /// The column in characters, from 1 on.
    pub column: usize,
}

impl Located {
    /// Finds the place of a problem in the texts that it may be about.
    pub fn new(problem: &Diagnostic, texts: &[SourceText]) -> Self {
        let problem = &*problem.told(texts);
        let at = problem.at.as_ref();
        Self {
            severity: match problem.severity {
                Severity::Note => "note",
                Severity::Warning => "warning",
                Severity::Error => "error",
            },
            code: problem.code,
            name: problem.code.name(),
            group: problem.code.group().name(),
            message: cut(&problem.message).into_owned(),
            help: problem.help.as_deref().map(|help| cut(help).into_owned()),
            position: at.and_then(|at| Position::of(at, texts)),
            pointer: at
                .and_then(|at| at.pointer.as_ref())
                .map(|found| cut(found.as_str()).into_owned()),
        }
    }
}

/// One line, as an editor or a log takes it: `openapi.yaml:14:43: note[N0005]: …`.
impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Position { file, line, column }) = &self.position {
            write!(f, "{}:{line}:{column}: ", printable(file))?;
        }
        write!(f, "{}[{}]: {}", self.severity, self.code, printable(&self.message))?;
        if let Some(pointer) = self.pointer.as_deref().filter(|pointer| !pointer.is_empty()) {
            write!(f, " ({})", printable(pointer))?;
        }
        match &self.help {
            Some(help) => write!(f, "; help: {}", printable(help)),
            None => Ok(()),
        }
    }
}

impl Position {
    /// Finds a place in the texts that it may be of.
    pub fn of(at: &At, texts: &[SourceText]) -> Option<Self> {
        let text = texts.get(usize::from(at.location.file.0))?;
        let found = text.lines().find(&text.content, at.location.offset as usize);
        Some(Self { file: text.name.clone(), line: found.line, column: found.column })
    }
}
