//! Builds one crate, and one program that depends on it, and says what that took.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use cargo_metadata::{Artifact, Message};

use super::tally::Tally;
use crate::measured::{self, Run};
use crate::workspace::cargo;

/// More than any crate takes that is worth a comparison, on a machine that is shared.
const LIMIT: Duration = Duration::from_secs(7_200);

/// The package that a generator is told to write.
const PACKAGE: &str = "measured";

/// The package of the program.
const PROGRAM: &str = "program";

/// What the main function of each program begins with, after which a line is added.
const MAIN: &str = "fn main() -> Result<(), Box<dyn Error>> {\n";

/// What cargo is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    /// `cargo check`.
    Check,
    /// `cargo build`, and nothing that was found out before helps.
    Debug,
    /// `cargo build` as it is without a word, which keeps what it finds out.
    Incremental,
    /// `cargo build --release`.
    Release,
}

impl Profile {
    /// Its name in figures and messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Profile::Check => "check",
            Profile::Debug => "debug",
            Profile::Incremental => "incremental",
            Profile::Release => "release",
        }
    }

    fn command(self) -> &'static str {
        if self == Profile::Check { "check" } else { "build" }
    }

    fn options(self) -> &'static [&'static str] {
        if self == Profile::Release { &["--release"] } else { &[] }
    }

    fn incremental(self) -> &'static str {
        if self == Profile::Incremental { "1" } else { "0" }
    }
}

/// A crate, and a program that depends on it.
pub(super) struct Subject {
    /// What it is called here.
    pub(super) name: &'static str,
    /// The program's folder, which is a workspace.
    pub(super) folder: PathBuf,
    /// The crate's package.
    package: String,
    /// The file that the crate begins with, of one that is generated.
    root: Option<PathBuf>,
    /// The program, where there is one.
    program: Option<String>,
    target: PathBuf,
}

impl Subject {
    /// The crate in a folder, which is a generator's.
    pub(super) fn generated(
        name: &'static str,
        folder: &Path,
        program: Option<String>,
        below: &Path,
    ) -> io::Result<Self> {
        let line = format!("{PACKAGE} = {{ path = {folder:?} }}");
        let root = Some(folder.join("src").join("lib.rs"));
        Self::written(name, PACKAGE, root, &line, program, below)
    }

    /// A crate that is there, and how a program depends on it.
    pub(super) fn shipped(
        name: &'static str,
        package: &str,
        line: &str,
        program: Option<String>,
        below: &Path,
    ) -> io::Result<Self> {
        Self::written(name, package, None, line, program, below)
    }

    fn written(
        name: &'static str,
        package: &str,
        root: Option<PathBuf>,
        line: &str,
        program: Option<String>,
        below: &Path,
    ) -> io::Result<Self> {
        let folder = below.join("programs").join(name);
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{PROGRAM}\"\nedition = \"2024\"\n\n[dependencies]\n{line}\n\
             serde_json = \"1\"\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n\n[workspace]\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        let target = below.join("targets").join(name);
        Ok(Self { name, folder, package: package.to_owned(), root, program, target })
    }

    /// Builds what the crate depends on, by the crate without a line, where that may be changed:
    /// a peer's own lines take minutes.
    pub(super) fn prepare(&self, profile: Profile) -> io::Result<()> {
        self.write("fn main() {}\n")?;
        let Some(root) = &self.root else {
            return self.cargo(profile, profile.command(), &[]).map(drop);
        };
        let text = fs::read(root)?;
        fs::write(root, "")?;
        let built = self.cargo(profile, profile.command(), &[]);
        fs::write(root, text)?;
        built.map(drop)
    }

    /// Builds the crate, then the program, and adds what they took.
    pub(super) fn round(&self, profile: Profile, tally: &mut Tally) -> io::Result<()> {
        self.clean(profile)?;
        tally.begin_build();
        let run = self.cargo(profile, profile.command(), &["--package", &self.package])?;
        let name = profile.name();
        tally.add(&format!("{name} cpu"), run.cpu_seconds);
        tally.add(&format!("{name} wall"), run.seconds);
        tally.add(&format!("{name} peak"), run.peak_mb);
        if profile == Profile::Check {
            return Ok(());
        }
        let built = artifact(&run, &self.package)?;
        for ending in ["rlib", "rmeta"] {
            let paths = built.filenames.iter().filter(|path| path.extension() == Some(ending));
            let sizes = paths.map(|path| megabytes(path.as_std_path()));
            if let Some(size) = sizes.max_by(|a, b| a.total_cmp(b)) {
                tally.add(&format!("{name} {ending}"), size);
            }
        }
        let Some(program) = &self.program else {
            tally.no_program = Some("nobody wrote one".to_owned());
            return Ok(());
        };
        // The crate's own figures are worth something without a program.
        tally.no_program = self.call(profile, program, tally).err().map(|error| error.to_string());
        Ok(())
    }

    /// Builds the program alone, and once more after what people do with it.
    fn call(&self, profile: Profile, program: &str, tally: &mut Tally) -> io::Result<()> {
        self.write(program)?;
        let run = self.cargo(profile, "build", &[])?;
        let name = profile.name();
        tally.add(&format!("{name} program cpu"), run.cpu_seconds);
        tally.add(&format!("{name} program size"), executable(&run)?);
        match profile {
            Profile::Incremental => {
                let changed = program.replacen(MAIN, &format!("{MAIN}    println!();\n"), 1);
                self.write(&changed)?;
                let run = self.cargo(profile, "build", &[])?;
                tally.add("rebuild cpu", run.cpu_seconds);
            }
            Profile::Release => {
                // By the profile, what the program depends on would be built again as well.
                let run = self.cargo(profile, "rustc", &["--", "-C", "strip=symbols"])?;
                tally.add("stripped program size", executable(&run)?);
            }
            Profile::Check | Profile::Debug => {}
        }
        Ok(())
    }

    fn write(&self, program: &str) -> io::Result<()> {
        fs::write(self.folder.join("src").join("main.rs"), program)
    }

    /// Forgets the crate, and nothing that it depends on.
    fn clean(&self, profile: Profile) -> io::Result<()> {
        let mut cargo = cargo();
        cargo.current_dir(&self.folder).args(["clean", "--package", &self.package]);
        cargo.args(profile.options()).env("CARGO_TARGET_DIR", &self.target);
        succeeded(measured::run(&mut cargo, LIMIT)?).map(drop)
    }

    fn cargo(&self, profile: Profile, command: &str, arguments: &[&str]) -> io::Result<Run> {
        let mut cargo = cargo();
        cargo
            .current_dir(&self.folder)
            .arg(command)
            .args(profile.options())
            .args(["--message-format", "json-render-diagnostics"])
            .args(arguments)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", profile.incremental());
        succeeded(measured::run(&mut cargo, LIMIT)?)
    }
}

/// What cargo did, or the first thing that it or rustc complained about.
fn succeeded(run: Run) -> io::Result<Run> {
    if run.is_success() {
        return Ok(run);
    }
    let complaint = run.stderr.lines().find(|line| line.starts_with("error"));
    Err(io::Error::other(complaint.map_or_else(|| run.last_words(), str::to_owned)))
}

/// What cargo says of a package that it built.
fn artifact(run: &Run, package: &str) -> io::Result<Artifact> {
    let messages = Message::parse_stream(run.stdout.as_bytes());
    let artifacts = messages.filter_map(|message| match message {
        Ok(Message::CompilerArtifact(artifact)) => Some(artifact),
        _ => None,
    });
    let named = artifacts.filter(|artifact| artifact.target.name.replace('_', "-") == package);
    named.last().ok_or_else(|| io::Error::other(format!("cargo says nothing of `{package}`")))
}

/// The size of the program that was built.
fn executable(run: &Run) -> io::Result<f64> {
    let path = artifact(run, PROGRAM)?.executable;
    path.map(|path| megabytes(path.as_std_path()))
        .ok_or_else(|| io::Error::other("cargo built no program"))
}

fn megabytes(path: &Path) -> f64 {
    File::open(path)
        .and_then(|file| file.metadata())
        .map_or(f64::NAN, |metadata| metadata.len() as f64 / 1_048_576.0)
}
