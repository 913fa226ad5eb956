//! Real documents, the smaller of them; `cargo xtask corpus` compiles what all of them give.

use std::fs;
use std::path::Path;

use specwright_codegen::diagnostic::Levels;
use specwright_codegen::{Config, Input, folder, generate};
use specwright_tests::material;

/// An unoptimised generator takes seconds for larger ones.
const MOST: u64 = 150_000;

#[test]
fn a_real_document_ends_the_same_twice() {
    let Some(corpus) = material::corpus() else { return };
    let mut tried = 0;
    for entry in fs::read_dir(corpus).expect("a folder") {
        let path = entry.expect("an entry").path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let length = path.metadata().expect("a file").len();
        if matches!(ending, "json" | "yaml" | "yml") && length <= MOST {
            assert!(ends(&path) == ends(&path), "{} differs", path.display());
            tried += 1;
        }
    }
    assert!(tried > 0, "the corpus has no small document");
}

#[test]
fn the_json_and_the_yaml_edition_of_a_document_give_the_same() {
    let Some(corpus) = material::corpus() else { return };
    let edition = |ending: &str| ends(&corpus.join(format!("openai-2026-08.{ending}")));
    let (json, yaml) = (edition("json"), edition("yaml"));
    assert!(json.is_ok());
    assert!(json == yaml);
}

/// The files and the lock of a document, or what is said against it.
fn ends(path: &Path) -> Result<(Vec<(String, String)>, String), String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let content = fs::read_to_string(path).expect("text");
    let mut config = Config::new(Input::new(name, content));
    config.levels = Levels::skipping();
    config.files = Some(folder::beside(path));
    let output = generate(&config).map_err(|diagnostics| diagnostics.to_string())?;
    Ok((output.files, output.published.render()))
}
