//! Chores of this repository: `cargo xtask --help` lists them.

mod codegen;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of this repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Regenerates the Rust from the descriptions that spec/codegen.toml lists.
    Codegen(codegen::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().chore {
        Chore::Codegen(arguments) => codegen::run(&arguments),
    }
}
