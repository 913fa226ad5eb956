//! The two sides of a comparison: read, generated, compared.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use specwright_codegen::config::{LoadFailure, Loader};
use specwright_codegen::diagnostic::{Position, SourceText};
use specwright_codegen::diff::{Declared, Diff, Side, declared, diff};
use specwright_codegen::folder::{Streams, read_input};
use specwright_codegen::{
    Code, Config, Contents, Diagnostic, Failure, Input, Published, State, Surface, code, state,
};

use super::super::arguments::DiffArguments;
use super::super::generate::options;

/// What a comparison gives.
pub(super) struct Comparison {
    pub(super) diff: Diff,
    /// Both sides of whatever changed, where they are asked for.
    pub(super) declared: Vec<Declared>,
    /// What the compiler is to judge, where it is asked to.
    pub(super) trial: Option<Trial>,
    /// Corrections that have no effect on the newer side.
    pub(super) corrections: Vec<Diagnostic>,
    /// The texts that they point into.
    pub(super) texts: Vec<SourceText>,
}

/// What the compiler needs to judge a step.
pub(super) struct Trial {
    /// The public items of the older side.
    pub(super) surface: Surface,
    /// The Rust of both sides.
    pub(super) code: [String; 2],
}

/// One side, read.
enum Read {
    Published(Box<Published>),
    Description(Box<Config>),
}

/// Compares the two sides.
///
/// # Errors
/// Where one of them cannot be read or generated.
pub(super) fn compared(arguments: &DiffArguments) -> Result<Comparison, Failure> {
    let [old_name, new_name] =
        [&arguments.old, &arguments.new].map(|name| name.clone().unwrap_or_default());
    let (old, new) = (read(&old_name, arguments)?, read(&new_name, arguments)?);
    let nothing = Published::default();
    let contents = match arguments.selection.types_only {
        true => Contents::TypesOnly,
        false => Contents::Whole,
    };
    let (old, old_state) = match old {
        Read::Published(published) => (Side::of_file(old_name, *published, contents), None),
        Read::Description(config) => side(&old_name, &config, &nothing)?,
    };
    let before = if arguments.fresh { &nothing } else { &old.published };
    let mut kept = None;
    let (new, new_state) = match new {
        Read::Published(published) => (Side::of_file(new_name, *published, contents), None),
        Read::Description(config) => {
            if arguments.fresh {
                kept = Some(side(&new_name, &config, &old.published)?.0.surface);
            }
            side(&new_name, &config, before)?
        }
    };
    let mut diff = diff(&old, &new);
    // Of two files nobody knows whether the newer one was generated with the older.
    if new_state.is_some() {
        diff.judge_necessity(&old.surface, kept.as_ref().unwrap_or(&new.surface));
    }
    let declared = match arguments.html.is_some() {
        true => declared(&old, &new, &diff),
        false => Vec::new(),
    };
    let trial = match arguments.prove.is_some() {
        true => {
            let of = |side: &Side, state: Option<&State>| {
                let written = side.published.plan();
                let plan = state.map_or(&written, |state| &state.plan);
                code(plan, contents, "What `specwright diff --prove` compiles.")
            };
            let code = [of(&old, old_state.as_ref())?, of(&new, new_state.as_ref())?];
            Some(Trial { surface: old.surface.clone(), code })
        }
        false => None,
    };
    let place = |state: &Option<State>, pointer: &str| {
        let Position { file, line, column } = state.as_ref()?.position(pointer)?;
        Some(format!("{file}:{line}:{column}"))
    };
    diff.locate(&|pointer| place(&old_state, pointer), &|pointer| place(&new_state, pointer));
    let corrections = corrections(old_state.as_ref(), new_state.as_ref());
    let texts = new_state.map_or_else(Vec::new, |state| state.texts().to_vec());
    Ok(Comparison { diff, declared, trial, corrections, texts })
}

/// The corrections that have no effect on the newer side. One that had an effect on the older side has
/// been overtaken by the description.
fn corrections(old: Option<&State>, new: Option<&State>) -> Vec<Diagnostic> {
    let Some(new) = new else { return Vec::new() };
    let had_none = |problem: &Diagnostic| {
        old.is_none_or(|old| old.useless.iter().any(|it| it.message == problem.message))
    };
    let say = |problem: &Diagnostic| match had_none(problem) {
        true => problem.clone(),
        false => {
            let message = format!("{}; it has no effect any more: remove it", problem.message);
            let help =
                "the older description needed the correction, the newer one says it by itself";
            Diagnostic { message, ..problem.clone() }.help(help)
        }
    };
    new.useless.iter().map(say).collect()
}

fn side(name: &str, config: &Config, before: &Published) -> Result<(Side, Option<State>), Failure> {
    let state = state(config, before)?;
    let side = Side::new(name, &state.alone, &state.plan, config.contents);
    Ok((side, Some(state)))
}

/// Reads a side: a file, or else a file of a revision.
fn read(name: &str, arguments: &DiffArguments) -> Result<Read, Failure> {
    let path = Path::new(name);
    let revision = name.split_once(':').filter(|_| !path.exists());
    let input = match revision {
        Some((revision, file)) => of_git(name, revision, file)?,
        None => read_input(path, name, Streams::Opened).map_err(|error| {
            Failure::from(Diagnostic::new(
                Code::FileUnusable,
                format!("{name} cannot be read: {error}"),
            ))
        })?,
    };
    if Published::is_published(&input.content) {
        let published = Published::parse(&input.content).map_err(|fault| {
            let message = format!("{name}: {}", fault.message);
            Failure::from(Diagnostic::new(Code::PublishedMalformed, message).help(fault.help))
        })?;
        return Ok(Read::Published(Box::new(published)));
    }
    let options = options(path, &arguments.selection, arguments.root.as_deref());
    let mut config = options.config_of(input)?;
    if let Some((revision, file)) = revision {
        config.files = Some(files_of_git(revision, file));
    }
    // What is corrected in one description may be mended in the other.
    config.levels.tell_of_useless_corrections();
    Ok(Read::Description(Box::new(config)))
}

/// What a description of a revision refers to, of that revision.
fn files_of_git(revision: &str, file: &str) -> Arc<Loader> {
    let folder = file.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let revision = revision.to_owned();
    Arc::new(move |path: &str| {
        if path.split('/').any(|step| step == "..") {
            return Err(LoadFailure::OutsideFolder);
        }
        let file = format!("{folder}{path}");
        let read = of_git(&format!("{revision}:{file}"), &revision, &file);
        read.map(|input| input.content).map_err(|failure| failure.to_string().into())
    })
}

fn of_git(name: &str, revision: &str, file: &str) -> Result<Input, Failure> {
    let fault = |reason: String| {
        let message = format!("{name} cannot be read: {reason}");
        let help = "a side is a file, or `REVISION:PATH` as git knows it";
        Failure::from(Diagnostic::new(Code::FileUnusable, message).help(help))
    };
    // What begins with a hyphen would be an option of git.
    if revision.starts_with('-') || revision.is_empty() {
        return Err(fault("there is no such file, and no such revision".to_owned()));
    }
    // A path is one of the current folder, as any other is.
    let object = format!("{revision}:./{}", file.trim_start_matches("./"));
    let ran = Command::new("git").args(["show", "--no-textconv", &object]).output();
    let ran = ran.map_err(|error| fault(format!("git cannot be run: {error}")))?;
    if !ran.status.success() {
        let said = String::from_utf8_lossy(&ran.stderr);
        let said = said.lines().next().unwrap_or_default();
        return Err(fault(said.trim_start_matches("fatal: ").to_owned()));
    }
    let content = String::from_utf8(ran.stdout).map_err(|_| fault("it is not UTF-8".to_owned()))?;
    Ok(Input::new(name, content))
}
