//! Limits of values, in the vocabulary of the runtime.

use serde::{Deserialize, Serialize};

use super::ValueType;

/// One assertion about a value; each is the runtime's limit of the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the runtime's `Limit` documents each")]
pub enum Limit {
    AtLeast(i64),
    AtMost(i64),
    Minimum(f64),
    Maximum(f64),
    Above(f64),
    Below(f64),
    MultipleOf(f64),
    /// The values as JSON.
    OneOf(Vec<String>),
    MinLength(u64),
    MaxLength(u64),
    Pattern(String),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    MinProperties(u64),
    MaxProperties(u64),
    Each(Vec<Limit>),
    /// Of the items of a tuple, by their positions.
    Items(Vec<Vec<Limit>>),
    Names(Vec<Limit>),
    /// Of each value whose name matches a pattern.
    Matching(String, Vec<Limit>),
    /// Of each value whose name matches none of these patterns.
    Unmatched(Vec<String>, Vec<Limit>),
    /// What may not hold as a whole.
    Not(Vec<Limit>),
    HasProperties(Vec<String>),
    /// What an object has to have that has the first.
    Requires(String, Vec<String>),
    /// How many items at least and at most are as the limits say.
    Contains(Vec<Limit>, u64, u64),
    /// The kinds that are allowed.
    Kind(Vec<ValueType>),
    /// Sets of limits, of which one has to be kept.
    AnyOf(Vec<Vec<Limit>>),
}
