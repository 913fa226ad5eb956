//! No test is skipped for want of real documents where they are required.

use std::path::Path;
use std::process::Command;

use specwright_tests::material::{self, Need};
use specwright_tests::spec;

#[test]
fn what_may_be_missing_is_none() {
    assert_eq!(material::folder("NAME", None, Need::Optional), None);
    assert_eq!(material::folder("NAME", Some("/no/such/folder".into()), Need::Optional), None);
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = material::folder("NAME", Some(here.into()), Need::Required);
    assert_eq!(found.as_deref(), Some(here));
}

#[test]
#[should_panic(expected = "NAME has to name a folder")]
fn what_is_required_is_not_missing() {
    material::folder("NAME", None, Need::Required);
}

#[test]
#[should_panic(expected = "NAME has to name a folder")]
fn what_is_required_is_there() {
    material::folder("NAME", Some("/no/such/folder".into()), Need::Required);
}

/// A test that asked for the folder by itself would skip where it must fail.
#[test]
fn one_file_alone_asks_for_the_folder() {
    let output = Command::new("git")
        .args(["grep", "-l", "-E", r#"var(_os)?\("SPECWRIGHT_CORPUS""#, "--"])
        .args(["codegen/*.rs", "runtime/*.rs", "tests/*.rs"])
        .current_dir(spec::root())
        .output();
    let Ok(output) = output else {
        eprintln!("skipped: git does not run here");
        return;
    };
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
}
