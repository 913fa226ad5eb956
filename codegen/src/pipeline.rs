//! The stages of the compiler, one line each.

use std::borrow::Cow;
use std::{fmt, panic, thread};

use crate::analysis::{self, Lock};
use crate::config::{Config, Input};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Note, Severity, Sink, SourceText};
use crate::lower;
use crate::output::{self, Comment};
use crate::plan::Plan;
use crate::read::overlay::{self, Correction};
use crate::read::resolve::Document;
use crate::render::{self, Bug, File};

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
    /// The lock as it has to be from now on.
    pub lock: Lock,
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
}

/// Why nothing was generated.
#[derive(Clone)]
pub enum Failure {
    /// The description, or what is asked of it, is at fault.
    Description(Box<Diagnostics>),
    /// The generator is.
    Bug(Bug),
}

impl Failure {
    /// What is at fault, whoever it is.
    pub fn diagnostics(&self) -> Cow<'_, Diagnostics> {
        match self {
            Failure::Description(diagnostics) => Cow::Borrowed(diagnostics),
            Failure::Bug(bug) => {
                Cow::Owned(Diagnostics::one(Diagnostic::new(Code::Bug, bug.to_string()), &[]))
            }
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Description(diagnostics) => diagnostics.fmt(f),
            Failure::Bug(bug) => write!(f, "error[{}]: {bug}", Code::Bug),
        }
    }
}

/// As it is displayed: who unwraps it is to see the place, and not the whole document.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Failure {}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Failure::Description(Box::new(diagnostics))
    }
}

impl From<Diagnostic> for Failure {
    fn from(problem: Diagnostic) -> Self {
        Diagnostics::one(problem, &[]).into()
    }
}

impl From<Bug> for Failure {
    fn from(bug: Bug) -> Self {
        Failure::Bug(bug)
    }
}

/// Generates the files of a description.
///
/// # Errors
/// All problems of the first stage that finds any, each with its place; nothing is
/// written then.
pub fn generate(config: &Config) -> Result<Output, Failure> {
    let planned = plan(config)?;
    let files = on_a_deep_stack(|| {
        Ok(render::render(&planned.plan, config.contents, config.gating, &stamp(config))?)
    })?;
    let lock = planned.plan.facts.names.lock.clone();
    let Planned { plan, corrections, notes, warnings, texts } = planned;
    Ok(Output { files, plan, corrections, notes, warnings, texts, lock })
}

/// Generates a description as one file, to be included somewhere.
///
/// # Errors
/// As [`generate`].
pub fn generate_file(config: &Config) -> Result<(String, Planned), Failure> {
    let planned = plan(config)?;
    let text = on_a_deep_stack(|| {
        Ok(render::render_file(&planned.plan, config.contents, &stamp(config))?)
    })?;
    Ok((text, planned))
}

/// Decides everything about the files of a description, and prints none.
///
/// # Errors
/// As [`generate`].
pub fn plan(config: &Config) -> Result<Planned, Failure> {
    on_a_deep_stack(|| {
        let mut sink = Sink::new(config.levels.clone());
        let (document, corrections) = read(config, &mut sink)?;
        let (api, notes) = lower::lower(&document, &config.selection, &mut sink);
        place(notes, &document, &mut sink);
        sink.gate(document.texts())?;
        let (facts, notes) = analysis::analyse(&api, &config.lock, config.received);
        place(notes, &document, &mut sink);
        sink.gate(document.texts())?;
        let plan = Plan { api, facts };
        let texts = document.into_texts();
        let is_note = |problem: &Diagnostic| problem.severity == Severity::Note;
        let (notes, warnings) = sink.into_problems().into_iter().partition(is_note);
        Ok(Planned { plan, corrections, notes, warnings, texts })
    })
}

/// Looks the places of notes up: stages behind the reader know nodes by their pointers alone.
fn place(notes: Vec<Note>, document: &Document, sink: &mut Sink) {
    for Note { code, pointer, message } in notes {
        sink.push(document.problem(code, &document.place_of(&pointer), message));
    }
}

/// The description as its overlays correct it, and with the files that it refers to.
pub(crate) fn read(
    config: &Config,
    sink: &mut Sink,
) -> Result<(Document, Vec<Correction>), Failure> {
    let mut texts = Vec::new();
    let input = &config.document;
    let mut root = Document::add_text(&mut texts, &input.name, input.content.clone())?;
    check_version(&root, sink);
    sink.gate(&texts)?;
    let mut corrections = Vec::new();
    for input in &config.overlays {
        let overlay = Document::add_text(&mut texts, &input.name, input.content.clone())?;
        corrections.extend(overlay::apply(&overlay, &mut root, sink));
        sink.gate(&texts)?;
    }
    let mut document = Document::new(root, texts);
    document.load_references(config.files.as_deref(), sink)?;
    Ok((document, corrections))
}

/// Descriptions say which version they are of; those of another make are told apart from broken ones.
fn check_version(root: &crate::read::source::Node, sink: &mut Sink) {
    let text = |name: &str| root.get(name).and_then(crate::read::source::Node::string);
    let problem = match (text("openapi"), root.get("swagger")) {
        (Some(version), _) if version.starts_with("3.") => return,
        (Some(version), _) => {
            Diagnostic::new(Code::UnknownVersion, format!("OpenAPI {version} is not known here"))
                .help("versions 3.0, 3.1 and 3.2 are")
        }
        (None, None) if root.get("openapi").is_some() => {
            let place = root.get("openapi").map_or(root.location, |version| version.location);
            let problem =
                Diagnostic::new(Code::VersionNotString, "the version of OpenAPI must be a string")
                    .help(
                        "write it in quotation marks, with all three numbers: openapi: \"3.1.0\"",
                    );
            return sink.push(problem.at(place));
        }
        (None, Some(_)) => Diagnostic::new(
            Code::SwaggerTwo,
            "this is Swagger 2.0, the predecessor of OpenAPI 3",
        )
        .help("convert it first, for example with `npx swagger2openapi document -o openapi.yaml`"),
        (None, None) => Diagnostic::new(
            Code::NoDescription,
            "this is not an OpenAPI description: it has no `openapi`",
        )
        .help("a description begins with `openapi: 3.1.0`"),
    };
    sink.push(problem.at(root.location));
}

/// The header of each file. It names the texts without their endings, so that the JSON and
/// the YAML edition of a description give the same bytes.
fn stamp(config: &Config) -> String {
    let stem = |input: &Input| {
        let name = input.name.rsplit(['/', '\\']).next().unwrap_or(&input.name);
        let ending = [".yaml", ".yml", ".json"].into_iter().find(|ending| name.ends_with(ending));
        ending.map_or(name, |ending| name.trim_end_matches(ending)).to_owned()
    };
    let names: Vec<String> =
        std::iter::once(&config.document).chain(&config.overlays).map(stem).collect();
    output::line(Comment::Slashes, &config.command, &names.join(" and "))
}

/// How much stack the stages get. Schemas refer to each other a thousand deep in real
/// documents, and an entry point may call from a thread with little; memory is taken as it is used.
const STACK: usize = 1 << 30;

/// Runs a stage on a thread of its own. Where none can be had, nothing is generated: with
/// less stack, a description could end the process.
pub(crate) fn on_a_deep_stack<T: Send>(
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    thread::scope(|scope| {
        match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
            Ok(thread) => thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic)),
            Err(error) => {
                let message = format!("a thread to generate on cannot be started: {error}");
                let help = format!(
                    "it reserves {} MiB of address space for its stack; look for a limit on threads or memory (`ulimit -a`)",
                    STACK >> 20
                );
                Err(Diagnostics::one(Diagnostic::new(Code::NoThread, message).help(help), &[])
                    .into())
            }
        }
    })
}
