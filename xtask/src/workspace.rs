//! What cargo says of the packages of a workspace.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A package of a workspace.
pub(crate) struct Member {
    pub(crate) name: String,
    /// The folder of its manifest.
    pub(crate) folder: PathBuf,
    /// Whether its manifest lets it be published.
    pub(crate) is_published: bool,
    /// Its features, `default` apart.
    pub(crate) features: Vec<String>,
    /// What its manifest says, in the words of `cargo metadata`.
    pub(crate) manifest: Value,
}

impl Member {
    /// Whether it has a target of a kind (`bin`, `lib`, `test`).
    pub(crate) fn has(&self, kind: &str) -> bool {
        let targets = self.manifest["targets"].as_array().into_iter().flatten();
        targets
            .flat_map(|target| target["kind"].as_array().into_iter().flatten())
            .any(|it| it == kind)
    }
}

/// The packages of the workspace of a manifest.
///
/// # Errors
/// Where cargo does not run or cannot read a manifest, in its words.
pub(crate) fn members(manifest: &Path) -> Result<Vec<Member>, String> {
    let metadata = metadata(manifest, &["--no-deps"])?;
    Ok(metadata["packages"].as_array().into_iter().flatten().map(member).collect())
}

fn member(package: &Value) -> Member {
    let text = |name: &str| package[name].as_str().unwrap_or_default();
    let features = package["features"].as_object().into_iter().flatten();
    Member {
        name: text("name").to_owned(),
        folder: Path::new(text("manifest_path")).parent().unwrap_or(Path::new(".")).to_owned(),
        // `publish = false` is an empty list of registries.
        is_published: package["publish"].as_array().is_none_or(|registries| !registries.is_empty()),
        features: features.map(|(name, _)| name.clone()).filter(|name| name != "default").collect(),
        manifest: package.clone(),
    }
}

/// What `cargo metadata` prints. What is locked and not there yet is downloaded.
pub(crate) fn metadata(manifest: &Path, words: &[&str]) -> Result<Value, String> {
    let mut command = cargo();
    command.args(["metadata", "--locked", "--format-version", "1", "--manifest-path"]);
    let text = output(command.arg(manifest).args(words))?;
    serde_json::from_str(&text).map_err(|error| format!("`cargo metadata` prints no JSON: {error}"))
}

/// The cargo that runs this task.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// What a command prints on stdout.
///
/// # Errors
/// Where it does not run or fails, with what it said.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    Ok(outputs(command)?.0)
}

/// What a command prints on stdout, and on stderr.
///
/// # Errors
/// As [`output`].
pub(crate) fn outputs(command: &mut Command) -> Result<(String, String), String> {
    let output = command.output().map_err(|error| format!("{command:?} does not run: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        return Ok((text(&output.stdout), text(&output.stderr)));
    }
    Err(format!("{command:?} failed ({}):\n{}", output.status, text(&output.stderr)))
}
