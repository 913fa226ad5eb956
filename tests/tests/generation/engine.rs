//! The engine of every generated API names none: no word of one vendor, and no header that is
//! not on its list.

use std::fs;
use std::path::{Path, PathBuf};

use specwright::headers::KNOWN;
use specwright_tests::spec;

/// The Rust below a folder, with the path of each file.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            found.push((path, text));
        }
    }
    found
}

/// The engine's modules: all of the runtime but what is generated, and the layers beside it.
fn engine() -> Vec<(PathBuf, String)> {
    let root = spec::root().join("runtime/src");
    let beside = ["generated.rs", "generated", "openai", "lib.rs"];
    let is_beside = |path: &Path| beside.iter().any(|name| path.starts_with(root.join(name)));
    sources(&root).into_iter().filter(|(path, _)| !is_beside(path)).collect()
}

#[test]
fn the_engine_holds_no_word_of_one_vendor() {
    let words = [
        "openai",
        "x-should-retry",
        "retry-after-ms",
        "x-ratelimit",
        "x-request-id",
        "job may exist",
    ];
    let engine = engine();
    assert!(engine.len() > 50, "the engine was not found");
    for (path, text) in engine {
        let text = text.to_lowercase();
        for word in words {
            assert!(!text.contains(word), "{} says `{word}`", path.display());
        }
    }
}

#[test]
fn nor_does_what_is_generated_of_other_apis() {
    let tests = spec::root().join("tests");
    let mut generated = sources(&tests.join("doors/generated"));
    let cases = sources(&tests.join("cases"));
    generated.extend(cases.into_iter().filter(|(path, _)| path.ends_with("expected.rs")));
    assert!(generated.len() > 40, "the generated code was not found");
    for (path, text) in generated {
        assert!(!text.to_lowercase().contains("openai"), "{}", path.display());
    }
}

#[test]
fn the_headers_of_the_engine_are_those_of_its_list() {
    for (path, text) in engine() {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (index, _) in code.match_indices("header::") {
            let after = &code[index + "header::".len()..];
            let names = match after.strip_prefix('{') {
                Some(list) => list.split('}').next(),
                None => after.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next(),
            };
            let is_constant = |name: &&str| name.len() > 2 && name.to_uppercase() == **name;
            let words = names.unwrap_or_default().split(|c: char| !c.is_alphanumeric() && c != '_');
            for name in words.filter(is_constant) {
                let header = name.to_lowercase().replace('_', "-");
                let is_known = KNOWN.iter().any(|(known, _)| *known == header);
                assert!(is_known, "{} knows the header {header}", path.display());
            }
        }
        let is_the_list = path.ends_with("headers.rs");
        let documented = |line: &&str| !line.trim_start().starts_with("//");
        let literal =
            code.lines().filter(documented).find(|it| it.contains("HeaderName::from_static"));
        assert!(literal.is_none() || is_the_list, "{}: {literal:?}", path.display());
    }
    for (header, origin) in KNOWN {
        let standards = ["RFC ", "draft-ietf-", "HTML, section "];
        let is_defined = standards.iter().any(|standard| origin.starts_with(standard));
        assert!(is_defined, "{header} is defined by {origin}");
    }
}
