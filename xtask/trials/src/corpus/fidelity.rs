//! The prover's figures of a document: `cargo xtask fidelity` in a process of its own.

use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

use serde::Serialize;
use serde_json::Value as Json;

use super::documents::Document;
use crate::workspace::Workspace;

/// What the prover found of a document.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Proven {
    /// How many valid instances were tried.
    pub(super) valid: u64,
    /// How many of them were read.
    read: u64,
    /// How many came back as they were.
    unchanged: u64,
    /// How many came back but for nulls, and with nothing against them.
    kept: u64,
    /// How many causes the others have.
    pub(super) causes: usize,
    /// How many schemas could not be tried, and examples not be held by any type.
    skipped: usize,
    /// Why nothing was tried at all.
    pub(super) error: Option<String>,
}

/// Proves a document.
///
/// The prover holds a document, its schemas and its instances in memory. In a process of its
/// own it gives them back, and this process stays small enough to measure others.
pub(super) fn run(document: &Document, workspace: &Workspace) -> io::Result<Proven> {
    let found = workspace.folder.join(format!("{}.fidelity.json", document.name));
    let _ = fs::remove_file(&found);
    let output = Command::new(env::current_exe()?)
        .arg("fidelity")
        .arg(&document.path)
        .arg("--json")
        .arg(&found)
        .env("CARGO_TARGET_DIR", &workspace.target)
        .output()?;
    let said = [output.stdout, output.stderr].concat();
    fs::write(workspace.folder.join(format!("{}.fidelity", document.name)), &said)?;
    let proofs = read(&found).unwrap_or_default();
    let Some(proof) = proofs.get(0) else {
        let said = String::from_utf8_lossy(&said).trim().to_owned();
        return Ok(Proven { error: Some(said), ..Proven::default() });
    };
    let count = |name: &str| proof["total"][name].as_u64().unwrap_or_default();
    let length = |name: &str| proof["fidelity"][name].as_array().map_or(0, Vec::len);
    Ok(Proven {
        valid: count("valid"),
        read: count("read"),
        unchanged: count("unchanged"),
        kept: count("kept"),
        causes: length("failures"),
        skipped: length("skipped") + length("impossible"),
        error: None,
    })
}

fn read(path: &Path) -> io::Result<Json> {
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

impl Proven {
    /// Whether everything that was tried was kept.
    pub(super) fn is_fine(&self) -> bool {
        self.error.is_none() && self.causes == 0
    }

    /// Its cells in the table.
    pub(super) fn cells(&self) -> Vec<String> {
        let share = |part: u64| match (part * 10_000).checked_div(self.valid) {
            // Rounded down, so that only all of them are a hundred percent.
            Some(hundredths) => format!("{}.{:02}", hundredths / 100, hundredths % 100),
            None => "-".to_owned(),
        };
        vec![
            self.valid.to_string(),
            share(self.read),
            share(self.unchanged),
            share(self.kept),
            self.skipped.to_string(),
        ]
    }
}

/// What the cells are called.
pub(super) const HEADER: [&str; 5] = ["instances", "% read", "% unchanged", "% kept", "not tried"];
