//! The cases are whole, and a sample of them is as the file of those that do not hold yet has it:
//! `cargo xtask evolution` judges all.

use std::collections::BTreeSet;

use specwright_evolution::cases::{judge, load, pending, surprises};
use specwright_evolution::workshop::workshop;

/// How many kinds of change the table has by which the cases were begun.
const KINDS: usize = 107;

#[test]
fn there_is_one_for_each_kind_of_change() {
    let cases = load().expect("the cases");
    let number = |name: &str| name.split('-').next().and_then(|number| number.parse().ok());
    let numbers: BTreeSet<usize> = cases.iter().filter_map(|case| number(&case.name)).collect();
    let missing: Vec<usize> = (1..=KINDS).filter(|kind| !numbers.contains(kind)).collect();
    assert!(missing.is_empty(), "no case of {missing:?}");
    for name in pending().expect("the file") {
        assert!(cases.iter().any(|case| case.name == name), "there is no case {name}");
    }
}

/// Of each verdict two or three.
const SAMPLE: [&str; 10] = [
    "003-",
    "008-",
    "010-",
    "018-",
    "043-required",
    "058-optional",
    "069-inline",
    "088-",
    "097-",
    "151-",
];

#[test]
fn a_sample_is_judged_as_it_is_known_to_be() {
    let mut cases = load().expect("the cases");
    cases.retain(|case| SAMPLE.iter().any(|sample| case.name.starts_with(sample)));
    assert_eq!(cases.len(), SAMPLE.len() + 1, "{cases:?}");
    let workshop = workshop("sample").expect("a folder");
    let outcomes = judge(&workshop, &cases).expect("cargo runs");
    let faults: Vec<_> = outcomes.iter().flat_map(|outcome| &outcome.faults).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let surprises = surprises(&outcomes, &pending().expect("the file"));
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
    assert!(outcomes.iter().any(|outcome| !outcome.missed.is_empty()), "nothing can fail");
}
