//! `cargo xtask compare DOCUMENT`: whether another description of the same API, the
//! published one for example, gives the same Rust, documentation aside.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use specwright_codegen::project::Project;
use specwright_codegen::{Config, Input, Plan, plan};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The other description.
    document: PathBuf,
    /// The API of spec/codegen.toml that it is compared with.
    #[arg(long, default_value = "fine_tuning")]
    api: String,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match compare(arguments) {
        Ok(differences) if differences.is_empty() => {
            println!("{} gives the same Rust, documentation aside.", arguments.document.display());
            ExitCode::SUCCESS
        }
        Ok(differences) => {
            println!("{} gives other Rust:", arguments.document.display());
            for difference in differences {
                println!("  {difference}");
            }
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(arguments: &Arguments) -> Result<Vec<String>, String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let project = Project::load("spec/codegen.toml".as_ref()).map_err(|error| text(&error))?;
    let job = project.jobs.into_iter().find(|job| job.name == arguments.api);
    let ours = job.ok_or_else(|| format!("error: there is no API `{}`", arguments.api))?.config;
    let content = fs::read_to_string(&arguments.document)
        .map_err(|error| format!("error: {}: {error}", arguments.document.display()))?;
    let mut theirs = ours.clone();
    theirs.document = Input::new(arguments.document.to_string_lossy(), content);
    let lines = |config: &Config| {
        let planned = plan(config).map_err(|error| text(&error))?;
        facts(&planned.plan).map_err(|error| text(&error))
    };
    let (ours, theirs) = (lines(&ours)?, lines(&theirs)?);
    let missing = ours.iter().filter(|line| !theirs.contains(line)).map(|line| format!("- {line}"));
    let added = theirs.iter().filter(|line| !ours.contains(line)).map(|line| format!("+ {line}"));
    Ok(missing.chain(added).collect())
}

/// What a plan decides, one line for each place of it.
fn facts(plan: &Plan) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let plan = plan.without_docs()?;
    let types = plan["api"]["types"].as_array().into_iter().flatten();
    let mut lines: Vec<String> = types.map(ToString::to_string).collect();
    lines.push(plan["api"]["operations"].to_string());
    lines.push(plan["facts"]["names"].to_string());
    Ok(lines)
}
