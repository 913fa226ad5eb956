//! A smaller mutant that shows the same fault, found cheaply: parts are left out as long as
//! the fault stays.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::mutant::parsed;
use crate::notation::Notation;
use crate::trial::{Fault, Verdict, trial};
use crate::{Mutant, nodes};

/// How long it may take; a mutant that hangs is shown as it is.
const BUDGET: Duration = Duration::from_secs(30);

/// Leaves out what the fault does not need.
pub fn shrink(mutant: Mutant, fault: &Fault) -> Mutant {
    if matches!(fault, Fault::Hang(_)) {
        return mutant;
    }
    let end = Instant::now() + BUDGET;
    let shows = |candidate: &Mutant| {
        let found = trial(candidate, crate::trial::PATIENCE).verdict;
        matches!(found, Verdict::Fault(found) if found.is_like(fault))
    };
    match parsed(&mutant.text) {
        Some(tree) => in_tree(mutant, tree, &shows, end),
        None => in_lines(mutant, &shows, end),
    }
}

fn in_tree(
    mutant: Mutant,
    mut tree: Value,
    shows: &impl Fn(&Mutant) -> bool,
    end: Instant,
) -> Mutant {
    let notation = if mutant.name.ends_with("json") { Notation::Pretty } else { Notation::Yaml };
    let written = |tree: &Value| Mutant { text: notation.write(tree), ..mutant.clone() };
    if !shows(&written(&tree)) {
        // The fault is one of the notation.
        return in_lines(mutant, shows, end);
    }
    let mut is_smaller = true;
    while is_smaller {
        is_smaller = false;
        // The nodes nearest to the root first: they are the largest.
        let mut pointers = nodes::all(&tree);
        pointers.sort_by_key(|pointer| pointer.matches('/').count());
        for pointer in pointers {
            if Instant::now() > end {
                return written(&tree);
            }
            let mut smaller = tree.clone();
            if nodes::remove(&mut smaller, &pointer).is_some() && shows(&written(&smaller)) {
                tree = smaller;
                is_smaller = true;
            }
        }
    }
    written(&tree)
}

fn in_lines(mut mutant: Mutant, shows: &impl Fn(&Mutant) -> bool, end: Instant) -> Mutant {
    let mut size = mutant.text.lines().count() / 2;
    while size > 0 {
        let mut start = 0;
        while start < mutant.text.lines().count() && Instant::now() < end {
            let kept = mutant.text.lines().enumerate();
            let kept = kept.filter(|(line, _)| !(start..start + size).contains(line));
            let kept: Vec<&str> = kept.map(|(_, line)| line).collect();
            let smaller = Mutant { text: kept.join("\n"), ..mutant.clone() };
            if shows(&smaller) {
                mutant = smaller;
            } else {
                start += size;
            }
        }
        size /= 2;
    }
    mutant
}
