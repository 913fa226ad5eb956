//! The generated types that are attacked: unions that hold themselves, of every kind.

use specwright::wire::{Wire, count_steps};
use specwright::{DecodeError, json};

#[allow(dead_code, unused_imports, missing_docs, unreachable_pub, reason = "it is generated whole")]
pub(crate) mod holding {
    include!("../../cases/union_that_holds_itself/expected.rs");
}
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub, reason = "it is generated whole")]
mod mixed {
    include!("../../cases/unions_in_any_mixture/expected.rs");
}
#[allow(dead_code, unused_imports, missing_docs, unreachable_pub, reason = "it is generated whole")]
mod objects {
    include!("../../cases/objects/expected.rs");
}

/// A type, and what is done with it.
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    /// How many variants its largest union has.
    pub(crate) variants: usize,
    pub(crate) read: fn(&[u8]) -> Result<(), DecodeError>,
    pub(crate) count_steps: fn(&str) -> usize,
}

const fn subject<T: Wire>(name: &'static str, variants: usize) -> Subject {
    Subject { name, variants, read: read_as::<T>, count_steps: count_steps::<T> }
}

fn read_as<T: Wire>(text: &[u8]) -> Result<(), DecodeError> {
    json::from_slice::<T>(text).map(drop)
}

/// All of them.
pub(crate) const SUBJECTS: &[Subject] = &[
    subject::<holding::Ambiguous>("a union that nothing discriminates", 2),
    subject::<holding::Closed>("a union of closed objects", 2),
    subject::<holding::Tagged>("a union with a tag", 2),
    subject::<Vec<holding::Tagged>>("a list of a union with a tag", 2),
    subject::<mixed::Nested>("a union in a union", 4),
    subject::<mixed::WithSiblings>("a union with siblings", 2),
    subject::<objects::TypedRest>("a map beside properties", 1),
    subject::<objects::Deep>("objects in each other", 1),
];
