//! `cargo xtask pairs`: random pairs of descriptions, and the compiler's word on each report.

use std::io;
use std::process::ExitCode;
use std::time::Instant;

use specwright_evolution::pairs::{Findings, Pair, judge};
use specwright_evolution::workshop::workshop;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many pairs.
    #[arg(long, default_value_t = 1000)]
    count: u64,
    /// The seed of the first; each further one has the next number.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many pairs are one crate: cargo takes its time for each, and rustc its memory.
    #[arg(long, default_value_t = 50)]
    together: usize,
    /// Show both descriptions of each pair.
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
    let workshop = workshop("pairs")?;
    let mut all = Findings::default();
    let seeds: Vec<u64> = (0..arguments.count).map(|index| arguments.seed + index).collect();
    for seeds in seeds.chunks(arguments.together.max(1)) {
        let pairs: Vec<Pair> = seeds.iter().map(|seed| Pair::random(*seed)).collect();
        for pair in pairs.iter().filter(|_| arguments.verbose) {
            println!("{}: {}", pair.seed, pair.changes.join(", "));
            println!("{}\n{}", pair.old.text, pair.new.text);
        }
        let found = judge(&workshop, &pairs)?;
        found.faults.iter().for_each(|fault| println!("{fault}"));
        all.add(found);
        eprintln!("{} of {} pairs", all.pairs, arguments.count);
    }
    report(&all, started);
    Ok(if all.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn report(all: &Findings, started: Instant) {
    for (change, count) in &all.changes {
        println!("{count:6} {change}");
    }
    for ((way, verdict), count) in &all.verdicts {
        println!("{count:6} {way:?}: {verdict}");
    }
    println!(
        "{} pairs, each in two ways, forth and back: {} uses of items of another generation; {} missed \
         as reported, {} more for their sake; {} disagreements; {} s",
        all.pairs,
        all.items,
        all.agreed,
        all.by_it,
        all.faults.len(),
        started.elapsed().as_secs()
    );
}
