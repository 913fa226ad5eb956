//! `cargo xtask silence`: counts the keywords of descriptions, takes them away one at a time, and names those
//! without which neither the Rust, its limits and its documentation nor a note would be another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use comfy_table::{Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use specwright_mutation::document;
use specwright_mutation::silence::{
    Effect, Keyword, REDUNDANT, few, is_excused, keywords, read, sample, tried,
};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The descriptions; without any, those of the cases, of this repository, and of the corpus.
    documents: Vec<PathBuf>,
    /// Take every keyword at every place away.
    #[arg(long, conflicts_with_all = ["count", "sample", "seed"])]
    all: bool,
    /// Try so many places of all descriptions together, as many of each description, and each of
    /// another keyword as far as there are others.
    #[arg(long, conflicts_with = "count")]
    sample: Option<usize>,
    /// How many places of each keyword of each kind of node are tried in each description.
    #[arg(long, default_value_t = 3)]
    count: usize,
    /// Which these are.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Name every place, and not only the first few of a kind.
    #[arg(long)]
    verbose: bool,
}

/// How many places of a kind are named.
const NAMED: usize = 5;

/// What was found of one keyword of one kind of node.
#[derive(Default)]
struct Tally {
    places: usize,
    used: usize,
    said: usize,
    redundant: usize,
    silent: Vec<String>,
    /// The silent places of which it is said why they are.
    excused: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match counted(arguments) {
        Ok(tallies) => {
            print(&tallies, arguments.verbose);
            let needless = match arguments.all && arguments.documents.is_empty() {
                true => needless(&tallies),
                false => Vec::new(),
            };
            for place in &needless {
                println!("something changes without it, so that it needs no excuse: {place}");
            }
            let is_silent = |tally: &Tally| !tally.silent.is_empty();
            match needless.is_empty() && !tallies.values().any(is_silent) {
                true => ExitCode::SUCCESS,
                false => ExitCode::FAILURE,
            }
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// The places that are excused, and that need it not.
fn needless(tallies: &BTreeMap<String, Tally>) -> Vec<&'static str> {
    let excused: BTreeSet<&str> =
        tallies.values().flat_map(|tally| &tally.excused).map(String::as_str).collect();
    let places = REDUNDANT.iter().flat_map(|(_, places)| places.iter().copied());
    places.filter(|place| !excused.contains(place)).collect()
}

fn counted(arguments: &Arguments) -> io::Result<BTreeMap<String, Tally>> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let texts = texts(arguments)?;
    let of_each = arguments.sample.map(|sample| sample.div_ceil(texts.len().max(1)));
    for (name, text) in texts {
        let Ok(description) = read(&name, &text) else { continue };
        let all = keywords(&description);
        for keyword in &all {
            tallies.entry(keyword.kind()).or_default().places += 1;
        }
        let chosen: Vec<Keyword> = match of_each {
            _ if arguments.all => all,
            Some(count) => few(all, count, arguments.seed),
            None => sample(all, |keyword| keyword, arguments.count, arguments.seed),
        };
        let bar = bar(&name, chosen.len());
        let effects = tried(&description, chosen, &|count| bar.inc(count as u64));
        bar.finish_and_clear();
        match effects {
            Ok(effects) => {
                for (keyword, effect) in effects {
                    let tally = tallies.entry(keyword.kind()).or_default();
                    match effect {
                        Effect::Used => tally.used += 1,
                        Effect::Said => tally.said += 1,
                        Effect::Redundant => tally.redundant += 1,
                        Effect::Silent => {
                            let place = format!("{name} {}", keyword.pointer);
                            match is_excused(&name, &keyword.pointer) {
                                true => tally.excused.push(place),
                                false => tally.silent.push(place),
                            }
                        }
                    }
                }
            }
            Err(error) => {
                let first = error.lines().next().unwrap_or_default();
                eprintln!("skipped: {name} cannot be generated: {first}");
            }
        }
    }
    Ok(tallies)
}

/// The descriptions by their names.
fn texts(arguments: &Arguments) -> io::Result<Vec<(String, String)>> {
    if !arguments.documents.is_empty() {
        let named = |path: &PathBuf| Ok((path.display().to_string(), fs::read_to_string(path)?));
        return arguments.documents.iter().map(named).collect();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut documents = document::cases(&root)?;
    documents.push(document::own(&root)?);
    if let Some(folder) = env::var_os("SPECWRIGHT_CORPUS") {
        documents.extend(document::corpus(folder.as_ref(), u64::MAX)?);
    }
    Ok(documents.into_iter().map(|document| (document.name, document.text)).collect())
}

fn print(tallies: &BTreeMap<String, Tally>, is_verbose: bool) {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let head = ["keyword", "places", "tried", "used", "said", "redundant", "excused", "silent"];
    table.set_header(head);
    let mut all = Tally::default();
    let mut row = |kind: &str, tally: &Tally, silent: usize| {
        let excused = tally.excused.len();
        let tried = tally.used + tally.said + tally.redundant + excused + silent;
        let Tally { places, used, said, redundant, .. } = *tally;
        let counts = [places, tried, used, said, redundant, excused, silent];
        table.add_row([kind.to_owned()].into_iter().chain(counts.map(|count| count.to_string())));
    };
    let mut silent = 0;
    for (kind, tally) in tallies {
        row(kind, tally, tally.silent.len());
        all.places += tally.places;
        all.used += tally.used;
        all.said += tally.said;
        all.redundant += tally.redundant;
        all.excused.extend_from_slice(&tally.excused);
        silent += tally.silent.len();
    }
    row("all", &all, silent);
    println!("{table}");
    for (kind, tally) in tallies.iter().filter(|(_, tally)| !tally.silent.is_empty()) {
        println!("{kind}: nothing changes without it at {} places", tally.silent.len());
        let named = if is_verbose { tally.silent.len() } else { NAMED };
        for place in tally.silent.iter().take(named) {
            println!("  {place}");
        }
    }
}

fn bar(name: &str, count: usize) -> ProgressBar {
    let bar = ProgressBar::new(count as u64);
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.with_message(name.to_owned())
}
