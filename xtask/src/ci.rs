//! `cargo xtask ci`: all that has to be green before a change lands.

use std::env;
use std::process::ExitCode;

use crate::steps::{self, Step};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Fail where a test would skip because there is no corpus (`SPECWRIGHT_CORPUS`).
    #[arg(long)]
    require_corpus: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if arguments.require_corpus && env::var_os("SPECWRIGHT_CORPUS").is_none() {
        eprintln!("error: SPECWRIGHT_CORPUS is not set, and --require-corpus asks for it");
        return ExitCode::FAILURE;
    }
    let mut test = Step::cargo(&["test", "--workspace"]);
    if arguments.require_corpus {
        test = test.with("SPECWRIGHT_REQUIRE_CORPUS", "1");
    }
    steps::run(&[
        Step::cargo(&["fmt", "--all", "--check"]),
        Step::cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ]),
        Step::cargo(&[
            "clippy",
            "-p",
            "specwright",
            "--no-default-features",
            "--",
            "-D",
            "warnings",
        ]),
        Step::cargo(&[
            "clippy",
            "-p",
            "specwright",
            "--no-default-features",
            "--features",
            "operations",
            "--",
            "-D",
            "warnings",
        ]),
        test,
        Step::cargo(&["test", "-p", "specwright-codegen", "--features", "cli"]),
        Step::cargo(&["doc", "--workspace", "--no-deps", "--all-features"])
            .with("RUSTDOCFLAGS", "-D warnings"),
        Step::cargo(&["xtask", "codegen", "--check"]),
    ])
}
