//! What is wrong with a description, where, and what to do about it.
//!
//! A stage collects all that it finds and the pipeline stops between stages, so
//! that a person sees every problem of one kind at once and never the consequence
//! of another. A [`Diagnostic`] points into the text that it is about; it is drawn
//! with the line itself once the texts are known.

mod lines;
mod position;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use indexmap::IndexSet;

use crate::pointer::{FileId, Pointer};

use self::lines::Lines;

pub use self::position::{Located, Position};

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Whether generation can go on without what the problem is about.
    pub severity: Severity,
    /// Where the problem is; `None` for one about the call rather than about a text.
    pub at: Option<At>,
    /// What is wrong, in one sentence: what was expected and what was found.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// How much of the output a problem costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
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
#[derive(Clone, Debug)]
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

/// All problems of a stage with the texts they are about; there is at least one error.
#[derive(Clone, Debug)]
pub struct Diagnostics {
    problems: Vec<Diagnostic>,
    texts: Vec<SourceText>,
}

/// Where a stage puts what it finds.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    problems: IndexSet<Diagnostic>,
}

impl Diagnostic {
    /// A problem that stops generation.
    pub fn error(message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, at: None, message: message.into(), help: None }
    }

    /// A problem that costs only what it is about.
    pub fn warning(message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(message) }
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
                let problem = Self { severity: self.severity, ..Self::error(UNQUOTED) };
                Cow::Owned(problem.at(at.location))
            }
            _ => Cow::Borrowed(self),
        }
    }
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

impl Diagnostics {
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

/// How diagnostics are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// SourceText alone.
    #[default]
    Plain,
    /// With the colours of a terminal.
    Coloured,
}

/// Draws problems with the lines they are about.
pub fn draw_all(problems: &[Diagnostic], texts: &[SourceText], style: Style) -> String {
    let drawn: Vec<_> = problems.iter().map(|problem| draw(problem, texts, style)).collect();
    drawn.join("\n\n")
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.draw(Style::Plain))
    }
}

impl std::error::Error for Diagnostics {}

fn draw(problem: &Diagnostic, texts: &[SourceText], style: Style) -> String {
    let problem = &*problem.told(texts);
    let level = match problem.severity {
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let message = visible(&problem.message);
    let text = problem.at.as_ref().and_then(|at| texts.get(usize::from(at.location.file.0)));
    let pointer = problem.at.as_ref().and_then(|at| at.pointer.as_ref());
    let label = pointer.map(|pointer| visible(pointer.as_str())).unwrap_or_default();
    let help = problem.help.as_deref().map(visible);

    let place = problem.at.as_ref().zip(text);
    let is_quoted = |text: &SourceText| text.quoting == Quoting::Line;
    let window = place
        .filter(|(_, text)| is_quoted(text))
        .map(|(at, text)| Window::around(text, at.location));
    let position =
        place.filter(|(_, text)| !is_quoted(text)).and_then(|(at, _)| Position::of(at, texts));
    let mut group = level.primary_title(message.as_str()).elements(window.as_ref().map(|window| {
        let annotation = AnnotationKind::Primary.span(window.span.clone()).label(label.as_str());
        Snippet::source(window.content.as_str())
            .line_start(window.line)
            .path(window.name.as_str())
            .annotation(annotation)
    }));
    if let Some(Position { file, line, column }) = position {
        group = group.element(Origin::path(file).line(line).char_column(column));
    }
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    renderer.render(&[group]).clone()
}

/// The line of a problem, short enough to show.
struct Window {
    name: String,
    content: String,
    line: usize,
    span: std::ops::Range<usize>,
}

/// How many bytes of a line are shown on either side of the place.
const SHOWN: usize = 120;

impl Window {
    fn around(text: &SourceText, location: Location) -> Self {
        let content = text.content.as_str();
        let found = text.lines().find(content, location.offset as usize);
        let (line, line_start, start) = (found.line, found.line_start, found.byte);
        let line_end = text.lines().end(content, line);
        // A document of one line, as minified JSON is, would fill the screen.
        let from = boundary(content, start.saturating_sub(SHOWN).max(line_start));
        let to = boundary(content, (start + SHOWN).min(line_end));
        let end = content[start..to]
            .find(|character: char| character.is_whitespace() || character == ',')
            .map_or(to, |end| start + end);
        let shown = visible(&content[from..to]);
        let before = visible(&content[from..start]).len();
        // At the least, the one character that stands there, which may be a control character
        // shown as another.
        let first = shown[before..].chars().next().map_or(0, char::len_utf8);
        let width = visible(&content[start..end]).len().max(first);
        // The renderer counts columns from where the shown text begins.
        let cut = found.column - 1 - content[from..start].chars().count();
        let name = match cut {
            0 => text.name.clone(),
            cut => format!("{} (from column {} on)", text.name, cut + 1),
        };
        Self { name, content: shown, line, span: before..before + width }
    }
}

fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or(0)
}

/// SourceText of a document in a form that cannot move a terminal's cursor or reorder a line.
fn visible(text: &str) -> String {
    let is_hidden = |character: char| {
        character.is_control()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.chars()
        .map(|character| match character {
            // Of one column, so that the caret stands where it should.
            '\t' => ' ',
            character if is_hidden(character) => '\u{fffd}',
            character => character,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A control character is shown by one that takes more bytes.
    #[test]
    fn any_place_can_be_drawn() {
        let content = "a: \u{85}b\r\u{1b}\u{202e}é\n\u{0}".to_owned();
        for unit in [Unit::Bytes, Unit::Characters] {
            let texts = [SourceText::new("document.yaml", content.clone(), unit)];
            for offset in 0..=u32::try_from(content.len()).unwrap_or_default() + 1 {
                let location = Location { file: FileId(0), offset };
                let drawn =
                    draw_all(&[Diagnostic::error("it is odd").at(location)], &texts, Style::Plain);
                assert!(drawn.contains("document.yaml:"), "{drawn}");
                assert!(!drawn.contains(['\u{1b}', '\u{202e}', '\r']), "{drawn}");
            }
        }
    }
}
