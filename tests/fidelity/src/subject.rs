//! What is proven: types that read JSON and give it back.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Types, each reached by the pointer of its schema.
pub trait Subject {
    /// Lets the type of a schema read a value, from text and from a tree, and write it again.
    fn ask(&mut self, pointer: &str, value: &Value) -> Answer;
}

impl<F: FnMut(&str, &Value) -> Answer> Subject for F {
    fn ask(&mut self, pointer: &str, value: &Value) -> Answer {
        self(pointer, value)
    }
}

/// What a type made of a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Read from JSON text.
    pub from_text: Reading,
    /// Read from a `serde_json::Value`.
    pub from_tree: Reading,
}

/// What came of reading a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reading {
    /// It was read.
    Read {
        /// What the type writes.
        back: Value,
        /// What `validate` has against it.
        violations: Vec<Complaint>,
    },
    /// It was not.
    Refused(Complaint),
    /// The program that was to read it ended.
    Crashed(String),
}

/// A place and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// The JSON Pointer, where there is one.
    pub pointer: Option<String>,
    /// What is said.
    pub message: String,
}

impl Answer {
    /// The answer of a program that ended before it gave one.
    pub fn crashed(reason: impl Into<String>) -> Self {
        let crashed = Reading::Crashed(reason.into());
        Self { from_text: crashed.clone(), from_tree: crashed }
    }
}
