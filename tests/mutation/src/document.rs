//! What is mutated: the inputs of the cases, the repository's own description, and the
//! smaller documents of the corpus.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// A description to mutate.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is called: its path below the repository or the corpus.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The inputs of `tests/cases`, below the folder of the repository.
///
/// # Errors
/// Where they cannot be read.
pub fn cases(root: &Path) -> io::Result<Vec<Document>> {
    let folder = root.join("tests/cases");
    let mut documents = Vec::new();
    for case in listed(&folder)? {
        for name in ["input.yaml", "input.json"] {
            let path = case.join(name);
            if path.is_file() {
                documents.push(read(root, &path)?);
            }
        }
    }
    Ok(documents)
}

/// The description of fine-tuning, below the folder of the repository.
///
/// # Errors
/// Where it cannot be read.
pub fn own(root: &Path) -> io::Result<Document> {
    read(root, &root.join("spec/openapi.yaml"))
}

/// The documents of a folder that are no larger than so many bytes.
///
/// # Errors
/// Where they cannot be read.
pub fn corpus(folder: &Path, largest: u64) -> io::Result<Vec<Document>> {
    let mut documents = Vec::new();
    for path in listed(folder)? {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if matches!(ending, "json" | "yaml" | "yml") && fs::metadata(&path)?.len() <= largest {
            documents.push(read(folder, &path)?);
        }
    }
    Ok(documents)
}

fn listed(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", folder.display())))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn read(root: &Path, path: &Path) -> io::Result<Document> {
    let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
    Ok(Document { name, text: fs::read_to_string(path)? })
}
