//! The generated API, pinned: what has to compile, and what has to fail and how it says so.

use std::process::Command;

/// The compiler whose words the `.stderr` files hold.
const BLESSED_WITH: &str = "rustc 1.95.";

#[test]
fn api() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    let compiler = Command::new("rustc").arg("--version").output().expect("rustc runs").stdout;
    let compiler = String::from_utf8_lossy(&compiler);
    if compiler.starts_with(BLESSED_WITH) {
        cases.compile_fail("ui/fail/*.rs");
    } else {
        eprintln!("skipped: ui/fail was blessed with {BLESSED_WITH}x, this is {compiler}");
    }
}
