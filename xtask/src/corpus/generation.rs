//! One run of the command `specwright`, with what it cost.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use serde::Serialize;
use serde_json::Value as Json;
use wait4::Wait4;

use super::Workspace;
use super::documents::Document;

/// What became of a document.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Generation {
    /// The exit code; none if a signal ended it.
    code: Option<i32>,
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
    /// How many guesses were made.
    pub(super) guesses: usize,
}

impl Generation {
    /// Whether there is a crate.
    pub(super) fn is_written(&self) -> bool {
        self.code == Some(0)
    }
}

/// Generates a crate from a document.
pub(super) fn run(
    document: &Document,
    command: &Path,
    workspace: &Workspace,
) -> io::Result<Generation> {
    let folder = workspace.folder.join(&document.name);
    let report = workspace.folder.join(format!("{}.report.json", document.name));
    let messages = workspace.folder.join(format!("{}.stderr", document.name));
    // Into files rather than pipes, so that no one has to read while the command runs.
    let started = Instant::now();
    let mut child = Command::new(command)
        .arg("generate")
        .arg(&document.path)
        .arg("--output")
        .arg(&folder)
        .args(["--crate", &document.name, "--json", "--runtime"])
        .arg(workspace.root.join("runtime"))
        .stdout(File::create(&report)?)
        .stderr(File::create(&messages)?)
        .spawn()?;
    let used = child.wait4()?;
    let seconds = started.elapsed().as_secs_f64();
    let said: Json = serde_json::from_str(&fs::read_to_string(&report)?).unwrap_or_default();
    let api = &said["apis"][0];
    let (warnings, mut errors) = problems(&api["problems"]);
    if !used.status.success() && errors.is_empty() {
        errors.push(fs::read_to_string(&messages)?);
    }
    Ok(Generation {
        code: used.status.code(),
        seconds,
        peak_mb: used.rusage.maxrss as f64 / 1_048_576.0,
        files: api["files"]["files"].as_u64().unwrap_or_default(),
        lines: api["files"]["lines"].as_u64().unwrap_or_default(),
        operations: api["report"]["operations"].as_array().map_or(0, Vec::len),
        warnings,
        errors,
        guesses: api["report"]["guesses"].as_array().map_or(0, Vec::len),
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
