//! Reads the files of a description for the entry points: it may stand in several.

use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use crate::config::Loader;

/// Reads files by their paths relative to the folder of a document, and none outside it,
/// not even through a link.
pub fn beside(document: &Path) -> Arc<Loader> {
    let folder = document.parent().unwrap_or(Path::new("")).to_owned();
    let folder = if folder.as_os_str().is_empty() { Path::new(".").to_owned() } else { folder };
    Arc::new(move |path: &str| {
        let text = |error: io::Error| error.to_string();
        let root = folder.canonicalize().map_err(text)?;
        let file = folder.join(path).canonicalize().map_err(text)?;
        if !file.starts_with(&root) {
            return Err("it is outside the folder of the document".to_owned());
        }
        read_text(&file).map_err(text)
    })
}

/// Reads a text. What is no regular file is refused before it is opened: a pipe would be
/// waited for, and a device may never end.
///
/// # Errors
/// Where there is no such file, where it is none, or where it is no text.
pub fn read_text(path: &Path) -> io::Result<String> {
    let found = fs::metadata(path)?;
    if found.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    if !found.is_file() {
        let message = "it is no regular file; copy what it gives into one";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    fs::read_to_string(path)
}
