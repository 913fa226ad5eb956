//! Expected files. They change only when somebody says so: `cargo xtask bless`.

use std::path::Path;
use std::time::Duration;
use std::{env, fs};

use similar::TextDiff;

/// Compares texts with the expected files, or makes them the expected ones while blessing.
///
/// # Panics
/// Where any differ, with all that differs.
pub fn assert_goldens(files: &[(&Path, &str)]) {
    if env::var_os("SPECWRIGHT_BLESS").is_some() {
        for (path, text) in files {
            fs::write(path, text).expect("the golden is writable");
        }
        return;
    }
    let differences: Vec<String> = files
        .iter()
        .map(|(path, text)| {
            let expected = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
            difference(&path.display().to_string(), &expected, text)
        })
        .filter(|difference| !difference.is_empty())
        .collect();
    assert!(
        differences.is_empty(),
        "not as expected:\n{}\nif it should be, run `cargo xtask bless` and read the difference",
        differences.join("\n")
    );
}

/// All that differs between an expected and a found text, as `diff -u` shows it; nothing where they
/// are the same.
pub fn difference(name: &str, expected: &str, found: &str) -> String {
    // Two long texts of which little is the same are compared roughly after that.
    let mut differ = TextDiff::configure();
    differ.timeout(Duration::from_secs(5));
    let difference = differ.diff_lines(expected, found);
    difference.unified_diff().header(name, "found").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_differs_is_shown_with_what_stands_around_it() {
        let expected: String = (0..100).map(|line| format!("line {line}\n")).collect();
        let found = expected.replace("line 7\n", "seven\n").replace("line 90\n", "") + "more\n";
        let shown = difference("a.rs", &expected, &found);
        for line in ["--- a.rs\n", "-line 7\n+seven\n", " line 8\n", "-line 90\n", "+more\n"] {
            assert!(shown.contains(line), "{line:?} is not in\n{shown}");
        }
        assert!(!shown.contains("line 50"), "{shown}");
        assert_eq!(difference("a.rs", &expected, &expected), "");
    }

    #[test]
    #[should_panic(expected = "-a\n+b\n")]
    fn every_file_is_compared_before_the_test_fails() {
        let folder = env::temp_dir();
        let path = folder.join(format!("specwright-golden-{}", std::process::id()));
        fs::write(&path, "a\n").expect("a file");
        let missing = folder.join("specwright-golden-that-is-not-there");
        assert_goldens(&[(&missing, ""), (&path, "b\n")]);
    }
}
