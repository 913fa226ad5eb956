//! The expected Rust of every case, compiled.

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
