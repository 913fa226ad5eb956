//! What `cargo check` of one crate takes, its dependencies aside.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::measured::{self, Run};
use crate::workspace::cargo;

/// More than any crate takes that is worth a comparison.
const LIMIT: Duration = Duration::from_secs(1_800);

/// A crate that is checked again and again.
pub(super) struct Checked {
    folder: PathBuf,
    target: PathBuf,
}

impl Checked {
    /// Checks a crate with everything that it depends on; why not, where it does not compile.
    pub(super) fn prepare(folder: &Path, target: &Path) -> io::Result<Result<Self, String>> {
        let checked = Self { folder: folder.to_owned(), target: target.to_owned() };
        let run = checked.run()?;
        Ok(if run.is_success() { Ok(checked) } else { Err(run.last_words()) })
    }

    /// Checks the crate alone.
    pub(super) fn again(&self) -> io::Result<Run> {
        let root = File::options().append(true).open(self.folder.join("src/lib.rs"))?;
        root.set_modified(SystemTime::now())?;
        self.run()
    }

    fn run(&self) -> io::Result<Run> {
        let mut cargo = cargo();
        cargo
            .current_dir(&self.folder)
            .args(["check", "--lib"])
            .env("CARGO_TARGET_DIR", &self.target)
            // What was found out before must not help.
            .env("CARGO_INCREMENTAL", "0");
        measured::run(&mut cargo, LIMIT)
    }
}
