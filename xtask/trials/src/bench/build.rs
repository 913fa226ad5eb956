//! `cargo xtask bench build DOCUMENT`: what a generated crate costs those who build it, and a
//! program that makes one call with it; beside other generators, and the crate of this
//! repository beside async-openai.
//!
//! The rounds of all alternate, and the least counts: others use the machine, and can only slow
//! it down. A peer takes minutes for each build, so what was measured is kept in a file for each,
//! and a run of one of them shows the others' figures from earlier runs.

mod report;
mod subject;
mod tally;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use std::{fs, io};

use self::report::Report;
use self::subject::{Profile, Subject};
use self::tally::Tally;
use super::peers::{self, Tool};
use crate::measured;
use crate::workspace::{Workspace, sources};

/// More than any generator takes that is worth a comparison.
const LIMIT: Duration = Duration::from_secs(600);

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The description.
    document: PathBuf,
    /// How often each crate is built.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Build only what is named, as often as it is given; of all others, show the figures of
    /// earlier runs.
    #[arg(long, value_name = "NAME", value_parser = names())]
    only: Vec<String>,
    /// Leave out the release profile.
    #[arg(long)]
    debug_only: bool,
    /// Also write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// The crate that our generator writes.
const GENERATED: &str = "ours";

/// The crate that this repository ships.
const FLAGSHIP: &str = "flagship";

/// The crates that are not generated from the document: of each its name here, its package, and
/// how a program depends on it, where `{runtime}` is the folder of our runtime.
const SHIPPED: [(&str, &str, &str); 2] = [
    (FLAGSHIP, "specwright", "specwright = { path = \"{runtime}\" }"),
    (
        "async-openai",
        "async-openai",
        "async-openai = { version = \"0.43\", default-features = false, \
         features = [\"finetuning\", \"rustls\"] }",
    ),
];

/// Everything that can be built.
fn names() -> Vec<&'static str> {
    let peers = peers::names();
    [GENERATED].into_iter().chain(peers).chain(SHIPPED.map(|(name, ..)| name)).collect()
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match measure(arguments) {
        Ok(report) => {
            println!("{}", report.render());
            if report.is_missed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Where the crates are, and what is known of them.
struct Bench {
    workspace: Workspace,
    folder: PathBuf,
    document: PathBuf,
    /// The document's name without its ending.
    stem: String,
}

fn measure(arguments: &Arguments) -> io::Result<Report> {
    let document = arguments.document.canonicalize()?;
    let workspace = Workspace::find("bench")?;
    let folder = workspace.folder.join("build");
    let stem = document.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let bench = Bench { workspace, folder, document, stem };
    fs::create_dir_all(bench.figures())?;
    let is_asked =
        |name: &str| arguments.only.is_empty() || arguments.only.iter().any(|one| one == name);
    let (subjects, absent) = bench.subjects(&is_asked)?;
    let mut ready = bench.prepared(subjects)?;
    let profiles = match arguments.debug_only {
        true => &[Profile::Check, Profile::Debug][..],
        false => &[Profile::Check, Profile::Debug, Profile::Release],
    };
    bench.each(&mut ready, profiles, |subject, profile, _| subject.prepare(profile))?;
    for round in 1..=arguments.rounds.max(1) {
        eprintln!("round {round}");
        bench.each(&mut ready, profiles, Subject::round)?;
    }
    // Last and once: what cargo keeps for the next time is kept for our runtime as well, which
    // is then built again.
    bench.each(&mut ready, &[Profile::Incremental], |subject, profile, tally| {
        subject.prepare(profile)?;
        subject.round(profile, tally)
    })?;
    let mut all = Vec::new();
    for name in names() {
        let measured = ready.iter().position(|(subject, _)| subject.name == name);
        let tally = match measured {
            Some(index) => ready.swap_remove(index).1,
            None => Tally::kept(&bench.kept(name))?,
        };
        all.push((name, tally));
    }
    let report = Report::new(bench.stem, all, absent);
    if let Some(path) = &arguments.json {
        fs::write(path, serde_json::to_string_pretty(&report)?)?;
    }
    Ok(report)
}

/// What is built, and what came of it.
type Ready = Vec<(Subject, Tally)>;

impl Bench {
    /// Where the figures of all crates are kept.
    fn figures(&self) -> PathBuf {
        self.folder.join("figures").join(&self.stem)
    }

    /// Where those of one are.
    fn kept(&self, name: &str) -> PathBuf {
        self.figures().join(format!("{name}.json"))
    }

    /// What is asked for and there, and the names of what is not installed.
    fn subjects(
        &self,
        is_asked: &dyn Fn(&str) -> bool,
    ) -> io::Result<(Vec<Source>, Vec<&'static str>)> {
        let (peers, mut absent) = peers::installed()?;
        absent.retain(|name| is_asked(name));
        let mut all = Vec::new();
        if is_asked(GENERATED) {
            let command = self.workspace.debug_command()?;
            all.push(Source::Generated(GENERATED, peers::ours(command, &self.workspace)));
        }
        let peers = peers.into_iter().filter(|tool| is_asked(tool.name));
        all.extend(peers.map(|tool| Source::Generated(tool.name, tool)));
        let shipped = SHIPPED.into_iter().filter(|(name, ..)| is_asked(name));
        all.extend(shipped.map(|(name, package, line)| Source::Shipped(name, package, line)));
        Ok((all, absent))
    }

    /// The crates and programs, as they are written to their folders.
    fn prepared(&self, sources: Vec<Source>) -> io::Result<Ready> {
        let runtime = self.workspace.root.join("runtime");
        let mut ready = Ready::new();
        for source in sources {
            let mut tally = Tally::kept(&self.kept(source.name()))?.begun();
            let subject = match source {
                Source::Generated(name, tool) => self.generated(name, &tool, &mut tally)?,
                Source::Shipped(name, package, line) => {
                    let line = line.replace("{runtime}", &runtime.to_string_lossy());
                    let program = self.program("shipped", name)?;
                    Subject::shipped(name, package, &line, program, &self.folder)?
                }
            };
            self.lock(&subject)?;
            ready.push((subject, tally));
        }
        Ok(ready)
    }

    /// The crate that a generator writes; where it fails, that is told.
    fn generated(&self, name: &'static str, tool: &Tool, tally: &mut Tally) -> io::Result<Subject> {
        eprintln!("generating: {name}");
        let folder = self.folder.join("crates").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        let run = measured::run(&mut tool.command(&self.document, &folder), LIMIT)?;
        tally.version.clone_from(&tool.version);
        if run.is_success() {
            let sources = sources(&folder)?;
            tally.add("files", sources.len() as f64);
            tally.add("lines", lines(&sources)? as f64);
            tool.complete(&folder)?;
        } else {
            tally.failure = Some(format!("it fails: {}", run.last_words()));
        }
        // A family of documents is called alike: `openai-2026-08.yaml` is of `openai`.
        let family = self.stem.split(['-', '.']).next().unwrap_or_default();
        Subject::generated(name, &folder, self.program(family, name)?, &self.folder)
    }

    /// The program that makes one call with a crate, where somebody wrote one.
    fn program(&self, family: &str, name: &str) -> io::Result<Option<String>> {
        let folder = self.workspace.root.join("bench").join("programs").join(family);
        match fs::read_to_string(folder.join(format!("{name}.rs"))) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Ours is built with the versions that this repository is tested with.
    fn lock(&self, subject: &Subject) -> io::Result<()> {
        if subject.name == GENERATED || subject.name == FLAGSHIP {
            fs::copy(self.workspace.root.join("Cargo.lock"), subject.folder.join("Cargo.lock"))?;
        }
        Ok(())
    }

    /// Does something with each crate by each profile; what fails once is left out from then on.
    fn each(
        &self,
        ready: &mut Ready,
        profiles: &[Profile],
        mut task: impl FnMut(&Subject, Profile, &mut Tally) -> io::Result<()>,
    ) -> io::Result<()> {
        for (subject, tally) in ready {
            for &profile in profiles {
                if tally.failure.is_some() {
                    break;
                }
                eprintln!("  {}: {}", subject.name, profile.name());
                if let Err(error) = task(subject, profile, tally) {
                    tally.failure = Some(format!("{}: {error}", profile.name()));
                }
                tally.keep(&self.kept(subject.name))?;
            }
        }
        Ok(())
    }
}

/// Where a crate comes from.
enum Source {
    /// A generator writes it.
    Generated(&'static str, Tool),
    /// It is there: its package, and how a program depends on it.
    Shipped(&'static str, &'static str, &'static str),
}

impl Source {
    fn name(&self) -> &'static str {
        match self {
            Source::Generated(name, _) | Source::Shipped(name, ..) => name,
        }
    }
}

/// How many lines are neither blank nor comments.
fn lines(paths: &[PathBuf]) -> io::Result<usize> {
    paths.iter().map(|path| Ok(lines_of_code(&fs::read_to_string(path)?))).sum()
}

fn lines_of_code(text: &str) -> usize {
    let mut is_comment = false;
    let is_code = |line: &&str| {
        is_comment |= line.starts_with("/*");
        let is_code = !is_comment && !line.is_empty() && !line.starts_with("//");
        is_comment &= !line.ends_with("*/");
        is_code
    };
    text.lines().map(str::trim).filter(is_code).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_of_both_kinds_are_no_code() {
        let text =
            "//! A module.\n\n/** A type.\nfn no() {}\n*/\nstruct Type; // so\n    /* a */\n}\n";
        assert_eq!(lines_of_code(text), 2);
    }
}
