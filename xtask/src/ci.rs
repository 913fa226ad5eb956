//! `cargo xtask ci`: all that has to be green before a change lands.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use crate::steps::{self, Step};

/// Whether the real documents (`SPECWRIGHT_CORPUS`) have to be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Material {
    /// A test skips without them, and says so.
    Optional,
    /// It fails.
    Required,
}

pub(crate) fn run(material: Material) -> ExitCode {
    let is_required = material == Material::Required;
    // Said at once, rather than by a test after minutes.
    let is_there = env::var_os("SPECWRIGHT_CORPUS").is_some_and(|path| Path::new(&path).is_dir());
    if is_required && !is_there {
        eprintln!("error: SPECWRIGHT_CORPUS names no folder, and --require-corpus asks for one");
        return ExitCode::FAILURE;
    }
    let required = |step: Step| {
        if is_required { step.with("SPECWRIGHT_REQUIRE_CORPUS", "1") } else { step }
    };
    steps::run(&[
        Step::cargo(&["fmt", "--all", "--check"]),
        Step::cargo(&["fmt", "--check", "--manifest-path", "tests/numbers/Cargo.toml"]),
        Step::cargo(&["fmt", "--check", "--manifest-path", "bench/Cargo.toml"]),
        Step::cargo(&["fmt", "--check", "--manifest-path", "fuzz/Cargo.toml"]),
        Step::cargo(&["fmt", "--all", "--check", "--manifest-path", "examples/Cargo.toml"]),
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
        // What stands on the types alone, without a client and without the API of OpenAI.
        Step::cargo(&[
            "clippy",
            "-p",
            "specwright",
            "--no-default-features",
            "--features",
            "training",
            "--",
            "-D",
            "warnings",
        ]),
        required(Step::cargo(&["test", "--workspace"]))
            .with("SPECWRIGHT_THOROUGH", "1")
            .with("SPECWRIGHT_DOCTEST_TEXTS", "900"),
        Step::cargo(&["doc", "--workspace", "--no-deps", "--all-features"])
            .with("RUSTDOCFLAGS", "-D warnings"),
        Step::cargo(&["xtask", "codegen", "--check"]),
        Step::cargo(&["xtask", "examples"]),
        Step::cargo(&["xtask", "attack", "--short"]),
        // All eight combinations take minutes where nothing is built yet.
        Step::cargo(&["xtask", "numbers", "--decisive"]),
    ])
}
