//! Chores of this repository: `cargo xtask --help` lists them.

mod codegen;
mod corpus;

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
    /// Generates every real document of a folder as a crate, and checks it.
    Corpus(corpus::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().chore {
        Chore::Codegen(arguments) => codegen::run(&arguments),
        Chore::Corpus(arguments) => corpus::run(&arguments),
    }
}
