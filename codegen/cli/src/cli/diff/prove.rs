//! `specwright diff --prove`: the compiler's word on what is reported.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use specwright_codegen::project::Runtime;
use specwright_codegen::{Code, Diagnostic, Failure};
use specwright_proof::workshop::Workshop;
use specwright_proof::{Proof, prove};

use super::super::arguments::DiffArguments;
use super::compare::Comparison;

/// What the compiler says.
pub(super) struct Proven {
    /// Whether it is what is reported; also where it was not asked.
    pub(super) holds: bool,
    pub(super) text: String,
}

/// Asks the compiler, where it is to be asked.
///
/// # Errors
/// Where the crates cannot be written, cargo does not run, or one of the generations does not
/// compile by itself.
pub(super) fn proven(
    comparison: &Comparison,
    arguments: &DiffArguments,
) -> Result<Proven, Failure> {
    let (Some(trial), Some(folder)) = (&comparison.trial, &arguments.prove) else {
        return Ok(Proven { holds: true, text: String::new() });
    };
    let folder = folder.clone().unwrap_or_else(folder_of_cargo);
    let failed = |error: io::Error| {
        let message = format!("nothing is proven: {error}");
        let help = format!("the crates stand in {}; `--runtime` says on what", folder.display());
        Failure::from(Diagnostic::new(Code::FileUnusable, message).help(help))
    };
    let folder = std::path::absolute(&folder).map_err(&failed)?;
    let mut runtime = arguments.runtime.clone().unwrap_or_default();
    let mut lock = None;
    if let Runtime::Path(path) = &mut runtime {
        *path = std::path::absolute(&*path).map_err(&failed)?;
        // The versions that this runtime is tested with, where its repository is at hand.
        let folders = path.ancestors().map(|folder| folder.join("Cargo.lock"));
        lock = folders.take(2).find_map(|lock| fs::read_to_string(lock).ok());
    }
    let workshop = Workshop {
        target: folder.join("target"),
        folder,
        runtime,
        features: vec!["blocking", "client"],
        lock,
    };
    let proof =
        prove(&workshop, &trial.surface, trial.code.clone(), &comparison.diff).map_err(&failed)?;
    Ok(Proven { holds: proof.holds(), text: told(&proof, &workshop.folder) })
}

fn folder_of_cargo() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    target.join("specwright-prove")
}

fn told(proof: &Proof, folder: &Path) -> String {
    let mut text = format!(
        "\nof {} public items the compiler misses {} that are reported",
        proof.items,
        proof.agreed.len()
    );
    if !proof.by_it.is_empty() {
        let _ = write!(text, ", and by them {} that need one", proof.by_it.len());
    }
    text.push('\n');
    if proof.holds() {
        return text;
    }
    for (item, message) in &proof.unreported {
        let _ = writeln!(text, "  missed and not reported: {item} ({message})");
    }
    for item in &proof.unfounded {
        let _ = writeln!(text, "  reported and not missed: {item}");
    }
    let _ = writeln!(text, "please report it, with the crates in {}", folder.display());
    text
}
