//! Commands run one after the other, each told before it runs.

use std::process::{Command, ExitCode};
use std::time::Instant;

/// A command with its arguments and what it adds to the environment.
pub(crate) struct Step {
    pub(crate) words: Vec<&'static str>,
    pub(crate) environment: Vec<(&'static str, &'static str)>,
}

impl Step {
    /// A call of cargo.
    pub(crate) fn cargo(words: &[&'static str]) -> Self {
        Self { words: words.to_vec(), environment: Vec::new() }
    }

    /// The call with a variable of the environment.
    pub(crate) fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.environment.push((name, value));
        self
    }
}

/// Runs the steps until one fails.
pub(crate) fn run(steps: &[Step]) -> ExitCode {
    for step in steps {
        let shown = step.environment.iter().map(|(name, value)| format!("{name}={value} "));
        let line = format!("{}cargo {}", shown.collect::<String>(), step.words.join(" "));
        println!("--- {line}");
        let started = Instant::now();
        let status = Command::new(env!("CARGO"))
            .args(&step.words)
            .envs(step.environment.iter().copied())
            .status();
        match status {
            Ok(status) if status.success() => {
                println!("--- done in {} s", started.elapsed().as_secs());
            }
            Ok(status) => {
                eprintln!("--- failed ({status}): {line}");
                return ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!("--- cargo does not run: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
