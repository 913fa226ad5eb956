//! Two crates below a folder: one with APIs, each a module, and one with programs that
//! use them, which cargo checks. They are two, since what is `#[non_exhaustive]` is so for others
//! alone.

mod messages;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use specwright_codegen::project::Runtime;

use self::messages::{Problem, Within};
use crate::client::{self, Use};

/// An API that programs use.
#[derive(Clone, Debug)]
pub struct Api {
    /// Its module's name.
    pub name: String,
    /// Its Rust.
    pub code: String,
}

/// A program that uses an API.
#[derive(Clone, Debug)]
pub struct Program {
    /// Its module's name.
    pub name: String,
    /// The API that it is compiled against.
    pub api: String,
    /// What it does.
    pub uses: Vec<Use>,
}

/// A use that does not compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The item as its surface showed it.
    pub item: String,
    /// What the compiler says.
    pub message: String,
    /// The identifiers that it names.
    pub named: BTreeSet<String>,
    /// The use.
    pub code: String,
}

/// What the compiler says of APIs and programs.
#[derive(Clone, Debug, Default)]
pub struct Verdicts {
    /// For each program, what of it does not compile; a program that compiles has no entry.
    pub missed: BTreeMap<String, Vec<Missed>>,
    /// For each API that does not compile itself, what the compiler says first.
    pub broken: BTreeMap<String, String>,
    /// How often cargo was asked.
    pub rounds: usize,
}

/// Where crates are checked, and on what they stand.
#[derive(Clone, Debug)]
pub struct Workshop {
    /// The folder that they are written into.
    pub folder: PathBuf,
    /// The folder that cargo builds in.
    pub target: PathBuf,
    /// The runtime that they depend on.
    pub runtime: Runtime,
    /// The features of the runtime that they turn on.
    pub features: Vec<&'static str>,
    /// The versions of what they depend on, in the form of a `Cargo.lock`; the newest, if there
    /// are none.
    pub lock: Option<String>,
}

impl Workshop {
    /// Checks programs against the APIs that they use. What does not compile is left out and the
    /// rest is checked again, until all of the rest compiles: names that are not found hide what
    /// is found out later.
    ///
    /// # Errors
    /// Where a file cannot be written or cargo does not run.
    pub fn check(&self, apis: &[Api], programs: &[Program]) -> io::Result<Verdicts> {
        self.set_up(apis)?;
        let mut verdicts = Verdicts::default();
        let mut left_out: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        loop {
            self.write(apis, programs, &verdicts, &left_out)?;
            verdicts.rounds += 1;
            let problems = self.ask()?;
            if problems.is_empty() {
                return Ok(verdicts);
            }
            let mut is_news = false;
            for Problem { within, line, message, named } in problems {
                match within {
                    Within::Api(name) => {
                        is_news |= verdicts.broken.insert(name, message).is_none();
                    }
                    Within::Program(name) => {
                        let Some(program) = programs.iter().find(|it| it.name == name) else {
                            return Err(io::Error::other(message));
                        };
                        let index = line.checked_sub(client::FIRST_LINE);
                        let used = index.and_then(|index| program.uses.get(index));
                        let Some((index, used)) = index.zip(used) else {
                            return Err(io::Error::other(format!("{name}:{line}: {message}")));
                        };
                        if left_out.entry(&program.name).or_default().insert(index) {
                            is_news = true;
                            let (item, code) = (used.item.clone(), used.code.clone());
                            let missed = verdicts.missed.entry(name).or_default();
                            missed.push(Missed { item, message, named, code });
                        }
                    }
                }
            }
            if !is_news {
                return Err(io::Error::other("cargo repeats what was left out"));
            }
        }
    }

    fn set_up(&self, apis: &[Api]) -> io::Result<()> {
        let runtime = match &self.runtime {
            Runtime::Path(path) => format!("path = {path:?}"),
            // The crates of a proof are in a workspace of their own.
            Runtime::Workspace => format!("version = {:?}", env!("CARGO_PKG_VERSION")),
            Runtime::Version(version) => format!("version = {version:?}"),
        };
        let features = &self.features;
        let manifest = |name: &str, rest: &str| {
            format!(
                "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                 [dependencies]\nspecwright = {{ {runtime}, default-features = false, \
                 features = {features:?} }}\n{rest}"
            )
        };
        let folder = &self.folder;
        fs::create_dir_all(folder.join("apis/src"))?;
        fs::create_dir_all(folder.join("programs/src"))?;
        write(
            &folder.join("Cargo.toml"),
            "[workspace]\nresolver = \"3\"\nmembers = [\"apis\", \"programs\"]\n\n\
             [profile.dev]\ndebug = 0\nincremental = false\n",
        )?;
        write(&folder.join("apis/Cargo.toml"), &manifest("apis", ""))?;
        let apis_too = "apis = { path = \"../apis\" }\n";
        write(&folder.join("programs/Cargo.toml"), &manifest("programs", apis_too))?;
        write(&folder.join("programs/src/support.rs"), client::SUPPORT)?;
        if let Some(lock) = &self.lock {
            write(&folder.join("Cargo.lock"), lock)?;
        }
        for api in apis {
            write(&folder.join("apis/src").join(format!("{}.rs", api.name)), &api.code)?;
        }
        Ok(())
    }

    fn write(
        &self,
        apis: &[Api],
        programs: &[Program],
        verdicts: &Verdicts,
        left_out: &BTreeMap<&str, BTreeSet<usize>>,
    ) -> io::Result<()> {
        let whole = |name: &str| !verdicts.broken.contains_key(name);
        let apis = apis.iter().filter(|api| whole(&api.name));
        let apis: String = apis.map(|api| format!("pub mod {};\n", api.name)).collect();
        let lib = format!("#![allow(warnings)]\n{apis}");
        write(&self.folder.join("apis/src/lib.rs"), &lib)?;
        let mut lib = "#![allow(warnings)]\npub mod support;\n".to_owned();
        for program in programs.iter().filter(|program| whole(&program.api)) {
            lib += &format!("pub mod {};\n", program.name);
            let api = format!("::apis::{}", program.api);
            let left_out = left_out.get(program.name.as_str());
            let is_left_out = |index| left_out.is_some_and(|left_out| left_out.contains(&index));
            let text = client::module(&program.uses, &api, is_left_out);
            write(&self.folder.join("programs/src").join(format!("{}.rs", program.name)), &text)?;
        }
        write(&self.folder.join("programs/src/lib.rs"), &lib)
    }

    /// What cargo says of the crates as they are.
    fn ask(&self) -> io::Result<Vec<Problem>> {
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .current_dir(&self.folder)
            .args(["check", "--message-format", "json", "--package", "programs", "--target-dir"])
            .arg(&self.target)
            .env_remove("RUSTFLAGS")
            .output()?;
        let problems = messages::read(&output.stdout)?;
        if !output.status.success() && problems.is_empty() {
            return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        Ok(problems)
    }
}

/// Writes a file where it would change: cargo asks for the time of the last change.
fn write(path: &Path, text: &str) -> io::Result<()> {
    match fs::read_to_string(path) {
        Ok(present) if present == text => Ok(()),
        _ => fs::write(path, text),
    }
}
