//! Writes `scribe.rs` into `OUT_DIR`, again once the description changes.

// ANCHOR: build
fn main() {
    specwright_codegen::build("../scribe.yaml")
        .operations(["retrieveRecording", "listRecordings"])
        .write_or_exit();
}
// ANCHOR_END: build
