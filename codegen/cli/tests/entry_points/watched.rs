//! What a build script and the macro tell cargo and the compiler: what to look at again, what is
//! wrong, and nothing that is not so.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use super::entry::{Entry, unwrapped};
use super::table::{FAULTS, FILES, Row};

/// A row that reads every kind of file, and one whose files stand outside the document's folder.
pub(crate) const ROWS: &[Row] = &[
    Row {
        name: "every kind of file",
        files: &[],
        command: "",
        project: "",
        build: |it| it.overlay("o.yaml").published("published.txt"),
        invocation: "overlays = [\"o.yaml\"], published = \"published.txt\"",
    },
    Row {
        name: "a root around the folder",
        files: &[],
        command: "--root ..",
        project: "root = '..'",
        build: |it| it.root(".."),
        invocation: "root = \"..\"",
    },
    Row { name: "no root", files: &[], command: "", project: "", build: |it| it, invocation: "" },
];

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
    assert_eq!(watched, ["d.yaml", "o.yaml", "owner.yaml", "published.txt"]);
    Entry::Macro.run_in(folder.path(), &ROWS[0]);
    let expanded = fs::read_to_string(folder.path().join("out/expanded.rs")).expect("tokens");
    for (name, _) in FILES {
        let path = folder.path().join(name).to_string_lossy().into_owned();
        assert!(expanded.contains(&format!("include_bytes ! (\"{path}\")")), "{name}: {expanded}");
    }
}

#[test]
fn files_outside_the_folder_are_read_below_a_root_alone() {
    for entry in Entry::ALL {
        let around = TempDir::new().expect("a temporary folder");
        let folder = around.path().join("api");
        fs::create_dir_all(around.path().join("common")).expect("a folder");
        fs::create_dir(&folder).expect("a folder");
        for (name, text) in FILES {
            fs::write(folder.join(name), text).expect("a file");
        }
        let there = "Owner: {$ref: '../common/owner.yaml#/Owner'}\n";
        fs::write(folder.join("owner.yaml"), there).expect("a file");
        let owner = "Owner: {type: object, properties: {home: {$ref: 'home.yaml#/Home'}}}\n";
        fs::write(around.path().join("common/owner.yaml"), owner).expect("a file");
        let home = "Home: {type: object, properties: {street: {type: string}}}\n";
        fs::write(around.path().join("common/home.yaml"), home).expect("a file");

        let without = entry.run_in(&folder, &ROWS[2]);
        assert!(without.items.is_none(), "{entry:?}");
        for part in ["[E0022]", "`../common/owner.yaml` is outside the folder", "--root DIR"] {
            assert!(without.text.contains(part), "{entry:?}, {part}: {}", without.text);
        }
        let with = entry.run_in(&folder, &ROWS[1]);
        assert!(with.items.is_some(), "{entry:?}: {}", with.text);
        if entry == Entry::Build {
            let watched = "cargo::rerun-if-changed=../common/home.yaml";
            assert!(with.text.contains(watched), "{}", with.text);
        }
        // A root is no leave to read what is outside of it.
        let secret = "Owner: {$ref: '../../secret.yaml#/Owner'}\n";
        fs::write(folder.join("owner.yaml"), secret).expect("a file");
        let beyond = entry.run_in(&folder, &ROWS[1]);
        let told = "`../../secret.yaml` is outside the folder of the document and the root";
        assert!(beyond.text.contains(told), "{entry:?}: {}", beyond.text);
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
    let [keyword, stale] = warnings.as_slice() else { panic!("{told}") };
    let expected = "warning[W0002]: `minLength` must be a count, not a string; it is ignored";
    assert!(keyword.starts_with("d.yaml:") && keyword.contains(expected), "{keyword}");
    assert!(stale.contains("warning[W0012]: published.txt lacks the item `"), "{stale}");
}

/// As the README's own recipe had it, which printed the whole document on one line.
#[test]
fn what_is_unwrapped_shows_the_place_and_not_the_document() {
    let told = unwrapped(&FAULTS[0]);
    for part in
        ["error[E0024]: the reference `owner.yaml#/Owner` refers to nothing\n", "--> d.yaml:19:"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!told.contains("listPets"), "{told}");
    assert!(told.lines().all(|line| line.len() < 200), "{told}");
}
