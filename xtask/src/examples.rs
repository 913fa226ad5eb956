//! `cargo xtask examples`: the crates of `examples/`, as a stranger would build and run them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use crate::codegen;
use crate::workspace::{Member, cargo, members, outputs};

/// What is done with what they print.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It has to be what `output.txt` of each says.
    Compare,
    /// It becomes that.
    Accept,
}

/// The workspace of the examples.
const MANIFEST: &str = "examples/Cargo.toml";

pub(crate) fn run(mode: Mode) -> ExitCode {
    let arguments = codegen::Arguments {
        mode: if mode == Mode::Accept { codegen::Mode::Write } else { codegen::Mode::Check },
        config: PathBuf::from("examples/checked-in/codegen.toml"),
        ..codegen::Arguments::default()
    };
    if codegen::run(&arguments) != ExitCode::SUCCESS {
        return ExitCode::FAILURE;
    }
    let examples = match members(Path::new(MANIFEST)) {
        Ok(examples) => examples,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut code = ExitCode::SUCCESS;
    for example in &examples {
        let started = Instant::now();
        match tried(example, mode) {
            Ok(()) => println!("{}: {} s", example.name, started.elapsed().as_secs()),
            Err(error) => {
                eprintln!("error: {}: {error}", example.name);
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

/// Runs a program and looks at what it prints; of a library, runs the tests.
fn tried(example: &Member, mode: Mode) -> Result<(), String> {
    let verb = if example.has("bin") { "run" } else { "test" };
    let mut command = cargo();
    command.args([verb, "--quiet", "--locked", "--manifest-path", MANIFEST]);
    // What both build alike is built once.
    command.args(["--target-dir", "target", "--package", &example.name]);
    let (printed, said) = outputs(&mut command)?;
    if said.contains("warning") {
        return Err(format!("a stranger is warned:\n{said}"));
    }
    if verb == "test" {
        return Ok(());
    }
    let file = example.folder.join("output.txt");
    if mode == Mode::Accept {
        return fs::write(&file, printed).map_err(|error| format!("{}: {error}", file.display()));
    }
    let expected = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    if printed == expected {
        return Ok(());
    }
    Err(format!(
        "prints other than {}; `cargo xtask examples --bless` accepts it:\n{printed}",
        file.display()
    ))
}
