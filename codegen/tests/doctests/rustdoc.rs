//! Asks rustdoc which doctests it collects of comments, without running any.

use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The indices of the comments that hold a doctest, once for each that is collected. Each
/// comment stands before an item of its own: as a comment, as it does in files, and as
/// attributes, as macros have it.
pub(crate) fn doctests(comments: &[&[String]]) -> Vec<usize> {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let file = folder.path().join("lib.rs");
    std::fs::write(&file, items(comments)).expect("a file");
    let mut command = Command::new(rustdoc());
    // An edition in which each doctest is a program of its own, which is not compiled to be listed.
    command.args(["--test", "--edition", "2021", "--crate-name", "texts", "--test-args", "--list"]);
    let output = command.arg(&file).current_dir(folder.path()).output();
    let output = output.unwrap_or_else(|error| panic!("{command:?} does not run: {error}"));
    let listed = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{command:?}: {}",
        said.chars().take(4_000).collect::<String>()
    );
    let is_summary = |line: &str| line.ends_with("benchmarks");
    assert!(listed.lines().any(is_summary), "{command:?} lists nothing: {listed}");
    // "lib.rs - comments::I12 (line 34): test"
    let index = |line: &str| {
        let name = line.split(" - ").nth(1)?.split(' ').next()?;
        name.rsplit("::I").next()?.parse().ok()
    };
    let lines = listed.lines().filter(|line| line.ends_with(": test"));
    let mut indices: Vec<usize> =
        lines.map(|line| index(line).unwrap_or_else(|| panic!("a doctest: {line}"))).collect();
    indices.sort_unstable();
    indices
}

fn items(comments: &[&[String]]) -> String {
    let mut text = String::new();
    for module in ["comments", "attributes"] {
        let _ = writeln!(text, "pub mod {module} {{");
        for (index, lines) in comments.iter().enumerate() {
            for line in *lines {
                let _ = match module {
                    "comments" => writeln!(text, "///{line}"),
                    _ => writeln!(text, "#[doc = {line:?}]"),
                };
            }
            let _ = writeln!(text, "pub struct I{index};");
        }
        text.push_str("}\n");
    }
    text
}

/// The rustdoc that belongs to the cargo that runs the test.
fn rustdoc() -> PathBuf {
    if let Some(rustdoc) = env::var_os("RUSTDOC") {
        return rustdoc.into();
    }
    let cargo = env::var_os("CARGO").unwrap_or_default();
    let name = format!("rustdoc{}", env::consts::EXE_SUFFIX);
    let beside = Path::new(&cargo).with_file_name(&name);
    if beside.is_file() { beside } else { name.into() }
}
