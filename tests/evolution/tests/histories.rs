//! A few random histories: `cargo xtask histories` makes as many as are asked for.

use specwright_evolution::histories::{History, judge};
use specwright_evolution::workshop::workshop;

#[test]
fn surfaces_and_the_compiler_agree_on_a_few() {
    let histories: Vec<History> = (0..6).map(|seed| History::random(seed, 10)).collect();
    let workshop = workshop("histories").expect("a folder");
    let findings = judge(&workshop, &histories).expect("cargo runs");
    assert!(findings.faults.is_empty(), "{}", findings.faults.join("\n"));
    assert_eq!(findings.histories, 6);
    assert_eq!(findings.pairs, 6 * 55, "a pair for each two of eleven steps");
}

#[test]
fn a_seed_makes_the_same_history_again() {
    let [one, other] = [7, 7].map(|seed| History::random(seed, 10));
    let texts = |history: &History| -> Vec<String> {
        history.descriptions.iter().map(|description| description.text.clone()).collect()
    };
    assert_eq!(texts(&one), texts(&other));
    assert_ne!(texts(&one), texts(&History::random(8, 10)));
}
