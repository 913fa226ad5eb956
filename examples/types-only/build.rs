//! The types of the description, without functions.

// ANCHOR: build
fn main() {
    specwright_codegen::build("../scribe.yaml").types_only().write_or_exit();
}
// ANCHOR_END: build
