//! Random pairs of descriptions, a few changes apart: what is reported of each, against the compiler.
//!
//! Each pair is looked at twice, as `specwright diff` does: the newer description generated with what
//! the older published, and afresh, where far more breaks. In either way the report's items are all that
//! differ, the program of the older API misses in the newer what is reported as missed and nothing
//! else, and the program of the newer misses in the older what is reported as added.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use specwright_codegen::Failure;
use specwright_codegen::diff::{Change, Diff, Rust};
use specwright_proof::workshop::{Api, Workshop};
use specwright_proof::{Proof, Step, prove_all};

use crate::histories::History;
use crate::laws::incomplete;
use crate::regenerate::{Compared, Description, Generation, publish_then_regenerate, regenerate};

/// Two descriptions.
#[derive(Clone, Debug)]
pub struct Pair {
    /// By what it is made again.
    pub seed: u64,
    /// What was changed between them.
    pub changes: Vec<String>,
    /// The older one.
    pub old: Description,
    /// The newer one.
    pub new: Description,
}

/// What came of pairs.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// How many pairs were judged.
    pub pairs: usize,
    /// How often each kind of change was made.
    pub changes: BTreeMap<String, usize>,
    /// How many steps were judged, by the way of generating and the verdict of the report.
    pub verdicts: BTreeMap<(Way, &'static str), usize>,
    /// How many uses of items were compiled against another generation.
    pub items: usize,
    /// Items that are reported and that the compiler misses.
    pub agreed: usize,
    /// Items that it misses for the sake of such.
    pub by_it: usize,
    /// Where something disagrees, by the seed.
    pub faults: Vec<String>,
}

/// How the newer description is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// With what the older one published.
    Published,
    /// As if nothing were published (`--fresh`).
    Fresh,
}

impl Findings {
    /// Adds what came of other pairs.
    pub fn add(&mut self, other: Self) {
        self.pairs += other.pairs;
        for (change, count) in other.changes {
            *self.changes.entry(change).or_default() += count;
        }
        for (verdict, count) in other.verdicts {
            *self.verdicts.entry(verdict).or_default() += count;
        }
        self.items += other.items;
        self.agreed += other.agreed;
        self.by_it += other.by_it;
        self.faults.extend(other.faults);
    }
}

impl Pair {
    /// A pair that is one change apart, or two or three.
    #[must_use]
    pub fn random(seed: u64) -> Self {
        let steps = 1 + usize::try_from(seed % 3).unwrap_or_default();
        let History { changes, descriptions, .. } = History::random(seed, steps);
        let [old, new] = [descriptions.first(), descriptions.last()]
            .map(|it| it.cloned().unwrap_or_else(|| Description::new("")));
        Self { seed, changes, old, new }
    }
}

/// A pair as one way of generating has it.
#[derive(Debug)]
pub struct Trial {
    /// By what the pair is made again.
    pub seed: u64,
    /// How the newer description is generated.
    pub way: Way,
    /// The older API.
    pub old: Generation,
    /// The newer one.
    pub new: Generation,
    /// What is reported of the step between them.
    pub diff: Diff,
    /// What is reported and does not differ, or differs and is not reported.
    incomplete: Option<String>,
}

/// Compares each pair in both ways, and has the compiler judge all of them together.
///
/// # Errors
/// Where cargo does not run.
pub fn judge(workshop: &Workshop, pairs: &[Pair]) -> io::Result<Findings> {
    let mut findings = Findings { pairs: pairs.len(), ..Findings::default() };
    let mut trials = Vec::new();
    for pair in pairs {
        for change in &pair.changes {
            *findings.changes.entry(change.clone()).or_default() += 1;
        }
        for way in [Way::Published, Way::Fresh] {
            match Trial::of(pair, way) {
                Ok(trial) => trials.push(trial),
                Err(failure) => {
                    findings.faults.push(format!("{}: not generated: {failure}", pair.seed));
                }
            }
        }
    }
    let steps: Vec<Step<'_>> = trials.iter().flat_map(Trial::steps).collect();
    let proofs = prove_all(workshop, &steps)?;
    for (trial, [forth, back]) in trials.iter().zip(proofs.as_chunks().0) {
        trial.hold(forth, back, &mut findings);
    }
    Ok(findings)
}

impl Trial {
    /// Compares and generates a pair in one of the two ways.
    ///
    /// # Errors
    /// Where a description cannot be generated.
    pub fn of(pair: &Pair, way: Way) -> Result<Self, Failure> {
        let before = Compared::new("old.yaml", &pair.old, None)?;
        let (after, (old, new)) = match way {
            Way::Published => (
                Compared::new("new.yaml", &pair.new, Some(&before))?,
                publish_then_regenerate(&pair.old, &pair.new)?,
            ),
            Way::Fresh => (
                Compared::new("new.yaml", &pair.new, None)?,
                (regenerate(&pair.old, None)?.0, regenerate(&pair.new, None)?.0),
            ),
        };
        let diff = after.since(&before);
        let incomplete = incomplete(&diff, &before.side, &after.side);
        Ok(Self { seed: pair.seed, way, old, new, diff, incomplete })
    }

    /// The step forth, of which items are missed, and the step back, of which they are added.
    fn steps(&self) -> [Step<'_>; 2] {
        let api = |name: String, generation: &Generation| Api {
            name: name.to_lowercase(),
            code: generation.code.clone(),
        };
        let reported = |items: fn(&Change) -> &Vec<String>| -> BTreeSet<String> {
            self.diff.changes.iter().flat_map(items).cloned().collect()
        };
        // The older one is the same in both ways.
        let old = api(format!("s{}_old", self.seed), &self.old);
        let new = api(format!("s{}_{:?}", self.seed, self.way), &self.new);
        [
            Step {
                old: old.clone(),
                surface: &self.old.surface,
                new: new.clone(),
                reported: reported(|change| &change.missed),
            },
            Step {
                old: new,
                surface: &self.new.surface,
                new: old,
                reported: reported(|change| &change.added),
            },
        ]
    }

    /// Holds the report against what the compiler says.
    fn hold(
        &self,
        forth: &Result<Proof, String>,
        back: &Result<Proof, String>,
        findings: &mut Findings,
    ) {
        *findings.verdicts.entry((self.way, self.diff.rust.name())).or_default() += 1;
        let mut fault = |text: String| {
            findings.faults.push(format!("{}, {:?}: {text}", self.seed, self.way));
        };
        self.incomplete.iter().for_each(|text| fault(text.clone()));
        for (proof, what) in [(forth, "missed"), (back, "added")] {
            let proof = match proof {
                Ok(proof) => proof,
                Err(message) => {
                    fault(message.clone());
                    continue;
                }
            };
            for (item, message) in &proof.unreported {
                fault(format!("not reported as {what}: {item}: {message}"));
            }
            for item in &proof.unfounded {
                fault(format!("reported as {what}, and compiles: {item}"));
            }
            findings.items += proof.items;
            findings.agreed += proof.agreed.len();
            findings.by_it += proof.by_it.len();
        }
        if let Ok(forth) = forth {
            let breaks = !forth.agreed.is_empty() || !forth.unreported.is_empty();
            if breaks != (self.diff.rust == Rust::Major) {
                let said = self.diff.rust.name();
                let found = if breaks { "misses something" } else { "misses nothing" };
                fault(format!("the report says {said}, and the compiler {found}"));
            }
        }
    }
}
