//! One run of the command `specwright`, with what it cost.

use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value as Json;

use super::documents::Document;
use crate::measured::{self, Ending};
use crate::workspace::Workspace;

/// What became of a document.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Generation {
    /// The exit code; none if a signal ended it.
    code: Option<i32>,
    /// Whether it was still running at its limit.
    pub(super) is_hung: bool,
    /// How long it took.
    pub(super) seconds: f64,
    /// The most memory that it held.
    pub(super) peak_mb: f64,
    /// How many files were written.
    pub(super) files: u64,
    /// How many lines they have.
    pub(super) lines: u64,
    /// How many operations were read.
    pub(super) operations: usize,
    /// What was left out, and why.
    pub(super) warnings: Vec<String>,
    /// Why nothing was written.
    pub(super) errors: Vec<String>,
    /// How many notes were made.
    pub(super) notes: usize,
}

impl Generation {
    /// Whether there is a crate.
    pub(super) fn is_written(&self) -> bool {
        self.code == Some(0)
    }
}

/// Generates a crate from a document, in no more time than `limit`.
pub(super) fn run(
    document: &Document,
    command: &Path,
    workspace: &Workspace,
    limit: Duration,
) -> io::Result<Generation> {
    let mut command = Command::new(command);
    command
        .arg("generate")
        .arg(&document.path)
        // Real documents have parts that nobody can read; the rest is what is asked about.
        .args(["--warn", "unreadable"])
        // Cargo may build anywhere.
        .arg("--root")
        .arg(&workspace.folder)
        .arg("--output")
        .arg(workspace.folder.join(&document.name))
        .args(["--crate", &document.name, "--json", "--runtime"])
        .arg(workspace.root.join("runtime"));
    let run = measured::run(&mut command, limit)?;
    let said: Json = serde_json::from_str(&run.stdout).unwrap_or_default();
    let api = &said["apis"][0];
    let (warnings, mut errors) = problems(&api["problems"]);
    let code = match run.ending {
        Ending::Exited(status) => status.code(),
        Ending::Hung => {
            errors.push(format!("it was still running after {} s", limit.as_secs()));
            None
        }
    };
    if !run.is_success() && errors.is_empty() {
        errors.push(run.stderr);
    }
    Ok(Generation {
        code,
        is_hung: run.ending == Ending::Hung,
        seconds: run.seconds,
        peak_mb: run.peak_mb,
        files: api["files"]["files"].as_u64().unwrap_or_default(),
        lines: api["files"]["lines"].as_u64().unwrap_or_default(),
        operations: api["report"]["operations"].as_array().map_or(0, Vec::len),
        warnings,
        errors,
        notes: api["report"]["notes"].as_array().map_or(0, Vec::len),
    })
}

/// Warnings and errors, each as a line with its place.
fn problems(problems: &Json) -> (Vec<String>, Vec<String>) {
    let (mut warnings, mut errors) = (Vec::new(), Vec::new());
    for problem in problems.as_array().into_iter().flatten() {
        let text = |name: &str| problem[name].as_str().unwrap_or_default();
        let file = text("file").rsplit('/').next().unwrap_or_default();
        let place = format!("{file}:{}:{} {}", problem["line"], problem["column"], text("pointer"));
        let line = format!("{} [{}] ({})", text("message"), place.trim(), text("help"));
        match text("severity") {
            "warning" => warnings.push(line),
            _ => errors.push(line),
        }
    }
    (warnings, errors)
}
