//! Cargo on the workspace of generated crates: one build graph, its messages told apart by crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::process::{Command, Stdio};

use cargo_metadata::Message;
use indicatif::ProgressBar;

use super::tally::Tally;
use crate::workspace::{Workspace, cargo};

/// What cargo is asked to do with the crates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    /// `cargo check`.
    Check,
    /// `cargo clippy`.
    Clippy,
    /// `cargo doc --no-deps`.
    Doc,
    /// `cargo test --doc`.
    Doctest,
}

impl Tool {
    /// Its name beside the progress bar.
    pub(super) fn name(self) -> &'static str {
        match self {
            Tool::Check => "checking",
            Tool::Clippy => "clippy",
            Tool::Doc => "documenting",
            Tool::Doctest => "doctests",
        }
    }
}

/// Makes a workspace of the crates, which then share their dependencies.
pub(super) fn prepare(
    crates: &[&str],
    workspace: &Workspace,
) -> io::Result<BTreeMap<String, Tally>> {
    let mut manifest = "[workspace]\nresolver = \"3\"\nmembers = [\n".to_owned();
    for name in crates {
        let _ = writeln!(manifest, "    {name:?},");
    }
    // What rustc finds does not depend on debug information, and without it is found sooner.
    // What it keeps for the next time would be kept for every crate and tool.
    manifest.push_str("]\n\n[profile.dev]\ndebug = 0\nincremental = false\n");
    fs::write(workspace.folder.join("Cargo.toml"), manifest)?;
    // The versions that this repository is tested with.
    fs::copy(workspace.root.join("Cargo.lock"), workspace.folder.join("Cargo.lock"))?;
    Ok(crates.iter().map(|name| ((*name).to_owned(), Tally::default())).collect())
}

/// Asks cargo about all crates, and adds what it says to the tally of each.
pub(super) fn run(
    tool: Tool,
    workspace: &Workspace,
    tallies: &mut BTreeMap<String, Tally>,
    bar: &ProgressBar,
) -> io::Result<()> {
    if tallies.is_empty() {
        return Ok(());
    }
    if tool == Tool::Doctest {
        return doctests(workspace, tallies, bar);
    }
    let arguments: &[&str] = match tool {
        Tool::Check => &["check"],
        Tool::Clippy => &["clippy"],
        Tool::Doc | Tool::Doctest => &["doc", "--no-deps"],
    };
    let mut child = in_crates(workspace)
        .args(arguments)
        .args(["--workspace", "--keep-going", "--message-format", "json"])
        .stdout(Stdio::piped())
        .stderr(File::create(workspace.folder.join(format!("{}.stderr", tool.name())))?)
        .spawn()?;
    let mut built = BTreeSet::new();
    let output = child.stdout.take().ok_or_else(|| io::Error::other("cargo has no output"))?;
    for message in Message::parse_stream(BufReader::new(output)) {
        match message? {
            Message::CompilerMessage(message) => {
                let name = message.target.name.replace('_', "-");
                if let Some(tally) = tallies.get_mut(&name) {
                    tally.add(tool, &message.message);
                    bar.set_message(name);
                }
            }
            Message::CompilerArtifact(artifact) => {
                let name = artifact.target.name.replace('_', "-");
                if tallies.contains_key(&name) && built.insert(name) {
                    bar.inc(1);
                }
            }
            _ => {}
        }
    }
    child.wait()?;
    if tool == Tool::Doc {
        // Nobody reads the pages, and those of all documents are gigabytes.
        let _ = fs::remove_dir_all(workspace.folder.join("target/doc"));
    }
    for (name, tally) in tallies {
        settle(tool, tally, built.contains(name));
    }
    Ok(())
}

/// A crate that cargo neither finished nor complained about is not one without problems.
fn settle(tool: Tool, tally: &mut Tally, is_built: bool) {
    let kinds = match tool {
        Tool::Doc => tally.rustdoc.get_or_insert_default(),
        _ => &mut tally.errors,
    };
    if !is_built && kinds.count() == 0 {
        kinds.add("cargo did not come to it".to_owned(), "see the .stderr file of the tool");
    }
    if tool == Tool::Clippy {
        tally.clippy.get_or_insert_default();
    }
}

/// Doctests say which crate they are of only by being run for it alone.
fn doctests(
    workspace: &Workspace,
    tallies: &mut BTreeMap<String, Tally>,
    bar: &ProgressBar,
) -> io::Result<()> {
    for (name, tally) in tallies {
        bar.set_message(name.clone());
        let output = in_crates(workspace).args(["test", "--doc", "--package", name]).output()?;
        let kinds = tally.doctests.get_or_insert_default();
        if !output.status.success() {
            let said = [output.stdout, output.stderr].concat();
            let said = String::from_utf8_lossy(&said);
            tally.rendered.push_str(&said);
            kinds.add("the doctests fail".to_owned(), &said);
        }
        bar.inc(1);
    }
    Ok(())
}

fn in_crates(workspace: &Workspace) -> Command {
    let mut command = cargo();
    command.current_dir(&workspace.folder).env("CARGO_TARGET_DIR", workspace.folder.join("target"));
    command
}
