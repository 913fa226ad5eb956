//! The text of JSON: read without a copy, passed over, and put together. Nothing here knows what
//! the values are of; [`wire`](crate::wire) reads and writes them by it.

mod pass;
mod read;
mod scan;
mod string;

use std::fmt::Display;

use serde::de::Visitor;
use serde_json::Value;

pub(crate) use self::read::{Fallback, HugeNumbers, JsonReader};
pub(crate) use self::scan::{count_plain, push_plain};
pub(crate) use self::string::StringDeserializer;

/// By this name of a newtype, the readers of this crate are asked for the text of a value: they
/// show it as borrowed bytes. Any other deserializer shows its value, as serde asks of it.
pub(crate) const RAW: &str = "specwright::RawJson";

/// A text of JSON without white space around its tokens; `None` where it is no JSON.
pub(crate) fn compact(text: &str) -> Option<String> {
    pass::compact(text).ok()
}

/// A text of JSON as a tree, in which a number that `serde_json` cannot hold is its text.
pub(crate) fn to_tree(text: &str) -> Option<Value> {
    read::tree(text).ok()
}

/// Shows what a text holds to a visitor; an error says that it does not fit, and no more.
pub(crate) fn visit<'de, V: Visitor<'de>>(
    text: &'de str,
    huge: HugeNumbers,
    visitor: V,
) -> Result<V::Value, impl Display> {
    read::visit(text, huge, visitor)
}
