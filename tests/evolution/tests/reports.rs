//! What is reported of each case is what was accepted: each report in full, and no kind of change is
//! found in another's case. `SPECWRIGHT_BLESS=1` accepts what is found.

use std::collections::{BTreeMap, BTreeSet};
use std::env;

use specwright_codegen::diff::{CATALOGUE, Diff, Kind, Meaning, Rust};
use specwright_evolution::cases::{self, Case, load, pending};
use specwright_evolution::regenerate::{Compared, compared};
use specwright_evolution::reports::stale;

fn all() -> Vec<(Case, Diff)> {
    let cases = load().expect("the cases");
    let report = |case: Case| {
        let diff = compared(&case.old, &case.new);
        let diff = diff.unwrap_or_else(|failure| panic!("{}: {failure}", case.name));
        (case, diff)
    };
    cases.into_iter().map(report).collect()
}

#[test]
fn the_report_of_each_case_is_as_it_was_accepted() {
    let all = all();
    let pairs: Vec<(&Case, &Diff)> = all.iter().map(|(case, diff)| (case, diff)).collect();
    let stale = stale(&pairs);
    if env::var_os("SPECWRIGHT_BLESS").is_some() {
        stale.iter().try_for_each(|stale| stale.accept()).expect("written");
        return;
    }
    let told: Vec<String> = stale
        .iter()
        .map(|stale| format!("{}\n--- found\n{}", stale.file.display(), stale.found))
        .collect();
    assert!(told.is_empty(), "not as accepted:\n{}", told.join("\n"));
    // Each kind has a case; what no change of the description explains has one by its configuration.
    let found: BTreeSet<Kind> =
        all.iter().flat_map(|(_, diff)| &diff.changes).map(|change| change.kind).collect();
    let missing: Vec<&str> = CATALOGUE
        .iter()
        .filter(|entry| !found.contains(&entry.kind))
        .map(|entry| entry.id)
        .collect();
    assert!(missing.is_empty(), "no case of {missing:?}");
}

/// What changes in silence and has no place in the Rust, so that nothing is reported of it.
const UNSEEN: [&str; 1] = ["106-content-encoding"];

#[test]
fn each_report_reaches_the_verdict_of_its_case() {
    let pending = pending().expect("the file");
    let mut faults = Vec::new();
    for (case, diff) in all() {
        let rust = match diff.rust {
            Rust::Major => cases::Rust::Major,
            Rust::Minor => cases::Rust::Minor,
            Rust::Patch => cases::Rust::Patch,
        };
        let is_silent = diff.meaning == Meaning::Silent;
        let name = case.name.as_str();
        let is_known = pending.contains(name) || UNSEEN.contains(&name);
        if (rust != case.verdict.rust || case.verdict.is_silent && !is_silent) && !is_known {
            faults.push(format!("{name}: {}, but {rust}, silent: {is_silent}", case.verdict));
        }
        // A report is of what it says: whoever compiles misses something, or nothing.
        let is_missed = diff.changes.iter().any(|change| !change.missed.is_empty());
        assert_eq!(is_missed, diff.rust == Rust::Major, "{name}");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_catalogue_lists_each_verdict_that_a_kind_is_given() {
    let mut found: BTreeMap<&str, [BTreeSet<String>; 3]> = BTreeMap::new();
    for (case, _) in all() {
        let old = Compared::new("old.yaml", &case.old, None).expect("generated");
        let new = Compared::new("new.yaml", &case.new, Some(&old)).expect("generated");
        let back = Compared::new("old.yaml", &case.old, Some(&new)).expect("generated");
        let changes = [new.since(&old), back.since(&new)].into_iter().flat_map(|diff| diff.changes);
        for change in changes {
            let [rust, wire, silence] = found.entry(change.kind.id()).or_default();
            rust.insert(format!("{:?}", change.rust));
            wire.insert(format!("{:?}", change.wire));
            silence.insert(format!("{:?}", change.meaning));
        }
    }
    let words = |all: Vec<String>| all.into_iter().collect::<BTreeSet<String>>();
    let mut faults = Vec::new();
    for entry in CATALOGUE {
        let listed = [
            words(entry.rust.iter().map(|it| format!("{it:?}")).collect()),
            words(entry.wire.iter().map(|it| format!("{it:?}")).collect()),
            words(entry.silence.iter().map(|it| format!("{it:?}")).collect()),
        ];
        let found = found.remove(entry.id).unwrap_or_default();
        if found.iter().zip(&listed).any(|(found, listed)| !found.is_subset(listed)) {
            faults.push(format!("{}: {found:?}", entry.id));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
