//! `cargo xtask fidelity DOCUMENT`: whether the types of a description give back every value
//! that its schemas allow.
//!
//! The document becomes a crate below the target folder, with a program that lets its types
//! read and write; the prover (`specwright-fidelity`) speaks to that program. So this task
//! depends on no generated code, and survives what it does.

mod bundle;
mod child;
mod package;
mod places;
mod report;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::PoisonError;
use std::{fs, io};

use serde_json::Value;
use specwright_codegen::config::Contents;
use specwright_codegen::diagnostic::Levels;
use specwright_codegen::folder;
use specwright_codegen::pointer::FileId;
use specwright_codegen::read::source;
use specwright_codegen::vendor::Vendor;
use specwright_codegen::{Config, Input, Output, Published, generate};
use specwright_examples::instances;
use specwright_fidelity::{
    Description, Effort, Fidelity, Given, Rejection, Tally, fidelity, rejection,
};

use self::child::Child;
use self::package::{Package, Proven};
use self::places::Places;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The descriptions.
    #[arg(required = true)]
    documents: Vec<PathBuf>,
    /// How many valid instances of each description are wanted; without it 2000, or 20000
    /// of a description with more than a thousand schemas.
    #[arg(long)]
    instances: Option<usize>,
    /// Also take what stands here for examples, as `specwright examples --vendor` does.
    #[arg(long = "vendor", value_name = "NAME/PATH")]
    vendors: Vec<Vendor>,
    /// A description that was published before those: their types are generated so that it stays;
    /// several are its revisions, the oldest first.
    #[arg(long, value_name = "DOCUMENT")]
    after: Vec<PathBuf>,
    /// Also put faults into instances, and see that what is sent with one is refused.
    #[arg(long)]
    reject: bool,
    /// Also write what was found as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    let mut all = Vec::new();
    for document in &arguments.documents {
        match proven(document, arguments) {
            Ok(proof) => {
                println!("{}", report::render(&proof));
                let is_fine = |rejection: &Rejection| rejection.failures.is_empty();
                if !proof.fidelity.failures.is_empty()
                    || !proof.rejection.as_ref().is_none_or(is_fine)
                {
                    code = ExitCode::FAILURE;
                }
                all.push(proof);
            }
            Err(error) => {
                eprintln!("{}: {error}", document.display());
                code = ExitCode::from(2);
            }
        }
    }
    if let Some(path) = &arguments.json
        && let Err(error) = serde_json::to_vec_pretty(&all)
            .map_err(io::Error::other)
            .and_then(|text| fs::write(path, text))
    {
        eprintln!("error: {}: {error}", path.display());
        return ExitCode::from(2);
    }
    code
}

/// What was found of a document, and what explains it.
#[derive(serde::Serialize)]
pub(crate) struct Proof {
    name: String,
    total: Tally,
    fidelity: Fidelity,
    rejection: Option<Rejection>,
    #[serde(skip)]
    description: Description,
    #[serde(skip)]
    output: Output,
}

fn proven(path: &Path, arguments: &Arguments) -> io::Result<Proof> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let content = fs::read_to_string(path)?;
    let root = tree(&file, &content)?;
    let (loader, files) = bundle::remembering(folder::beside(path));
    let mut config = types_of(file, content);
    config.files = Some(loader);
    config.published = published(&arguments.after)?;
    let mut output = generate(&config).map_err(io::Error::other)?;
    let known: HashSet<&str> =
        output.plan.api.types.iter().map(|kind| kind.origin.pointer.as_str()).collect();
    let examples = instances(&config, &arguments.vendors, |pointer| known.contains(pointer))
        .map_err(io::Error::other)?;
    let places = Places::of(examples.of_places);
    if !places.given.is_empty() {
        config.overlays.push(places.overlay());
        output = generate(&config).map_err(io::Error::other)?;
    }
    let mut given: Vec<Given> = examples
        .of_types
        .into_iter()
        .map(|one| Given {
            place: one.example,
            schema: bundle::within(&one.schema),
            value: one.value,
        })
        .collect();
    given.extend(places.given);
    let proven = match config.published {
        None => Proven::All,
        Some(_) => Proven::Received,
    };
    let package = Package::new(&name, &output, &given, proven);
    if proven == Proven::Received {
        let known: HashSet<String> = package.known().into_iter().collect();
        given.retain(|one| known.contains(&one.schema));
    }
    package.write(&output)?;
    let program = package.build()?;
    let pointers = package.pointers();
    let files = files.lock().unwrap_or_else(PoisonError::into_inner);
    let others = files.iter().map(|(path, text)| Ok((path.clone(), tree(path, text)?)));
    let whole = bundle::bundle(root, &others.collect::<io::Result<_>>()?);
    let description = Description::new(&whole, pointers.iter().map(String::as_str));
    let mut child = Child::new(program, &package.known());
    let most = if pointers.len() > 1_000 { 20_000 } else { 2_000 };
    let instances = arguments.instances.unwrap_or(most);
    let mut fidelity = fidelity(&description, &pointers, &mut child, &Effort::of(instances))
        .map_err(io::Error::other)?;
    specwright_fidelity::given(&given, &mut child, &mut fidelity);
    // A fault needs few instances, each has room for many.
    let effort = Effort::of(instances / 4);
    let rejection = arguments
        .reject
        .then(|| rejection(&description, &package.sent(), &mut child, &effort))
        .transpose()
        .map_err(io::Error::other)?;
    drop(child);
    package.clear()?;
    Ok(Proof { name, total: fidelity.total(), fidelity, rejection, description, output })
}

/// How the types of a description are generated.
fn types_of(name: String, content: String) -> Config {
    let mut config = Config::new(Input::new(name, content));
    config.levels = Levels::skipping();
    config.contents = Contents::TypesOnly;
    config.command = "cargo xtask fidelity".to_owned();
    config
}

/// What revisions of a description have published in the end.
fn published(revisions: &[PathBuf]) -> io::Result<Option<Input>> {
    let mut published = None;
    for path in revisions {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut config = types_of(name, fs::read_to_string(path)?);
        config.files = Some(folder::beside(path));
        config.published = published;
        let output = generate(&config).map_err(io::Error::other)?;
        published = Some(Input::new("published.txt", Published::of(&output.plan).render()));
    }
    Ok(published)
}

fn tree(name: &str, content: &str) -> io::Result<Value> {
    match source::read(name, content.to_owned(), FileId(0)) {
        Ok((root, _)) => Ok(root.to_json()),
        Err((problem, _)) => Err(io::Error::other(problem.message.clone())),
    }
}
