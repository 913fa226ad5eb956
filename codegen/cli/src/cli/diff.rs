//! `specwright diff`.

use std::io;
use std::path::Path;
use std::process::Command;

use specwright_codegen::diagnostic::{Position, Style, draw_all};
use specwright_codegen::diff::{
    CATALOGUE, Change, Diff, Meaning, Rust, Side, diff, markdown, text,
};
use specwright_codegen::folder::{Streams, read_input};
use specwright_codegen::options::{Options, Source};
use specwright_codegen::{
    Code, Config, Contents, Diagnostic, Failure, Input, Published, Selection, State, state,
};

use super::ExitStatus;
use super::arguments::{DiffArguments, FailOn};
use super::print::put;

/// Compares two states of an API.
pub(super) fn run(arguments: &DiffArguments, style: Style) -> ExitStatus {
    if arguments.list_kinds {
        put(&mut io::stdout().lock(), &kinds());
        return ExitStatus::Done;
    }
    match compared(arguments) {
        Ok(diff) => {
            put(&mut io::stdout().lock(), &shown(&diff, arguments, style));
            if fails(&diff, &arguments.fail_on) { ExitStatus::Invalid } else { ExitStatus::Done }
        }
        Err(failure) => {
            let all = failure.diagnostics();
            let drawn = draw_all(all.problems(), all.texts(), style);
            put(&mut io::stderr().lock(), &format!("{drawn}\n"));
            ExitStatus::UsageError
        }
    }
}

fn shown(diff: &Diff, arguments: &DiffArguments, style: Style) -> String {
    let present = arguments.present.as_deref();
    if arguments.json {
        let mut json = serde_json::to_string_pretty(diff).unwrap_or_default();
        json.push('\n');
        return json;
    }
    if arguments.github {
        return github(diff);
    }
    if arguments.markdown {
        return markdown(diff, present);
    }
    let paint = |rust: Rust, word: &str| match (style, rust) {
        (Style::Plain, _) | (_, Rust::Patch) => word.to_owned(),
        (Style::Coloured, Rust::Major) => format!("\x1b[1;31m{word}\x1b[0m"),
        (Style::Coloured, Rust::Minor) => format!("\x1b[33m{word}\x1b[0m"),
    };
    text(diff, present, &paint)
}

/// Workflow commands of GitHub Actions: each change beside its line of the newer description.
fn github(diff: &Diff) -> String {
    let escaped = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escaped(text).replace(':', "%3A").replace(',', "%2C");
    let line = |change: &Change| {
        let level = match (change.rust, change.meaning) {
            (Rust::Major, _) => "error",
            (_, Meaning::Silent) => "warning",
            _ => "notice",
        };
        let place = change.new_place.as_ref().or(change.old_place.as_ref());
        let place = place.and_then(|place| {
            let (rest, column) = place.rsplit_once(':')?;
            let (file, line) = rest.rsplit_once(':')?;
            Some(format!("file={},line={line},col={column},", property(file)))
        });
        let title = property(&format!("{}: {}", change.rust.name(), change.kind.id()));
        let message = escaped(&format!("{}: {}", change.item, change.reason));
        format!("::{level} {}title={title}::{message}\n", place.unwrap_or_default())
    };
    diff.changes.iter().map(line).collect()
}

fn fails(diff: &Diff, on: &[FailOn]) -> bool {
    on.iter().any(|on| match on {
        FailOn::Major => diff.rust == Rust::Major,
        FailOn::Minor => diff.rust >= Rust::Minor,
        FailOn::Silent => diff.meaning == Meaning::Silent,
    })
}

fn kinds() -> String {
    let width = CATALOGUE.iter().map(|entry| entry.id.len()).max().unwrap_or_default();
    let line = |entry: &specwright_codegen::diff::Entry| {
        format!("{:width$}  {} For example: {}.\n", entry.id, entry.meaning, entry.example)
    };
    CATALOGUE.iter().map(line).collect()
}

/// One side, read.
enum Read {
    Published(Box<Published>),
    Description(Box<Config>),
}

fn compared(arguments: &DiffArguments) -> Result<Diff, Failure> {
    let [old_name, new_name] =
        [&arguments.old, &arguments.new].map(|name| name.clone().unwrap_or_default());
    let (old, new) = (read(&old_name, arguments)?, read(&new_name, arguments)?);
    let nothing = Published::default();
    let contents = match arguments.types_only {
        true => Contents::TypesOnly,
        false => Contents::Whole,
    };
    let (old, old_state) = match old {
        Read::Published(published) => (Side::of_file(old_name, *published, contents), None),
        Read::Description(config) => side(&old_name, &config, &nothing)?,
    };
    let before = if arguments.fresh { &nothing } else { &old.published };
    let (new, new_state) = match new {
        Read::Published(published) => (Side::of_file(new_name, *published, contents), None),
        Read::Description(config) => side(&new_name, &config, before)?,
    };
    let mut diff = diff(&old, &new);
    let place = |state: &Option<State>, pointer: &str| {
        let Position { file, line, column } = state.as_ref()?.position(pointer)?;
        Some(format!("{file}:{line}:{column}"))
    };
    diff.locate(&|pointer| place(&old_state, pointer), &|pointer| place(&new_state, pointer));
    Ok(diff)
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
    let mut options = Options::new(path);
    options.overlays = arguments.overlays.iter().map(Source::from).collect();
    let mut config = match revision {
        None => options.config()?,
        // What it refers to is not in the folder, or another revision of it.
        Some(_) => Config::new(Input::new(name, "")),
    };
    config.document = input;
    if !arguments.operations.is_empty() {
        config.selection = Selection::Operations(arguments.operations.clone());
    }
    if arguments.types_only {
        config.contents = Contents::TypesOnly;
    }
    Ok(Read::Description(Box::new(config)))
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
