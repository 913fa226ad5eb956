//! The only access to disk: what is there is compared before anything is written, and what this
//! generator did not write is left alone.

mod place;
mod stamp;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io, process};

use crate::folder::read_text;
use crate::render::{File, module_names};

use self::place::{Reason, resolve};

pub use self::place::{Refusal, Root};
pub(crate) use self::stamp::header;
#[cfg(feature = "project")]
pub(crate) use self::stamp::{Comment, line};

/// How a folder differs from what would be written into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Files that are missing or say something else.
    pub stale: Vec<PathBuf>,
    /// Those of them that are missing.
    pub missing: Vec<PathBuf>,
    /// Files that an earlier generation left and this one has no use for.
    pub left_over: Vec<PathBuf>,
}

impl Difference {
    /// Whether the folder is as it should be.
    pub fn is_empty(&self) -> bool {
        self.stale.is_empty() && self.left_over.is_empty()
    }
}

/// Compares a folder with what would be written into it.
///
/// # Errors
/// Where the folder is there and cannot be read, or leads elsewhere by a link.
pub fn compare(folder: &Path, files: &[File]) -> io::Result<Difference> {
    let mut survey = Survey::new(Root::at(folder)?, Intent::Compare);
    survey.folder(folder, files)?;
    Ok(survey.difference())
}

/// Makes a folder say what it should: writes what is stale, removes what is left over.
///
/// # Errors
/// Where the disk refuses, and where something that this generator did not write stands in
/// the way; nothing is written then.
pub fn write(folder: &Path, files: &[File]) -> io::Result<Difference> {
    let mut survey = Survey::new(Root::at(folder)?, Intent::Write);
    survey.folder(folder, files)?;
    survey.settle()
}

/// Makes one file of Rust below a folder say what it should.
///
/// # Errors
/// As [`write`].
pub(crate) fn write_file(folder: &Path, path: &Path, text: &str) -> io::Result<Difference> {
    let mut survey = Survey::new(Root::at(folder)?, Intent::Write);
    survey.file(path, text, stamp::is_rust)?;
    survey.settle()
}

/// What is going to become of the files that are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// They are compared alone, so that a foreign one is only stale.
    Compare,
    /// They are written, so that a foreign one is refused.
    Write,
}

/// Everything that a run would write, looked at before any of it is written.
#[derive(Debug)]
pub struct Survey {
    root: Root,
    intent: Intent,
    /// What is read, which is never written.
    inputs: BTreeSet<PathBuf>,
    taken: BTreeSet<PathBuf>,
    stale: Vec<Stale>,
    left_over: Vec<Place>,
}

/// A file as it was named, and where it really is.
#[derive(Debug)]
struct Place {
    named: PathBuf,
    real: PathBuf,
}

#[derive(Debug)]
struct Stale {
    place: Place,
    text: String,
    found: Found,
}

/// What is there before a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    Another,
}

impl Survey {
    /// Begins a survey of what is written below a root.
    pub fn new(root: Root, intent: Intent) -> Self {
        Self {
            root,
            intent,
            inputs: BTreeSet::new(),
            taken: BTreeSet::new(),
            stale: Vec::new(),
            left_over: Vec::new(),
        }
    }

    /// Spares what is read, whatever it looks like.
    pub fn spare(&mut self, input: &Path) {
        self.inputs.extend(input.canonicalize());
    }

    /// Looks at the files of a folder, and at those there that an earlier run left.
    ///
    /// # Errors
    /// Where one of them cannot be read or must not be written.
    pub fn folder(&mut self, folder: &Path, files: &[File]) -> io::Result<()> {
        let own = resolve(folder)?;
        let mut folders = BTreeSet::from([folder.to_owned()]);
        for (name, text) in files {
            let path = folder.join(name);
            let around = path.parent().unwrap_or(folder);
            if !resolve(around)?.starts_with(&own) {
                return Err(Refusal::new(&path, Reason::LeadsOut).into());
            }
            folders.insert(around.to_owned());
            let is_ours = if is_rust(&path) { stamp::is_rust } else { stamp::is_cargo };
            self.file(&path, text, is_ours)?;
        }
        // A module that fits into one file again leaves a folder of them behind.
        let around: Vec<PathBuf> = folders.iter().cloned().collect();
        for module in module_names() {
            let within = around.iter().map(|folder| folder.join(module));
            // Not through a link.
            let is_folder =
                |path: &PathBuf| path.symlink_metadata().is_ok_and(|found| found.is_dir());
            folders.extend(within.filter(is_folder));
        }
        for folder in folders {
            self.look_for_left_over(&folder)?;
        }
        Ok(())
    }

    /// Looks at a file, of which `is_ours` tells by its text whether this generator wrote it.
    ///
    /// # Errors
    /// Where it cannot be read or must not be written.
    pub fn file(
        &mut self,
        path: &Path,
        text: &str,
        is_ours: impl Fn(&str) -> bool,
    ) -> io::Result<()> {
        let refuse = |reason| Err(Refusal::new(path, reason).into());
        let real = self.root.admit(path)?;
        if self.inputs.contains(&real) {
            return refuse(Reason::Input);
        }
        if !self.taken.insert(real.clone()) {
            return refuse(Reason::Twice);
        }
        let mut there = Found::Another;
        match read_text(&real) {
            Ok(found) if same_text(&found, text) => return Ok(()),
            // An empty file is nobody's work.
            Ok(found) if is_ours(&found) || found.trim().is_empty() => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => there = Found::Nothing,
            Ok(_) if self.intent == Intent::Write => return refuse(Reason::Foreign),
            // What is no text is not ours.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                if self.intent == Intent::Write {
                    return refuse(Reason::Foreign);
                }
            }
            Ok(_) => {}
            Err(error) => return Err(error),
        }
        let place = Place { named: path.to_owned(), real };
        self.stale.push(Stale { place, text: text.to_owned(), found: there });
        Ok(())
    }

    /// How the disk differs from what would be written.
    pub fn difference(&self) -> Difference {
        let stale = self.stale.iter().map(|stale| stale.place.named.clone());
        let missing = self.stale.iter().filter(|stale| stale.found == Found::Nothing);
        let missing = missing.map(|stale| stale.place.named.clone());
        let left_over = self.left_over.iter().map(|place| place.named.clone());
        Difference {
            stale: stale.collect(),
            missing: missing.collect(),
            left_over: left_over.collect(),
        }
    }

    /// Writes what is stale and removes what is left over: everything is written beside its
    /// place first, so that a full disk changes nothing.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn settle(self) -> io::Result<Difference> {
        let mut drafts = Vec::new();
        for Stale { place, text, .. } in &self.stale {
            drafts.push(Draft::write(&place.real, text)?);
        }
        for draft in drafts {
            draft.keep()?;
        }
        for place in &self.left_over {
            fs::remove_file(&place.real)?;
        }
        Ok(self.difference())
    }

    /// The Rust files of a folder that bear the stamp and are not written now.
    fn look_for_left_over(&mut self, folder: &Path) -> io::Result<()> {
        let real = resolve(folder)?;
        let entries = match fs::read_dir(&real) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry?;
            // Neither a link nor anything else that only looks like a file was written by us.
            if entry.file_type()?.is_file() {
                names.push(entry.file_name());
            }
        }
        names.sort();
        for name in names {
            let place = Place { named: folder.join(&name), real: real.join(&name) };
            let is_kept = self.taken.contains(&place.real) || self.inputs.contains(&place.real);
            // A file that is no text is a person's, too.
            if is_rust(&place.real)
                && !is_kept
                && read_text(&place.real).is_ok_and(|text| stamp::is_rust(&text))
            {
                self.left_over.push(place);
            }
        }
        Ok(())
    }
}

/// A file that is written beside the one that it will replace, and is gone if it does not.
#[derive(Debug)]
struct Draft {
    path: PathBuf,
    /// What it replaces, until it has.
    replaced: Option<PathBuf>,
}

impl Draft {
    fn write(replaced: &Path, text: &str) -> io::Result<Self> {
        let folder = replaced.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder)?;
        let name = replaced.file_name().unwrap_or_default().to_string_lossy();
        let path = folder.join(format!(".{name}.{}", process::id()));
        // What is there of that name is not ours to open, wherever it leads.
        let mut file = fs::File::options().write(true).create_new(true).open(&path)?;
        let draft = Self { path, replaced: Some(replaced.to_owned()) };
        io::Write::write_all(&mut file, text.as_bytes())?;
        if let Ok(found) = fs::metadata(replaced) {
            file.set_permissions(found.permissions())?;
        }
        Ok(draft)
    }

    /// Takes the place of what it replaces, which even as a link is not followed.
    fn keep(mut self) -> io::Result<()> {
        if let Some(replaced) = &self.replaced {
            fs::rename(&self.path, replaced)?;
            self.replaced = None;
        }
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.replaced.is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// A checkout may have turned line endings; that is no difference.
fn same_text(found: &str, text: &str) -> bool {
    found == text || found.replace("\r\n", "\n") == text
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    const OURS: &str = "// @generated by specwright: `x` from y. Do not edit.\n";

    fn named(name: &str) -> File {
        (name.to_owned(), format!("{OURS}mod a;\n"))
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let name = |entry: io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<String> =
            entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_failure_changes_nothing_and_leaves_nothing() {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path();
        fs::write(path.join("a.rs"), OURS).expect("a file");
        // Where the draft of the second file would be.
        let draft = format!(".b.rs.{}", process::id());
        fs::write(path.join(&draft), "mine").expect("a file");
        write(path, &[named("a.rs"), named("b.rs")]).expect_err("the draft is in the way");
        assert_eq!(fs::read_to_string(path.join("a.rs")).expect("a file"), OURS);
        assert_eq!(fs::read_to_string(path.join(&draft)).expect("a file"), "mine");
        assert_eq!(names(path), [draft, "a.rs".to_owned()]);
    }

    #[test]
    fn a_name_stays_in_its_folder() {
        let folder = TempDir::new().expect("a folder");
        let own = folder.path().join("own");
        for name in ["../a.rs", "b/../../a.rs", "/a.rs"] {
            write(&own, &[named(name)]).expect_err("outside");
        }
        assert_eq!(names(folder.path()), [""; 0]);
    }

    /// As a build script writes into `OUT_DIR`.
    #[test]
    fn a_single_file_is_held_to_the_same() {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("api.rs");
        let (_, text) = named("api.rs");
        write_file(folder.path(), &path, &text).expect("written");
        assert!(write_file(folder.path(), &path, &text).expect("fresh").is_empty());
        fs::write(&path, "pub struct Mine;\n").expect("a file");
        write_file(folder.path(), &path, &text).expect_err("foreign");
        write_file(folder.path(), &folder.path().join("../api.rs"), &text).expect_err("outside");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "pub struct Mine;\n");
    }
}
