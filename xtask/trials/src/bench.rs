//! `cargo xtask bench`: how fast and how small the generator is, and what it writes.

mod build;
mod call;
mod check;
mod generate;
mod growth;
mod peers;
mod table;
mod wire;

use std::process::ExitCode;

use clap::Subcommand;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    measure: Measure,
}

#[derive(Subcommand)]
enum Measure {
    /// One document, beside those other generators that are installed.
    Generate(generate::Arguments),
    /// What building the crate costs, and a program that makes one call, beside others.
    Build(build::Arguments),
    /// Ever larger documents; twice the document is to take twice the time.
    Growth(growth::Arguments),
    /// Whole calls of the generated client, beside plain `reqwest` and `async-openai`.
    Call(call::Arguments),
    /// The generated types on the wire, beside types derived by hand and those of `async-openai`.
    Wire(wire::Arguments),
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match &arguments.measure {
        Measure::Build(arguments) => build::run(arguments),
        Measure::Call(arguments) => call::run(arguments),
        Measure::Generate(arguments) => generate::run(arguments),
        Measure::Growth(arguments) => growth::run(arguments),
        Measure::Wire(arguments) => wire::run(arguments),
    }
}
