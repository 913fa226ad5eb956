//! Where the crates of this repository's proofs are checked.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use specwright_codegen::project::Runtime;
use specwright_proof::workshop::Workshop;

/// A workshop of this name below the target folder of this repository.
///
/// # Errors
/// Where the repository's lock cannot be read.
pub fn workshop(name: &str) -> io::Result<Workshop> {
    let root = root();
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let target = target.join("evolution");
    Ok(Workshop {
        folder: target.join(name),
        target: target.join("target"),
        runtime: Runtime::Path(root.join("runtime")),
        features: vec!["blocking", "client"],
        // The versions that this repository is tested with.
        lock: Some(fs::read_to_string(root.join("Cargo.lock"))?),
    })
}

/// This repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
