//! `cargo xtask bless`: what the tests find becomes what they expect.

use std::env;
use std::process::ExitCode;

use crate::steps::{self, Step};

pub(crate) fn run() -> ExitCode {
    if env::var_os("CI").is_some() {
        eprintln!("error: goldens are not accepted where nobody reads them (CI is set)");
        return ExitCode::FAILURE;
    }
    let code = steps::run(&[
        Step::cargo(&["xtask", "codegen"]),
        Step::cargo(&["xtask", "examples", "--bless"]),
        Step::cargo(&["test", "-p", "specwright-tests", "--test", "cases", "--test", "generation"])
            .with("SPECWRIGHT_BLESS", "1"),
        Step::cargo(&["test", "-p", "specwright-evolution", "--test", "reports"])
            .with("SPECWRIGHT_BLESS", "1"),
        Step::cargo(&["test", "-p", "specwright-api-tests", "--test", "ui"])
            .with("TRYBUILD", "overwrite"),
        Step::cargo(&["test", "-p", "specwright-cli", "--test", "guide"])
            .with("SPECWRIGHT_BLESS", "1"),
    ]);
    if code == ExitCode::SUCCESS {
        println!("Now read `git diff`: each line of it is something that somebody will rely on.");
    }
    code
}
