//! `cargo xtask numbers`: the tests of numbers in each way that serde_json can be set up.
//!
//! Features unify within a build, so that the package `tests/numbers` is built again for each
//! combination of them.

use std::io;
use std::process::ExitCode;
use std::time::Duration;

use comfy_table::{CellAlignment, Table, presets};

use crate::measured::{self, Run};
use crate::workspace::{Workspace, cargo};

/// The features of serde_json that change what numbers are, or the order that they come in.
const FEATURES: [&str; 3] = ["float_roundtrip", "arbitrary_precision", "preserve_order"];

/// How long one combination may take, with all that has to be compiled for it.
const LIMIT: Duration = Duration::from_secs(600);

/// The combinations that differ most: as serde_json comes, with all digits kept, and with
/// everything on.
const DECISIVE: [u32; 3] = [0b000, 0b010, 0b111];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only the three combinations that differ most.
    #[arg(long)]
    decisive: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let all = 0..1 << FEATURES.len();
    let chosen = if arguments.decisive { DECISIVE.to_vec() } else { all.collect() };
    match chosen.into_iter().map(test).collect::<io::Result<Vec<_>>>() {
        Ok(runs) => {
            println!("{}", table(&runs));
            let mut code = ExitCode::SUCCESS;
            for (features, run) in runs.iter().filter(|(_, run)| count_passed(run).is_none()) {
                eprintln!("error: with {features}:\n{}{}", run.stdout, run.stderr);
                code = ExitCode::FAILURE;
            }
            code
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// The features of a combination, as cargo takes them, and how its tests ended.
type Tested = (String, Run);

/// Runs the tests with the features whose bits are set.
fn test(chosen: u32) -> io::Result<Tested> {
    let workspace = Workspace::find("numbers")?;
    let features = combination(chosen);
    let mut command = cargo();
    command.args(["test", "--test", "numbers", "--features", &features, "--manifest-path"]);
    command.arg(workspace.root.join("tests/numbers/Cargo.toml"));
    command.arg("--target-dir").arg(workspace.target);
    Ok((features, measured::run(&mut command, LIMIT)?))
}

fn combination(chosen: u32) -> String {
    let features = FEATURES.iter().enumerate().filter(|(index, _)| chosen & (1 << index) != 0);
    features.map(|(_, name)| *name).collect::<Vec<_>>().join(",")
}

fn table(runs: &[Tested]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header([&FEATURES[..], &["tests", "seconds"]].concat());
    for (features, run) in runs {
        let is_on = |feature: &&str| features.split(',').any(|on| on == *feature);
        let mut row =
            FEATURES.map(|name| if is_on(&name) { "on" } else { "off" }.to_owned()).to_vec();
        row.push(count_passed(run).map_or("FAILED".to_owned(), |count| format!("{count} passed")));
        row.push(format!("{:.1}", run.seconds));
        table.add_row(row);
    }
    if let Some(column) = table.column_mut(FEATURES.len() + 1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// How many tests passed, where there were some and all did.
fn count_passed(run: &Run) -> Option<usize> {
    let (_, rest) = run.stdout.split_once("test result: ok. ")?;
    let (count, _) = rest.split_once(" passed")?;
    count.parse().ok().filter(|count| *count > 0 && run.is_success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_combination_has_the_features_whose_bits_are_set() {
        let all = FEATURES.join(",");
        assert_eq!(DECISIVE.map(combination), ["", "arbitrary_precision", all.as_str()]);
    }
}
