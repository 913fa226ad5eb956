//! Nothing in silence: whatever keyword of a description is taken away at one place, what is written,
//! documented, checked or noted changes (`specwright_mutation::silence` does so).
//!
//! A run takes a sample by seed of the cases, of the repository's own description, and of the small
//! documents of the corpus; `cargo xtask silence` takes all places of whichever documents.

use std::collections::BTreeMap;
use std::path::Path;

use specwright_mutation::document::{self, Document};
use specwright_mutation::silence::{Effect, Keyword, is_excused, keywords, read, sample, tried};
use specwright_tests::material;

const SEED: u64 = 19;

/// How many places of each keyword of each kind of node are tried.
const EACH: usize = 2;

/// The largest document of the corpus that a test can wait for, in bytes.
const LARGEST: u64 = 25_000;

#[test]
fn every_keyword_is_used_or_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut documents = document::cases(&root).expect("the cases");
    documents.push(document::own(&root).expect("the description of this repository"));
    let found = silent(&documents, EACH);
    assert!(found.is_empty(), "{}", told(&found));
}

#[test]
fn every_keyword_of_small_real_documents_is_used_or_said() {
    let Some(corpus) = material::corpus() else { return };
    let documents = document::corpus(&corpus, LARGEST).expect("the corpus");
    assert!(!documents.is_empty());
    let found = silent(&documents, EACH);
    assert!(found.is_empty(), "{}", told(&found));
}

/// The places of documents at which a keyword was taken away and nothing changed, by kinds.
fn silent(documents: &[Document], each: usize) -> BTreeMap<String, Vec<String>> {
    let described: Vec<_> =
        documents.iter().map(|document| read(&document.name, &document.text)).collect();
    let mut all: Vec<(usize, Keyword)> = Vec::new();
    for (index, description) in described.iter().enumerate() {
        let found = description.iter().flat_map(keywords);
        all.extend(found.map(|keyword| (index, keyword)));
    }
    let mut by_document: BTreeMap<usize, Vec<Keyword>> = BTreeMap::new();
    for (index, keyword) in sample(all, |(_, keyword)| keyword, each, SEED) {
        by_document.entry(index).or_default().push(keyword);
    }
    let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (index, keywords) in by_document {
        let Ok(description) = &described[index] else { continue };
        // A case that ends in an error says what is wrong with it, and no more.
        let Ok(effects) = tried(description, keywords, &|_| {}) else { continue };
        for (keyword, _) in effects.into_iter().filter(|(_, effect)| *effect == Effect::Silent) {
            let name = &documents[index].name;
            if !is_excused(name, &keyword.pointer) {
                let place = format!("{name} {}", keyword.pointer);
                kinds.entry(keyword.kind()).or_default().push(place);
            }
        }
    }
    kinds
}

fn told(kinds: &BTreeMap<String, Vec<String>>) -> String {
    let lines = kinds.iter().map(|(kind, places)| format!("{kind}\n    {}", places.join("\n    ")));
    lines.collect::<Vec<String>>().join("\n")
}
