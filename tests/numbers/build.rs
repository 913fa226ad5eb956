//! Generates the types of `numbers.yaml`, as a downstream crate does.

fn main() {
    specwright_codegen::build("numbers.yaml").write().unwrap_or_else(|error| panic!("{error}"));
}
