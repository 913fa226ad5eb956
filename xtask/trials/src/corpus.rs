//! `cargo xtask corpus`: every real document of a folder is generated as a crate, and the
//! crate is checked.

mod cargo;
mod documents;
mod fidelity;
mod fields;
mod generation;
mod lints;
mod tally;
mod verdict;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs, io};

use indicatif::{ProgressBar, ProgressStyle};

use self::cargo::Tool;
use self::documents::Document;
use self::fidelity::Proven;
use self::fields::Fields;
use self::generation::Generation;
use self::lints::Lints;
use self::tally::Tally;
use self::verdict::Row;
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder of documents; without it, what SPECWRIGHT_CORPUS names.
    folder: Option<PathBuf>,
    /// Only the documents whose file name contains this; can be given several times.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Count clippy's warnings, too.
    #[arg(long)]
    clippy: bool,
    /// Count rustdoc's warnings, too.
    #[arg(long)]
    doc: bool,
    /// Run the doctests, too.
    #[arg(long)]
    doctest: bool,
    /// All of these.
    #[arg(long)]
    all: bool,
    /// Generate alone: neither cargo nor the prover sees the crates.
    #[arg(long, conflicts_with_all = ["clippy", "doc", "doctest", "all", "fidelity"])]
    unchecked: bool,
    /// Prove that the types lose nothing, too, as `cargo xtask fidelity` does.
    #[arg(long)]
    fidelity: bool,
    /// How many seconds a generation may take, before it is killed and called a hang.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    limit: u64,
    /// Also write the table with the kinds of problems as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match table(arguments) {
        Ok(rows) if rows.iter().all(Row::is_fine) && lints(&rows).is_fine() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn table(arguments: &Arguments) -> io::Result<Vec<Row>> {
    let folder =
        arguments.folder.clone().or_else(|| env::var_os("SPECWRIGHT_CORPUS").map(Into::into));
    let folder = folder.ok_or_else(|| {
        io::Error::other("give the folder of documents, or set SPECWRIGHT_CORPUS to it")
    })?;
    let documents = documents::find(&folder, &arguments.only)?;
    let workspace = Workspace::find("corpus")?;
    // How long a generation takes is of no interest where nothing else is looked at.
    let command = match arguments.unchecked {
        true => workspace.debug_command()?,
        false => workspace.command()?,
    };
    let limit = Duration::from_secs(arguments.limit);
    let generations = generated(&documents, &command, &workspace, limit)?;
    let written: Vec<&Document> = documents
        .iter()
        .zip(&generations)
        .filter_map(|(document, generation)| generation.is_written().then_some(document))
        .collect();
    let mut tallies = match arguments.unchecked {
        true => BTreeMap::new(),
        false => checked(&written, arguments, &workspace)?,
    };
    let mut proofs = proven(&written, arguments, &workspace)?;
    let mut rows = Vec::new();
    for (document, generation) in documents.iter().zip(generations) {
        let folder = workspace.folder.join(&document.name);
        let (lints, fields) = match generation.is_written() {
            true => (Lints::find(&folder)?, Fields::find(&folder)?),
            false => (Lints::default(), Fields::default()),
        };
        let (tally, proof) = (tallies.remove(&document.name), proofs.remove(&document.name));
        let row = Row::new(document, generation, tally, (lints, fields), proof);
        fs::write(workspace.folder.join(format!("{}.log", row.name)), row.log())?;
        rows.push(row);
    }
    println!("{}", verdict::render(&rows));
    println!("{}", lints(&rows).render());
    println!("{}", fields(&rows).render());
    println!("What was said of each stands in {}.", workspace.folder.join("<name>.log").display());
    if let Some(path) = &arguments.json {
        fs::write(path, serde_json::to_string_pretty(&rows)?)?;
    }
    Ok(rows)
}

/// The lints that all crates together allow.
fn lints(rows: &[Row]) -> Lints {
    let mut lints = Lints::default();
    rows.iter().for_each(|row| lints.add(&row.lints));
    lints
}

/// The fields of all crates together.
fn fields(rows: &[Row]) -> Fields {
    let mut fields = Fields::default();
    rows.iter().for_each(|row| fields.add(row.fields));
    fields
}

/// Generates every document, as many at a time as there are processors.
fn generated(
    documents: &[Document],
    command: &Path,
    workspace: &Workspace,
    limit: Duration,
) -> io::Result<Vec<Generation>> {
    let bar = bar("generating", documents.len());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let Some(document) = documents.get(index) else { return Ok(done) };
            bar.set_message(document.name.clone());
            done.push((index, generation::run(document, command, workspace, limit)?));
            bar.inc(1);
        }
    };
    let parts: Vec<io::Result<Vec<(usize, Generation)>>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let join = |worker: std::thread::ScopedJoinHandle<'_, _>| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().map(join).collect()
    });
    bar.finish_and_clear();
    let mut done = parts.into_iter().collect::<io::Result<Vec<_>>>()?.concat();
    done.sort_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, generation)| generation).collect())
}

/// What cargo has to say about every crate.
fn checked(
    documents: &[&Document],
    arguments: &Arguments,
    workspace: &Workspace,
) -> io::Result<BTreeMap<String, Tally>> {
    let crates: Vec<&str> = documents.iter().map(|document| document.name.as_str()).collect();
    let mut tallies = cargo::prepare(&crates, workspace)?;
    let is_asked = |flag: bool| flag || arguments.all;
    // Clippy says what `cargo check` says, and more.
    let first = if is_asked(arguments.clippy) { Tool::Clippy } else { Tool::Check };
    let tools = [
        Some(first),
        is_asked(arguments.doc).then_some(Tool::Doc),
        is_asked(arguments.doctest).then_some(Tool::Doctest),
    ];
    for tool in tools.into_iter().flatten() {
        let bar = bar(tool.name(), crates.len());
        cargo::run(tool, workspace, &mut tallies, &bar)?;
        bar.finish_and_clear();
    }
    Ok(tallies)
}

/// What the prover finds of every document, one after the other: each takes much memory.
fn proven(
    documents: &[&Document],
    arguments: &Arguments,
    workspace: &Workspace,
) -> io::Result<BTreeMap<String, Proven>> {
    if !arguments.fidelity {
        return Ok(BTreeMap::new());
    }
    let bar = bar("proving", documents.len());
    let mut proofs = BTreeMap::new();
    for document in documents {
        bar.set_message(document.name.clone());
        proofs.insert(document.name.clone(), fidelity::run(document, workspace)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(proofs)
}

fn bar(what: &'static str, length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix:>12} [{bar:30}] {pos}/{len} {elapsed} {msg}");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length as u64).with_style(style.progress_chars("=> ")).with_prefix(what)
}
