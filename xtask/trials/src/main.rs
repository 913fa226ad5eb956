//! The long proofs and the benchmarks: what `cargo xtask` hands on, since it takes an HTTP
//! client, a JSON Schema validator and provers to build, and regenerating must not wait for them.

mod attack;
mod bench;
mod corpus;
mod evolution;
mod fidelity;
mod histories;
mod life;
mod measured;
mod mutate;
mod numbers;
mod pairs;
mod silence;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The long proofs and the benchmarks of this repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Proves that the types of a document lose nothing of what its schemas allow.
    Fidelity(fidelity::Arguments),
    /// Measures the generator, and the code that it writes, beside others.
    Bench(bench::Arguments),
    /// Breaks descriptions by the thousand, and sees that the generator survives them.
    Mutate(mutate::Arguments),
    /// Tests numbers in each of the eight ways that serde_json can be set up.
    Numbers(numbers::Arguments),
    /// Attacks the runtime and the generator by seed and by kind.
    Attack(attack::Arguments),
    /// Regenerates a description for each kind of change, and says what the compiler thinks of it.
    Evolution(evolution::Arguments),
    /// Changes descriptions at random, step by step, and compiles each step's client in the end.
    Histories(histories::Arguments),
    /// Compares random pairs of descriptions, and holds each report against the compiler.
    Pairs(pairs::Arguments),
    /// Runs the whole life of a job against servers that others wrote, which npm installs.
    Life(life::Arguments),
    /// Generates every real document of a folder as a crate, and checks it.
    Corpus(corpus::Arguments),
    /// Takes keywords of descriptions away, one at a time, and names those without which nothing changes.
    Silence(silence::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().task {
        Task::Fidelity(arguments) => fidelity::run(&arguments),
        Task::Bench(arguments) => bench::run(&arguments),
        Task::Mutate(arguments) => mutate::run(&arguments),
        Task::Numbers(arguments) => numbers::run(&arguments),
        Task::Attack(arguments) => attack::run_all(&arguments),
        Task::Evolution(arguments) => evolution::run(&arguments),
        Task::Histories(arguments) => histories::run(&arguments),
        Task::Pairs(arguments) => pairs::run(&arguments),
        Task::Life(arguments) => life::run(&arguments),
        Task::Corpus(arguments) => corpus::run(&arguments),
        Task::Silence(arguments) => silence::run(&arguments),
    }
}
