//! What a build script and the macro tell cargo and the compiler: what to look at again, what is
//! wrong, and nothing that is not so.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use super::entry::{Entry, unwrapped};
use super::table::{FAULTS, FILES, Row};

/// A row that reads every kind of file.
pub(crate) const ROWS: &[Row] = &[Row {
    name: "every kind of file",
    files: &[],
    command: "",
    project: "",
    build: |it| it.overlay("o.yaml").lock("names.lock"),
    invocation: "overlays = [\"o.yaml\"], lock = \"names.lock\"",
}];

fn folder() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (name, text) in FILES {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

#[test]
fn every_file_that_is_read_is_watched() {
    let folder = folder();
    let told = Entry::Build.run_in(folder.path(), &ROWS[0]).text;
    let mut watched: Vec<&str> =
        told.lines().filter_map(|line| line.strip_prefix("cargo::rerun-if-changed=")).collect();
    watched.sort_unstable();
    assert_eq!(watched, ["d.yaml", "names.lock", "o.yaml", "owner.yaml"]);
    Entry::Macro.run_in(folder.path(), &ROWS[0]);
    let expanded = fs::read_to_string(folder.path().join("out/expanded.rs")).expect("tokens");
    for (name, _) in FILES {
        let path = folder.path().join(name).to_string_lossy().into_owned();
        assert!(expanded.contains(&format!("include_bytes ! (\"{path}\")")), "{name}: {expanded}");
    }
}

#[test]
fn what_would_say_the_same_is_not_written_again() {
    let folder = folder();
    let written = || {
        Entry::Build.run_in(folder.path(), &ROWS[0]);
        let path = folder.path().join("out/d.rs");
        let text = fs::read_to_string(&path).expect("a file");
        (text, fs::metadata(path).and_then(|found| found.modified()).expect("a time"))
    };
    let first = written();
    sleep(Duration::from_millis(20));
    assert!(written() == first, "nothing changed");
    // A comment is read again, and makes no difference.
    let owner = folder.path().join("owner.yaml");
    let text = fs::read_to_string(&owner).expect("a file");
    fs::write(&owner, format!("# Owners.\n{text}")).expect("a file");
    assert!(written() == first, "a comment changed");
    fs::write(&owner, text.replace("pets:", "beasts:")).expect("a file");
    assert!(written().0 != first.0, "a file that is referred to counts");
}

#[test]
fn a_warning_is_one_line_that_can_be_read_by_itself() {
    let folder = folder();
    let told = Entry::Build.run_in(folder.path(), &ROWS[0]).text;
    let warnings: Vec<&str> =
        told.lines().filter_map(|line| line.strip_prefix("cargo::warning=")).collect();
    let [keyword, lock] = warnings.as_slice() else { panic!("{told}") };
    let expected = "warning[W0002]: `minLength` must be a count, not a string; it is ignored";
    assert!(keyword.starts_with("d.yaml:") && keyword.contains(expected), "{keyword}");
    assert!(
        lock.contains("warning[W0007]: the lock names.lock lacks the name `PetFood`"),
        "{lock}"
    );
}

/// As the README's own recipe had it, which printed the whole document on one line.
#[test]
fn what_is_unwrapped_shows_the_place_and_not_the_document() {
    let told = unwrapped(&FAULTS[0]);
    for part in
        ["error[E0024]: the reference `owner.yaml#/Owner` refers to nothing\n", "--> d.yaml:18:"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!told.contains("listPets"), "{told}");
    assert!(told.lines().all(|line| line.len() < 200), "{told}");
}
