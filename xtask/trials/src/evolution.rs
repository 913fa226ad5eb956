//! `cargo xtask evolution`: each kind of change, and what the compiler says of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

use comfy_table::{Table, presets};
use specwright_codegen::diff::Diff;
use specwright_evolution::cases::{self, Case, Outcome, Rust, Verdict};
use specwright_evolution::histories::History;
use specwright_evolution::pairs::{Pair, Trial, Way};
use specwright_evolution::regenerate::{
    Description, Generation, compared, publish_then_regenerate,
};
use specwright_evolution::workshop::workshop;
use specwright_evolution::{foreign, laws, linted, reports};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only the cases whose names begin with this: a number, or more of a name.
    #[arg(long)]
    case: Option<String>,
    /// Accept what is found: write which cases do not hold yet, and the report of each.
    #[arg(long, conflicts_with = "case")]
    accept: bool,
    /// Hold the laws of differences against the cases and random histories, or against the two
    /// descriptions, instead of having the compiler judge.
    #[arg(long, conflicts_with = "accept")]
    laws: bool,
    /// Compare the public items that differ with those that rustdoc lists, by `cargo public-api`
    /// where it is installed, over the cases and the steps of random histories, or the two
    /// descriptions.
    #[arg(long, conflicts_with_all = ["accept", "laws"])]
    rustdoc: bool,
    /// Have `cargo semver-checks`, where it is installed, compare both sides of the cases and of
    /// random pairs, and see that each item that it speaks of is reported as missed.
    #[arg(long, conflicts_with_all = ["accept", "laws", "rustdoc", "old"])]
    semver_checks: bool,
    /// How many random histories of ten steps are tried with `--laws` or `--rustdoc`; how many random
    /// pairs with `--semver-checks`.
    #[arg(long, default_value_t = 100)]
    count: u64,
    /// A description that is published, instead of the cases.
    #[arg(long, requires = "new", conflicts_with_all = ["case", "accept"])]
    old: Option<PathBuf>,
    /// The description that follows it.
    #[arg(long, requires = "old")]
    new: Option<PathBuf>,
    /// An operation of the two that is wanted, by its `operationId`; all, where none is named.
    #[arg(long, requires = "old")]
    operation: Vec<String>,
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
    if arguments.laws {
        return laws(arguments);
    }
    if arguments.rustdoc {
        return rustdoc(arguments);
    }
    if arguments.semver_checks {
        return semver_checks(arguments);
    }
    if let (Some(old), Some(new)) = (&arguments.old, &arguments.new) {
        return pair(old, new, &arguments.operation);
    }
    let mut cases = cases::load()?;
    if let Some(wanted) = &arguments.case {
        cases.retain(|case| is_wanted(case, wanted));
        if cases.is_empty() {
            return Err(io::Error::other(format!("no case begins with `{wanted}`")));
        }
    }
    let outcomes = cases::judge(&workshop("cases")?, &cases)?;
    println!("{}", table(&outcomes));
    for outcome in
        outcomes.iter().filter(|outcome| arguments.case.is_some() || !outcome.faults.is_empty())
    {
        detail(outcome);
    }
    let held = outcomes.iter().filter(|outcome| outcome.holds()).count();
    println!("{held} of {} cases hold.", outcomes.len());
    if arguments.accept {
        fs::write(cases::pending_file(), pending(&outcomes))?;
        accept_reports(&cases)?;
        return Ok(ExitCode::SUCCESS);
    }
    let known: BTreeSet<String> = cases::pending()?;
    let surprises = cases::surprises(&outcomes, &known);
    for surprise in &surprises {
        eprintln!("error: {surprise}");
    }
    Ok(if surprises.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Accepts what is reported of each case.
fn accept_reports(cases: &[Case]) -> io::Result<()> {
    let told = |failure| io::Error::other(format!("{failure}"));
    let diffs = cases.iter().map(|case| compared(&case.old, &case.new).map_err(told));
    let diffs = diffs.collect::<io::Result<Vec<_>>>()?;
    let pairs: Vec<_> = cases.iter().zip(&diffs).collect();
    reports::stale(&pairs).iter().try_for_each(|stale| stale.accept())
}

/// How many steps a random history has.
const STEPS: usize = 10;

/// The laws of differences.
fn laws(arguments: &Arguments) -> io::Result<ExitCode> {
    let mut found = laws::Findings::default();
    let told = |name: &str, tried: Result<(), specwright_codegen::Failure>| {
        tried.map_err(|failure| io::Error::other(format!("{name}: {failure}")))
    };
    if let (Some(old), Some(new)) = (&arguments.old, &arguments.new) {
        let [old, new] = [read(old, &arguments.operation)?, read(new, &arguments.operation)?];
        told("the pair", laws::try_pair("the pair", &old, &new, &mut found))?;
    } else {
        let cases = cases::load()?;
        let wanted = arguments.case.as_ref();
        for case in cases.iter().filter(|case| wanted.is_none_or(|wanted| is_wanted(case, wanted)))
        {
            told(&case.name, laws::try_pair(&case.name, &case.old, &case.new, &mut found))?;
        }
        for seed in (0..arguments.count).filter(|_| wanted.is_none()) {
            let name = format!("the history of seed {seed}");
            let history = History::random(seed, STEPS);
            let steps = &history.descriptions;
            told(&name, laws::try_steps(&name, steps, &mut found))?;
            for pair in steps.windows(2) {
                let [old, new] = pair else { continue };
                told(&name, laws::try_pair(&name, old, new, &mut found))?;
            }
        }
    }
    println!(
        "{} pairs, {} changes forth and back, {} public items that differ ({} of them unexplained), \
         {} unions decided by order; {} steps over two",
        found.pairs, found.changes, found.items, found.unexplained, found.orders, found.triples
    );
    for fault in &found.faults {
        eprintln!("error: {fault}");
    }
    Ok(if found.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How many pairs are one crate: rustc keeps all of a crate in memory.
const LISTED_TOGETHER: usize = 100;

/// What differs by our surfaces, against what differs by rustdoc's listing.
fn rustdoc(arguments: &Arguments) -> io::Result<ExitCode> {
    let told = |failure| io::Error::other(format!("{failure}"));
    let mut names = Vec::new();
    let mut pairs = Vec::new();
    let mut add = |name: String, old: &Description, new: &Description| {
        pairs.push(publish_then_regenerate(old, new).map_err(told)?);
        names.push(name);
        Ok::<_, io::Error>(())
    };
    if let (Some(old), Some(new)) = (&arguments.old, &arguments.new) {
        let [old, new] = [read(old, &arguments.operation)?, read(new, &arguments.operation)?];
        add("the pair".to_owned(), &old, &new)?;
    } else {
        let wanted = arguments.case.as_ref();
        for case in cases::load()? {
            if wanted.is_none_or(|wanted| is_wanted(&case, wanted)) {
                add(case.name.clone(), &case.old, &case.new)?;
            }
        }
        for seed in (0..arguments.count).filter(|_| wanted.is_none()) {
            let history = History::random(seed, STEPS);
            for (step, pair) in history.descriptions.windows(2).enumerate() {
                let [old, new] = pair else { continue };
                add(format!("step {step} of the history of seed {seed}"), old, new)?;
            }
        }
    }
    let workshop = workshop("rustdoc")?;
    let mut found = Vec::new();
    let mut compared = foreign::Compared::default();
    for pairs in pairs.chunks(LISTED_TOGETHER) {
        let (some, counted) = foreign::compare(&workshop, pairs)?;
        found.extend(some);
        compared.listed += counted.listed;
        compared.lines += counted.lines;
        compared.items += counted.items;
    }
    let mut faults = 0;
    for (name, disagreement) in names.iter().zip(&found) {
        for line in &disagreement.unsaid {
            println!("{name}: rustdoc alone: {line}");
        }
        for item in &disagreement.unseen {
            println!("{name}: the surface alone: {item}");
        }
        faults += disagreement.unsaid.len() + disagreement.unseen.len();
    }
    println!(
        "{} pairs, {} lines of rustdoc's: {} differ, as do {} items of the surfaces; {faults} of either \
         alone",
        pairs.len(),
        compared.listed,
        compared.lines,
        compared.items
    );
    Ok(if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What `cargo semver-checks` says, against what is reported.
fn semver_checks(arguments: &Arguments) -> io::Result<ExitCode> {
    if !linted::is_installed() {
        println!("`cargo semver-checks` is not installed: nothing is compared");
        return Ok(ExitCode::SUCCESS);
    }
    let told = |failure| io::Error::other(format!("{failure}"));
    let mut steps: Vec<(String, [Generation; 2], Diff)> = Vec::new();
    let wanted = arguments.case.as_ref();
    for case in cases::load()? {
        if wanted.is_none_or(|wanted| is_wanted(&case, wanted)) {
            let (old, new) = publish_then_regenerate(&case.old, &case.new).map_err(told)?;
            let diff = compared(&case.old, &case.new).map_err(told)?;
            steps.push((case.name.clone(), [old, new], diff));
        }
    }
    for seed in (0..arguments.count).filter(|_| wanted.is_none()) {
        let pair = Pair::random(seed);
        for way in [Way::Published, Way::Fresh] {
            let trial = Trial::of(&pair, way).map_err(told)?;
            let name = format!("the pair of seed {seed}, {way:?}");
            steps.push((name, [trial.old, trial.new], trial.diff));
        }
    }
    let workshop = workshop("semver-checks")?;
    let mut all = linted::Compared::default();
    for steps in steps.chunks(LISTED_TOGETHER) {
        let linted: Vec<linted::Step<'_>> =
            steps.iter().map(|(_, [old, new], diff)| linted::Step { old, new, diff }).collect();
        let found = linted::compare(&workshop, &linted)?;
        for lint in &found.unsaid {
            let name = steps.get(lint.step).map_or("?", |(name, ..)| name);
            println!("{name}: {} alone: {}", lint.name, lint.text);
        }
        for (lint, count) in found.lints {
            *all.lints.entry(lint).or_default() += count;
        }
        all.unsaid.extend(found.unsaid);
    }
    for (lint, count) in &all.lints {
        println!("{count:6} {lint}");
    }
    println!(
        "{} steps, {} words of {} lints; {} of them are not reported",
        steps.len(),
        all.lints.values().sum::<usize>(),
        all.lints.len(),
        all.unsaid.len()
    );
    Ok(if all.unsaid.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(path: &Path, operations: &[String]) -> io::Result<Description> {
    let mut description = Description::new(fs::read_to_string(path)?);
    description.operations = operations.to_vec();
    Ok(description)
}

/// Two documents: what is missed of the old one is told, whatever the reason.
fn pair(old: &Path, new: &Path, operations: &[String]) -> io::Result<ExitCode> {
    let verdict = Verdict { rust: Rust::Patch, cause: None, is_silent: false };
    let name = format!("{} -> {}", old.display(), new.display());
    let case = Case { name, old: read(old, operations)?, new: read(new, operations)?, verdict };
    let outcomes = cases::judge(&workshop("pair")?, &[case])?;
    outcomes.iter().for_each(detail);
    for outcome in &outcomes {
        let found = outcome.found.map_or_else(|| "fault".to_owned(), |found| found.to_string());
        println!("{found}: {} items missed", outcome.missed.len());
    }
    let is_whole = outcomes.iter().all(|outcome| outcome.faults.is_empty());
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn is_wanted(case: &Case, wanted: &str) -> bool {
    match wanted.parse::<usize>() {
        Ok(number) => case.name.starts_with(&format!("{number:03}-")),
        Err(_) => case.name.starts_with(wanted),
    }
}

fn table(outcomes: &[Outcome]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(["case", "to reach", "the compiler", "missed", "the first"]);
    for outcome in outcomes {
        let found = match (&outcome.found, outcome.faults.first()) {
            (_, Some(_)) => "fault".to_owned(),
            (Some(found), None) if outcome.holds() => found.to_string(),
            (Some(found), None) => format!("{found} !"),
            (None, None) => String::new(),
        };
        let first = outcome.missed.first().map(|missed| missed.item.clone()).unwrap_or_default();
        table.add_row([
            outcome.name.clone(),
            outcome.expected.to_string(),
            found,
            outcome.missed.len().to_string(),
            first,
        ]);
    }
    table
}

fn detail(outcome: &Outcome) {
    println!("{}", outcome.name);
    for fault in &outcome.faults {
        println!("  fault: {fault}");
    }
    for missed in &outcome.missed {
        println!("  missed: {} ({})", missed.item, missed.message);
    }
    for lacked in &outcome.lacked {
        println!("  lacked by the surface: {lacked}");
    }
}

fn pending(outcomes: &[Outcome]) -> String {
    let names = outcomes.iter().filter(|outcome| !outcome.holds());
    let names: String = names.map(|outcome| format!("{}\n", outcome.name)).collect();
    format!("{PENDING}{names}")
}

const PENDING: &str = "\
# The cases whose verdict is not reached yet. `cargo xtask evolution` requires that this is exact:
# what holds has to be taken out. `--accept` writes it.
";
