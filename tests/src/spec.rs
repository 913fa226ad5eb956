//! The repository's own description, its examples, and the folders around it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;
use specwright_codegen::pointer::FileId;
use specwright_codegen::project::Project;
use specwright_codegen::read::source;
use specwright_codegen::{Config, Input};

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The configuration that `cargo xtask codegen` has for the fine-tuning endpoint.
///
/// # Panics
/// Where the repository is not whole.
pub fn fine_tuning() -> Config {
    let project = Project::load(&root().join("spec/codegen.toml")).expect("the project file");
    project.jobs.into_iter().find(|job| job.name == "fine_tuning").expect("the job").config
}

/// The same with another text in place of the description.
pub fn fine_tuning_with(name: &str, content: impl Into<String>) -> Config {
    let mut config = fine_tuning();
    config.document = Input::new(name, content);
    config
}

/// The description, as JSON.
///
/// # Panics
/// Where it cannot be read.
pub fn description() -> Value {
    let text = fs::read_to_string(root().join("spec/openapi.yaml")).expect("the description");
    source::read("openapi.yaml", text, FileId(0)).expect("readable").0.to_json()
}

/// The named examples of requests and of answers: name, request, answer.
///
/// # Panics
/// Where the description has none.
pub fn examples() -> Vec<(String, Value, Value)> {
    let description = description();
    let operation = &description["paths"]["/fine_tuning/jobs"]["post"];
    let request = &operation["requestBody"]["content"]["application/json"]["examples"];
    let response = &operation["responses"]["200"]["content"]["application/json"]["examples"];
    let requests = request.as_object().expect("examples of requests");
    let pairs = requests.iter().map(|(name, request)| {
        (name.clone(), request["value"].clone(), response[name]["value"].clone())
    });
    pairs.collect()
}

/// The folder of reference material, which a clone does not have: `SPECWRIGHT_REFERENCE`.
///
/// A test that needs it prints a notice and passes without it, unless
/// `SPECWRIGHT_REQUIRE_CORPUS` says that it must be there.
///
/// # Panics
/// Where it must be there and is not.
pub fn reference() -> Option<PathBuf> {
    optional_folder("SPECWRIGHT_REFERENCE")
}

/// The folder of real documents, which a clone does not have: `SPECWRIGHT_CORPUS`. A test
/// that needs it is as forgiving as with [`reference()`].
///
/// # Panics
/// Where it must be there and is not.
pub fn corpus() -> Option<PathBuf> {
    optional_folder("SPECWRIGHT_CORPUS")
}

fn optional_folder(variable: &str) -> Option<PathBuf> {
    let folder = env::var_os(variable).map(PathBuf::from).filter(|folder| folder.is_dir());
    if folder.is_none() {
        assert!(
            env::var_os("SPECWRIGHT_REQUIRE_CORPUS").is_none(),
            "{variable} has to name a folder, since SPECWRIGHT_REQUIRE_CORPUS is set"
        );
        eprintln!("skipped: {variable} names no folder");
    }
    folder
}
