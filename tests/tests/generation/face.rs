//! A person meets the runtime at its root: `wire` is for tables alone.

use std::fs;
use std::path::PathBuf;

use specwright_tests::spec;

/// What of `wire` a person meets, by the names that the root shows.
const SHOWN: [&str; 14] = [
    "DecodeBudget",
    "DecodeError",
    "Extra",
    "File",
    "Fits",
    "Integer",
    "Invalid",
    "KeywordOr",
    "RawJson",
    "Set",
    "Tuple",
    "Unset",
    "Violation",
    "Wire",
];

fn generated() -> Vec<PathBuf> {
    let root = spec::root();
    let cases = fs::read_dir(root.join("tests/cases")).expect("the cases");
    let cases = cases.map(|entry| entry.expect("an entry").path().join("expected.rs"));
    let files = fs::read_dir(root.join("runtime/src/generated/fine_tuning")).expect("the flagship");
    let files = files.map(|entry| entry.expect("an entry").path());
    cases.chain(files).filter(|path| path.is_file()).collect()
}

#[test]
fn generated_code_calls_what_a_person_meets_by_its_public_name() {
    let files = generated();
    assert!(files.len() > 40, "the generated code was not found");
    let mut met = Vec::new();
    for path in &files {
        let text = fs::read_to_string(path).expect("generated code");
        for name in SHOWN {
            let is_name = |rest: &str| !rest.starts_with(|sign: char| sign.is_alphanumeric());
            let hidden = format!("wire::{name}");
            let is_hidden = text.split(&hidden).skip(1).any(is_name);
            assert!(!is_hidden, "{} says `{hidden}`", path.display());
            if text.split(&format!("specwright::{name}")).skip(1).any(is_name) {
                met.push(name);
            }
        }
    }
    for name in ["Extra", "File", "Set"] {
        assert!(met.contains(&name), "`specwright::{name}` is in no generated code");
    }
}

#[test]
fn the_root_shows_them_whatever_the_features() {
    let root = fs::read_to_string(spec::root().join("runtime/src/lib.rs")).expect("the root");
    let (_, after) = root.split_once("#[doc(hidden)]\npub mod wire;").expect("`wire` is hidden");
    // The attribute before an item is the one that a feature would be asked by.
    let (before, shown) = after.split_once("pub use wire::{").expect("what is shown of it");
    assert!(!before.contains("cfg"), "{before}");
    let (shown, _) = shown.split_once('}').expect("an end");
    let shown: Vec<&str> =
        shown.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    assert_eq!(shown, SHOWN);
}
