//! `cargo xtask bench`: what takes how long.

mod growth;

use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(clap::Subcommand)]
enum Bench {
    /// Times generations of ever larger documents; twice the document is to take twice the time.
    Growth(growth::Arguments),
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match &arguments.bench {
        Bench::Growth(arguments) => growth::run(arguments),
    }
}
