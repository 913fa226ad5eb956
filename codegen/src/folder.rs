//! Reads the files of a description for the entry points: it may stand in several.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use crate::config::{Input, LoadFailure, Loader};
use crate::diagnostic::{Code, Diagnostic};
use crate::similar;

/// Reads files by their paths relative to the folder of a document, and none outside it,
/// not even through a link.
pub fn beside(document: &Path) -> Arc<Loader> {
    within(document, None)
}

/// The same, and those below a root.
pub fn within(document: &Path, root: Option<&Path>) -> Arc<Loader> {
    let folder = document.parent().unwrap_or(Path::new("")).to_owned();
    let folder = if folder.as_os_str().is_empty() { Path::new(".").to_owned() } else { folder };
    let root = root.map(Path::to_owned);
    Arc::new(move |path: &str| {
        let text = |error: io::Error| error.to_string();
        let own = folder.canonicalize().map_err(text)?;
        let root = root.as_ref().map(|root| root.canonicalize()).transpose().map_err(text)?;
        let allowed = |path: &Path| {
            path.starts_with(&own) || root.as_ref().is_some_and(|root| path.starts_with(root))
        };
        // What is outside is not even looked for.
        if !allowed(&stepped(&own, path)) {
            return Err(match root {
                None => LoadFailure::OutsideFolder,
                Some(_) => LoadFailure::OutsideRoot,
            });
        }
        let file = folder.join(path).canonicalize().map_err(text)?;
        if !allowed(&file) {
            let outside = "it is a link to what is outside the folder of the document";
            return Err(outside.to_owned().into());
        }
        Ok(read_text(&file).map_err(text)?)
    })
}

/// Where a path leads from a folder, by its words alone.
fn stepped(folder: &Path, path: &str) -> PathBuf {
    let mut reached = folder.to_owned();
    for step in Path::new(path).components() {
        match step {
            Component::ParentDir => {
                reached.pop();
            }
            Component::CurDir => {}
            step => reached.push(step),
        }
    }
    reached
}

/// Whether what the caller has opened can be read, too (`… | specwright check /dev/stdin`, `<(…)`
/// in a shell): it ends where the caller ends it, though it is no file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Streams {
    /// Files alone are read.
    #[default]
    Refused,
    /// Who names a stream has opened it.
    Opened,
}

/// Reads a text, and calls it by a name.
///
/// # Errors
/// As [`read_text`].
pub fn read_input(path: &Path, name: &str, streams: Streams) -> io::Result<Input> {
    let is_open = path == Path::new("/dev/stdin") || path.parent() == Some(Path::new("/dev/fd"));
    let is_stream = || fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    let content = match streams {
        Streams::Opened if is_open && is_stream() => fs::read_to_string(path)?,
        _ => read_text(path)?,
    };
    Ok(Input::new(name, content))
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

/// A file that cannot be read or written, what it is to the call, why, and what to do about it.
pub fn unusable(path: &Path, name: &str, role: &str, error: &io::Error) -> Diagnostic {
    let message = format!("the {role} {name} cannot be used: {error}");
    let problem = Diagnostic::new(Code::FileUnusable, message);
    match error.kind() {
        io::ErrorKind::NotFound => problem.help(match like(path) {
            Some(like) => {
                format!("did you mean {}?", Path::new(name).with_file_name(like).display())
            }
            None => format!("give the path of the {role} from here"),
        }),
        io::ErrorKind::IsADirectory => {
            problem.help(format!("give the {role} itself, not the folder that it is in"))
        }
        io::ErrorKind::InvalidData => problem.help("it must be UTF-8 text"),
        _ => problem,
    }
}

/// The name beside a missing one that is most like it.
fn like(missing: &Path) -> Option<String> {
    let wanted = missing.file_name()?.to_str()?;
    let folder = missing.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let names: Vec<String> = names.collect();
    similar::similar(wanted, names.iter().map(String::as_str)).map(str::to_owned)
}
