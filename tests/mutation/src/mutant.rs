//! A document with a few things done to it: the same seed gives the same mutant.

use fastrand::Rng;
use serde_json::Value;
use specwright_codegen::config::{Config, Contents, Input};
use specwright_codegen::diagnostic::Levels;
use specwright_codegen::pointer::FileId;
use specwright_codegen::read::source;

use crate::notation::Notation;
use crate::{Document, splice, tree};

/// What the generator is let loose on.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// What messages call it.
    pub name: String,
    /// The text.
    pub text: String,
    /// What becomes of what cannot be read.
    pub levels: Levels,
    /// What is written.
    pub contents: Contents,
}

/// The mutant of a document that a seed stands for.
pub fn mutant(document: &Document, seed: u64) -> Mutant {
    let mut rng = Rng::with_seed(seed);
    let levels = if rng.u8(..4) == 0 { Levels::default() } else { Levels::skipping() };
    let contents = if rng.u8(..8) == 0 { Contents::TypesOnly } else { Contents::Whole };
    let (text, ending) = match parsed(&document.text) {
        Some(tree) if rng.u8(..5) > 0 => {
            let notation = Notation::any(&mut rng);
            let tree = mutated(tree, &mut rng);
            let text = notation.write(&tree);
            let is_spliced = rng.u8(..24) == 0;
            let text = if is_spliced { splice::mutate(&text, &mut rng) } else { text };
            (text, notation.ending())
        }
        _ => {
            let mut text = document.text.clone();
            for _ in 0..rng.usize(1..4) {
                text = splice::mutate(&text, &mut rng);
            }
            (text, if document.name.ends_with("json") { "json" } else { "yaml" })
        }
    };
    Mutant { name: format!("mutant-{seed}.{ending}"), text, levels, contents }
}

fn mutated(mut tree: Value, rng: &mut Rng) -> Value {
    for _ in 0..rng.usize(1..6) {
        // Duplicates of duplicates grow without bound, and small documents are what is asked about.
        if tree.to_string().len() > 400_000 {
            break;
        }
        tree::mutate(&mut tree, rng);
    }
    tree
}

/// A text as a tree, if it is one.
pub(crate) fn parsed(text: &str) -> Option<Value> {
    source::read("document", text.to_owned(), FileId(0)).ok().map(|(root, _)| root.to_json())
}

impl Mutant {
    /// A document as it is.
    pub fn of(document: &Document) -> Self {
        Self {
            name: document.name.clone(),
            text: document.text.clone(),
            levels: Levels::skipping(),
            contents: Contents::Whole,
        }
    }

    /// What the generator is asked for.
    pub fn config(&self) -> Config {
        let mut config = Config::new(Input::new(self.name.clone(), self.text.clone()));
        config.levels = self.levels.clone();
        config.contents = self.contents;
        config.command = "cargo xtask mutate".to_owned();
        config
    }
}
