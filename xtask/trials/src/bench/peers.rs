//! The generators that are measured: ours, and others where they are installed.
//!
//! Each is used as its own documentation has it for a whole client crate, nothing switched off.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io};

use crate::workspace::Workspace;

/// A generator, and how it is used.
pub(super) struct Tool {
    /// What it is called.
    pub(super) name: &'static str,
    /// What starts it.
    program: PathBuf,
    /// What it says of its version.
    pub(super) version: String,
    usage: Usage,
}

/// How a generator is told what to write, and what it leaves to be written.
enum Usage {
    /// Ours, with the folder of the runtime that the crate stands on.
    Specwright(PathBuf),
    Ploidy,
    OpenapiToRust,
    OpenapiGenerator,
}

/// What ours is called.
pub(super) const OURS: &str = "specwright";

/// The programs of the others, and how each is asked for its version.
const PEERS: [(&str, &str, Usage); 3] = [
    ("ploidy", "--version", Usage::Ploidy),
    ("openapi-to-rust", "--version", Usage::OpenapiToRust),
    ("openapi-generator-cli", "version", Usage::OpenapiGenerator),
];

/// What the others are called.
pub(super) fn names() -> [&'static str; PEERS.len()] {
    PEERS.map(|(name, ..)| name)
}

/// Our command, as it is built.
pub(super) fn ours(program: PathBuf, workspace: &Workspace) -> Tool {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let usage = Usage::Specwright(workspace.root.join("runtime"));
    Tool { name: OURS, program, version, usage }
}

/// The others that can be started here, and the names of those that cannot.
pub(super) fn installed() -> io::Result<(Vec<Tool>, Vec<&'static str>)> {
    let (mut tools, mut absent) = (Vec::new(), Vec::new());
    for (name, argument, usage) in PEERS {
        let asked = Command::new(name).arg(argument).stdin(Stdio::null()).output();
        match asked {
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stdout);
                let version = said.trim().trim_start_matches(name).trim().to_owned();
                tools.push(Tool { name, program: name.into(), version, usage });
            }
            Err(error) if error.kind() == ErrorKind::NotFound => absent.push(name),
            Err(error) => return Err(io::Error::new(error.kind(), format!("{name}: {error}"))),
        }
    }
    Ok((tools, absent))
}

impl Tool {
    /// What writes the crate of a document to a folder.
    pub(super) fn command(&self, document: &Path, folder: &Path) -> Command {
        let mut command = Command::new(&self.program);
        match &self.usage {
            Usage::Specwright(runtime) => {
                command.arg("generate").arg(document).arg("--output").arg(folder);
                // Parts that nobody can read are left out, as peers do.
                command.args(["--warn", "unreadable"]);
                // Cargo may build anywhere.
                command.arg("--root").arg(folder);
                command.args(["--crate", "measured", "--runtime"]).arg(runtime);
            }
            Usage::Ploidy => {
                command.args(["generate", "rust"]).arg(document).arg("--output").arg(folder);
                command.args(["--name", "measured"]);
            }
            Usage::OpenapiToRust => {
                command.arg("generate").arg(document).args(["--module-name", "api"]);
                command.arg("--output-dir").arg(folder.join("src/api"));
            }
            Usage::OpenapiGenerator => {
                command.args(["generate", "--generator-name", "rust", "--input-spec"]);
                command.arg(document).arg("--output").arg(folder);
                // It refuses documents of OpenAPI 3.1 that it can generate from.
                command.arg("--skip-validate-spec");
            }
        }
        command
    }

    /// Writes what the generator leaves to its user, so that its output is a crate on its own.
    pub(super) fn complete(&self, folder: &Path) -> io::Result<()> {
        let manifest = folder.join("Cargo.toml");
        let text = match self.usage {
            Usage::OpenapiToRust => {
                fs::write(folder.join("src/lib.rs"), "pub mod api;\n")?;
                let dependencies = fs::read_to_string(folder.join("src/api/REQUIRED_DEPS.toml"))?;
                format!("[package]\nname = \"measured\"\nedition = \"2024\"\n\n{dependencies}")
            }
            _ => fs::read_to_string(&manifest)?,
        };
        // The folder is below that of another workspace, to which it does not belong.
        fs::write(manifest, format!("{text}\n[workspace]\n"))
    }
}
