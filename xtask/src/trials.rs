//! The tasks of the package `specwright-trials`, handed on to it.

use std::env;
use std::ffi::OsString;
use std::process::{Command, ExitCode};

/// The tasks that it has.
pub(crate) const NAMES: [&str; 11] = [
    "attack",
    "bench",
    "corpus",
    "evolution",
    "fidelity",
    "histories",
    "life",
    "mutate",
    "numbers",
    "pairs",
    "silence",
];

/// Builds the package where that is due, and runs a task of it.
pub(crate) fn run(words: &[OsString]) -> ExitCode {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--package", "specwright-trials", "--"]).args(words);
    match command.status() {
        Ok(status) => match status.code().and_then(|code| u8::try_from(code).ok()) {
            Some(code) => ExitCode::from(code),
            None => ExitCode::FAILURE,
        },
        Err(error) => {
            eprintln!("error: cargo does not run: {error}");
            ExitCode::FAILURE
        }
    }
}
