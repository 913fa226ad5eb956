//! What cargo says, read from its JSON: which line of which module is wrong.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use cargo_metadata::Message;
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel, DiagnosticSpan};

use crate::related::identifiers;

/// A line that does not compile.
pub(super) struct Problem {
    pub(super) within: Within,
    pub(super) line: usize,
    pub(super) message: String,
    /// What the compiler names: in what it says, and where it points to.
    pub(super) named: BTreeSet<String>,
}

/// What a line is of.
pub(super) enum Within {
    /// The API of this name.
    Api(String),
    /// The program of this name.
    Program(String),
}

/// The problems that cargo tells of.
///
/// # Errors
/// Where it is none of the crates' lines that is wrong.
pub(super) fn read(stdout: &[u8]) -> io::Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for message in Message::parse_stream(stdout) {
        let Message::CompilerMessage(found) = message? else { continue };
        let diagnostic = found.message;
        // The last one says how many there were.
        if diagnostic.level != DiagnosticLevel::Error || diagnostic.spans.is_empty() {
            continue;
        }
        let places = places(&diagnostic);
        if places.is_empty() {
            return Err(io::Error::other(diagnostic.rendered.unwrap_or(diagnostic.message)));
        }
        let mut named = BTreeSet::new();
        name(&diagnostic, &mut named);
        let message = diagnostic.message;
        problems.extend(places.into_iter().map(|(within, line)| Problem {
            within,
            line,
            message: message.clone(),
            named: named.clone(),
        }));
    }
    Ok(problems)
}

/// The identifiers that a diagnostic names: what it quotes, and what stands where it points to.
fn name(diagnostic: &Diagnostic, named: &mut BTreeSet<String>) {
    let quoted = |text: &str, named: &mut BTreeSet<String>| {
        let quoted = text.split('`').skip(1).step_by(2);
        named.extend(quoted.flat_map(identifiers).map(str::to_owned));
    };
    quoted(&diagnostic.message, named);
    for span in &diagnostic.spans {
        quoted(span.label.as_deref().unwrap_or_default(), named);
        for line in &span.text {
            let length = line.highlight_end.saturating_sub(line.highlight_start);
            let pointed = line.text.chars().skip(line.highlight_start.saturating_sub(1));
            let pointed: String = pointed.take(length).collect();
            // A whole expression names what it is made of, and is not what is wrong with it.
            if let [one] = identifiers(&pointed).collect::<Vec<_>>().as_slice() {
                named.insert((*one).to_owned());
            }
        }
    }
    diagnostic.children.iter().for_each(|child| name(child, named));
}

/// The modules and lines that a problem is primarily about, be they behind a macro.
fn places(diagnostic: &Diagnostic) -> Vec<(Within, usize)> {
    let primary = diagnostic.spans.iter().filter(|span| span.is_primary);
    primary.filter_map(place).collect()
}

fn place(span: &DiagnosticSpan) -> Option<(Within, usize)> {
    let mut span = span;
    loop {
        let path = Path::new(&span.file_name);
        let module = || path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        if path.starts_with("apis/src") {
            return Some((Within::Api(module()?), span.line_start));
        }
        if path.starts_with("programs/src") {
            return Some((Within::Program(module()?), span.line_start));
        }
        span = &span.expansion.as_ref()?.span;
    }
}
