//! This file is written by hand; the modules below are generated, each into a folder of
//! its own, by `cargo xtask codegen`.

/// Fine-tuning at the OpenAI API, its jobs, graders and files: types, builders and, with the
/// feature `client`, the calls.
#[rustfmt::skip]
pub mod fine_tuning;
