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
