//! `cargo xtask histories`: random histories of a description, regenerated step by step.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use std::{fs, io};

use specwright_evolution::histories::{Findings, History, given, judge};
use specwright_evolution::workshop::workshop;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many histories.
    #[arg(long, default_value_t = 100)]
    count: usize,
    /// How many changes each has.
    #[arg(long, default_value_t = 10)]
    steps: usize,
    /// The seed of the first; each further one has the next number.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Fail where something is missed that was not reported as forced.
    #[arg(long)]
    strict: bool,
    /// A description to change instead of a small one; several are its revisions, one after the
    /// other, each followed by `--steps` changes.
    #[arg(long)]
    document: Vec<PathBuf>,
    /// Of the descriptions, only the operations below this path; else those that come first.
    #[arg(long, requires = "document")]
    path: Option<String>,
    /// How many histories are one crate: cargo takes its time for each, and rustc its memory.
    #[arg(long, default_value_t = 50)]
    together: usize,
    /// Write the descriptions into this folder instead of judging them.
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
    /// Show each change, and each item that one step lacks of another.
    #[arg(long)]
    verbose: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match tried(arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn tried(arguments: &Arguments) -> io::Result<ExitCode> {
    let started = Instant::now();
    let workshop = workshop("histories")?;
    let mut all = Findings::default();
    let seeds: Vec<u64> = (0..arguments.count as u64).map(|index| arguments.seed + index).collect();
    let read = |path: &PathBuf| given::read(path, arguments.path.as_deref());
    let documents = arguments.document.iter().map(read).collect::<io::Result<Vec<_>>>()?;
    let history = |seed: &u64| match documents.as_slice() {
        [] => History::random(*seed, arguments.steps),
        revisions => History::of_revisions(revisions, *seed, arguments.steps),
    };
    for seeds in seeds.chunks(arguments.together.max(1)) {
        let histories: Vec<History> = seeds.iter().map(history).collect();
        if arguments.verbose {
            histories.iter().for_each(show);
        }
        if let Some(folder) = &arguments.write {
            histories.iter().try_for_each(|history| write(history, folder))?;
            continue;
        }
        let found = judge(&workshop, &histories)?;
        tell(&found, arguments.verbose);
        all.add(found);
        eprintln!("{} of {} histories", all.histories, arguments.count);
    }
    report(&all, started);
    let is_wrong = !all.faults.is_empty() || arguments.strict && !all.missed.is_empty();
    Ok(if is_wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Writes each description of a history, by its seed and its step.
fn write(history: &History, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (step, description) in history.descriptions.iter().enumerate() {
        let name = format!("{}-{step:02}.json", history.seed);
        fs::write(folder.join(name), &description.text)?;
    }
    Ok(())
}

fn show(history: &History) {
    println!("{}: {}", history.seed, history.changes.join(", "));
}

/// Shows what was found, while the rest is looked at.
fn tell(found: &Findings, is_verbose: bool) {
    for fault in &found.faults {
        println!("fault: {fault}");
    }
    for (seed, item, message) in &found.missed {
        println!("{seed}: {item}: {message}");
    }
    for (seed, [from, to], items) in found.unreported.iter().filter(|_| is_verbose) {
        println!("{seed}: between {from} and {to}: {}", items.join("; "));
    }
}

fn report(findings: &Findings, started: Instant) {
    for (change, count) in &findings.changes {
        println!("{count:>6}  {change}");
    }
    let mut broken: BTreeMap<u64, usize> = BTreeMap::new();
    for (seed, _, _) in &findings.missed {
        *broken.entry(*seed).or_default() += 1;
    }
    println!(
        "{} histories, {} generations, {} pairs of steps compared: something that was not reported \
         as forced\nis missed between {} of them.\n{} uses compiled against the last step: {} are \
         missed, in {} histories.\n{} faults. {:.0} s",
        findings.histories,
        findings.generated,
        findings.pairs,
        findings.broken_pairs,
        findings.uses,
        findings.missed.len(),
        broken.len(),
        findings.faults.len(),
        started.elapsed().as_secs_f64(),
    );
}
