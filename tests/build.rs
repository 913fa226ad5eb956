//! The build script's door, used as a downstream crate uses it, and one module for each
//! case's expected Rust, so that a golden that does not compile breaks the build.

fn main() {
    specwright_codegen::build("doors/library.yaml")
        .write()
        .unwrap_or_else(|error| panic!("{error}"));
}
