//! One crate whose modules are the outputs of mutants, so that cargo runs once for all.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::BufReader;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fs, io};

use cargo_metadata::Message;
use cargo_metadata::diagnostic::DiagnosticLevel;
use specwright_codegen::Output;
use specwright_mutation::Mutant;

/// A crate below the target folder.
pub(super) struct Package {
    root: PathBuf,
    folder: PathBuf,
    /// The mutants whose outputs are its modules.
    names: Vec<String>,
}

impl Package {
    /// The crate, without modules as yet.
    pub(super) fn new() -> io::Result<Self> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        Ok(Self { root, folder: target.join("mutants"), names: Vec::new() })
    }

    /// How many modules it has.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Adds what came of a mutant as a module, and the mutant beside it.
    pub(super) fn add(&mut self, name: &str, mutant: &Mutant, output: &Output) -> io::Result<()> {
        let source = self.folder.join("src");
        if self.names.is_empty() && source.exists() {
            fs::remove_dir_all(&source)?;
        }
        let module = source.join(format!("m{}", self.names.len()));
        fs::create_dir_all(&module)?;
        for (file, text) in &output.files {
            fs::write(module.join(file), text)?;
        }
        fs::write(module.join(&mutant.name), &mutant.text)?;
        self.names.push(name.to_owned());
        Ok(())
    }

    /// Checks the crate; gives a line for each module that does not compile.
    pub(super) fn check(&self) -> io::Result<Vec<String>> {
        if self.names.is_empty() {
            return Ok(Vec::new());
        }
        let mut modules: Vec<usize> = (0..self.names.len()).collect();
        let mut failures = BTreeMap::new();
        // An error in one module may keep rustc from looking at the others, so those that
        // are found wanting are left out and the rest is asked about again.
        loop {
            let found = self.errors(&modules)?;
            if found.is_empty() {
                break;
            }
            modules.retain(|module| !found.contains_key(module));
            failures.extend(found);
        }
        let line = |(module, error): (&usize, &String)| {
            let name = self.names.get(*module).map_or("", String::as_str);
            format!("{} ({name}): {error}", self.folder.join(format!("src/m{module}")).display())
        };
        Ok(failures.iter().map(line).collect())
    }

    /// The first error of each module that has one.
    fn errors(&self, modules: &[usize]) -> io::Result<BTreeMap<usize, String>> {
        let mut library = "//! What was written of mutants.\n".to_owned();
        for module in modules {
            let _ = writeln!(library, "pub mod m{module};");
        }
        fs::write(self.folder.join("src/lib.rs"), library)?;
        let manifest = MANIFEST.replace("{root}", &self.root.to_string_lossy());
        fs::write(self.folder.join("Cargo.toml"), manifest)?;
        // The versions that this repository is tested with.
        fs::copy(self.root.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        let mut child = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .current_dir(&self.folder)
            .args(["check", "--quiet", "--message-format", "json", "--target-dir"])
            .arg(self.folder.join("target"))
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().ok_or_else(|| io::Error::other("cargo has no output"))?;
        let mut errors = BTreeMap::new();
        for message in Message::parse_stream(BufReader::new(output)) {
            let Message::CompilerMessage(message) = message? else { continue };
            let message = message.message;
            if message.level != DiagnosticLevel::Error {
                continue;
            }
            let module = message.spans.iter().find_map(|span| {
                let rest = span.file_name.strip_prefix("src/m")?;
                rest.split('/').next()?.parse::<usize>().ok()
            });
            let place = message.spans.iter().find(|span| span.is_primary);
            let place = place.map(|span| format!("{}:{}", span.file_name, span.line_start));
            if let Some(module) = module {
                let text = format!("{} at {}", message.message, place.unwrap_or_default());
                errors.entry(module).or_insert(text);
            }
        }
        let status = child.wait()?;
        if !status.success() && errors.is_empty() {
            let folder = self.folder.display();
            return Err(io::Error::other(format!("the crate in {folder} does not compile")));
        }
        Ok(errors)
    }
}

const MANIFEST: &str = r#"[package]
name = "mutants"
version = "0.0.0"
edition = "2024"

[dependencies]
specwright = { path = "{root}/runtime", default-features = false, features = ["client"] }

[workspace]

[profile.dev]
debug = 0
incremental = false
"#;
