//! A step as a person reads it: the worst first, each with what it means and where it stands.

use std::fmt::Write;

use super::{Change, Diff, Meaning, Necessity, Rust, Wire};

/// The report; with a way to paint its words, by what they mean.
///
/// The example of [`diff`](super::diff()) tells it.
pub fn text(diff: &Diff, present: Option<&str>, paint: &dyn Fn(Rust, &str) -> String) -> String {
    let mut text = format!("{} -> {}\n", diff.old, diff.new);
    if diff.changes.is_empty() {
        text.push_str("nothing changed for programs or on the wire\n");
        return text;
    }
    let mut owner = "";
    for change in diff.unaccepted() {
        if change.owner != owner {
            owner = &change.owner;
            let _ = writeln!(text, "\n{owner}");
        }
        push(change, paint, &mut text);
    }
    let accepted: Vec<&Change> =
        diff.changes.iter().filter(|change| change.accepted.is_some()).collect();
    if !accepted.is_empty() {
        text.push_str("\naccepted\n");
        accepted.iter().for_each(|change| push(change, paint, &mut text));
    }
    let count = |rust: Rust| diff.changes.iter().filter(|change| change.rust == rust).count();
    let accepted = match accepted.len() {
        0 => String::new(),
        count => format!(", {count} accepted"),
    };
    let _ = writeln!(
        text,
        "\n{} of {} changes are major, {} minor, {} patches; {} on the wire, {} in silence{accepted}",
        count(Rust::Major),
        diff.changes.len(),
        count(Rust::Minor),
        count(Rust::Patch),
        diff.changes.iter().filter(|change| change.wire != Wire::Neither).count(),
        diff.changes.iter().filter(|change| change.meaning == Meaning::Silent).count(),
    );
    let rust = paint(diff.rust, word(diff.rust));
    let _ = match present.and_then(|present| Some((present, diff.next_version(present)?))) {
        Some((present, next)) => {
            writeln!(text, "for the Rust this step is {rust}: after {present} comes {next}")
        }
        None => writeln!(text, "for the Rust this step is {rust}"),
    };
    text
}

/// A line for each change, the worst first, and no more lines than so many.
///
/// The example of [`diff`](super::diff()) tells it.
pub fn brief(diff: &Diff, most: usize) -> Vec<String> {
    let line = |change: &Change| {
        let mut line = format!("{} {}: {}", word(change.rust), change.kind.id(), change.item);
        if let (Some(before), Some(after)) = (&change.before, &change.after) {
            let _ = write!(line, " ({before} -> {after})");
        }
        line
    };
    let mut lines: Vec<String> = diff.changes.iter().take(most).map(line).collect();
    let rest = diff.changes.len().saturating_sub(most);
    if rest > 0 {
        lines.push(format!("and {rest} more: `specwright diff` tells all"));
    }
    lines
}

fn push(change: &Change, paint: &dyn Fn(Rust, &str) -> String, text: &mut String) {
    let mut head = format!(
        "  {}{} {}: {}",
        paint(change.rust, word(change.rust)),
        necessity(change),
        change.kind.id(),
        change.item
    );
    if let (Some(before), Some(after)) = (&change.before, &change.after) {
        let _ = write!(head, " ({before} -> {after})");
    } else if let Some(after) = &change.after {
        let _ = write!(head, " ({after})");
    }
    let _ = writeln!(text, "{head}");
    if let Some(reason) = &change.accepted {
        let _ = writeln!(text, "    accepted: {reason}");
    }
    let _ = writeln!(text, "    {}", change.reason);
    for missed in &change.missed {
        let _ = writeln!(text, "    missed: {missed}");
    }
    match change.wire {
        Wire::Neither => {}
        Wire::RequestRefused => text.push_str("    on the wire: a request may be refused\n"),
        Wire::AnswerUnreadable => text.push_str("    on the wire: an answer may not be read\n"),
    }
    if change.meaning == Meaning::Silent {
        text.push_str("    in silence: programs compile, and mean something else\n");
    }
    let places = [
        ("old", &change.old_pointer, &change.old_place),
        ("new", &change.new_pointer, &change.new_place),
    ];
    for (name, pointer, place) in places {
        let _ = match place {
            _ if pointer.is_empty() => Ok(()),
            Some(place) => writeln!(text, "    {name}: {place} ({pointer})"),
            None => writeln!(text, "    {name}: {pointer}"),
        };
    }
}

/// Whether a major change has to be one.
fn necessity(change: &Change) -> &'static str {
    match change.necessity {
        Some(Necessity::Forced) => " forced",
        Some(Necessity::Avoidable) => " avoidable",
        None => "",
    }
}

/// `major`, `minor`, `patch`.
pub(super) fn word(rust: Rust) -> &'static str {
    match rust {
        Rust::Major => "major",
        Rust::Minor => "minor",
        Rust::Patch => "patch",
    }
}
