//! A few random pairs: `cargo xtask pairs` makes as many as are asked for.

use specwright_evolution::pairs::{Pair, Way, judge};
use specwright_evolution::regenerate::Description;
use specwright_evolution::workshop::workshop;

/// Pairs of which something was wrong once, and such as are major, minor and patches.
const SEEDS: [u64; 8] = [8, 13, 32, 44, 77, 92, 106, 123];

#[test]
fn the_report_and_the_compiler_agree_on_a_few() {
    let pairs: Vec<Pair> = SEEDS.into_iter().map(Pair::random).collect();
    let found = judge(&workshop("few-pairs").expect("a folder"), &pairs).expect("cargo runs");
    assert!(found.faults.is_empty(), "{}", found.faults.join("\n"));
    assert_eq!(found.verdicts.values().sum::<usize>(), 2 * SEEDS.len());
    assert!(found.verdicts.contains_key(&(Way::Published, "minor")), "{found:?}");
    assert!(found.verdicts.contains_key(&(Way::Fresh, "major")), "{found:?}");
    assert!(found.agreed > 50, "{found:?}");
}

#[test]
fn a_seed_makes_the_same_pair_again() {
    let texts = |seed| {
        let Pair { old, new, .. } = Pair::random(seed);
        [old, new].map(|Description { text, .. }| text)
    };
    assert_eq!(texts(7), texts(7));
    assert_ne!(texts(7), texts(8));
    assert_ne!(texts(7)[0], texts(7)[1]);
    let changes = [0, 1, 2].map(|seed| Pair::random(seed).changes.len());
    assert_eq!(changes, [1, 2, 3]);
}
