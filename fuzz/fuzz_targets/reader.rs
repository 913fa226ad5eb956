//! The reader of JSON, from bytes, with generated unions that hold themselves: no text may make it
//! panic, take more steps than its length times a constant, or say what is not printable; what it
//! reads comes back as it was.

#![no_main]

use libfuzzer_sys::fuzz_target;
use specwright::json;
use specwright::wire::{Wire, count_steps};

#[allow(dead_code, unused_imports, reason = "it is generated whole")]
mod holding {
    include!("../../tests/cases/union_that_holds_itself/expected.rs");
}
#[allow(dead_code, unused_imports, reason = "it is generated whole")]
mod mixed {
    include!("../../tests/cases/unions_in_any_mixture/expected.rs");
}

/// How many steps a byte may take for each variant of the largest union.
const STEPS: usize = 6;

fn read<T: Wire>(bytes: &[u8], variants: usize) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let steps = count_steps::<T>(text);
        assert!(steps <= STEPS * variants * (text.len() + 8), "{steps} steps");
    }
    match json::from_slice::<T>(bytes) {
        Ok(value) => {
            let written = json::to_vec(&value).expect("what was read can be written");
            let again = json::from_slice::<T>(&written).expect("what was written can be read");
            assert_eq!(json::to_vec(&again).expect("twice"), written);
        }
        Err(error) => {
            let shown = format!("{error}{error:?}");
            assert!(shown.len() < 128 * 1024, "{} bytes", shown.len());
            assert!(!shown.contains(|sign: char| sign.is_control()), "{shown:?}");
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    read::<holding::Ambiguous>(bytes, 2);
    read::<holding::Closed>(bytes, 2);
    read::<Vec<holding::Tagged>>(bytes, 2);
    read::<mixed::Nested>(bytes, 4);
    read::<mixed::WithSiblings>(bytes, 2);
});
