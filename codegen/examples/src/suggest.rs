//! The overlay that relaxes what the examples disprove, and no more.
//!
//! A contradiction can hide another: who lets a value into a subschema of a union learns what the
//! subschema says of its properties. So the actions of one round are applied to the tree, by the
//! reader of overlays itself, and the examples are judged again, until all hold or nothing helps.
//! An action that had no effect is not kept.

use std::collections::HashSet;
use std::fmt::Write;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value as Json;

use crate::judge::Budget;
use crate::locate::locate;
use crate::relax::{Action, Change, Effect, NullStyle, To, change, json_path};
use crate::report::shown;
use crate::violation::Violation;
use crate::{Judged, Verdict, check};
use specwright_codegen::diagnostic::{Code, Diagnostic, Sink};
use specwright_codegen::pointer::{FileId, Pointer};
use specwright_codegen::read::overlay;
use specwright_codegen::read::resolve::Document;
use specwright_codegen::read::source::{self, Node};

/// An overlay that makes examples hold.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The overlay, as text; `None` where there is nothing that it could do.
    pub overlay: Option<String>,
    /// How many actions it has.
    pub actions: usize,
    /// How many examples hold by it that did not without.
    pub mended: usize,
    /// The contradictions that it leaves, and why.
    pub left: Vec<Diagnostic>,
}

/// The line that an overlay of ours begins with, by which it is known.
pub const STAMP: &str = "# Suggested by `specwright examples`";

/// How often the examples are judged. Each round lets at least one more value through; what
/// needs more rounds nests deeper than people read.
const MOST_ROUNDS: usize = 64;

/// A change with the examples that ask for it.
struct Proposal {
    change: Change,
    example: Pointer,
    instance: Pointer,
    more: usize,
}

/// An action as it was applied.
struct Applied {
    schema: Pointer,
    action: Action,
    description: String,
}

/// Relaxes the document until its examples hold, and says by which actions.
pub(super) fn suggest(
    document: &mut Document,
    judged: &[Judged],
    budget: &mut Budget,
) -> Suggestion {
    let version = document.root().get("openapi").and_then(Node::string).unwrap_or_default();
    let null_style = if version.starts_with("3.0") { NullStyle::Nullable } else { NullStyle::Type };
    let contradicts = |one: &Judged| matches!(one.verdict, Verdict::Contradicts(_));
    let before = judged.iter().filter(|one| contradicts(one)).count();
    let mut open: Vec<Judged> = judged.iter().filter(|one| contradicts(one)).cloned().collect();
    let mut applied: Vec<Applied> = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let proposals = proposals(&open);
        let effective = round(document, proposals, null_style);
        let again = |one: &Judged, budget: &mut Budget, document: &Document| {
            check(document, one.example.clone(), budget)
        };
        if effective.is_empty() {
            // What was relaxed for one may be too much for another, whose `oneOf` fits twice now.
            let known: Vec<_> = open.iter().map(|one| one.example.place.clone()).collect();
            let all = judged.iter().map(|one| again(one, budget, document));
            open = all.filter(contradicts).collect();
            if open.iter().all(|one| known.contains(&one.example.place)) {
                break;
            }
            continue;
        }
        applied.extend(effective);
        open = open.iter().map(|one| again(one, budget, document)).filter(contradicts).collect();
    }
    applied.extend(emptied(document.root(), &applied));
    let left: Vec<Diagnostic> = open.iter().flat_map(|one| left(document, one)).collect();
    Suggestion {
        overlay: (!applied.is_empty()).then(|| render(&applied, before)),
        actions: applied.len(),
        mended: before.saturating_sub(open.len()),
        left,
    }
}

/// What the violations of the examples ask for, each change once.
fn proposals(open: &[Judged]) -> Vec<Proposal> {
    let mut proposals: IndexMap<String, Proposal> = IndexMap::new();
    for one in open {
        let asked: Vec<(&Violation, Change)> = violations(one)
            .into_iter()
            .filter_map(|violation| Some((violation, wanted(one, violation).ok()?)))
            .collect();
        // A value that is let in as another kind need not be as its schema says within.
        let admitted: Vec<&Pointer> = asked
            .iter()
            .filter(|(_, change)| matches!(change.to, To::Admit(..)))
            .map(|(violation, _)| &violation.instance)
            .collect();
        let is_moot = |violation: &Violation, change: &Change| {
            let inner = violation.instance.as_str();
            let is_in = |around: &&Pointer| {
                let rest = inner.strip_prefix(around.as_str());
                rest.is_some_and(|rest| rest.starts_with('/'))
                    || rest == Some("") && !matches!(change.to, To::Admit(..))
            };
            admitted.iter().any(is_in)
        };
        for (violation, change) in &asked {
            if is_moot(violation, change) {
                continue;
            }
            match proposals.entry(change.key()) {
                indexmap::map::Entry::Occupied(mut known) => {
                    let proposal = known.get_mut();
                    proposal.change.widen(change);
                    proposal.more += usize::from(proposal.example != one.example.place.pointer);
                }
                indexmap::map::Entry::Vacant(entry) => {
                    let (example, instance) =
                        (one.example.place.pointer.clone(), violation.instance.clone());
                    let change = change.clone();
                    entry.insert(Proposal { change, example, instance, more: 0 });
                }
            }
        }
    }
    proposals.into_values().collect()
}

fn violations(one: &Judged) -> Vec<&Violation> {
    match &one.verdict {
        Verdict::Contradicts(violations) => violations.iter().flat_map(Violation::leaves).collect(),
        _ => Vec::new(),
    }
}

/// The change that a violation of an example asks for.
fn wanted(one: &Judged, violation: &Violation) -> Result<Change, String> {
    if one.is_text_of_json(violation) {
        return Err(
            "the example is the text of a value, which is no fault of the schema".to_owned()
        );
    }
    change(violation, one.value.pointer(violation.instance.as_str()).unwrap_or(&Json::Null))
}

/// Applies what can be proposed at the same time, and gives back the actions that had an effect.
fn round(document: &mut Document, proposals: Vec<Proposal>, null_style: NullStyle) -> Vec<Applied> {
    let root = document.root();
    let (structural, simple): (Vec<Proposal>, Vec<Proposal>) =
        proposals.into_iter().partition(|proposal| proposal.change.is_structural(root, null_style));
    // What moves a schema copies it, so that all that is changed within comes first.
    let chosen = if simple.is_empty() { apart(structural) } else { distinct(simple) };
    let mut actions = Vec::new();
    for proposal in chosen {
        let Ok(actions_of) = proposal.change.actions(root, null_style) else { continue };
        for action in actions_of {
            let description = evidence(&proposal);
            let schema = proposal.change.schema.clone();
            actions.push(Applied { schema, action, description });
        }
    }
    let Ok((tree, _)) = source::read("suggested", render(&actions, 0), FileId(u16::MAX)) else {
        return Vec::new();
    };
    let mut sink = Sink::default();
    overlay::apply(&tree, document.root_mut(), &mut sink);
    let failed: Vec<Pointer> =
        sink.into_problems().into_iter().filter_map(|problem| problem.at?.pointer).collect();
    let actions = actions.into_iter().enumerate();
    let bit = actions
        .filter(|(index, _)| !failed.contains(&Pointer::root().child("actions").item(*index)));
    bit.map(|(_, action)| action).collect()
}

/// Changes none of which is within what another moves, the deepest first.
fn apart(mut proposals: Vec<Proposal>) -> Vec<Proposal> {
    let depth = |proposal: &Proposal| proposal.change.schema.segments().count();
    proposals.sort_by_key(|proposal| std::cmp::Reverse(depth(proposal)));
    let mut chosen: Vec<Proposal> = Vec::new();
    for proposal in proposals {
        let around = |other: &Proposal| {
            let rest = other.change.schema.as_str().strip_prefix(proposal.change.schema.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if !chosen.iter().any(around) {
            chosen.push(proposal);
        }
    }
    chosen
}

/// Of the changes that replace the same keyword of a schema, the first.
fn distinct(proposals: Vec<Proposal>) -> Vec<Proposal> {
    let mut replaced = HashSet::new();
    let is_first = |proposal: &Proposal| {
        let keyword = proposal.change.replaces();
        keyword.is_none_or(|keyword| replaced.insert((proposal.change.schema.clone(), keyword)))
    };
    proposals.into_iter().filter(is_first).collect()
}

/// Takes away the lists of which nothing is left: `required` has at least one name in OpenAPI 3.0.
fn emptied(root: &Node, applied: &[Applied]) -> Vec<Applied> {
    let schemas: IndexSet<&Pointer> = applied.iter().map(|one| &one.schema).collect();
    let is_empty = |schema: &&Pointer| {
        let required = root.find(schema).and_then(|node| node.get("required"));
        required.and_then(Node::list).is_some_and(<[Node]>::is_empty)
    };
    let remove = |schema: &Pointer| Applied {
        schema: schema.clone(),
        action: Action {
            target: format!("{}.required", json_path(root, schema)),
            effect: Effect::Remove,
        },
        description: "No property is required any more; the actions above say why.".to_owned(),
    };
    schemas.into_iter().filter(is_empty).map(remove).collect()
}

fn evidence(proposal: &Proposal) -> String {
    let Proposal { change, example, instance, more } = proposal;
    let mut text = format!("{} Evidence: the example at {example}", change.says());
    if !instance.as_str().is_empty() {
        let _ = write!(text, ", there {instance}");
    }
    if *more > 0 {
        let _ = write!(text, ", and {more} more");
    }
    text.push('.');
    text
}

/// What an example still has against the description, and why that cannot be relaxed.
fn left(document: &Document, one: &Judged) -> Vec<Diagnostic> {
    let problem = |violation: &Violation| {
        let (location, pointer) = locate(document, &one.example, &one.value, &violation.instance);
        let reason = wanted(one, violation).err();
        let reason = reason.unwrap_or_else(|| "no action helps".to_owned());
        let message = format!("this cannot be relaxed: {}; {reason}", violation.message());
        let place = shown(document, &violation.schema);
        let advice = if one.is_text_of_json(violation) {
            "correct the example: write it as the value that it is".to_owned()
        } else {
            format!("`{}` stands at {place}; correct it by hand", violation.keyword())
        };
        Diagnostic::new(Code::ExampleNotRelaxed, message).at_node(location, pointer).help(advice)
    };
    violations(one).into_iter().map(problem).collect()
}

/// The overlay as YAML. What comes from the document is quoted as JSON quotes it, which is YAML.
fn render(actions: &[Applied], examples: usize) -> String {
    let mut text = format!(
        "{STAMP}: each action relaxes what an example of the description disproves.\n\
         # Read it before you use it: an example can be wrong, too.\n\
         overlay: 1.0.0\n\
         info:\n  title: ViolationKind {examples} example(s) disprove\n  version: 1.0.0\n\
         actions:\n"
    );
    for Applied { action, description, .. } in actions {
        let _ = writeln!(text, "- target: {}", quoted(&action.target));
        let _ = writeln!(text, "  description: {}", quoted(description));
        let _ = match &action.effect {
            Effect::Remove => writeln!(text, "  remove: true"),
            Effect::Update(update) => writeln!(text, "  update: {}", escaped(&update.to_string())),
        };
    }
    text
}

fn quoted(text: &str) -> String {
    escaped(&Json::String(text.to_owned()).to_string())
}

/// JSON with nothing in it that YAML cannot hold as it is (YAML 1.2.2, section 5.1).
fn escaped(json: &str) -> String {
    let is_plain = |character: char| {
        matches!(character, ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
            && !matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}')
    };
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if is_plain(character) {
            text.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}
