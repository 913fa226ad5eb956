//! Tasks of this repository: `cargo xtask --help` lists them.
//!
//! Those that take long, or much to build, are the package `specwright-trials`, which is
//! built when one of them is asked for.

mod bless;
mod ci;
mod codegen;
mod document;
mod examples;
mod features;
mod package;
mod steps;
mod trials;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use lexopt::{Arg, Parser, ValueExt};

/// What `--help` prints.
const HELP: &str = "\
Tasks of this repository.

Usage: cargo xtask <TASK> [OPTIONS]

Tasks:
  codegen   Regenerate the Rust of the descriptions that spec/codegen.toml lists
              --check          Write nothing; fail where a file is not what would be written
              --config <FILE>  Another project file
              --verbose        List every operation, and every note with its place
              --accept-breaking[=ITEM]  Give up what was published, whole or for an item
              --document <FILE>  Regenerate an API from this description instead of its own, the
                                 published one say, and tell how they differ; with --check, fail
                                 where they do in more than words
              --report <FILE>    Write how they differ there, as an entry of a changelog
              --api <NAME>       The API of --document, if it is not fine_tuning
  bless     Accept what the tests find as what they expect; read the difference afterwards
  ci        Do all that has to be green before a change lands
              --require-corpus  Fail where a test would skip for want of real documents
  examples  Build, run and test the crates of examples/, and compare what they print
              --bless          Accept what they print
  features  Check every crate with none, each and all of its features
              --pairs          Also with every two
              --package <NAME> This crate only; can be given several times
  package   Package the crates that are published, and see that nothing is missing or odd
              --verify         Compile what was packaged, too

Proofs and benchmarks, each with a --help of its own (built at the first call):
  attack    Attack the runtime and the generator by seed and by kind, and say what came of it
  evolution Regenerate for each kind of change, and see what the compiler thinks of it
  fidelity  Prove that the types of a document lose nothing of what its schemas allow
  histories Change descriptions at random, step by step, and compile each step's client
  pairs     Compare random pairs of descriptions, and hold each report against the compiler
  life      Run the life of a job against servers that others wrote (takes Node.js and npm)
  mutate    Break descriptions by the thousand, and see that the generator survives them
  numbers   Test numbers in each of the eight ways that serde_json can be set up
  corpus    Generate every real document of a folder as a crate, and check it
  bench     Measure the generator, and the code that it writes, beside others
";

fn main() -> ExitCode {
    match asked() {
        Ok(Asked::Help) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Ok(Asked::Codegen(arguments)) => codegen::run(&arguments),
        Ok(Asked::Bless) => bless::run(),
        Ok(Asked::Ci(material)) => ci::run(material),
        Ok(Asked::Examples(mode)) => examples::run(mode),
        Ok(Asked::Features(sets, only)) => features::run(sets, &only),
        Ok(Asked::Package(verify)) => package::run(verify),
        Ok(Asked::Trial(words)) => trials::run(&words),
        Err(error) => {
            eprintln!("error: {error}\n\nFor more information, try `cargo xtask --help`.");
            ExitCode::from(2)
        }
    }
}

/// What the command line asks for.
enum Asked {
    Help,
    Codegen(codegen::Arguments),
    Bless,
    Ci(ci::Material),
    Examples(examples::Mode),
    Features(features::Sets, Vec<String>),
    Package(package::Verify),
    /// A task of the package `specwright-trials`, with its arguments.
    Trial(Vec<OsString>),
}

fn asked() -> Result<Asked, lexopt::Error> {
    let mut words = Parser::from_env();
    let task = match words.next()? {
        None | Some(Arg::Short('h') | Arg::Long("help")) => return Ok(Asked::Help),
        Some(Arg::Value(task)) => task,
        Some(other) => return Err(other.unexpected()),
    };
    match task.to_str() {
        Some("help") => Ok(Asked::Help),
        Some("codegen") => codegen_arguments(&mut words),
        Some("bless") => match words.next()? {
            None => Ok(Asked::Bless),
            Some(other) => answer_to(other),
        },
        Some("ci") => match words.next()? {
            None => Ok(Asked::Ci(ci::Material::Optional)),
            Some(Arg::Long("require-corpus")) => Ok(Asked::Ci(ci::Material::Required)),
            Some(other) => answer_to(other),
        },
        Some("examples") => match words.next()? {
            None => Ok(Asked::Examples(examples::Mode::Compare)),
            Some(Arg::Long("bless")) => Ok(Asked::Examples(examples::Mode::Accept)),
            Some(other) => answer_to(other),
        },
        Some("features") => features_arguments(&mut words),
        Some("package") => match words.next()? {
            None => Ok(Asked::Package(package::Verify::No)),
            Some(Arg::Long("verify")) => Ok(Asked::Package(package::Verify::Yes)),
            Some(other) => answer_to(other),
        },
        Some(name) if trials::NAMES.contains(&name) => {
            let rest = words.raw_args()?;
            Ok(Asked::Trial([task].into_iter().chain(rest).collect()))
        }
        _ => Err(format!("there is no task `{}`", task.to_string_lossy()).into()),
    }
}

fn codegen_arguments(words: &mut Parser) -> Result<Asked, lexopt::Error> {
    let mut arguments = codegen::Arguments::default();
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("verbose") => arguments.detail = codegen::Detail::Whole,
            Arg::Long("check") => arguments.mode = codegen::Mode::Check,
            Arg::Long("accept-breaking") => arguments.accept(words.optional_value())?,
            Arg::Long("document") => arguments.document = Some(words.value()?.into()),
            Arg::Long("report") => arguments.report = Some(words.value()?.into()),
            Arg::Long("api") => arguments.api = words.value()?.string()?,
            Arg::Long("config") => arguments.config = words.value()?.into(),
            other => return answer_to(other),
        }
    }
    Ok(Asked::Codegen(arguments))
}

fn features_arguments(words: &mut Parser) -> Result<Asked, lexopt::Error> {
    let (mut sets, mut only) = (features::Sets::EachAlone, Vec::new());
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("pairs") => sets = features::Sets::Pairs,
            Arg::Long("package") => only.push(words.value()?.string()?),
            other => return answer_to(other),
        }
    }
    Ok(Asked::Features(sets, only))
}

/// `--help` is understood behind every task.
fn answer_to(word: Arg<'_>) -> Result<Asked, lexopt::Error> {
    match word {
        Arg::Short('h') | Arg::Long("help") => Ok(Asked::Help),
        other => Err(other.unexpected()),
    }
}
