//! Expected files. They change only when somebody says so: `cargo xtask bless`.

use std::path::Path;
use std::{env, fs};

/// Compares a text with the expected file, or makes it the expected one while blessing.
///
/// # Panics
/// Where the two differ.
pub fn assert_golden(path: &Path, text: &str) {
    let shown = path.file_name().unwrap_or_default().to_string_lossy();
    if env::var_os("SPECWRIGHT_BLESS").is_some() {
        fs::write(path, text).expect("the golden is writable");
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    if expected == text {
        return;
    }
    let difference = expected
        .lines()
        .zip(text.lines())
        .enumerate()
        .find(|(_, (expected, found))| expected != found)
        .map_or_else(
            || {
                format!(
                    "one has {} lines, the other {}",
                    expected.lines().count(),
                    text.lines().count()
                )
            },
            |(index, (expected, found))| {
                format!("line {}\n  expected: {expected}\n  found:    {found}", index + 1)
            },
        );
    panic!(
        "{} ({shown}) is not as expected: {difference}\nif it should be, run `cargo xtask bless` and read the difference",
        path.display()
    );
}
