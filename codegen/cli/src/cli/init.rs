//! `specwright init`: a description to a project file that works, and what that refers to.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

use specwright_codegen::diagnostic::{Diagnostic, Group, Style, draw_all};
use specwright_codegen::folder::{self, unusable};
use specwright_codegen::options::{Options, Source};
use specwright_codegen::output::{Intent, Survey};
use specwright_codegen::project::{
    Home, Project, Root, Starter, is_project_schema, project_schema, shown,
};
use specwright_codegen::{Config, Failure, Level, Planned, plan};
use specwright_examples::{STAMP, Suggest, examine};

use super::ExitStatus;
use super::arguments::InitArguments;
use super::print::{put, status_of};

/// The file of the schema of project files, beside one.
const SCHEMA: &str = "codegen.schema.json";

/// Writes a project file.
pub(super) fn run(arguments: &InitArguments, style: Style) -> ExitStatus {
    if arguments.schema {
        put(&mut io::stdout().lock(), &project_schema());
        return ExitStatus::Done;
    }
    // Clap asks for it where there is no `--schema`.
    let document = arguments.document.clone().unwrap_or_default();
    match written(&document, arguments) {
        Ok(told) => {
            put(&mut io::stdout().lock(), &told);
            ExitStatus::Done
        }
        Err(failure) => {
            let all = failure.diagnostics();
            let drawn = draw_all(all.problems(), all.texts(), style);
            put(&mut io::stderr().lock(), &format!("{drawn}\n"));
            status_of(&failure)
        }
    }
}

fn written(document: &Path, arguments: &InitArguments) -> Result<String, Failure> {
    let project = &arguments.config;
    // What stands in the way is said before a person has waited.
    let failed = |error| unusable(project, &project.to_string_lossy(), "project file", &error);
    let survey = || Root::around_project(project).map(|root| Survey::new(root, Intent::Write));
    survey().map_err(failed)?.file(project, "", |_| false).map_err(failed)?;
    let mut options = Options::new(document);
    options.root = arguments.root.as_ref().map(Source::from);
    let mut config = options.config()?;
    let (planned, unreadable) = planned(&mut config)?;
    let mut starter = Starter::new(&planned.plan.api, document, arguments.root.as_deref(), project);
    starter.unreadable = unreadable;
    starter.schema = SCHEMA.to_owned();
    starter.home = home(project);
    let examined = examine(&config, &[], Suggest::Overlay)?;
    let overlay = examined.suggestion.and_then(|it| Some((it.overlay?, it.mended)));
    let overlay = overlay.map(|(text, mended)| {
        let name = format!("{}.overlay.yaml", starter.name);
        starter.overlay = Some((name.clone(), mended));
        (project.with_file_name(name), text)
    });
    let mut survey = survey().map_err(failed)?;
    survey.spare(document);
    survey.file(project, &starter.render(), |_| false).map_err(failed)?;
    let schema = project.with_file_name(SCHEMA);
    let refused = |path: &Path, role: &str, error: &io::Error| {
        Failure::from(unusable(path, &path.to_string_lossy(), role, error))
    };
    survey
        .file(&schema, &project_schema(), is_project_schema)
        .map_err(|error| refused(&schema, "schema", &error))?;
    if let Some((path, text)) = &overlay {
        survey
            .file(path, text, |text| text.starts_with(STAMP))
            .map_err(|error| refused(path, "overlay", &error))?;
    }
    survey.settle().map_err(failed)?;
    // What is written is what is read: that it works is not to be believed.
    Project::load(project)?;
    Ok(told(&starter, project, &schema, overlay.as_ref().map(|(path, _)| path)))
}

/// The plan of a description, and of how much of it nothing can be read: that is left out then.
fn planned(config: &mut Config) -> Result<(Planned, usize), Failure> {
    let is_unreadable = |problem: &Diagnostic| problem.code.group() == Group::Unreadable;
    let failure = match plan(config) {
        Ok(planned) => return Ok((planned, 0)),
        Err(failure) => failure,
    };
    let all = failure.diagnostics();
    if all.problems().iter().any(|problem| problem.is_error() && !is_unreadable(problem)) {
        return Err(failure);
    }
    config.levels.set(Level::Warn, "unreadable")?;
    let planned = plan(config)?;
    let count = planned.warnings.iter().filter(|problem| is_unreadable(problem)).count();
    Ok((planned, count))
}

/// A module, where the project file is in the folder of a crate.
fn home(project: &Path) -> Home {
    let cargo = folder::read_text(&project.with_file_name("Cargo.toml"));
    match cargo.is_ok_and(|text| text.lines().any(|line| line.trim() == "[package]")) {
        true => Home::Module,
        false => Home::Crate,
    }
}

fn told(starter: &Starter, project: &Path, schema: &Path, overlay: Option<&PathBuf>) -> String {
    let mut told = format!(
        "{}: {} operation(s)\n  wrote {}\n  wrote {}, by which editors complete it\n",
        starter.name,
        starter.operations,
        shown(project),
        shown(schema)
    );
    if let (Some(path), Some((_, count))) = (overlay, &starter.overlay) {
        let _ = writeln!(
            told,
            "  wrote {}, which relaxes what {count} example(s) disprove",
            shown(path)
        );
    }
    if starter.unreadable > 0 {
        let _ = writeln!(told, "  left out {} place(s) that cannot be read", starter.unreadable);
    }
    let path = project.to_string_lossy();
    // What holds NUL is no path that could be written.
    let path = shlex::try_quote(&path).map_or_else(|_| path.to_string(), Into::into);
    let _ = writeln!(told, "  now run `specwright generate --config {path}`");
    told
}
