//! `cargo xtask life`: the whole life of a fine-tuning job against servers that others wrote: aimock,
//! which keeps files and jobs, and can be made to fail, and Prism, which answers by the description and
//! refuses what contradicts it, alone, in front of aimock, and in front of the stand-in of the example.
//!
//! Both are packages for Node.js, which `npm` installs below `target/life`. Nothing else is fetched.

mod mocks;
mod requests;
mod story;
mod verdicts;

#[path = "../../../runtime/examples/create_job/stand_in.rs"]
mod stand_in;

use std::fs;
use std::process::ExitCode;
use std::time::Instant;

use specwright_codegen::project::Project;
use specwright_codegen::slice::{Notation, slice};

use self::mocks::{Mock, Mocks, Verdict};
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many jobs are watched while the server fails at random.
    #[arg(long, default_value_t = 20)]
    jobs: u32,
}

/// Why a step did not go as it has to.
type Reason = Box<dyn std::error::Error>;

/// What became of the steps.
#[derive(Default)]
struct Steps {
    failed: u32,
}

impl Steps {
    /// Takes a step, and tells what came of it.
    fn take<T>(
        &mut self,
        what: &str,
        step: impl FnOnce() -> Result<(T, String), Reason>,
    ) -> Option<T> {
        let begun = Instant::now();
        let (word, told, value) = match step() {
            Ok((value, told)) => ("ok", told, Some(value)),
            Err(reason) => {
                self.failed += 1;
                ("FAILED", reason.to_string(), None)
            }
        };
        println!("{word:<6} {what:<38} {:>6} ms  {told}", begun.elapsed().as_millis());
        value
    }
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match tell(arguments) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(failed) => {
            eprintln!("error: {failed} steps failed");
            ExitCode::FAILURE
        }
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::from(2)
        }
    }
}

fn tell(arguments: &Arguments) -> Result<u32, Reason> {
    let workspace = Workspace::find("life")?;
    let mocks = Mocks::install(&workspace.folder)?;
    let mut steps = Steps::default();

    println!("\n{}", mocks.aimock);
    let aimock = Mock::aimock(&mocks)?;
    story::all_by_aimock(&aimock.url("/v1"), &mut steps);
    story::in_spite_of_chaos(&aimock.url("/v1"), arguments.jobs, &mut steps);

    // What it judges by is the description as it is generated from, with its corrections.
    let description = workspace.folder.join("openapi.json");
    let project = Project::load(&workspace.root.join("spec/codegen.toml"))?;
    let mut jobs = project.jobs.into_iter();
    let ours = jobs.find(|job| job.name == "fine_tuning").ok_or("there is no API `fine_tuning`")?;
    let corrected = slice(&ours.config).map_err(|failure| failure.to_string())?;
    fs::write(&description, corrected.text(Notation::Json)?)?;

    println!("\n{}, by the description", mocks.prism);
    let prism = Mock::prism(&mocks, &description)?;
    story::all_by_prism(&prism.url(""), &mut steps);

    println!("\n{}, in front of {}", mocks.prism, mocks.aimock);
    let judge = Mock::proxy(&mocks, &description, &aimock.url("/v1"), Verdict::Told)?;
    story::all_by_aimock_judged(&judge.url(""), &mut steps);

    println!("\n{}, in front of the stand-in", mocks.prism);
    let stand_in = stand_in::start()?;
    let proxy = Mock::proxy(&mocks, &description, &stand_in, Verdict::Refused)?;
    story::through_a_proxy(&proxy.url(""), &mut steps);
    Ok(steps.failed)
}
