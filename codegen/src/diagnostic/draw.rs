//! Draws problems with the lines that they are about.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Group, Location, Position, Quoting, Severity, SourceText};
use crate::printable::{printable, visible};

/// How diagnostics are drawn.
///
/// The example of [`Failure`](crate::Failure) draws in one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    #[default]
    Plain,
    /// With the colours of a terminal.
    Coloured,
}

/// Draws problems with the lines they are about, and what is to be said of all of them.
pub fn draw_all(problems: &[Diagnostic], texts: &[SourceText], style: Style) -> String {
    let drawn = problems.iter().map(|problem| draw(problem, texts, style));
    let drawn: Vec<_> = drawn.chain(advice(problems).map(str::to_owned)).collect();
    drawn.join("\n\n")
}

/// What is to be said below problems whose errors need not be ones.
pub fn advice(problems: &[Diagnostic]) -> Option<&'static str> {
    let mut errors = problems.iter().filter(|problem| problem.is_error()).peekable();
    errors.peek()?;
    let all = errors.all(|error| error.code.group() == Group::Unreadable);
    all.then_some("to leave out what cannot be read, set the level of `unreadable` to `warn`")
}

/// Draws a problem with the line that it is about.
pub fn draw(problem: &Diagnostic, texts: &[SourceText], style: Style) -> String {
    let problem = &*problem.told(texts);
    let level = match problem.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let message = printable(&problem.message);
    let text = problem.at.as_ref().and_then(|at| texts.get(usize::from(at.location.file.0)));
    let pointer = problem.at.as_ref().and_then(|at| at.pointer.as_ref());
    let label = pointer.map(|pointer| printable(pointer.as_str())).unwrap_or_default();
    let help = problem.help.as_deref().map(printable);

    let place = problem.at.as_ref().zip(text);
    let is_quoted = |text: &SourceText| text.quoting == Quoting::Line;
    let window = place
        .filter(|(_, text)| is_quoted(text))
        .map(|(at, text)| Window::around(text, at.location));
    let position =
        place.filter(|(_, text)| !is_quoted(text)).and_then(|(at, _)| Position::of(at, texts));
    let title = level.primary_title(message.as_str()).id(problem.code.number());
    let mut group = title.elements(window.as_ref().map(|window| {
        let annotation = AnnotationKind::Primary.span(window.span.clone()).label(label.as_str());
        Snippet::source(window.content.as_str())
            .line_start(window.line)
            .path(window.name.as_str())
            .annotation(annotation)
    }));
    if let Some(Position { file, line, column }) = position {
        group = group.element(Origin::path(printable(&file)).line(line).char_column(column));
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
        let name = printable(&text.name);
        let name = match cut {
            0 => name,
            cut => format!("{name} (from column {} on)", cut + 1),
        };
        Self { name, content: shown, line, span: before..before + width }
    }
}

fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Unit};
    use crate::pointer::FileId;

    /// A control character is shown by one that takes more bytes.
    #[test]
    fn any_place_can_be_drawn() {
        let content = "a: \u{85}b\r\u{1b}\u{202e}é\n\u{0}".to_owned();
        for unit in [Unit::Bytes, Unit::Characters] {
            let texts = [SourceText::new("document.yaml", content.clone(), unit)];
            for offset in 0..=u32::try_from(content.len()).unwrap_or_default() + 1 {
                let location = Location { file: FileId(0), offset };
                let problem = Diagnostic::new(Code::NotYaml, "it is odd").at(location);
                let drawn = draw_all(&[problem], &texts, Style::Plain);
                assert!(drawn.contains("document.yaml:"), "{drawn}");
                assert!(!drawn.contains(['\u{1b}', '\u{202e}', '\r']), "{drawn}");
            }
        }
    }
}
