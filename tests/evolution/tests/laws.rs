//! The laws of differences, over a sample: `cargo xtask evolution --laws` tries all.

use specwright_evolution::cases::load;
use specwright_evolution::histories::History;
use specwright_evolution::laws::{Findings, try_pair, try_steps};

/// Every so many cases one is tried.
const EVERY: usize = 7;

#[test]
fn they_hold_of_a_sample_of_the_cases() {
    let mut found = Findings::default();
    for case in load().expect("the cases").iter().step_by(EVERY) {
        let tried = try_pair(&case.name, &case.old, &case.new, &mut found);
        tried.unwrap_or_else(|failure| panic!("{}: {failure}", case.name));
    }
    assert!(found.faults.is_empty(), "{}", found.faults.join("\n"));
    assert!(found.pairs > 20 && found.items > 50, "{found:?}");
}

#[test]
fn a_step_over_two_is_at_most_the_worse_of_them() {
    let mut found = Findings::default();
    for seed in 0..4 {
        let history = History::random(seed, 6);
        let tried = try_steps(&seed.to_string(), &history.descriptions, &mut found);
        tried.unwrap_or_else(|failure| panic!("{seed}: {failure}"));
    }
    assert!(found.faults.is_empty(), "{}", found.faults.join("\n"));
    assert_eq!(found.triples, 20);
}
