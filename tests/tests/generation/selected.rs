//! Operations alone: what they do not reach is left out before a YAML text is read, and that
//! changes nothing. JSON is read whole, and says what is right.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use specwright_codegen::config::Selection;
use specwright_codegen::pointer::FileId;
use specwright_codegen::read::source;
use specwright_codegen::{Config, Input, folder, plan};
use specwright_tests::{material, spec};

/// The plan of one operation, or what is said against it.
fn planned(path: &Path, content: String, id: &str) -> Result<String, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut config = Config::new(Input::new(name, content));
    config.files = Some(folder::beside(path));
    config.selection = Selection::of([id]);
    let planned = plan(&config).map_err(|failure| first_line(&failure.to_string()))?;
    planned.plan.dump().map_err(|error| error.to_string())
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

fn operations(document: &Json) -> Vec<String> {
    let items = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    let operations = items.filter_map(Json::as_object).flat_map(|item| item.values());
    operations.filter_map(|operation| Some(operation["operationId"].as_str()?.to_owned())).collect()
}

/// How many operations of a document gave the same.
fn compared(path: &Path, most: usize) -> usize {
    let content = fs::read_to_string(path).expect("a document");
    let Ok((root, _)) = source::read("a.yaml", content.clone(), FileId(0)) else { return 0 };
    let whole = root.to_json();
    let ids = operations(&whole);
    let step = ids.len().div_ceil(most).max(1);
    let mut count = 0;
    for id in ids.iter().step_by(step) {
        let ours = planned(path, content.clone(), id);
        assert!(ours == planned(path, whole.to_string(), id), "{} {id}", path.display());
        count += 1;
    }
    count
}

/// From how many bytes on a document is a long one.
const LONG: u64 = 1_000_000;

fn yaml_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = paths.collect();
    paths.sort();
    paths
}

#[test]
fn an_operation_of_a_case_is_what_it_is_in_the_whole() {
    let mut count = compared(&spec::root().join("spec/openapi.yaml"), 10);
    for case in yaml_below(&spec::root().join("tests/cases")) {
        let input = case.join("input.yaml");
        if input.exists() {
            count += compared(&input, 10);
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn an_operation_of_a_real_document_is_what_it_is_in_the_whole() {
    let Some(corpus) = material::corpus() else { return };
    let thoroughness = material::thoroughness();
    let longest = thoroughness.choose(300_000, 4_000_000);
    let mut count = 0;
    for path in yaml_below(&corpus) {
        let is_yaml = path.extension().is_some_and(|ending| ending == "yaml");
        let length = path.metadata().expect("a file").len();
        if is_yaml && length < longest {
            // Of a long one the whole is read again for each operation, in seconds.
            count += compared(&path, if length < LONG { 5 } else { 2 });
        }
    }
    assert!(count > 10, "{count}");
}
