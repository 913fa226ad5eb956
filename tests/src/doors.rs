//! One small API, as each of the three doors to the generator writes it.

/// As `cargo xtask codegen` writes it, which is how the command does.
#[rustfmt::skip]
#[path = "../doors/generated/mod.rs"]
pub mod by_command;

/// As the build script writes it.
pub mod by_build_script {
    include!(concat!(env!("OUT_DIR"), "/library.rs"));
}

/// As the macro writes it.
pub mod by_macro {
    specwright::generate!("doors/library.yaml");
}

/// As the macro writes it for a crate that shows the runtime by another path.
pub mod by_macro_elsewhere {
    specwright::generate!("doors/library.yaml", runtime_path = "crate::doors::shown::again");
}

/// The runtime by another path.
pub mod shown {
    pub use specwright as again;
}

/// As the macro writes a part of it.
pub mod by_macro_in_part {
    specwright::generate!("doors/library.yaml", operations = ["borrowBook"], types_only);
}
