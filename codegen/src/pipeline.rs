//! The stages of the compiler, one line each.

use foldhash::HashSet;

use crate::analysis::{Held, Misstated, Stated, Underivable};
use crate::api::{Api, Operation};
use crate::config::{
    Config, Contents, FeatureGating, Formatting, Input, Layout, Selection, Selector, Sense,
    Spelling, Target,
};
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
use crate::render::{self, File, Sharing};
use crate::tags::Tags;
use crate::untyped::{self, Untyped};
use crate::{analysis, lower, normalise, reconcile};

/// What a generation gives.
///
/// The example of [`generate`] has it.
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
///
/// The example of [`generate`] has it.
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
///
/// ```
/// use specwright_codegen::{Config, Contents, Input, code, generate, generate_file, plan};
///
/// let text = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\ncomponents: {schemas: {Id: {type: integer}}}\n";
/// let config = Config::new(Input::new("pets.yaml", text));
///
/// // The files of a folder, to be written by whoever asked.
/// let output = generate(&config)?;
/// println!("{} files, {} notes", output.files.len(), output.notes.len());
/// // One file, to be included.
/// let (text, planned) = generate_file(&config)?;
/// // What was decided; of that the text, another time.
/// assert!(planned.plan == plan(&config)?.plan);
/// let again = code(&planned.plan, Contents::Whole, "written once more")?;
/// assert!(again.contains("pub type Id = i64;") && text.contains("pub type Id = i64;"));
/// # Ok::<(), specwright_codegen::Failure>(())
/// ```
pub fn generate(config: &Config) -> Result<Output, Failure> {
    on_a_deep_stack(|| {
        let Planned { plan, corrections, notes, warnings, texts, .. } = decide(config)?;
        let emission = emission(&plan, config);
        let header = header(config);
        let files = match config.layout {
            Layout::File => {
                let text = render::file(&emission, config.formatting, &header)?;
                vec![("mod.rs".to_owned(), text)]
            }
            Layout::Modules => render::folder(&emission, &header, &Sharing::ByLength)?,
            Layout::Items => render::folder(&emission, &header, &Sharing::ByItem)?,
            Layout::Tags => {
                render::folder(&emission, &header, &Sharing::By(Tags::of(&plan).by_item(&plan)))?
            }
        };
        let published = Published::of(&plan);
        Ok(Output { files, plan, corrections, notes, warnings, texts, published })
    })
}

fn emission<'a>(plan: &'a Plan, config: &Config) -> Emission<'a> {
    Emission::new(plan, config.contents, config.gating, &config.spelling)
}

/// Generates a description as one file, to be included somewhere.
///
/// # Errors
/// As [`generate`].
///
/// The example of [`generate`] has it.
pub fn generate_file(config: &Config) -> Result<(String, Planned), Failure> {
    on_a_deep_stack(|| {
        let planned = decide(config)?;
        let emission = emission(&planned.plan, config);
        let text = render::file(&emission, config.formatting, &header(config))?;
        Ok((text, planned))
    })
}

/// The Rust of a plan as one file, whose first line is a comment of the caller's.
///
/// # Errors
/// Where what was emitted is no Rust, which is a fault of ours.
///
/// The example of [`generate`] has it.
pub fn code(plan: &Plan, contents: Contents, head: &str) -> Result<String, Failure> {
    on_a_deep_stack(|| {
        let emission = Emission::new(plan, contents, FeatureGating::Open, &Spelling::default());
        Ok(render::file(&emission, Formatting::WhatIsRead, &format!("// {head}\n"))?)
    })
}

/// Decides everything about the files of a description, and prints none.
///
/// # Errors
/// As [`generate`].
///
/// The example of [`generate`] has it.
pub fn plan(config: &Config) -> Result<Planned, Failure> {
    on_a_deep_stack(|| decide(config))
}

/// What of a description becomes any JSON, and why.
///
/// ```
/// use specwright_codegen::{Config, Input, Untyped, untyped};
///
/// let document = Input::new("pets.yaml", "
/// openapi: 3.1.0
/// info: {title: Pets, version: 1.0.0}
/// components: {schemas: {Pet: {type: object, properties: {chip: {}}}}}
/// ");
/// let all = untyped(&Config::new(document))?;
/// assert_eq!(all[0].item, "Pet::chip");
/// assert!(Untyped::report(&all).contains("/components/schemas/Pet/properties/chip"));
/// # Ok::<(), specwright_codegen::Failure>(())
/// ```
///
/// # Errors
/// As [`generate`].
pub fn untyped(config: &Config) -> Result<Vec<Untyped>, Failure> {
    on_a_deep_stack(|| {
        let published = published(config)?;
        let Lowered { api, document, sink, corrections: _, stated, described } =
            lowered(config, &published)?;
        let plan = reconciled(config, &published, api, stated, &described).plan;
        let problems = sink.into_problems();
        Ok(untyped::untyped(&plan, config.contents, &document, &problems))
    })
}

/// The state of a description, to be compared with another: by itself, and with what was published
/// before it.
///
/// # Errors
/// As [`generate`].
///
/// The example of [`diff`](crate::diff::diff()) compares two.
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
///
/// The example of [`diff`](crate::diff::diff()) compares two.
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
    // What is of another kind than it should be is told of with whatever else there is to mend:
    // lowering leaves it out, as it does where that is no error.
    structure::validate(&document, &mut sink);
    let described = lower::described(&document);
    // An operation that the description has no more, and that was published, is kept without it.
    let was_published = |selector: &Selector| {
        let mut operations = published.api.operations.iter();
        operations.any(|it| selector.is_of(Some(&it.id), &it.method, &it.path))
    };
    let (selection, customising) = (&config.selection, &config.customising);
    let (mut api, mut notes, used) =
        lower::lower(&document, selection, &was_published, customising, &mut sink);
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
    let absence = |operation: &Operation| match may_be_selected(&config.selection, operation)
        && !described.contains(&operation.id)
    {
        true => Absence::Dropped,
        false => Absence::Deselected,
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

/// Whether an operation that was published, and that the description has no more, is among what is
/// asked for. Of which tags it was is not published, so that it may be of any.
fn may_be_selected(selection: &Selection, operation: &Operation) -> bool {
    let names = |selector: &Selector| {
        selector.is_of(Some(&operation.id), &operation.method, &operation.path)
    };
    let of = |sense| selection.selectors().iter().filter(move |it| it.sense == sense);
    let mut wanted = of(Sense::Included).peekable();
    let is_excluded = of(Sense::Excluded).any(names);
    let may_be = |selector: &Selector| names(selector) || matches!(selector.target, Target::Tag(_));
    !is_excluded && (wanted.peek().is_none() || wanted.any(may_be))
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
