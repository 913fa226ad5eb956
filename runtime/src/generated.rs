//! This file is written by hand; the modules below are generated, each into a folder of
//! its own, by `cargo xtask codegen`.

/// Fine-tuning at the OpenAI API, its jobs, graders and files: types, builders and, with the
/// feature `client`, the calls.
#[cfg(feature = "openai")]
#[rustfmt::skip]
pub mod fine_tuning;

/// The lines of files that models are trained on at the OpenAI API: types and builders.
#[cfg(feature = "training")]
#[rustfmt::skip]
pub(crate) mod training;
