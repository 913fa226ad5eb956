//! Links of a page to other pages and to headings.

use std::collections::HashSet;
use std::path::Path;

use crate::root;

/// The links of a page that lead nowhere.
pub(crate) fn dead(page: &Path, text: &str) -> Vec<String> {
    let folder = root().join(page.with_file_name(""));
    let mut dead = Vec::new();
    for target in prose(text).split("](").skip(1) {
        let Some((target, _)) = target.split_once(')') else { continue };
        if target.contains("://") || target.starts_with('<') {
            continue;
        }
        let (path, heading) = target.split_once('#').unwrap_or((target, ""));
        let file = if path.is_empty() { root().join(page) } else { folder.join(path) };
        let leads = match std::fs::read_to_string(&file) {
            Ok(text) => heading.is_empty() || headings(&text).contains(heading),
            Err(_) => heading.is_empty() && file.is_dir(),
        };
        if !leads {
            dead.push(format!("{}: {target}", page.display()));
        }
    }
    dead
}

/// A page without its blocks and bits of code.
fn prose(text: &str) -> String {
    let blocks = text.split("\n```").step_by(2);
    blocks.flat_map(|text| text.split('`').step_by(2)).collect()
}

/// The anchors of a page's headings.
fn headings(text: &str) -> HashSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let slug = |line: &str| {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|it| it.is_alphanumeric() || " -_".contains(*it));
        kept.map(|it| if it == ' ' { '-' } else { it }).collect()
    };
    headings.map(slug).collect()
}

#[test]
fn a_link_to_nowhere_is_told() {
    let page = Path::new("README.md");
    let text = "[a](LICENSE-MIT) [b](#in-out) [c](#two) [d](nowhere.md) `[e](x)`\n";
    assert_eq!(dead(page, text), ["README.md: #two", "README.md: nowhere.md"]);
}

/// The paths from the repository on that stand as code in a text; not those with a placeholder, in
/// capitals or as a pattern.
pub(crate) fn paths(text: &str) -> Vec<String> {
    let folders =
        ["bench", "codegen", "docs", "fuzz", "pattern", "runtime", "spec", "tests", "xtask"];
    let is_path = |code: &str| {
        let is_below =
            |folder: &str| code.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let is_plain =
            |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "/._-".contains(it);
        folders.into_iter().any(is_below) && code.chars().all(is_plain)
    };
    // Between blocks of code, every second piece stands between backticks.
    let prose = text.split("\n```").step_by(2);
    let codes = prose.flat_map(|prose| prose.split('`').skip(1).step_by(2));
    codes.filter(|code| is_path(code)).map(str::to_owned).collect()
}

#[test]
fn a_path_is_told_from_other_code() {
    let text = "`codegen/src/no.rs`, `tests/cases/NAME`, `a/b`\n```sh\n`xtask/src`\n```\n`docs`";
    assert_eq!(paths(text), ["codegen/src/no.rs"]);
}
