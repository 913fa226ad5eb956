//! The documents of a folder.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// A document.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// What its crate and its log are called: the file's name, made fit for a crate.
    pub(super) name: String,
    /// Where it is.
    pub(super) path: PathBuf,
    /// How it has to end.
    pub(super) expected: Expected,
}

/// How a document has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// In a crate.
    Crate,
    /// In an error that says this.
    Refusal(&'static str),
}

/// The documents that are no OpenAPI 3, or not whole.
const REFUSED: &[(&str, &str)] = &[
    ("docker-engine-swagger2.yaml", "Swagger 2.0"),
    ("slack-web-swagger2.json", "Swagger 2.0"),
    ("stac-item-search.yaml", "../core/commons.yaml"),
];

/// Finds what `folder` holds, and the roots in `folder/multi`, whose parts are in other files.
pub(super) fn find(folder: &Path, only: &[String]) -> io::Result<Vec<Document>> {
    let mut paths = listed(folder)?;
    let multi = folder.join("multi");
    if multi.is_dir() {
        paths.extend(listed(&multi)?.into_iter().map(|path| path.join("openapi.yaml")));
    }
    let is_document = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        matches!(ending, "json" | "yaml" | "yml") && path.is_file()
    };
    let is_wanted = |path: &PathBuf| {
        let path = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
        only.is_empty() || only.iter().any(|name| path.contains(name.as_str()))
    };
    let documents: Vec<Document> = paths
        .into_iter()
        .filter(is_document)
        .filter(is_wanted)
        .map(|path| Document::new(folder, path))
        .collect();
    if documents.is_empty() {
        return Err(io::Error::other(format!("{} holds no such document", folder.display())));
    }
    Ok(documents)
}

impl Document {
    fn new(folder: &Path, path: PathBuf) -> Self {
        let below = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
        let fit = |character: char| {
            if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '-' }
        };
        let name: String = below.chars().map(fit).collect();
        // The name of a crate begins with a letter, and a crate `x` would shadow a dependency `x`.
        let name = format!("c-{name}");
        let refusal = REFUSED.iter().find(|(refused, _)| *refused == below);
        let expected = refusal.map_or(Expected::Crate, |(_, text)| Expected::Refusal(text));
        Self { name, path, expected }
    }
}

fn listed(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", folder.display())))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
