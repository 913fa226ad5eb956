//! Tasks of this repository: `cargo xtask --help` lists them.

mod bench;
mod bless;
mod ci;
mod codegen;
mod compare;
mod corpus;
mod fidelity;
mod measured;
mod mutate;
mod numbers;
mod steps;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Tasks of this repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Regenerates the Rust from the descriptions that spec/codegen.toml lists.
    Codegen(codegen::Arguments),
    /// Says whether another description gives the same Rust as the repository's own.
    Compare(compare::Arguments),
    /// Proves that the types of a document lose nothing of what its schemas allow.
    Fidelity(fidelity::Arguments),
    /// Measures the generator, and the code that it writes, beside others.
    Bench(bench::Arguments),
    /// Breaks descriptions by the thousand, and sees that the generator survives them.
    Mutate(mutate::Arguments),
    /// Tests numbers in each of the eight ways that serde_json can be set up.
    Numbers(numbers::Arguments),
    /// Accepts what the tests find as what they expect; read the difference afterwards.
    Bless,
    /// Does all that has to be green before a change lands.
    Ci(ci::Arguments),
    /// Generates every real document of a folder as a crate, and checks it.
    Corpus(corpus::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().task {
        Task::Codegen(arguments) => codegen::run(&arguments),
        Task::Compare(arguments) => compare::run(&arguments),
        Task::Fidelity(arguments) => fidelity::run(&arguments),
        Task::Bench(arguments) => bench::run(&arguments),
        Task::Mutate(arguments) => mutate::run(&arguments),
        Task::Numbers(arguments) => numbers::run(&arguments),
        Task::Bless => bless::run(),
        Task::Ci(arguments) => ci::run(&arguments),
        Task::Corpus(arguments) => corpus::run(&arguments),
    }
}
