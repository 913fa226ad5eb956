//! Whether `serde_json` keeps the digits of numbers.

use std::sync::LazyLock;

use serde_json::Number;

/// Whether `serde_json` keeps digits (its feature `arbitrary_precision`, which any crate of a build
/// can turn on for all): two zeros are lost otherwise.
pub(crate) fn keeps_digits() -> bool {
    static KEEPS_DIGITS: LazyLock<bool> =
        LazyLock::new(|| "1.00".parse::<Number>().is_ok_and(|number| number.to_string() == "1.00"));
    *KEEPS_DIGITS
}
