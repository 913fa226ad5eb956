//! Settles where files may be written: below a root, and through no link.

use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use thiserror::Error;

/// The folder below which files may be written, whatever a project file or an argument names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// As it really is, without links.
    folder: PathBuf,
}

/// Why a file is not written.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{} {reason}", path.display())]
pub struct Refusal {
    path: PathBuf,
    reason: Reason,
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(super) enum Reason {
    #[error(
        "was not written by specwright and stands in the way; move it, or choose another file or folder"
    )]
    Foreign,
    #[error("is what is read; choose another file")]
    Input,
    #[error("would be written twice; give each file a path of its own")]
    Twice,
    #[error("is a link, and nothing is written through links; remove it, or name what it leads to")]
    Link,
    #[error(
        "is behind a link that leads out of the output folder; remove the link, or name what it leads to"
    )]
    LeadsOut,
    #[error("is a folder; move it, or choose another file")]
    Folder,
    #[error("is no regular file; choose another")]
    Special,
    #[error("is read-only; let it be written, or choose another")]
    ReadOnly,
    #[error("has no name that a file can have; choose another")]
    Nameless,
    #[error("is what the repository itself is kept in; choose a path beside it")]
    Repository,
    #[error(
        "is outside {}, and nothing is written there; choose a path below it, or another root with `--root`",
        _0.display()
    )]
    Outside(PathBuf),
}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        let kind = match refusal.reason {
            Reason::Foreign | Reason::Folder => io::ErrorKind::AlreadyExists,
            Reason::ReadOnly => io::ErrorKind::PermissionDenied,
            _ => io::ErrorKind::InvalidInput,
        };
        io::Error::new(kind, refusal)
    }
}

impl Refusal {
    pub(super) fn new(path: &Path, reason: Reason) -> Self {
        Self { path: path.to_owned(), reason }
    }
}

impl Root {
    /// This folder and no other.
    ///
    /// # Errors
    /// Where a folder on the way to it cannot be looked at.
    pub fn at(folder: &Path) -> io::Result<Self> {
        Ok(Self { folder: resolve(folder)? })
    }

    /// The root of what a folder belongs to: the nearest folder around it that is a repository
    /// or a workspace, or else the crate that it is in, or else itself.
    ///
    /// # Errors
    /// Where a folder on the way to it cannot be looked at.
    #[cfg(feature = "project")]
    pub fn around(folder: &Path) -> io::Result<Self> {
        let folder = resolve(folder)?;
        Ok(Self { folder: nearest(&folder).unwrap_or(folder) })
    }

    /// The root of what a project file belongs to. One that belongs to nothing may also write
    /// below the current folder if it stands there itself.
    ///
    /// # Errors
    /// Where a folder on the way to it cannot be looked at.
    #[cfg(feature = "project")]
    pub fn around_project(file: &Path) -> io::Result<Self> {
        let folder = resolve(file.parent().unwrap_or(Path::new("")))?;
        let here = resolve(Path::new("."))?;
        Ok(Self {
            folder: match nearest(&folder) {
                Some(root) => root,
                None if folder.starts_with(&here) => here,
                None => folder,
            },
        })
    }

    /// Where a path really leads, if a file may be written there.
    pub(super) fn admit(&self, path: &Path) -> io::Result<PathBuf> {
        let refuse = |reason| Err(Refusal::new(path, reason).into());
        let Some(name) = path.file_name() else { return refuse(Reason::Nameless) };
        let folder = resolve(path.parent().unwrap_or(Path::new("")))?;
        let Some(below) = folder.strip_prefix(&self.folder).ok() else {
            return refuse(Reason::Outside(self.folder.clone()));
        };
        let file = folder.join(name);
        if below.join(name).iter().any(|part| part.eq_ignore_ascii_case(".git")) {
            return refuse(Reason::Repository);
        }
        match fs::symlink_metadata(&file) {
            Ok(found) if found.is_symlink() => refuse(Reason::Link),
            Ok(found) if found.is_dir() => refuse(Reason::Folder),
            Ok(found) if !found.is_file() => refuse(Reason::Special),
            Ok(found) if found.permissions().readonly() => refuse(Reason::ReadOnly),
            Ok(_) => Ok(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(file),
            Err(error) => Err(error),
        }
    }
}

/// Where a path leads, step by step as the system would go: what is not there yet has no
/// links, and everything else may have.
pub(super) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let mut real = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                real.pop();
            }
            Component::Normal(name) => {
                real.push(name);
                match fs::symlink_metadata(&real) {
                    Ok(found) if found.is_symlink() => real = through(&real)?,
                    Ok(_) => {}
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
            Component::Prefix(_) | Component::RootDir => real.push(component),
        }
    }
    // A canonical path may be written in another way altogether, as on Windows.
    let there = real.ancestors().find_map(|around| Some((around, around.canonicalize().ok()?)));
    Ok(match there {
        Some((around, canonical)) if around == real => canonical,
        Some((around, canonical)) => canonical.join(real.strip_prefix(around).unwrap_or(&real)),
        None => real,
    })
}

/// What a link leads to. One that leads nowhere would make what it names appear there.
fn through(link: &Path) -> io::Result<PathBuf> {
    link.canonicalize().map_err(|_| Refusal::new(link, Reason::Link).into())
}

/// The nearest folder, this one or around it, that is a repository or a workspace. A crate
/// that is in neither is one itself, as for cargo.
#[cfg(feature = "project")]
fn nearest(folder: &Path) -> Option<PathBuf> {
    let is_root = |folder: &&Path| {
        fs::symlink_metadata(folder.join(".git")).is_ok() || cargo_has(folder, "workspace")
    };
    let is_crate = |folder: &&Path| cargo_has(folder, "package");
    let found = folder.ancestors().find(is_root).or_else(|| folder.ancestors().find(is_crate));
    found.map(Path::to_owned)
}

#[cfg(feature = "project")]
fn cargo_has(folder: &Path, table: &str) -> bool {
    let text = crate::folder::read_text(&folder.join("Cargo.toml"));
    text.is_ok_and(|text| text.parse::<toml::Table>().is_ok_and(|cargo| cargo.contains_key(table)))
}
