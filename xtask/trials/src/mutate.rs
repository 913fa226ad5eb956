//! `cargo xtask mutate`: descriptions are broken by the thousand, and the generator has to end
//! in code that is in its plan or in an error that says where.
//!
//! With `--compile`, a sample of what was written becomes the modules of one crate, which
//! `cargo check` has to accept.

mod package;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs, io};

use indicatif::{ProgressBar, ProgressStyle};
use specwright_mutation::document::{self, Document};
use specwright_mutation::trial::PATIENCE;
use specwright_mutation::{Fault, Mutant, Verdict, hard, mutant, shrink, texts, trial};

use self::package::Package;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many mutants are tried.
    #[arg(long, default_value_t = 10_000)]
    count: u64,
    /// The seed of the first; the test has those from 0 on.
    #[arg(long, default_value_t = 1_000_000)]
    seed: u64,
    /// Only of the documents whose name contains this; can be given several times.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Also compile a sample of what was written.
    #[arg(long)]
    compile: bool,
    /// How many outputs the sample has.
    #[arg(long, default_value_t = 150)]
    sample: usize,
    /// The largest document of the corpus that is taken, in bytes.
    #[arg(long, default_value_t = 100_000)]
    largest: u64,
    /// Try the small documents that are hard instead, as they are.
    #[arg(long)]
    hard: bool,
    /// Only write the documents into this folder, as the seeds of the fuzz target.
    #[arg(long, value_name = "FOLDER")]
    seeds: Option<PathBuf>,
    /// Of these seeds, the texts that documentation is made of instead: those of its fuzz target.
    #[arg(long, requires = "seeds")]
    texts: bool,
    /// Also write each mutant with a fault into this folder, and the current one.
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match mutated(arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn mutated(arguments: &Arguments) -> io::Result<ExitCode> {
    if let Some(folder) = arguments.seeds.as_ref().filter(|_| arguments.texts) {
        return planted(&texts(), folder);
    }
    let documents = documents(arguments)?;
    if let Some(folder) = &arguments.seeds {
        return planted(&documents, folder);
    }
    let mut package = Package::new()?;
    let mut found: Vec<(String, Fault)> = Vec::new();
    let (mut generated, mut refused) = (0, 0);
    let mut slowest = (Duration::ZERO, String::new());
    let count = if arguments.hard { documents.len() as u64 } else { arguments.count };
    let bar = bar(count);
    for index in 0..count {
        let document = &documents[index as usize % documents.len()];
        let seed = arguments.seed + index / documents.len() as u64;
        let mutant = if arguments.hard { Mutant::of(document) } else { mutant(document, seed) };
        // Nothing can be said any more once a stack overflows.
        keep(arguments, "current", &mutant)?;
        let trial = trial(&mutant, PATIENCE);
        let name = format!("{}, seed {seed}", document.name);
        if trial.took > slowest.0 {
            slowest = (trial.took, name.clone());
        }
        match trial.verdict {
            Verdict::Refused => refused += 1,
            Verdict::Generated(output) => {
                generated += 1;
                if arguments.compile && package.len() < arguments.sample {
                    package.add(&name, &mutant, &output)?;
                }
            }
            Verdict::Fault(fault) => {
                bar.suspend(|| eprintln!("{name}: {fault}"));
                keep(arguments, &mutant.name, &mutant)?;
                if found.len() < 5 {
                    let smaller = shrink(mutant, &fault);
                    bar.suspend(|| eprintln!("--- {}\n{}\n", smaller.name, smaller.text));
                }
                found.push((name, fault));
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    println!(
        "{} mutants of {} documents: {generated} generated, {refused} refused, {} at fault; \
         the slowest took {:?} ({})",
        count,
        documents.len(),
        found.len(),
        slowest.0,
        slowest.1
    );
    let mut is_fine = found.is_empty();
    if arguments.compile {
        let failures = package.check()?;
        println!("{} of {} outputs do not compile", failures.len(), package.len());
        for failure in &failures {
            println!("  {failure}");
        }
        is_fine &= failures.is_empty();
    }
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn planted(documents: &[Document], folder: &Path) -> io::Result<ExitCode> {
    fs::create_dir_all(folder)?;
    for document in documents {
        let fit = |sign: char| if sign.is_ascii_alphanumeric() { sign } else { '-' };
        let name: String = document.name.chars().map(fit).collect();
        fs::write(folder.join(name), &document.text)?;
    }
    println!("{} seeds stand in {}", documents.len(), folder.display());
    Ok(ExitCode::SUCCESS)
}

/// Texts that would like to be more than documentation.
fn texts() -> Vec<Document> {
    let texts = texts::all().enumerate();
    texts.map(|(index, text)| Document { name: index.to_string(), text: text.to_owned() }).collect()
}

/// The cases, the repository's own description, and the corpus, where there is one.
fn documents(arguments: &Arguments) -> io::Result<Vec<Document>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut documents = document::cases(&root)?;
    documents.push(document::own(&root)?);
    if arguments.hard {
        documents = hard::documents();
    } else if let Some(folder) = env::var_os("SPECWRIGHT_CORPUS") {
        documents.extend(document::corpus(folder.as_ref(), arguments.largest)?);
    }
    let is_wanted = |document: &Document| {
        arguments.only.is_empty()
            || arguments.only.iter().any(|name| document.name.contains(name.as_str()))
    };
    documents.retain(is_wanted);
    if documents.is_empty() {
        return Err(io::Error::other("there is no such document"));
    }
    Ok(documents)
}

fn keep(arguments: &Arguments, name: &str, mutant: &Mutant) -> io::Result<()> {
    let Some(folder) = &arguments.keep else { return Ok(()) };
    fs::create_dir_all(folder)?;
    fs::write(folder.join(name), &mutant.text)
}

fn bar(length: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix:>12} [{bar:30}] {pos}/{len} {elapsed}");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length).with_style(style.progress_chars("=> ")).with_prefix("mutating")
}
