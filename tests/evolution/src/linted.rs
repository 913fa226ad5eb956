//! What `cargo semver-checks` says of two generations, against what is reported of the step.
//!
//! It reads rustdoc's JSON and knows nothing of ours. Its lints see no type of a field, and are sure of
//! what they do see: wherever one of them says that a program breaks, the report has to say it of the
//! same item. It is a program that is called where it is installed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs, io};

use specwright_codegen::diff::{Diff, Rust};
use specwright_proof::workshop::{Api, Workshop};

use crate::regenerate::Generation;

/// Two generations, and what is reported of the step between them.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The older one.
    pub old: &'a Generation,
    /// The newer one.
    pub new: &'a Generation,
    /// The report.
    pub diff: &'a Diff,
}

/// What a lint says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// The place of the step among those that were compared.
    pub step: usize,
    /// What it is called.
    pub name: String,
    /// What it says, without where.
    pub text: String,
}

/// What came of steps.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// How often each lint speaks.
    pub lints: BTreeMap<String, usize>,
    /// What it says and the report does not.
    pub unsaid: Vec<Lint>,
}

/// Whether the program is there to be called.
#[must_use]
pub fn is_installed() -> bool {
    let asked = cargo().args(["semver-checks", "--version"]).output();
    asked.is_ok_and(|output| output.status.success())
}

/// Has the program compare all steps as two crates, and holds the reports against what it says.
///
/// # Errors
/// Where a crate cannot be written or does not compile, or the program does not run.
pub fn compare(workshop: &Workshop, steps: &[Step<'_>]) -> io::Result<Compared> {
    let old = documented(workshop, "old", steps.iter().map(|step| step.old))?;
    let new = documented(workshop, "new", steps.iter().map(|step| step.new))?;
    let output = cargo()
        .args(["semver-checks", "--color", "never", "--release-type", "minor"])
        .arg("--baseline-rustdoc")
        .arg(old)
        .arg("--current-rustdoc")
        .arg(new)
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let lints = read(&said);
    if !output.status.success() && lints.is_empty() {
        return Err(failed("cargo semver-checks", &output));
    }
    let mut compared = Compared::default();
    for lint in lints {
        *compared.lints.entry(lint.name.clone()).or_default() += 1;
        let is_said = steps.get(lint.step).is_some_and(|step| is_said(&lint, step.diff));
        if !is_said {
            compared.unsaid.push(lint);
        }
    }
    Ok(compared)
}

/// Writes the generations as the modules of a crate, and what rustdoc knows of it.
fn documented<'a>(
    workshop: &Workshop,
    side: &str,
    generations: impl Iterator<Item = &'a Generation>,
) -> io::Result<PathBuf> {
    let workshop = Workshop { folder: workshop.folder.join(side), ..workshop.clone() };
    let apis = generations.enumerate();
    let apis = apis.map(|(index, it)| Api { name: module(index), code: it.code.clone() });
    let verdicts = workshop.check(&apis.collect::<Vec<_>>(), &[])?;
    if let Some((name, message)) = verdicts.broken.first_key_value() {
        return Err(io::Error::other(format!("{side} {name} does not compile: {message}")));
    }
    // Whether a compiler is a nightly is asked by what it builds: a folder of its own spares that twice.
    let target = workshop.target.join("rustdoc");
    let output = cargo()
        .current_dir(workshop.folder.join("apis"))
        .args(["rustdoc", "--lib", "--target-dir"])
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        // The form of the JSON is not stable yet; the program says which ones it reads.
        .env("RUSTC_BOOTSTRAP", "1")
        .output()?;
    if !output.status.success() {
        return Err(failed("cargo rustdoc", &output));
    }
    let kept = workshop.folder.join("apis.json");
    fs::rename(target.join("doc/apis.json"), &kept)?;
    Ok(kept)
}

fn module(index: usize) -> String {
    format!("c{index:04}")
}

fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // It asks for its own toolchain.
    command.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
    command
}

fn failed(what: &str, output: &Output) -> io::Error {
    io::Error::other(format!("`{what}`: {}", String::from_utf8_lossy(&output.stderr)))
}

/// The lines of the lints that fail: `  enum apis::c0007::State, previously in file …/c0007.rs:3`.
fn read(said: &str) -> Vec<Lint> {
    let mut lints = Vec::new();
    let mut name = None;
    let mut is_listed = false;
    for line in said.lines() {
        if let Some(head) = line.strip_prefix("--- ") {
            let failure = head.strip_prefix("failure ");
            name = failure.and_then(|head| head.split(':').next()).map(str::to_owned);
            is_listed = false;
        } else if line.trim() == "Failed in:" {
            is_listed = true;
        } else if let (Some(name), true, Some(line)) = (&name, is_listed, line.strip_prefix("  ")) {
            lints.extend(step(line).map(|step| {
                let text = before_its_place(line).to_owned();
                Lint { step, name: name.clone(), text }
            }));
        }
    }
    lints
}

/// What a line says, without the file.
fn before_its_place(line: &str) -> &str {
    let ends = [", previously in", " in file ", " in /", ", in /"];
    let end = ends.iter().filter_map(|end| line.find(end)).min();
    line[..end.unwrap_or(line.len())].trim()
}

/// The step that a line is about, by the file of its module.
fn step(line: &str) -> Option<usize> {
    let files = line.split_whitespace().rev().map(|word| word.split(':').next().unwrap_or(word));
    let modules = files.filter_map(|file| Path::new(file).file_stem()?.to_str()?.strip_prefix('c'));
    modules.filter_map(|number| number.parse().ok()).next()
}

/// Whether a report says that what a lint speaks of breaks: by the item's own name, or by that of what it
/// belongs to.
fn is_said(lint: &Lint, diff: &Diff) -> bool {
    let names: Vec<&str> = names(&lint.text).collect();
    let missed = diff.changes.iter().flat_map(|change| &change.missed);
    let is_of_it = |item: &String| {
        let known: BTreeSet<&str> = self::names(item).collect();
        names.iter().any(|name| known.contains(name))
    };
    diff.rust == Rust::Major && missed.into_iter().any(is_of_it)
}

/// The names of types and of what belongs to them in a text: what has a capital or stands behind one.
fn names(text: &str) -> impl Iterator<Item = &str> {
    const WORDS: [&str; 12] = [
        "apis", "enum", "struct", "field", "fn", "variant", "type", "of", "impl", "for", "method",
        "trait",
    ];
    let words = text.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
    words.filter(|word| !word.is_empty() && !WORDS.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regenerate::{Description, compared};

    #[test]
    fn the_lines_of_a_lint_are_read() {
        let said = "\n--- failure enum_missing: pub enum removed or renamed ---\n\nDescription:\nAn enum.\n\n\
                    Failed in:\n  enum apis::c0007::State, previously in file /a/apis/src/c0007.rs:3\n\
                    \n--- warning other: of no matter ---\n\nFailed in:\n  enum apis::c0001::A, in file /a/c0001.rs:1\n";
        let lint = Lint {
            step: 7,
            name: "enum_missing".to_owned(),
            text: "enum apis::c0007::State".to_owned(),
        };
        assert_eq!(read(said), [lint]);
    }

    #[test]
    fn what_a_report_does_not_say_is_found() {
        let pets = |age: &str| {
            Description::new(format!(
                "openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\ncomponents:\n  schemas:\n    Pet: \
                 {{type: object, properties: {{age: {{type: {age}}}}}}}\n"
            ))
        };
        let diff = compared(&pets("integer"), &pets("string")).expect("compared");
        let same = compared(&pets("integer"), &pets("integer")).expect("compared");
        let lint = |text: &str| Lint { step: 0, name: "a_lint".to_owned(), text: text.to_owned() };
        assert!(is_said(&lint("field age of struct Pet"), &diff));
        assert!(!is_said(&lint("enum apis::c0000::State"), &diff));
        assert!(!is_said(&lint("field age of struct Pet"), &same));
    }
}
