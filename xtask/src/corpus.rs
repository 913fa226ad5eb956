//! `cargo xtask corpus`: every real document of a folder is generated as a crate, and the
//! crate is checked.

mod cargo;
mod documents;
mod generation;
mod tally;
mod verdict;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs, io};

use indicatif::{ProgressBar, ProgressStyle};

use self::cargo::Tool;
use self::documents::Document;
use self::generation::Generation;
use self::tally::Tally;
use self::verdict::Row;

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
    /// How many seconds a generation may take, before it is killed and called a hang.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    limit: u64,
    /// Also write the table with the kinds of problems as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match table(arguments) {
        Ok(rows) if rows.iter().all(Row::is_fine) => ExitCode::SUCCESS,
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
    let workspace = Workspace::find()?;
    fs::create_dir_all(&workspace.folder)?;
    let command = cargo::command(&workspace)?;
    let generations = generated(&documents, &command, &workspace, Duration::from_secs(arguments.limit))?;
    let crates: Vec<&str> = documents
        .iter()
        .zip(&generations)
        .filter(|(_, generation)| generation.is_written())
        .map(|(document, _)| document.name.as_str())
        .collect();
    let tallies = checked(&crates, arguments, &workspace)?;
    let rows: Vec<Row> = documents
        .iter()
        .zip(generations)
        .map(|(document, generation)| {
            Row::new(document, generation, tallies.get(&document.name).cloned())
        })
        .collect();
    for row in &rows {
        fs::write(workspace.folder.join(format!("{}.log", row.name)), row.log())?;
    }
    println!("{}", verdict::render(&rows));
    println!(
        "What cargo said of each stands in {}.",
        workspace.folder.join("<name>.log").display()
    );
    if let Some(path) = &arguments.json {
        fs::write(path, serde_json::to_string_pretty(&rows)?)?;
    }
    Ok(rows)
}

/// The workspace of generated crates, and the one of this repository.
pub(crate) struct Workspace {
    /// This repository.
    root: PathBuf,
    /// Where cargo builds it.
    target: PathBuf,
    /// The folder of generated crates.
    folder: PathBuf,
}

impl Workspace {
    fn find() -> io::Result<Self> {
        let metadata = cargo_metadata::MetadataCommand::new()
            .manifest_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
            .no_deps()
            .exec()
            .map_err(io::Error::other)?;
        let target: PathBuf = metadata.target_directory.into();
        let folder = target.join("corpus");
        Ok(Self { root: metadata.workspace_root.into(), target, folder })
    }
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
    crates: &[&str],
    arguments: &Arguments,
    workspace: &Workspace,
) -> io::Result<std::collections::BTreeMap<String, Tally>> {
    let mut tallies = cargo::prepare(crates, workspace)?;
    let is_asked = |flag: bool| flag || arguments.all;
    // Clippy says what `cargo check` says, and more.
    let first = if is_asked(arguments.clippy) { Tool::Clippy } else { Tool::Check };
    let tools = [
        Some(first),
        is_asked(arguments.doc).then_some(Tool::Doc),
        is_asked(arguments.doctest).then_some(Tool::Doctest),
    ];
    for tool in tools.into_iter().flatten() {
        let bar = bar(tool.word(), crates.len());
        cargo::run(tool, workspace, &mut tallies, &bar)?;
        bar.finish_and_clear();
    }
    Ok(tallies)
}

fn bar(what: &'static str, length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix:>12} [{bar:30}] {pos}/{len} {elapsed} {msg}");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length as u64).with_style(style.progress_chars("=> ")).with_prefix(what)
}
