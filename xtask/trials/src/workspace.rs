//! This repository, where cargo builds it, and a folder there for a task.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use walkdir::{DirEntry, WalkDir};

/// Where a task works.
pub(crate) struct Workspace {
    /// This repository.
    pub(crate) root: PathBuf,
    /// Where cargo builds it.
    pub(crate) target: PathBuf,
    /// The task's own folder.
    pub(crate) folder: PathBuf,
}

impl Workspace {
    /// The place of a task, whose folder is made.
    pub(crate) fn find(task: &str) -> io::Result<Self> {
        let metadata = cargo_metadata::MetadataCommand::new()
            .manifest_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
            .no_deps()
            .exec()
            .map_err(io::Error::other)?;
        let target: PathBuf = metadata.target_directory.into();
        let folder = target.join(task);
        fs::create_dir_all(&folder)?;
        Ok(Self { root: metadata.workspace_root.into(), target, folder })
    }

    /// Builds the command `specwright` as users have it, so that it generates everything.
    pub(crate) fn command(&self) -> io::Result<PathBuf> {
        self.built(&["--release"], "release")
    }

    /// Builds the command without optimisation, in a tenth of the time, for who measures what it
    /// writes and not how fast.
    pub(crate) fn debug_command(&self) -> io::Result<PathBuf> {
        self.built(&[], "debug")
    }

    fn built(&self, profile: &[&str], folder: &str) -> io::Result<PathBuf> {
        let status = cargo()
            .current_dir(&self.root)
            .arg("build")
            .args(profile)
            .args(["--package", "specwright-cli", "--bin", "specwright", "--target-dir"])
            .arg(&self.target)
            .status()?;
        if !status.success() {
            return Err(io::Error::other("the command `specwright` does not compile"));
        }
        Ok(self.target.join(folder).join(format!("specwright{}", env::consts::EXE_SUFFIX)))
    }
}

/// The cargo that runs this task.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Every file of Rust below a folder, in the order of their names.
pub(crate) fn sources(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let paths = entries.map(|entry| Ok(entry.map(DirEntry::into_path)?));
    let is_rust = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs");
    paths.filter(|path| path.as_ref().map_or(true, is_rust)).collect()
}
