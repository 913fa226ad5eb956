//! The command `specwright`: `specwright --help` says what it does.

mod cli;

use std::process::ExitCode;

/// A generation is mostly small allocations, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
