//! The program with a description's types, spoken to in lines.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{self, Command, Stdio};

use serde_json::Value;
use specwright_fidelity::{Answer, Subject};

/// The types of a crate, in a process of their own: a value that ends the process ends nothing else.
pub(super) struct Child {
    program: PathBuf,
    indices: HashMap<String, usize>,
    running: Option<Running>,
}

struct Running {
    process: process::Child,
    input: process::ChildStdin,
    output: BufReader<process::ChildStdout>,
}

impl Child {
    /// The types of a program, in its order.
    pub(super) fn new(program: PathBuf, pointers: &[String]) -> Self {
        let indices = pointers.iter().enumerate().map(|(index, pointer)| (pointer.clone(), index));
        Self { program, indices: indices.collect(), running: None }
    }

    fn exchange(&mut self, index: usize, value: &Value) -> io::Result<Answer> {
        let running = match &mut self.running {
            Some(running) => running,
            None => self.running.insert(Running::start(&self.program)?),
        };
        writeln!(running.input, "{index}\t{value}")?;
        running.input.flush()?;
        let mut line = String::new();
        if running.output.read_line(&mut line)? == 0 {
            return Err(io::Error::other("the program ended"));
        }
        serde_json::from_str(&line).map_err(io::Error::other)
    }
}

impl Subject for Child {
    fn ask(&mut self, pointer: &str, value: &Value) -> Answer {
        let Some(index) = self.indices.get(pointer).copied() else {
            return Answer::crashed("there is no such type");
        };
        self.exchange(index, value).unwrap_or_else(|error| {
            // The next value gets a new process.
            self.running = None;
            Answer::crashed(error.to_string())
        })
    }
}

impl Running {
    fn start(program: &PathBuf) -> io::Result<Self> {
        let mut process = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let input = process.stdin.take().ok_or_else(|| io::Error::other("no way in"))?;
        let output = process.stdout.take().ok_or_else(|| io::Error::other("no way out"))?;
        Ok(Self { process, input, output: BufReader::new(output) })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
