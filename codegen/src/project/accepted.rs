//! The file of changes that somebody has accepted, each with a reason.

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Quoting, SourceText, Unit};
use crate::diff::{CATALOGUE, Change, Diff};
use crate::failure::Failure;
use crate::pointer::FileId;
use crate::similar::similar;

/// Changes that were looked at and taken: a table `[[accepted]]` for each in TOML, with its `reason`,
/// and either its `fingerprint` or its `kind` and its `item`, as the report gives them.
#[derive(Clone, Debug)]
pub struct Accepted {
    entries: Vec<Spanned<Entry>>,
    /// The file, as diagnostics show it.
    text: SourceText,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    accepted: Vec<Spanned<Entry>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    reason: String,
    fingerprint: Option<String>,
    kind: Option<String>,
    item: Option<String>,
}

impl Accepted {
    /// Reads the file.
    ///
    /// # Errors
    /// Where it is no such file, where an entry names no change or a kind that does not exist, and
    /// where one has no reason; each with its place.
    pub fn parse(name: &str, text: &str) -> Result<Self, Failure> {
        // Any other file may have been named, which may not be meant to be shown.
        let is_ours = text.contains("[[accepted]]") || text.trim().is_empty();
        let quoting = if is_ours { Quoting::Line } else { Quoting::Place };
        let shown = SourceText::new(name, text.to_owned(), Unit::Bytes).quoted(quoting);
        let failed = |problems| Failure::from(Diagnostics::new(problems, vec![shown.clone()]));
        let file: File = toml::from_str(text).map_err(|error| {
            let message = match is_ours {
                true => error.message(),
                false => "this is no file of accepted changes: it has no `[[accepted]]`",
            };
            failed(vec![malformed(message, error.span().map_or(0, |span| span.start))])
        })?;
        let problems: Vec<Diagnostic> = file.accepted.iter().filter_map(fault).collect();
        match problems.is_empty() {
            true => Ok(Self { entries: file.accepted, text: shown }),
            false => Err(failed(problems)),
        }
    }

    /// Marks the changes that are accepted, and says which entries accept nothing.
    pub fn apply(&self, diff: &mut Diff) -> Vec<Diagnostic> {
        let mut unused = Vec::new();
        for entry in &self.entries {
            let mut is_used = false;
            let taken = diff.changes.iter_mut().filter(|change| entry.get_ref().is_of(change));
            for change in taken {
                change.accepted = Some(entry.get_ref().reason.clone());
                is_used = true;
            }
            if !is_used {
                unused.push(without_effect(entry, diff));
            }
        }
        unused
    }

    /// The file, which the diagnostics point into.
    pub fn text(&self) -> &SourceText {
        &self.text
    }
}

impl Entry {
    fn is_of(&self, change: &Change) -> bool {
        let is_it = |wanted: &Option<String>, known: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == known)
        };
        is_it(&self.fingerprint, &change.fingerprint)
            && is_it(&self.kind, change.kind.id())
            && is_it(&self.item, &change.item)
    }

    fn name(&self) -> String {
        let parts = [&self.kind, &self.item, &self.fingerprint];
        parts.into_iter().flatten().map(|part| format!("`{part}`")).collect::<Vec<_>>().join(" ")
    }
}

fn fault(entry: &Spanned<Entry>) -> Option<Diagnostic> {
    let Entry { reason, fingerprint, kind, item } = entry.get_ref();
    let problem = |message: &str| Some(malformed(message, entry.span().start));
    if reason.trim().is_empty() {
        return problem("an accepted change must have a `reason`");
    }
    if fingerprint.is_none() && (kind.is_none() || item.is_none()) {
        return problem("an accepted change must have a `fingerprint`, or a `kind` and an `item`");
    }
    let kind = kind.as_ref()?;
    if CATALOGUE.iter().any(|known| known.id == kind) {
        return None;
    }
    let like = similar(kind, CATALOGUE.iter().map(|known| known.id));
    let help = match like {
        Some(like) => format!("did you mean `{like}`?"),
        None => "`specwright diff --list-kinds` lists them".to_owned(),
    };
    problem(&format!("there is no kind of change `{kind}`")).map(|problem| problem.help(help))
}

fn malformed(message: &str, byte: usize) -> Diagnostic {
    at(Diagnostic::new(Code::AcceptedMalformed, message), byte)
}

fn without_effect(entry: &Spanned<Entry>, diff: &Diff) -> Diagnostic {
    let message = format!("there is no change {}", entry.get_ref().name());
    let items = diff.changes.iter().map(|change| change.item.as_str());
    let like = entry.get_ref().item.as_ref().and_then(|item| similar(item, items));
    let help = match like {
        Some(like) => format!("did you mean the item `{like}`? Otherwise remove the entry"),
        None => "remove the entry, or correct it by what the report says".to_owned(),
    };
    at(Diagnostic::new(Code::AcceptedWithoutEffect, message).help(help), entry.span().start)
}

fn at(problem: Diagnostic, byte: usize) -> Diagnostic {
    let offset = u32::try_from(byte).unwrap_or(u32::MAX);
    problem.at(Location { file: FileId(0), offset })
}
