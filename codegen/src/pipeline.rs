//! The stages of the compiler, one line each.

use foldhash::HashSet;

use crate::analysis::{Held, Misstated, Stated, Underivable};
use crate::api::{Api, Operation};
use crate::config::{Config, Contents, FeatureGating, Formatting, Input, Selection};
use crate::customise::{self, Customised, Refused};
use crate::deep_stack::on_a_deep_stack;
use crate::diagnostic::{
    Argument, Code, Diagnostic, Diagnostics, Located, Location, Note, Position, Quoting, Severity,
    Sink, SourceText, Unit,
};
use crate::emit::Emission;
use crate::failure::Failure;
use crate::output::header;
use crate::plan::Plan;
use crate::published::Published;
use crate::read::overlay::Correction;
use crate::read::resolve::Document;
use crate::read::{self, structure};
use crate::reconcile::{Absence, Reconciled};
use crate::render::{self, File};
use crate::{analysis, lower, normalise, reconcile};

/// What a generation gives.
#[derive(Clone, Debug)]
pub struct Output {
    /// The files, in the order in which a person reads them.
    pub files: Vec<File>,
    /// What they were printed from.
    pub plan: Plan,
    /// What the overlays corrected.
    pub corrections: Vec<Correction>,
    /// What was settled that the description does not say, and what it says that is not supported.
    pub notes: Vec<Diagnostic>,
    /// What was left out.
    pub warnings: Vec<Diagnostic>,
    /// The texts that notes and warnings point into.
    pub texts: Vec<SourceText>,
    /// What is published from now on.
    pub published: Published,
}

/// A plan with what is worth knowing about how it was made.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// What the overlays corrected.
    pub corrections: Vec<Correction>,
    /// What was settled that the description does not say, and what it says that is not supported.
    pub notes: Vec<Diagnostic>,
    /// What was left out.
    pub warnings: Vec<Diagnostic>,
    /// The texts that notes and warnings point into.
    pub texts: Vec<SourceText>,
    /// What the file of published items lacks, an item each.
    pub unpublished: Vec<String>,
}

/// Generates the files of a description.
///
/// # Errors
/// All problems of the first stage that finds any, each with its place; nothing is
/// written then.
pub fn generate(config: &Config) -> Result<Output, Failure> {
    on_a_deep_stack(|| {
        let Planned { plan, corrections, notes, warnings, texts, .. } = decide(config)?;
        let emission = Emission::new(&plan, config.contents, config.gating);
        let files = render::folder(&emission, &header(config))?;
        let published = Published::of(&plan);
        Ok(Output { files, plan, corrections, notes, warnings, texts, published })
    })
}

/// Generates a description as one file, to be included somewhere.
///
/// # Errors
/// As [`generate`].
pub fn generate_file(config: &Config) -> Result<(String, Planned), Failure> {
    on_a_deep_stack(|| {
        let planned = decide(config)?;
        let emission = Emission::new(&planned.plan, config.contents, config.gating);
        let text = render::file(&emission, config.formatting, &header(config))?;
        Ok((text, planned))
    })
}

/// The Rust of a plan as one file, whose first line is a comment of the caller's.
///
/// # Errors
/// Where what was emitted is no Rust, which is a fault of ours.
pub fn code(plan: &Plan, contents: Contents, head: &str) -> Result<String, Failure> {
    on_a_deep_stack(|| {
        let emission = Emission::new(plan, contents, FeatureGating::Open);
        Ok(render::file(&emission, Formatting::WhatIsRead, &format!("// {head}\n"))?)
    })
}

/// Decides everything about the files of a description, and prints none.
///
/// # Errors
/// As [`generate`].
pub fn plan(config: &Config) -> Result<Planned, Failure> {
    on_a_deep_stack(|| decide(config))
}

/// The state of a description, to be compared with another: by itself, and with what was published
/// before it.
///
/// # Errors
/// As [`generate`].
pub fn state(config: &Config, published: &Published) -> Result<State, Failure> {
    on_a_deep_stack(|| {
        let Lowered { api, document, sink, corrections: _, stated, described } =
            lowered(config, published)?;
        let none = Held { stated: Some(stated.clone()), ..Held::default() };
        let (mut facts, _) = analysis::analyse(&api, &none, config.received);
        facts.derived = analysis::derived(&api, &facts, &stated).0;
        let (pages, _, _) = analysis::pages(&api, &facts, &none, &config.pages);
        facts.set_pages(pages);
        let alone = Plan { api: api.clone(), facts };
        let plan = reconciled(config, published, api, stated, &described).plan;
        let is_useless = |problem: &Diagnostic| problem.code == Code::ActionWithoutEffect;
        let useless = sink.into_problems().into_iter().filter(is_useless).collect();
        Ok(State { alone, plan, useless, document })
    })
}

/// The state of a description.
#[derive(Debug)]
pub struct State {
    /// What the description says.
    pub alone: Plan,
    /// What is published, with what was published before.
    pub plan: Plan,
    /// The corrections without effect, where they are no errors.
    pub useless: Vec<Diagnostic>,
    document: Document,
}

impl State {
    /// The texts of the description and of its corrections.
    pub fn texts(&self) -> &[SourceText] {
        self.document.texts()
    }

    /// Where a node of the description stands.
    pub fn position(&self, pointer: &str) -> Option<Position> {
        let place = self.document.place_of(pointer);
        let problem = self.document.problem(Code::Bug, &place, String::new());
        Located::new(&problem, self.document.texts()).position
    }
}

/// What is wanted of a description, lowered.
struct Lowered {
    api: Api,
    document: Document,
    sink: Sink,
    corrections: Vec<Correction>,
    /// What is stated of single items.
    stated: Stated,
    /// What the operations of the description are called.
    described: HashSet<String>,
}

fn lowered(config: &Config, published: &Published) -> Result<Lowered, Failure> {
    let mut sink = Sink::new(config.levels.clone());
    let (document, corrections) = read::read(config, &mut sink)?;
    structure::validate(&document, &mut sink);
    sink.gate(document.texts())?;
    let described = lower::described(&document);
    let selection = still_described(&config.selection, published, &described);
    let customising = &config.customising;
    let (mut api, mut notes, used) = lower::lower(&document, &selection, customising, &mut sink);
    notes.extend(normalise::normalise(&mut api));
    let Customised { stated, notes: customised, refused } =
        customise::customise(&mut api, customising, &used);
    notes.extend(customised);
    place(notes, &document, &mut sink);
    sink.gate(document.texts())?;
    for refused in refused {
        sink.push(refusal(refused, &document));
    }
    sink.gate(document.texts())?;
    Ok(Lowered { api, document, sink, corrections, stated, described })
}

/// What is told of a statement that cannot be done.
fn refusal(refused: Refused, document: &Document) -> Diagnostic {
    let Refused { code, about, of, pointer, message, help } = refused;
    let problem = match pointer.is_empty() {
        true => Diagnostic::new(code, message).at(document.root().location),
        false => document.problem(code, &document.place_of(&pointer), message),
    };
    let problem = problem.about(Argument::Custom(Box::new((about.name(), of))));
    match help {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// What is written, and what is told of it.
struct Reconciliation {
    plan: Plan,
    notes: Vec<Note>,
    misstated: Vec<Misstated>,
    underivable: Vec<Underivable>,
}

fn reconciled(
    config: &Config,
    published: &Published,
    api: Api,
    stated: Stated,
    described: &HashSet<String>,
) -> Reconciliation {
    let absence = |operation: &Operation| {
        let is_selected = match &config.selection {
            Selection::Everything => true,
            Selection::Operations(wanted) => wanted.contains(&operation.id),
        };
        match is_selected && !described.contains(&operation.id) {
            true => Absence::Dropped,
            false => Absence::Deselected,
        }
    };
    let Reconciled { api, mut held } =
        reconcile::reconcile(api, published, &config.keeping, &absence);
    held.stated = Some(stated.clone());
    let (mut facts, mut notes) = analysis::analyse(&api, &held, config.received);
    let (pages, inferred, misstated) = analysis::pages(&api, &facts, &held, &config.pages);
    facts.set_pages(pages);
    notes.extend(inferred);
    let (derived, skipped, underivable) = analysis::derived(&api, &facts, &stated);
    facts.derived = derived;
    notes.extend(skipped);
    Reconciliation { plan: Plan { api, facts }, notes, misstated, underivable }
}

fn decide(config: &Config) -> Result<Planned, Failure> {
    let published = published(config)?;
    let Lowered { api, document, mut sink, corrections, stated, described } =
        lowered(config, &published)?;
    let Reconciliation { plan, notes, misstated, underivable } =
        reconciled(config, &published, api, stated, &described);
    place(notes, &document, &mut sink);
    for Underivable { of, pointer, message } in underivable {
        sink.push(refusal(Refused::underivable(&of, &pointer, message), &document));
    }
    for Misstated { operation, pointer, message } in misstated {
        let problem = match pointer.is_empty() {
            true => Diagnostic::new(Code::PagesMisstated, message)
                .at(document.root().location)
                .help("pages are stated of operations that are generated, by their `operationId`"),
            false => document.problem(Code::PagesMisstated, &document.place_of(&pointer), message),
        };
        sink.push(problem.about(Argument::Pages(operation)));
    }
    sink.gate(document.texts())?;
    let texts = document.into_texts();
    let is_note = |problem: &Diagnostic| problem.severity == Severity::Note;
    let (notes, warnings) = sink.into_problems().into_iter().partition(is_note);
    let unpublished = Published::of(&plan).beyond(&published);
    Ok(Planned { plan, corrections, notes, warnings, texts, unpublished })
}

/// What is asked of the description: an operation that it has no more, and that was published, is kept
/// without it.
fn still_described(
    selection: &Selection,
    published: &Published,
    described: &HashSet<String>,
) -> Selection {
    let Selection::Operations(wanted) = selection else { return selection.clone() };
    let was_published = |id: &String| published.api.operations.iter().any(|it| it.id == *id);
    let is_asked = |id: &&String| described.contains(*id) || !was_published(id);
    Selection::Operations(wanted.iter().filter(is_asked).cloned().collect())
}

/// Reads what was published.
fn published(config: &Config) -> Result<Published, Failure> {
    let Some(Input { name, content }) = &config.published else {
        return Ok(Published::default());
    };
    Published::parse(content).map_err(|fault| {
        let offset = u32::try_from(fault.offset).unwrap_or(u32::MAX);
        let code = match content.trim_start().starts_with('{') {
            true => Code::LockMalformed,
            false => Code::PublishedMalformed,
        };
        let problem = Diagnostic::new(code, fault.message)
            .at(Location { offset, ..Location::default() })
            .about(Argument::Published)
            .help(fault.help);
        // What is no such file may be anything, and is not shown.
        let quoting = match Published::is_published(content) {
            true => Quoting::Line,
            false => Quoting::Place,
        };
        let text = SourceText::new(name, content.clone(), Unit::Bytes).quoted(quoting);
        Diagnostics::new(vec![problem], vec![text]).into()
    })
}

/// Looks the places of notes up: stages behind the reader know nodes by their pointers alone.
fn place(notes: Vec<Note>, document: &Document, sink: &mut Sink) {
    for Note { code, pointer, message } in notes {
        sink.push(document.problem(code, &document.place_of(&pointer), message));
    }
}
