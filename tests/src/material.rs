//! Real documents, which a clone does not have, and where they are.
//!
//! A test that needs them says that it is skipped, and passes, unless
//! `SPECWRIGHT_REQUIRE_CORPUS` says that they have to be there. No other file asks for this
//! variable, so that no test can skip in silence (`tests/tests/material.rs`).

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The folder of real documents: `SPECWRIGHT_CORPUS`.
///
/// # Panics
/// Where it must be there and is not.
pub fn corpus() -> Option<PathBuf> {
    named_by("SPECWRIGHT_CORPUS")
}

/// Whether a folder that may be missing has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A test passes without it.
    Optional,
    /// A test fails without it.
    Required,
}

/// How much a test tries that could go on for as long as one likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thoroughness {
    /// What a person who changes a line wants to wait for.
    Sample,
    /// What has to be green before a change lands (`SPECWRIGHT_THOROUGH`).
    Full,
}

impl Thoroughness {
    /// The one or the other.
    pub fn choose<T>(self, sample: T, full: T) -> T {
        match self {
            Thoroughness::Sample => sample,
            Thoroughness::Full => full,
        }
    }
}

/// What this run asks for.
pub fn thoroughness() -> Thoroughness {
    match env::var_os("SPECWRIGHT_THOROUGH") {
        Some(_) => Thoroughness::Full,
        None => Thoroughness::Sample,
    }
}

/// The folder that a variable names with this value.
///
/// # Panics
/// Where it must be there and is not.
pub fn folder(variable: &str, value: Option<OsString>, need: Need) -> Option<PathBuf> {
    let folder = value.map(PathBuf::from).filter(|folder| folder.is_dir());
    assert!(
        folder.is_some() || need == Need::Optional,
        "{variable} has to name a folder, since SPECWRIGHT_REQUIRE_CORPUS is set"
    );
    if folder.is_none() {
        eprintln!("skipped: {variable} names no folder");
    }
    folder
}

fn named_by(variable: &str) -> Option<PathBuf> {
    let is_required = env::var_os("SPECWRIGHT_REQUIRE_CORPUS").is_some();
    let need = if is_required { Need::Required } else { Need::Optional };
    folder(variable, env::var_os(variable), need)
}
