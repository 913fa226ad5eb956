//! `cargo xtask bench generate DOCUMENT`: our generator and others on one document, and rustc
//! on what each wrote.
//!
//! The rounds of all tools alternate, so that a busy minute of the machine is everybody's.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use std::{fs, io};

use serde::Serialize;

use super::check::Checked;
use super::peers::{self, OURS, Tool};
use super::table;
use crate::measured::{self, Run};
use crate::workspace::{Workspace, sources};

/// More than any generator takes that is worth a comparison.
const LIMIT: Duration = Duration::from_secs(600);

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The description.
    document: PathBuf,
    /// How often each generator is run.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How often each crate is checked; 0 to leave rustc out of it.
    #[arg(long, default_value_t = 3)]
    check_rounds: usize,
    /// Also write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match measure(arguments) {
        Ok(bench) => {
            println!("{}", table::render(&bench));
            if bench.targets.iter().any(|target| target.is_met == Some(false)) {
                return ExitCode::FAILURE;
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub(super) struct Bench {
    /// The document's file name.
    pub(super) document: String,
    /// What each generator took.
    pub(super) figures: Vec<Figures>,
    /// The generators that are not installed.
    pub(super) absent: Vec<&'static str>,
    /// What was aimed at.
    pub(super) targets: Vec<table::Target>,
}

/// What one generator took, and what rustc took for what it wrote.
#[derive(Debug, Default, Serialize)]
pub(super) struct Figures {
    pub(super) name: &'static str,
    pub(super) version: String,
    /// What generating took, where it succeeded.
    pub(super) generation: Option<Cost>,
    /// What checking took, where the crate compiles.
    pub(super) check: Option<Cost>,
    /// How many files of Rust it wrote.
    pub(super) files: usize,
    /// How many lines they have.
    pub(super) lines: usize,
    /// Why something is missing.
    pub(super) failure: Option<String>,
}

/// What several rounds took.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Cost {
    /// The quickest.
    pub(super) least: f64,
    /// The one in the middle.
    pub(super) median: f64,
    /// The least that processors worked for one.
    pub(super) cpu: f64,
    /// The most memory that any of them held.
    pub(super) peak_mb: f64,
}

fn measure(arguments: &Arguments) -> io::Result<Bench> {
    let document = arguments.document.canonicalize()?;
    let workspace = Workspace::find("bench")?;
    let ours = peers::ours(workspace.command()?, &workspace);
    let (peers, absent) = peers::installed()?;
    let tools: Vec<Tool> = [ours].into_iter().chain(peers).collect();
    let crates = workspace.folder.join("crates");
    let mut figures = generated(&tools, &document, &crates, arguments.rounds)?;
    for (tool, figures) in tools.iter().zip(&mut figures) {
        if figures.generation.is_some() {
            let sources = sources(&crates.join(tool.name))?;
            figures.files = sources.len();
            figures.lines = lines(&sources)?;
            tool.complete(&crates.join(tool.name))?;
        }
    }
    // The versions that this repository is tested with.
    fs::copy(workspace.root.join("Cargo.lock"), crates.join(OURS).join("Cargo.lock"))?;
    let targets = workspace.folder.join("targets");
    checked(&mut figures, &crates, &targets, arguments.check_rounds)?;
    let document = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let targets = table::targets(&figures);
    let bench = Bench { document, figures, absent, targets };
    if let Some(path) = &arguments.json {
        fs::write(path, serde_json::to_string_pretty(&bench)?)?;
    }
    Ok(bench)
}

/// Lets every generator write its crate, so many times, each time into no folder.
fn generated(
    tools: &[Tool],
    document: &Path,
    crates: &Path,
    rounds: usize,
) -> io::Result<Vec<Figures>> {
    let mut runs: Vec<Vec<Run>> = tools.iter().map(|_| Vec::new()).collect();
    for round in 1..=rounds.max(1) {
        for (tool, runs) in tools.iter().zip(&mut runs) {
            eprintln!("generating, round {round}: {}", tool.name);
            let folder = crates.join(tool.name);
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder)?;
            runs.push(measured::run(&mut tool.command(document, &folder), LIMIT)?);
        }
    }
    let figures = tools.iter().zip(runs).map(|(tool, runs)| {
        let failed = runs.iter().find(|run| !run.is_success());
        Figures {
            name: tool.name,
            version: tool.version.clone(),
            generation: if failed.is_none() { Cost::of(&runs) } else { None },
            failure: failed.map(|run| format!("it fails: {}", run.last_words())),
            ..Figures::default()
        }
    });
    Ok(figures.collect())
}

/// Lets rustc check every crate, so many times, its dependencies built before.
fn checked(
    figures: &mut [Figures],
    crates: &Path,
    targets: &Path,
    rounds: usize,
) -> io::Result<()> {
    if rounds == 0 {
        return Ok(());
    }
    let mut ready = Vec::new();
    for (index, figures) in figures.iter_mut().enumerate() {
        if figures.generation.is_none() {
            continue;
        }
        eprintln!("building what the crate depends on: {}", figures.name);
        match Checked::prepare(&crates.join(figures.name), &targets.join(figures.name))? {
            Ok(checked) => ready.push((index, checked, Vec::new())),
            Err(words) => figures.failure = Some(format!("its crate does not compile: {words}")),
        }
    }
    for round in 1..=rounds {
        for (index, checked, runs) in &mut ready {
            eprintln!("checking, round {round}: {}", figures[*index].name);
            runs.push(checked.again()?);
        }
    }
    for (index, _, runs) in ready {
        figures[index].check = Cost::of(&runs);
    }
    Ok(())
}

impl Cost {
    /// The cost of runs; none of none.
    fn of(runs: &[Run]) -> Option<Self> {
        let mut seconds: Vec<f64> = runs.iter().map(|run| run.seconds).collect();
        seconds.sort_by(f64::total_cmp);
        let peak_mb = runs.iter().map(|run| run.peak_mb).fold(0.0, f64::max);
        let cpu = runs.iter().map(|run| run.cpu_seconds).fold(f64::INFINITY, f64::min);
        let (least, middle) = (*seconds.first()?, seconds.len() / 2);
        let median = match seconds.len() % 2 {
            0 => f64::midpoint(seconds[middle - 1], seconds[middle]),
            _ => seconds[middle],
        };
        Some(Self { least, median, cpu, peak_mb })
    }
}

fn lines(paths: &[PathBuf]) -> io::Result<usize> {
    let counts = paths.iter().map(|path| Ok(fs::read_to_string(path)?.lines().count()));
    counts.sum()
}
