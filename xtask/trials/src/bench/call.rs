//! `cargo xtask bench call`: whole calls of the generated client, beside plain `reqwest` with
//! derived types and `async-openai`, by the program in `bench/call`.
//!
//! The rounds of all clients alternate, each a process of its own beside one server, and the
//! least of the rounds counts: others use the machine, and can only slow it down.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use comfy_table::{CellAlignment, Table, presets};

use crate::measured;
use crate::workspace::{Workspace, cargo};

/// More than any client takes.
const LIMIT: Duration = Duration::from_secs(600);

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How often each client is run.
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// How many calls a client makes in a round.
    #[arg(long, default_value_t = 20_000)]
    calls: usize,
    /// How many of them at a time.
    #[arg(long, default_value_t = 64)]
    at_once: usize,
    /// Also write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Of each client, the least of each figure.
type Figures = BTreeMap<String, BTreeMap<String, f64>>;

const OURS: &str = "ours";

/// What everything is compared to: what a careful user writes by hand.
const BASE: &str = "reqwest";

const SUBJECTS: [&str; 3] = [OURS, BASE, "async_openai"];

/// The figures as the program names them, their headings, and with how many decimals.
const COLUMNS: [(&str, &str, usize); 7] = [
    ("cpu", "cpu µs", 2),
    ("user", "(user)", 2),
    ("wall", "wall µs", 2),
    ("allocations", "allocations", 1),
    ("bytes", "bytes", 0),
    ("early_peak", "early peak KiB", 0),
    ("peak", "peak KiB", 0),
];

/// What the processor time of a call may come to, of plain reqwest's.
const CPU_LIMIT: f64 = 1.1;

/// What the peak of all calls may come to, of that of the first tenth of them.
const PEAK_LIMIT: f64 = 1.1;

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match measure(arguments) {
        Ok(figures) => {
            println!("{}", table(&figures));
            if judge(&figures) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn measure(arguments: &Arguments) -> io::Result<Figures> {
    let workspace = Workspace::find("bench")?;
    let program = program(&workspace)?;
    let server = Server::start(&program)?;
    let mut figures = Figures::new();
    for round in 1..=arguments.rounds.max(1) {
        eprintln!("round {round}");
        for subject in SUBJECTS {
            let mut command = Command::new(&program);
            command.args(["call", subject, &server.address]);
            command.args([arguments.calls, arguments.at_once].map(|count| count.to_string()));
            let run = measured::run(&mut command, LIMIT)?;
            if !run.is_success() {
                return Err(io::Error::other(format!("{subject} fails: {}", run.last_words())));
            }
            add(&run.stdout, figures.entry(subject.to_owned()).or_default())?;
        }
    }
    if let Some(path) = &arguments.json {
        fs::write(path, serde_json::to_string_pretty(&figures)?)?;
    }
    Ok(figures)
}

/// Builds the program, which is no part of the workspace.
fn program(workspace: &Workspace) -> io::Result<PathBuf> {
    let status = cargo()
        .current_dir(workspace.root.join("bench").join("call"))
        .args(["build", "--quiet", "--release", "--locked", "--target-dir"])
        .arg(&workspace.target)
        .status()?;
    if !status.success() {
        return Err(io::Error::other("the clients do not compile"));
    }
    let name = format!("specwright-bench-call{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace.target.join("release").join(name))
}

/// The server, which ends with this process.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(program: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut address = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut address)?;
        }
        Ok(Self { child, address: address.trim().to_owned() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Reads the figures of a round, of which the least stay.
fn add(output: &str, least: &mut BTreeMap<String, f64>) -> io::Result<()> {
    let round: BTreeMap<String, f64> = serde_json::from_str(output)?;
    for (name, figure) in round {
        let known = least.entry(name).or_insert(f64::INFINITY);
        *known = known.min(figure);
    }
    Ok(())
}

fn table(figures: &Figures) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(["a call by"].into_iter().chain(COLUMNS.map(|(_, heading, _)| heading)));
    for subject in SUBJECTS {
        let cells = COLUMNS.map(|(name, _, decimals)| {
            let Some(figure) = figure(figures, subject, name) else { return "-".to_owned() };
            let shown = format!("{figure:.decimals$}");
            match figure_of_base(figures, name) {
                Some(base) => format!("{shown} ({:.2}x)", figure / base),
                None => shown,
            }
        });
        table.add_row([subject.to_owned()].into_iter().chain(cells));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn figure(figures: &Figures, subject: &str, name: &str) -> Option<f64> {
    figures.get(subject)?.get(name).copied()
}

fn figure_of_base(figures: &Figures, name: &str) -> Option<f64> {
    figure(figures, BASE, name)
}

/// Says whether what was aimed at was met.
fn judge(figures: &Figures) -> bool {
    let ratio = |figure: Option<f64>, base: Option<f64>| Some(figure? / base?);
    let ours = |name| figure(figures, OURS, name);
    let cpu = ratio(ours("cpu"), figure_of_base(figures, "cpu"));
    let peak = ratio(ours("peak"), ours("early_peak"));
    let met = [
        met("processor time of a call, of plain reqwest's", cpu, CPU_LIMIT),
        met("peak memory of all calls, of the first tenth's", peak, PEAK_LIMIT),
    ];
    !met.contains(&false)
}

fn met(what: &str, figure: Option<f64>, limit: f64) -> bool {
    let Some(figure) = figure else {
        println!("{what}: not measured");
        return false;
    };
    let is_met = figure <= limit;
    let word = if is_met { "met" } else { "missed" };
    println!("{what}: {figure:.2}x, at most {limit}: {word}");
    is_met
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(ours: f64, peak: f64) -> Figures {
        let mut figures = Figures::new();
        for (subject, cpu) in [(OURS, ours), (BASE, 30.0)] {
            let least = figures.entry(subject.to_owned()).or_default();
            for cpu in [cpu + 5.0, cpu] {
                let round = format!(r#"{{"cpu":{cpu},"early_peak":1000,"peak":{peak}}}"#);
                add(&round, least).expect("figures");
            }
        }
        figures
    }

    #[test]
    fn the_least_of_the_rounds_is_judged() {
        assert!(judge(&figures(33.0, 1000.0)));
        assert!(!judge(&figures(33.5, 1000.0)));
        assert!(!judge(&figures(30.0, 1200.0)));
        assert!(!judge(&Figures::new()), "nothing was measured");
        let table = table(&figures(33.0, 1000.0)).to_string();
        assert!(table.contains("33.00 (1.10x)"), "{table}");
    }
}
