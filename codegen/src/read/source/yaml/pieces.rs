//! Where a long text can be cut, so that its pieces are read side by side.
//!
//! A description is mostly `paths` and the sections of `components`. Before a key of one of
//! these stands a prefix that is YAML by itself, and what follows is YAML once the keys that
//! are open there are written before it again. This module only looks at lines, so that a cut
//! is a proposal: the reader compares it with what it read before the cut, and reads the text
//! as a whole where the two differ, or where anything in a piece is wrong.

/// A place to cut at, and the keys that are open there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut<'a> {
    /// The byte at which the line of a key begins.
    pub(super) at: usize,
    /// The lines of the keys around it, outermost first, with their newlines.
    pub(super) around: Vec<&'a str>,
}

impl Cut<'_> {
    /// The keys around it.
    pub(super) fn path(&self) -> impl Iterator<Item = &str> {
        self.around.iter().filter_map(|line| bare_key(line))
    }
}

/// The first cuts behind these bytes, which ascend.
pub(super) fn cuts<'a>(content: &'a str, targets: &[usize]) -> Vec<Cut<'a>> {
    let mut cuts = Vec::new();
    let mut targets = targets.iter().copied().peekable();
    let mut open = Open::default();
    let mut at = 0;
    for line in content.split_inclusive('\n') {
        let Some(target) = targets.peek() else { break };
        let is_content = !matches!(line.trim_start().chars().next(), None | Some('#'));
        if is_content {
            if at >= *target
                && let Some(around) = open.around(line)
            {
                cuts.push(Cut { at, around });
                targets.next();
            }
            open.step(line);
        }
        at += line.len();
    }
    cuts
}

/// The keys that are open at a line.
#[derive(Default)]
struct Open<'a> {
    /// `paths:` or `components:`, if the line stands below one.
    root: Option<&'a str>,
    /// A section of `components`, and how far the keys of sections are indented.
    section: Option<&'a str>,
    /// How far the keys below the root, and those below the section, are indented.
    indents: [Option<usize>; 2],
}

impl<'a> Open<'a> {
    /// What is open around a line that can be cut before.
    fn around(&self, line: &str) -> Option<Vec<&'a str>> {
        bare_key(line)?;
        let root = self.root?;
        let indent = Some(indent(line));
        match (bare_key(root)?, self.section) {
            ("paths", _) => (self.indents[0] == indent).then(|| vec![root]),
            (_, Some(section)) => (self.indents[1] == indent).then(|| vec![root, section]),
            _ => None,
        }
    }

    fn step(&mut self, line: &'a str) {
        let indent = indent(line);
        if indent == 0 {
            let is_root = matches!(bare_key(line), Some("paths" | "components"));
            *self = Self { root: is_root.then_some(line), ..Self::default() };
        } else if self.root.is_some() {
            let first = *self.indents[0].get_or_insert(indent);
            if indent == first {
                self.section = bare_key(line).map(|_| line);
                self.indents[1] = None;
            } else if self.section.is_some() {
                self.indents[1].get_or_insert(indent);
            }
        }
    }
}

pub(super) fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

/// The key of a line that has nothing but a plain one: no quotation mark, anchor, tag or
/// comment, and no value.
pub(super) fn bare_key(line: &str) -> Option<&str> {
    let key = line.trim_matches([' ', '\r', '\n']).strip_suffix(':')?;
    let is_plain = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'{' | b'}')
    };
    let begins = key.starts_with(|first: char| first.is_ascii_alphabetic() || "/_".contains(first));
    (begins && key.bytes().all(is_plain)).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_paths_and_of_sections_are_where_a_text_can_be_cut() {
        let text = "openapi: 3.1.0\npaths:\n  # first\n  /a:\n    get:\n      x: |\n        /no:\n  /b/{c}:\n    get: {}\ncomponents:\n    schemas:\n      A:\n        type: string\n      B: {}\n      C:\n        type: object\n    responses:\n      D:\n";
        let all: Vec<usize> = (0..text.len()).collect();
        let found: Vec<(String, String)> = cuts(text, &all)
            .iter()
            .map(|cut| {
                let path: Vec<&str> = cut.path().collect();
                (path.join("."), text[cut.at..].lines().next().unwrap_or_default().to_owned())
            })
            .collect();
        let expected = [("paths", "  /b/{c}:"), ("components.schemas", "      C:")];
        let expected: Vec<_> =
            expected.iter().map(|(path, line)| (path.to_string(), line.to_string())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_no_plain_key_is_no_place_to_cut() {
        for line in ["'a':", "a: 1", "- a:", "&x a:", "!t a:", "a: # b", "a b:", "? a", "{a}:"] {
            assert_eq!(bare_key(line), None, "{line}");
        }
        assert_eq!(bare_key("  /pets/{id}:\r\n"), Some("/pets/{id}"));
    }
}
