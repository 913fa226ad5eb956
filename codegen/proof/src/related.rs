//! Which items are missed by another: what uses one item needs values of others.

use std::collections::BTreeSet;

/// Whether who misses one item may miss the other by it: it is the same, or they share a name, as a
/// setter and the builder's last step do.
#[must_use]
pub fn are_related(one: &str, other: &str) -> bool {
    let names = |item: &str| -> BTreeSet<String> {
        let words = item.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
        let is_name = |word: &&str| word.starts_with(|sign: char| sign.is_ascii_uppercase());
        let words = words.filter(is_name).map(|word| word.trim_end_matches("Builder"));
        words.filter(|word| !COMMON.contains(word)).map(str::to_owned).collect()
    };
    subject(one) == subject(other) || !names(one).is_disjoint(&names(other))
}

/// The type or the function that an item is of.
fn subject(item: &str) -> &str {
    let item = item.trim_start_matches("#[deprecated] ");
    let path = match item.strip_prefix("impl ").and_then(|rest| rest.split_once(" for ")) {
        Some((_, path)) => path,
        None => item.split_once(' ').map_or(item, |(_, rest)| rest),
    };
    let path = path.trim_start_matches("requests::").trim_start_matches("service::");
    let end = path.find(|sign: char| !sign.is_alphanumeric() && sign != '_' && sign != '#');
    path[..end.unwrap_or(path.len())].trim_end_matches("Builder")
}

/// Names that most items have.
const COMMON: [&str; 12] = [
    "BTreeMap",
    "Box",
    "Bytes",
    "Client",
    "Extra",
    "Into",
    "IntoIterator",
    "Option",
    "Result",
    "Self",
    "String",
    "Vec",
];
