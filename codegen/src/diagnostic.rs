//! What is wrong with a description, where, and what to do about it.
//!
//! A stage collects all that it finds and the pipeline stops between stages, so
//! that a person sees every problem of one kind at once and never the consequence
//! of another. A [`Diagnostic`] points into the text that it is about; it is drawn
//! with the line itself once the texts are known.

mod code;
mod draw;
mod level;
mod lines;
mod note;
mod position;
mod sink;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use thiserror::Error;

use crate::pointer::{FileId, Pointer};

use self::lines::Lines;

pub use self::code::{Code, Group};
pub use self::draw::{Style, advice, draw, draw_all};
pub use self::level::{Level, Levels};
pub use self::note::Note;
pub use self::position::{Located, Position};
pub use self::sink::Sink;

/// One problem.
///
/// The example of [`Failure`](crate::Failure) reads one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// What it is about, as the catalogue calls it.
    pub code: Code,
    /// Whether generation can go on without what the problem is about.
    pub severity: Severity,
    /// Where the problem is; `None` for one about the call rather than about a text.
    pub at: Option<At>,
    /// What is wrong, in one sentence: what was expected and what was found.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The argument of the call that it is about, where it is about one.
    pub argument: Option<Argument>,
}

/// An argument of a call, for an entry point that can point to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Argument {
    /// The one that names the description.
    Document,
    /// The one that names this overlay, counted from 0.
    Overlay(usize),
    /// The one that names the file of what was published.
    Published,
    /// The one that selects by this word.
    Operation(String),
    /// The one that states the pages of the operation with this `operationId`.
    Pages(String),
    /// The one that says by which path the runtime is named.
    RuntimePath,
    /// The one that states this: the word for what it is about, and of what it is stated.
    Custom(Box<(&'static str, String)>),
    /// The one that sets a level for this text.
    Level(String),
}

/// How much of the output a problem costs.
///
/// The example of [`Code::parse`] asks for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Something was settled that the description does not say, or not supported that it says.
    Note,
    /// Something was left out or read differently from how it was written.
    Warning,
    /// Nothing is written.
    Error,
}

/// A place in a text, and the node that stands there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// Where in the text.
    pub location: Location,
    /// The node's pointer, where it is known.
    pub pointer: Option<Pointer>,
}

/// An offset into a file's text, in the units of the file's [`SourceText`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// How many units stand before the place.
    pub offset: u32,
}

/// What the offsets into a text count: the readers of the two notations differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes (JSON).
    Bytes,
    /// Characters (YAML).
    Characters,
}

/// How much of a text diagnostics show: who names a file may not be who may read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quoting {
    /// The line itself.
    #[default]
    Line,
    /// Where the line is.
    Place,
    /// Where the line is, and of what is said about it nothing, since that may quote it.
    Nothing,
}

/// What is said of a place of which nothing is.
const UNQUOTED: &str = "something is wrong here; the file is no part of an OpenAPI description, so nothing of it is shown";

/// A text that diagnostics can point into.
#[derive(Clone)]
pub struct SourceText {
    /// What the file is called in messages.
    pub name: String,
    /// Its content.
    pub content: String,
    /// What offsets into it count.
    pub unit: Unit,
    /// How much of it is shown.
    pub quoting: Quoting,
    /// Where its lines begin, once somebody asked.
    lines: OnceLock<Box<Lines>>,
}

impl SourceText {
    /// A text, and what offsets into it count.
    pub fn new(name: impl Into<String>, content: String, unit: Unit) -> Self {
        Self {
            name: name.into(),
            content,
            unit,
            quoting: Quoting::default(),
            lines: OnceLock::new(),
        }
    }

    /// The text, of which so much is shown.
    pub fn quoted(self, quoting: Quoting) -> Self {
        Self { quoting, ..self }
    }

    /// Where lines begin is counted once, not for each of a thousand problems.
    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Box::new(Lines::of(&self.content, self.unit)))
    }
}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceText")
            .field("name", &self.name)
            .field("quoting", &self.quoting)
            .finish_non_exhaustive()
    }
}

/// All problems of a stage with the texts they are about; there is at least one error.
///
/// The example of [`Failure`](crate::Failure) reads and draws them.
#[derive(Clone, Error)]
#[error("{}", self.draw(Style::Plain))]
pub struct Diagnostics {
    problems: Vec<Diagnostic>,
    texts: Vec<SourceText>,
}

impl Diagnostic {
    /// A problem, as severe as its code.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, severity: code.severity(), at: None, message, help: None, argument: None }
    }

    /// The problem at a place of a text.
    pub fn at(self, location: Location) -> Self {
        let pointer = self.at.and_then(|at| at.pointer);
        Self { at: Some(At { location, pointer }), ..self }
    }

    /// The problem at a node.
    pub fn at_node(self, location: Location, pointer: Pointer) -> Self {
        Self { at: Some(At { location, pointer: Some(pointer) }), ..self }
    }

    /// The problem with the argument of the call that it is about.
    pub fn about(self, argument: Argument) -> Self {
        Self { argument: Some(argument), ..self }
    }

    /// Whether nothing is written because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The problem with a hint.
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

impl Diagnostic {
    /// The problem as it may be told of, where the text that it is about is not to be quoted.
    fn told(&self, texts: &[SourceText]) -> Cow<'_, Diagnostic> {
        let at = self.at.as_ref();
        let text = at.and_then(|at| texts.get(usize::from(at.location.file.0)));
        match (at, text.map(|text| text.quoting)) {
            (Some(at), Some(Quoting::Nothing)) => {
                let problem = Self {
                    severity: self.severity,
                    argument: self.argument.clone(),
                    ..Self::new(self.code, UNQUOTED)
                };
                Cow::Owned(problem.at(at.location))
            }
            _ => Cow::Borrowed(self),
        }
    }
}

impl Diagnostics {
    /// Problems, at least one of them an error, with the texts that they point into.
    pub fn new(problems: Vec<Diagnostic>, texts: Vec<SourceText>) -> Self {
        Self { problems, texts }
    }

    /// A single problem with the texts known so far.
    pub fn one(problem: Diagnostic, texts: &[SourceText]) -> Self {
        Self { problems: vec![problem], texts: texts.to_vec() }
    }

    /// The problems, in the order in which they were found.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// The texts that the problems point into.
    pub fn texts(&self) -> &[SourceText] {
        &self.texts
    }

    /// Draws every problem with its line; with colours where `style` says so.
    pub fn draw(&self, style: Style) -> String {
        draw_all(&self.problems, &self.texts, style)
    }
}

/// As they are displayed: who unwraps them is to see the places, and not the whole texts.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
