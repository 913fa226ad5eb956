//! Law 4: no document makes the generator panic, hang, or write code that is not in the plan.
//!
//! Hundreds of mutants are tried, always the same ones, and thousands where
//! `SPECWRIGHT_THOROUGH` is set, as `cargo xtask ci` does. `cargo xtask mutate` tries others, and
//! compiles what comes of them.

use std::time::Duration;

use specwright_mutation::document::{self, Document};
use specwright_mutation::trial::PATIENCE;
use specwright_mutation::{Mutant, Verdict, hard, mutant, shrink, trial};
use specwright_tests::{material, spec};

/// Tries the first mutants of each document.
#[track_caller]
fn try_all(documents: &[Document], few: u64, all: u64) {
    let seeds = 0..material::thoroughness().choose(few, all);
    let mut slowest = (Duration::ZERO, String::new());
    let (mut generated, mut refused) = (0, 0);
    for document in documents {
        for seed in seeds.clone() {
            let mutant = mutant(document, seed);
            let trial = trial(&mutant, PATIENCE);
            let name = format!("{}, seed {seed}", document.name);
            if trial.took > slowest.0 {
                slowest = (trial.took, name.clone());
            }
            match trial.verdict {
                Verdict::Generated(_) => generated += 1,
                Verdict::Refused => refused += 1,
                Verdict::Fault(fault) => {
                    let smaller = shrink(mutant, &fault);
                    panic!("{name}: {fault}\n--- {}\n{}", smaller.name, smaller.text);
                }
            }
        }
    }
    println!(
        "{generated} generated, {refused} refused, the slowest in {:?}: {}",
        slowest.0, slowest.1
    );
    assert!(generated > refused, "most mutants are to reach the end: {generated}, {refused}");
}

#[test]
fn small_documents_that_are_hard() {
    let mut faults = Vec::new();
    for document in hard::documents() {
        let trial = trial(&Mutant::of(&document), PATIENCE);
        println!("{:?} {} of {} bytes", trial.took, document.name, document.text.len());
        if let Verdict::Fault(fault) = trial.verdict {
            faults.push(format!("{}: {fault}", document.name));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn mutants_of_the_cases() {
    let documents = document::cases(&spec::root()).expect("the cases");
    assert!(documents.len() > 10);
    try_all(&documents, 3, 9);
}

#[test]
fn mutants_of_the_fine_tuning_endpoint() {
    let document = document::own(&spec::root()).expect("the description");
    try_all(&[document], 10, 16);
}

#[test]
fn mutants_of_real_documents() {
    let Some(folder) = material::corpus() else { return };
    let documents = document::corpus(&folder, 30_000).expect("the corpus");
    try_all(&documents, 2, 7);
}
