//! This file is written by hand; the modules below are generated, each into a folder of
//! its own, by `cargo xtask codegen`.

/// `POST /fine_tuning/jobs` of the OpenAI API: types, builders and, with the feature
/// `client`, the call.
#[rustfmt::skip]
pub mod fine_tuning;
