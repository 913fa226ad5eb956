//! `cargo xtask bench wire`: the generated types on the wire, beside others, in the package
//! `bench`.
//!
//! The program runs again for each round, and the least of a bench's rounds counts: others use
//! the machine, and can only slow it down.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{ExitCode, Stdio};

use comfy_table::{CellAlignment, Table, presets};

use crate::workspace::{Workspace, cargo};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How often everything is measured.
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// How long one bench runs in a round, in seconds.
    #[arg(long, default_value_t = 0.1)]
    seconds: f64,
    /// Also write the figures, in microseconds, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Microseconds: of each group of benches, of each subject.
type Figures = BTreeMap<String, BTreeMap<String, f64>>;

/// What everything is compared to: the types that a careful user derives by hand.
const BASE: &str = "by_hand";

/// What was aimed at: of which group, which part of what is derived by hand.
const TARGETS: [(&str, f64); 4] =
    [("decode_job", 0.6), ("decode_jobs", 0.65), ("encode_job", 0.64), ("encode_jobs", 0.74)];

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match measure(arguments) {
        Ok(figures) => {
            println!("{}", table(&figures));
            let met = TARGETS.map(|(group, limit)| judge(&figures, group, limit));
            if met.contains(&false) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn measure(arguments: &Arguments) -> io::Result<Figures> {
    let workspace = Workspace::find("bench")?;
    let mut figures = Figures::new();
    for round in 1..=arguments.rounds {
        eprintln!("round {round}");
        let output = cargo()
            .current_dir(workspace.root.join("bench"))
            .args(["bench", "--quiet", "--bench", "wire", "--target-dir"])
            .arg(&workspace.target)
            .args(["--", "--min-time", &arguments.seconds.to_string()])
            .stderr(Stdio::inherit())
            .output()?;
        if !output.status.success() {
            return Err(io::Error::other("the benches do not run"));
        }
        add(&String::from_utf8_lossy(&output.stdout), &mut figures)?;
    }
    if let Some(path) = &arguments.json {
        fs::write(path, serde_json::to_string_pretty(&figures)?)?;
    }
    Ok(figures)
}

/// Reads the table that divan prints: a line without figures begins a group.
fn add(output: &str, figures: &mut Figures) -> io::Result<()> {
    let mut group = String::new();
    for line in output.lines() {
        let line = line.trim_start_matches(['│', '├', '╰', '─', ' ']);
        let mut words = line.split_whitespace();
        let (Some(name), least, unit) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        match (least.and_then(|least| least.parse::<f64>().ok()), unit.and_then(micros)) {
            (Some(least), Some(micros)) => {
                let group = figures.entry(group.clone()).or_default();
                let figure = group.entry(name.to_owned()).or_insert(f64::INFINITY);
                *figure = figure.min(least * micros);
            }
            _ => group = name.to_owned(),
        }
    }
    if figures.is_empty() { Err(io::Error::other("divan's table has no figures")) } else { Ok(()) }
}

/// A unit of time in microseconds.
fn micros(unit: &str) -> Option<f64> {
    match unit {
        "ns" => Some(0.001),
        "µs" => Some(1.0),
        "ms" => Some(1000.0),
        _ => None,
    }
}

fn table(figures: &Figures) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(["bench", "of", "least µs", "of by hand"]);
    for (group, subjects) in figures {
        for (name, figure) in subjects {
            let ratio = subjects.get(BASE).map_or_else(String::new, |base| ratio(figure / base));
            table.add_row([group.clone(), name.clone(), format!("{figure:.2}"), ratio]);
        }
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn ratio(ratio: f64) -> String {
    format!("{ratio:.2}x")
}

/// Says whether a target was met.
fn judge(figures: &Figures, group: &str, limit: f64) -> bool {
    let figure = |name| figures.get(group)?.get(name).copied();
    let (Some(ours), Some(base)) = (figure("ours"), figure(BASE)) else {
        println!("{group}: not measured");
        return false;
    };
    let is_met = ours / base <= limit;
    let word = if is_met { "met" } else { "missed" };
    println!(
        "{group}, of what is derived by hand: {}, at most {limit}: {word}",
        ratio(ours / base)
    );
    is_met
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_divan_is_read() {
        let table = "
wire                fastest       │ slowest       │ median
├─ decode_job                     │               │
│  ├─ by_hand       9.904 µs      │ 6.38 ms       │ 10.33 µs
│  ╰─ ours          12.11 µs      │ 5.049 ms      │ 12.65 µs
╰─ decode_jobs                    │               │
   ╰─ ours          1.278 ms      │ 5.682 ms      │ 1.372 ms
";
        let mut figures = Figures::new();
        add(table, &mut figures).expect("figures");
        add("╰─ decode_job  │\n   ╰─ ours  900 ns  │", &mut figures).expect("figures");
        assert_eq!(figures["decode_job"]["by_hand"], 9.904);
        assert_eq!(figures["decode_job"]["ours"], 0.9);
        assert_eq!(figures["decode_jobs"]["ours"], 1278.0);
    }
}
