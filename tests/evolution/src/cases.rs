//! Kinds of change: a small pair of descriptions for each, and the verdict to reach.
//!
//! A case is a folder: `old.yaml`, `new.yaml`, and `verdict.txt`, whose first line is the verdict
//! (`patch`, `minor`, `major`; `forced`, where no generator could avoid it; `asked`, where whoever
//! generates asks for it; `silent`, where the same program means something else) and whose other lines say what changes and why the verdict is so.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use specwright_codegen::Surface;
use specwright_codegen::surface::Item;

use crate::regenerate::{Description, Generation, publish_then_regenerate};
use crate::workshop;
use specwright_proof::client;
use specwright_proof::workshop::{Api, Missed, Program, Verdicts, Workshop};

/// A kind of change.
#[derive(Clone, Debug)]
pub struct Case {
    /// `NNN-short-name`.
    pub name: String,
    /// What is published.
    pub old: Description,
    /// What follows it.
    pub new: Description,
    /// The verdict to reach.
    pub verdict: Verdict,
}

/// What a change means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What becomes of the Rust.
    pub rust: Rust,
    /// Why it breaks, where it does.
    pub cause: Option<Cause>,
    /// Whether a program that compiles means something else.
    pub is_silent: bool,
}

/// Why a program breaks. There is no third reason: what breaks without need is a fault, and no
/// verdict to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The wire does, so that no generator could avoid it.
    Wire,
    /// Whoever generates asks for it by the configuration.
    Configuration,
}

/// What becomes of the Rust (Semantic Versioning; of Rust, RFC 1105).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rust {
    /// Nothing that anybody can name.
    Patch,
    /// Something is added or discouraged.
    Minor,
    /// Something that compiled does not any more.
    Major,
}

/// What came of a case.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The case.
    pub name: String,
    /// The verdict to reach.
    pub expected: Verdict,
    /// What the compiler says; nothing, where something is wrong before that.
    pub found: Option<Rust>,
    /// The items that the compiler misses.
    pub missed: Vec<Missed>,
    /// The items that the new surface lacks.
    pub lacked: Vec<String>,
    /// What is wrong with the case itself, or with the generator.
    pub faults: Vec<String>,
}

impl Outcome {
    /// Whether the verdict is reached.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.faults.is_empty() && self.found == Some(self.expected.rust)
    }
}

/// The folder of the cases.
#[must_use]
pub fn folder() -> PathBuf {
    workshop::root().join("tests/evolution/cases")
}

/// All cases, in their order.
///
/// # Errors
/// Where one is not whole.
pub fn load() -> io::Result<Vec<Case>> {
    let entries = fs::read_dir(folder())?;
    let mut folders = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    folders.sort();
    folders.iter().map(|folder| read(folder)).collect()
}

fn read(folder: &Path) -> io::Result<Case> {
    let text = |file: &str| {
        let path = folder.join(file);
        let told = |error| io::Error::other(format!("{}: {error}", path.display()));
        fs::read_to_string(&path).map_err(told)
    };
    let verdict = text("verdict.txt")?;
    let first = verdict.lines().next().unwrap_or_default();
    let verdict = Verdict::parse(first)
        .ok_or_else(|| io::Error::other(format!("{}: what is `{first}`?", folder.display())))?;
    Ok(Case {
        name: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        old: Description::new(text("old.yaml")?),
        new: Description::new(text("new.yaml")?),
        verdict,
    })
}

impl Verdict {
    /// Reads `minor`, `major forced`, `patch silent`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let rust = match words.next()? {
            "patch" => Rust::Patch,
            "minor" => Rust::Minor,
            "major" => Rust::Major,
            _ => return None,
        };
        let mut verdict = Self { rust, cause: None, is_silent: false };
        for word in words {
            match word {
                "forced" => verdict.cause = Some(Cause::Wire),
                "asked" => verdict.cause = Some(Cause::Configuration),
                "silent" => verdict.is_silent = true,
                _ => return None,
            }
        }
        (verdict.cause.is_some() == (rust == Rust::Major)).then_some(verdict)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.rust)?;
        match self.cause {
            None => {}
            Some(Cause::Wire) => f.write_str(" forced")?,
            Some(Cause::Configuration) => f.write_str(" asked")?,
        }
        if self.is_silent {
            f.write_str(" silent")?;
        }
        Ok(())
    }
}

impl fmt::Display for Rust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// Regenerates each case, and has the compiler judge: the client of each generation against its
/// own, which has to compile, and that of the old one against the new.
///
/// # Errors
/// Where cargo does not run.
pub fn judge(workshop: &Workshop, cases: &[Case]) -> io::Result<Vec<Outcome>> {
    let mut apis = Vec::new();
    let mut programs = Vec::new();
    let mut generated = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let pair = publish_then_regenerate(&case.old, &case.new);
        if let Ok((old, new)) = &pair {
            add(index, old, new, &mut apis, &mut programs);
        }
        generated.push(pair);
    }
    let verdicts = workshop.check(&apis, &programs)?;
    let judged = cases.iter().zip(&generated).enumerate().map(|(index, (case, pair))| {
        let mut outcome = Outcome {
            name: case.name.clone(),
            expected: case.verdict,
            found: None,
            missed: Vec::new(),
            lacked: Vec::new(),
            faults: Vec::new(),
        };
        match pair {
            Ok((old, new)) => compare(index, old, new, &verdicts, &mut outcome),
            Err(failure) => outcome.faults.push(failure.to_string()),
        }
        outcome
    });
    Ok(judged.collect())
}

fn add(
    index: usize,
    old: &Generation,
    new: &Generation,
    apis: &mut Vec<Api>,
    programs: &mut Vec<Program>,
) {
    let [before, after] = ["old", "new"].map(|side| format!("c{index:04}_{side}"));
    let uses = [client::uses(&old.surface), client::uses(&new.surface)];
    let [old_uses, new_uses] = uses;
    for (name, api, uses) in [
        (format!("c{index:04}_old_by_old"), &before, old_uses.clone()),
        (format!("c{index:04}_new_by_new"), &after, new_uses),
        (format!("c{index:04}_new_by_old"), &after, old_uses),
    ] {
        programs.push(Program { name, api: api.clone(), uses });
    }
    apis.push(Api { name: before, code: old.code.clone() });
    apis.push(Api { name: after, code: new.code.clone() });
}

fn compare(
    index: usize,
    old: &Generation,
    new: &Generation,
    verdicts: &Verdicts,
    outcome: &mut Outcome,
) {
    for side in ["old", "new"] {
        if let Some(message) = verdicts.broken.get(&format!("c{index:04}_{side}")) {
            outcome.faults.push(format!("the {side} Rust does not compile: {message}"));
        }
        for missed in
            verdicts.missed.get(&format!("c{index:04}_{side}_by_{side}")).into_iter().flatten()
        {
            outcome.faults.push(format!("the client of `{}`: {}", missed.item, missed.message));
        }
    }
    let missed = verdicts.missed.get(&format!("c{index:04}_new_by_old"));
    outcome.missed = missed.cloned().unwrap_or_default();
    outcome.lacked = old.surface.beyond(&new.surface).map(ToString::to_string).collect();
    let lacked: BTreeSet<&String> = outcome.lacked.iter().collect();
    let unseen = outcome.missed.iter().filter(|missed| !lacked.contains(&missed.item));
    // Where an item is missed, so is what mentions it.
    if lacked.is_empty() {
        for missed in unseen {
            outcome.faults.push(format!("no surface lacks `{}`: {}", missed.item, missed.message));
        }
    }
    outcome.found = Some(match outcome.missed.is_empty() {
        false => Rust::Major,
        true if is_grown(&old.surface, &new.surface) => Rust::Minor,
        true => Rust::Patch,
    });
}

/// Whether something is added, or is discouraged now.
fn is_grown(old: &Surface, new: &Surface) -> bool {
    let is_discouraged_now = |item: &Item| {
        let was_there = |other: &Item| (&other.path, &other.kind) == (&item.path, &item.kind);
        !item.deprecation.is_current()
            && !old.items.contains(item)
            && old.items.iter().any(was_there)
    };
    new.beyond(old).next().is_some() || new.items.iter().any(is_discouraged_now)
}

/// The names of the cases that do not hold yet, one a line.
///
/// # Errors
/// Where the file cannot be read.
pub fn pending() -> io::Result<BTreeSet<String>> {
    let text = fs::read_to_string(pending_file())?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.filter(|line| !line.starts_with('#')).map(str::to_owned).collect())
}

/// The file of the cases that do not hold yet.
#[must_use]
pub fn pending_file() -> PathBuf {
    workshop::root().join("tests/evolution/pending.txt")
}

/// What of the outcomes is not as the file of those that do not hold yet has it.
#[must_use]
pub fn surprises(outcomes: &[Outcome], pending: &BTreeSet<String>) -> Vec<String> {
    let of_one = |outcome: &Outcome| match (outcome.holds(), pending.contains(&outcome.name)) {
        (true, true) => Some(format!("{} holds: take it out of the file", outcome.name)),
        (false, false) => Some(format!("{} does not hold", outcome.name)),
        _ => None,
    };
    outcomes.iter().filter_map(of_one).collect()
}
