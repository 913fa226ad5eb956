//! What was found of a document, for a person.

use std::fmt::Write;

use serde_json::Value;
use specwright_fidelity::{Description, Failure, Rejection, Tally};

use super::Proof;

/// The report: a line for each kind, then the causes, the most frequent first.
pub(super) fn render(proof: &Proof) -> String {
    let fidelity = &proof.fidelity;
    let mut text = String::new();
    let total = fidelity.total();
    let _ = writeln!(
        text,
        "# {}\n\n{} valid instances; {} read; {} given back unchanged; {} kept of all ({}); {} causes of failure\n",
        proof.name,
        total.valid,
        percent(total.read, total),
        percent(total.unchanged, total),
        percent(total.kept, total),
        total.valid - total.kept,
        fidelity.failures.len(),
    );
    for (kind, tally) in &fidelity.kinds {
        let _ = writeln!(
            text,
            "    {kind:<20} {:>6} valid  {:>8} read  {:>8} unchanged  {:>8} kept",
            tally.valid,
            percent(tally.read, *tally),
            percent(tally.unchanged, *tally),
            percent(tally.kept, *tally),
        );
    }
    for (index, failure) in fidelity.failures.iter().enumerate() {
        let _ = write!(text, "\n{}", cause(index + 1, failure, proof));
    }
    if let Some(rejection) = &proof.rejection {
        text.push_str(&refusals(rejection));
    }
    if !fidelity.impossible.is_empty() {
        let count = fidelity.impossible.len();
        let _ = writeln!(text, "\n## Impossible: {count} examples that no type can hold");
        for (place, reason) in &fidelity.impossible {
            let _ = writeln!(text, "  {place}: {}", shortened(reason, 200));
        }
    }
    if !fidelity.skipped.is_empty() {
        let _ = writeln!(text, "\n## Not tried: {} schemas", fidelity.skipped.len());
        for (pointer, reason) in fidelity.skipped.iter().take(40) {
            let _ = writeln!(text, "  {pointer}: {}", shortened(reason, 200));
        }
    }
    if !proof.description.left_out.is_empty() {
        let _ = writeln!(
            text,
            "\n## Left out of the oracle's schemas: {}",
            proof.description.left_out.len()
        );
        for what in proof.description.left_out.iter().take(10) {
            let _ = writeln!(text, "  {}", shortened(what, 200));
        }
    }
    text
}

/// What became of faults, and of which nobody took notice.
fn refusals(rejection: &Rejection) -> String {
    let (faults, refused) = rejection.total();
    let mut text = format!("\n## Faults: {refused} of {faults} refused where they are\n");
    for (wrong, kind) in &rejection.kinds {
        let _ = writeln!(
            text,
            "    {:<20} {:>6} faults  {:>6} refused there  {:>6} at the union around",
            wrong.words(),
            kind.faults,
            kind.exact,
            kind.around
        );
    }
    for (leeway, (all, admitted)) in &rejection.open {
        let _ = writeln!(text, "    by design: {leeway:?}, {admitted} of {all} admitted");
    }
    for (cause, (count, example)) in rejection.causes() {
        let instance = shortened(&example.instance.to_string(), 160);
        let _ = writeln!(
            text,
            "    {count:>6} x {}: {:?} of {} in {instance}",
            cause.words(),
            example.pointer,
            example.subject
        );
    }
    for passed in &rejection.failures {
        let _ = writeln!(
            text,
            "\n  {} ({} x) at {:?} of {}\n    schema   {}\n    said     {}\n    instance {}",
            passed.wrong.words(),
            passed.count,
            passed.pointer,
            passed.subject,
            passed.schema,
            shortened(&passed.said.join("; "), 300),
            shortened(&passed.instance.to_string(), 400),
        );
    }
    text
}

fn cause(number: usize, failure: &Failure, proof: &Proof) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "## {number}. {} ({} x, {} types, first in {})",
        failure.verdict, failure.count, failure.subjects, failure.kind
    );
    let _ = writeln!(text, "  schema   {}", failure.schema);
    let _ = writeln!(text, "  type     {}", failure.subject);
    let place = failure.pointer.as_deref().unwrap_or("(nowhere)");
    let _ = writeln!(text, "  at       {place:?}: {}", shortened(&failure.message, 400));
    let _ = writeln!(text, "  instance {}", shortened(&failure.instance.to_string(), 500));
    if let Some(schema) = proof.description.document.pointer(&failure.schema) {
        let _ = writeln!(text, "  excerpt  {}", shortened(&excerpt(schema), 700));
    }
    if let Some(rust) = rust(&failure.schema, proof) {
        let _ = writeln!(text, "  rust     {}", rust.replace('\n', "\n           "));
    }
    text
}

/// A schema in few words.
fn excerpt(schema: &Value) -> String {
    schema.to_string()
}

/// The declaration of the type nearest around a schema.
fn rust(schema: &str, proof: &Proof) -> Option<String> {
    let plan = &proof.output.plan;
    let pointer = |at: &str| Description::reference(at);
    let wanted = format!("#{schema}");
    let nearest = plan
        .api
        .types
        .iter()
        .zip(&plan.facts.names.types)
        .filter(|(kind, _)| {
            let at = pointer(&kind.origin.pointer);
            let inner = format!("#{}", kind.origin.pointer);
            let within = |at: &str| {
                wanted == at || wanted.strip_prefix(at).is_some_and(|rest| rest.starts_with('/'))
            };
            !kind.origin.pointer.is_empty() && (within(&at) || within(&inner))
        })
        .max_by_key(|(kind, _)| kind.origin.pointer.len())?;
    let name = nearest.1;
    let (_, types) = proof.output.files.iter().find(|(file, _)| file == "types.rs")?;
    let starts = [
        format!("pub struct {name} {{"),
        format!("pub enum {name} {{"),
        format!("pub type {name} ="),
    ];
    let start = starts.iter().find_map(|start| types.find(start.as_str()))?;
    let body = &types[start..];
    let end = if body.starts_with("pub type") { body.find(';') } else { body.find("\n}") };
    let body = &body[..(end? + 2).min(body.len())];
    let lines = body
        .lines()
        .filter(|line| !line.trim_start().starts_with("//") && !line.trim_start().starts_with('#'));
    Some(lines.take(24).collect::<Vec<_>>().join("\n"))
}

fn percent(part: usize, tally: Tally) -> String {
    if tally.valid == 0 {
        return "-".to_owned();
    }
    // Rounded down, so that only all of them are a hundred percent.
    let hundredths = part * 10_000 / tally.valid;
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
