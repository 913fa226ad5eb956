//! Headers of answers.

use foldhash::HashMap;
use serde::{Deserialize, Serialize};

use super::{Deprecation, Docs, Operation, Use};

/// A header of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResponseHeader {
    /// Its name, as the description has it.
    pub wire_name: String,
    /// How its text stands for its value.
    pub style: HeaderStyle,
    /// What it holds.
    pub value: Use,
    /// The constant that it was published as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// What there is to say about it.
    #[serde(default)]
    pub docs: Docs,
    /// Whether the description discourages its use.
    #[serde(default, skip_serializing_if = "Deprecation::is_current")]
    pub deprecation: Deprecation,
}

/// How the text of a header stands for its value (OpenAPI 3.1, section 4.8.21: the style
/// `simple`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the kinds are those of values")]
pub enum HeaderStyle {
    Single,
    List,
    Object,
    ExplodedObject,
    /// As JSON (`content: application/json`).
    Json,
}

impl ResponseHeader {
    /// Whether both are read alike.
    pub fn is_like(&self, other: &Self) -> bool {
        self.wire_name.eq_ignore_ascii_case(&other.wire_name)
            && (&self.value.expr, self.style) == (&other.value.expr, other.style)
    }
}

/// A header of answers, and the operations whose answers have it.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderOf<'a> {
    /// The header, as the first of them has it.
    pub header: &'a ResponseHeader,
    /// The operations, by their indices.
    pub operations: Vec<usize>,
    /// Whether another header has the name, with a value of another type.
    pub is_second: bool,
}

/// The headers of all answers: of those that share a name and a type, the first.
pub fn headers_of(operations: &[Operation]) -> Vec<HeaderOf<'_>> {
    let mut found: Vec<HeaderOf<'_>> = Vec::new();
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::default();
    for (index, operation) in operations.iter().enumerate() {
        let responses = operation.success.responses.iter().chain(&operation.failures);
        for header in responses.flat_map(|response| &response.headers) {
            let known = by_name.entry(header.wire_name.to_ascii_lowercase()).or_default();
            match known.iter().find(|known| header.is_like(found[**known].header)) {
                Some(known) if found[*known].operations.last() == Some(&index) => {}
                Some(known) => found[*known].operations.push(index),
                None => {
                    let is_second = !known.is_empty();
                    known.push(found.len());
                    found.push(HeaderOf { header, operations: vec![index], is_second });
                }
            }
        }
    }
    found
}
