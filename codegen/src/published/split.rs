//! The text of the file -> its lines, each with where it stands.

use foldhash::HashMap;
use serde_json::Value as Json;

use super::line::{Kind, Line, VERSION};
use super::parse::{Fault, reason};

/// A line with where it stands.
pub(super) struct Placed {
    pub(super) offset: usize,
    /// Where its JSON begins.
    pub(super) facts_at: usize,
    pub(super) line: Line,
}

/// The lines of a file, whose version is known.
pub(super) fn lines(text: &str) -> Result<Vec<Placed>, Fault> {
    let mut offset = 0;
    let mut lines: Vec<Placed> = Vec::new();
    let mut has_version = false;
    for whole in text.split_inclusive('\n') {
        let at = offset;
        offset += whole.len();
        let line = whole.trim_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(version) = line.strip_prefix("version ") {
            has_version = true;
            check_version(version, at + "version ".len())?;
            continue;
        }
        lines.push(placed(line, at)?);
    }
    if !has_version {
        return Err(Fault::new(0, "the file does not say of which version it is: `version 1`"));
    }
    let mut seen: HashMap<(Kind, &str), usize> = HashMap::default();
    for placed in &lines {
        let Line { kind, path, .. } = &placed.line;
        if let Some(first) = seen.insert((*kind, path), placed.offset) {
            let number = text[..first].matches('\n').count() + 1;
            let message = format!("`{kind} {path}` stands here again: its first line is {number}");
            let help = "two branches changed it: keep one of the lines, and generate again";
            return Err(Fault { help, ..Fault::new(placed.offset, message) });
        }
    }
    Ok(lines)
}

fn check_version(version: &str, offset: usize) -> Result<(), Fault> {
    match version.trim().parse::<u32>() {
        Ok(VERSION) => Ok(()),
        Ok(newer) if newer > VERSION => Err(Fault {
            help: "use the generator that wrote it, or a newer one",
            ..Fault::new(
                offset,
                format!("the file is of version {newer}; this generator knows {VERSION}"),
            )
        }),
        _ => Err(Fault::new(offset, format!("expected `version {VERSION}`"))),
    }
}

fn placed(line: &str, offset: usize) -> Result<Placed, Fault> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let Some(kind) = Kind::of(word) else {
        return Err(Fault::new(offset, "a line begins with the kind of its item: `struct`, `fn`"));
    };
    let start = match kind {
        // The name on the wire may hold anything.
        Kind::Constant => rest.rfind("\" {").map(|end| end + 2),
        _ => rest.find('{'),
    };
    let Some(start) = start else {
        return Err(Fault::new(offset, format!("expected JSON behind `{word} …`")));
    };
    let facts_at = offset + line.len() - rest.len() + start;
    let facts: Json = serde_json::from_str(&rest[start..]).map_err(|error| {
        let column = error.column().saturating_sub(1);
        Fault::new(facts_at + column, format!("this is not JSON: {}", reason(&error)))
    })?;
    let head = rest[..start].trim_end();
    let end = match kind {
        Kind::Constant => head.len(),
        _ => path_end(head),
    };
    let (path, rust) = head.split_at(end);
    if path.is_empty() {
        return Err(Fault::new(offset, format!("expected a path behind `{word}`")));
    }
    let line = Line { kind, path: path.to_owned(), rust: rust.to_owned(), facts };
    Ok(Placed { offset, facts_at, line })
}

/// Where a path of names ends: `Job::id` of `Job::id: String`.
fn path_end(head: &str) -> usize {
    let bytes = head.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b':' if bytes.get(at + 1) == Some(&b':') => at += 2,
            b':' | b' ' | b'(' => break,
            _ => at += 1,
        }
    }
    at
}
