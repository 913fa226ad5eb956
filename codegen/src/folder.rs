//! The files beside a document, for the entry points: a description may stand in several files.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::read::resolve::Loader;

/// Reads files by their paths relative to the folder of a document, and none outside it,
/// not even through a link.
pub fn beside(document: &Path) -> Arc<Loader> {
    let folder = document.parent().unwrap_or(Path::new("")).to_owned();
    let folder = if folder.as_os_str().is_empty() { Path::new(".").to_owned() } else { folder };
    Arc::new(move |path: &str| {
        let text = |error: std::io::Error| error.to_string();
        let root = folder.canonicalize().map_err(text)?;
        let file = folder.join(path).canonicalize().map_err(text)?;
        if !file.starts_with(&root) {
            return Err("it is outside the folder of the document".to_owned());
        }
        fs::read_to_string(file).map_err(text)
    })
}
