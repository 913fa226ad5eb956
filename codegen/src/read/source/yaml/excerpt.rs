//! Cuts a text down to what some operations reach, before it is read.
//!
//! Who wants one operation of a large description should not wait for all of it to be parsed.
//! The path items that have the operations, and the components that these mention, are found by
//! their lines. Where a line leaves a doubt (a reference that leads elsewhere than into the
//! components, an anchor, a key that is no plain one), there is no excerpt, and the whole is read.

use std::collections::HashMap;
use std::ops::Range;

use super::pieces::{bare_key, indent};

/// Part of a text, and where its characters come from.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// From which character on how many have been left out before it.
    pub(super) shifts: Vec<(usize, usize)>,
}

/// What of a text the operations of these ids reach, if that can be told.
pub(super) fn excerpt(content: &str, ids: &[String]) -> Option<Excerpt> {
    // What such a reference means may stand anywhere.
    if content.contains("$dynamicRef") {
        return None;
    }
    let blocks = blocks(content)?;
    let is_wanted = reached(content, &blocks, ids)?;
    let mut excerpt = Excerpt { text: String::new(), shifts: vec![(0, 0)] };
    let (mut from, mut characters, mut left_out) = (0, 0, 0);
    let unwanted = blocks.iter().zip(is_wanted).filter(|(_, is_wanted)| !is_wanted);
    for (block, _) in unwanted {
        let kept = &content[from..block.range.start];
        excerpt.text.push_str(kept);
        characters += kept.chars().count();
        left_out += content[block.range.clone()].chars().count();
        excerpt.shifts.push((characters, left_out));
        from = block.range.end;
    }
    excerpt.text.push_str(&content[from..]);
    Some(excerpt)
}

/// A path item or a component: the lines of its key and of what is below it.
struct Block<'a> {
    section: &'a str,
    key: &'a str,
    range: Range<usize>,
}

/// A section of `components` that is kept as it is: credentials are named, not referred to.
const KEPT: &str = "securitySchemes";

fn blocks(content: &str) -> Option<Vec<Block<'_>>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut is_open = false;
    let mut root = None;
    let mut section = None;
    let mut indents: [Option<usize>; 2] = [None, None];
    let mut at = 0;
    for line in content.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if matches!(line.trim_start().chars().next(), None | Some('#')) {
            continue;
        }
        let indent = indent(line);
        // Which of the keys around blocks this line is one of, or the section whose block begins.
        let begins = match (indent, root) {
            (0, _) => {
                root = bare_key(line).filter(|key| matches!(*key, "paths" | "components"));
                section = root.filter(|root| *root == "paths");
                indents = [None, None];
                None
            }
            (_, None) => continue,
            (_, Some("paths")) => {
                let own = *indents[1].get_or_insert(indent);
                match indent.cmp(&own) {
                    std::cmp::Ordering::Less => return None,
                    std::cmp::Ordering::Equal => section,
                    std::cmp::Ordering::Greater => continue,
                }
            }
            (_, Some(_)) => {
                let first = *indents[0].get_or_insert(indent);
                if indent < first {
                    return None;
                } else if indent == first {
                    section = bare_key(line).filter(|key| *key != KEPT);
                    indents[1] = None;
                    None
                } else if section.is_none() {
                    continue;
                } else {
                    let own = *indents[1].get_or_insert(indent);
                    match indent.cmp(&own) {
                        std::cmp::Ordering::Less => return None,
                        std::cmp::Ordering::Equal => section,
                        std::cmp::Ordering::Greater => continue,
                    }
                }
            }
        };
        if is_open && let Some(last) = blocks.last_mut() {
            last.range.end = start;
        }
        is_open = begins.is_some();
        if let Some(section) = begins {
            blocks.push(Block { section, key: key(line)?, range: start..content.len() });
        }
    }
    Some(blocks)
}

/// The key of a line, plain or within quotation marks that need no reading.
fn key(line: &str) -> Option<&str> {
    let line = line.trim();
    let quoted = |mark: char| {
        let (key, rest) = line.strip_prefix(mark)?.split_once(mark)?;
        (rest.starts_with(':') && !key.contains('\\')).then_some(key)
    };
    match line.chars().next()? {
        mark @ ('\'' | '"') => quoted(mark),
        first if first.is_ascii_alphanumeric() || "/_".contains(first) => {
            let key = line.split_once(": ").map(|(key, _)| key).or(line.strip_suffix(':'))?;
            (!key.contains(['#', '"', '\''])).then_some(key)
        }
        _ => None,
    }
}

/// Of each block whether the operations reach it.
fn reached(content: &str, blocks: &[Block<'_>], ids: &[String]) -> Option<Vec<bool>> {
    let mut by_key: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (index, block) in blocks.iter().enumerate() {
        by_key.entry((block.section, block.key)).or_default().push(index);
    }
    let mut is_wanted = vec![false; blocks.len()];
    let mut waiting = Vec::new();
    for id in ids {
        let has_it = |block: &Block<'_>| {
            block.section == "paths" && has_operation(&content[block.range.clone()], id)
        };
        let found = blocks.iter().enumerate().filter(|(_, block)| has_it(block));
        let before = waiting.len();
        waiting.extend(found.map(|(index, _)| index));
        if waiting.len() == before {
            return None;
        }
    }
    while let Some(index) = waiting.pop() {
        if std::mem::replace(&mut is_wanted[index], true) {
            continue;
        }
        let block = &blocks[index];
        let text = &content[block.range.clone()];
        for (section, key) in mentioned(text)? {
            waiting.extend(by_key.get(&(section, key)).into_iter().flatten());
        }
        if text.contains("discriminator") {
            let named = text.lines().filter_map(|line| line.rsplit_once(": "));
            let named = named.map(|(_, value)| value.trim_matches([' ', '\r', '\'', '"']));
            waiting.extend(named.flat_map(|name| by_key.get(&("schemas", name))).flatten());
            waiting.extend(extending(content, blocks, block.key));
        }
    }
    Some(is_wanted)
}

fn has_operation(text: &str, id: &str) -> bool {
    text.lines().any(|line| {
        let value = line.trim_start().strip_prefix("operationId:");
        value.is_some_and(|value| value.trim().trim_matches(['\'', '"']) == id)
    })
}

/// Where components stand, as references write it.
const COMPONENTS: &str = "#/components/";

/// The components that a text mentions, by section and name; `None` where it refers to anything
/// else, or could.
fn mentioned(text: &str) -> Option<Vec<(&str, &str)>> {
    let names_places = ["$anchor", "$dynamic", "$id", "$recursive"];
    if names_places.iter().any(|word| text.contains(word)) {
        return None;
    }
    for (at, word) in text.match_indices("$ref") {
        let rest = text[at + word.len()..].trim_start_matches(['\'', '"', ' ']);
        // Without a colon, somebody writes about references.
        if let Some(value) = rest.strip_prefix(':') {
            let value = value.trim_start_matches([' ', '\'', '"']);
            value.starts_with(COMPONENTS).then_some(())?;
        }
    }
    let mut found = Vec::new();
    for (at, word) in text.match_indices(COMPONENTS) {
        let rest = &text[at + word.len()..];
        let end = rest.find(|sign: char| sign.is_whitespace() || "'\",}])".contains(sign));
        let path = &rest[..end.unwrap_or(rest.len())];
        if path.contains(['~', '%']) {
            return None;
        }
        let mut steps = path.split('/');
        found.extend(steps.next().zip(steps.next()));
    }
    Some(found)
}

/// The schemas that may extend one by `allOf`: those that refer to it and have one.
fn extending<'a>(
    content: &'a str,
    blocks: &'a [Block<'_>],
    base: &str,
) -> impl Iterator<Item = usize> + 'a {
    let reference = format!("{COMPONENTS}schemas/{base}");
    let is_one = move |block: &Block<'_>| {
        let text = &content[block.range.clone()];
        block.section == "schemas" && text.contains(&reference) && text.contains("allOf")
    };
    blocks.iter().enumerate().filter(move |(_, block)| is_one(block)).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "openapi: 3.1.0
paths:
  /a/{é}:
    get:
      operationId: a
      x: {$ref: '#/components/schemas/A'}
  '/b':
    get:
      operationId: \"b\"
      x: {$ref: \"#/components/responses/B\"}
    # a comment
components:
  schemas:
    A:
      allOf:
      - $ref: '#/components/schemas/C/properties/c'
    B: {é: 1}
    C:
      x: 1
    D:
      allOf: [{$ref: '#/components/schemas/E'}]
    E:
      discriminator:
        mapping:
          f: F
    F: {}
  securitySchemes:
    key: {}
  responses:
    B:
      x: {$ref: '#/components/schemas/E'}
x-end: 1
";

    fn kept(text: &str, id: &str) -> Option<Vec<String>> {
        let excerpt = excerpt(text, &[id.to_owned()])?;
        let keys = blocks(&excerpt.text)?;
        let lines: Vec<char> = text.chars().collect();
        // Each character is where it was.
        for (at, character) in excerpt.text.chars().enumerate() {
            let index = excerpt.shifts.partition_point(|(from, _)| *from <= at) - 1;
            assert_eq!(lines[at + excerpt.shifts[index].1], character);
        }
        Some(keys.iter().map(|block| format!("{} {}", block.section, block.key)).collect())
    }

    #[test]
    fn what_operations_reach_is_kept() {
        assert_eq!(kept(TEXT, "a").expect("told"), ["paths /a/{é}", "schemas A", "schemas C"]);
        let b = ["paths /b", "schemas D", "schemas E", "schemas F", "responses B"];
        assert_eq!(kept(TEXT, "b").expect("told"), b);
    }

    #[test]
    fn whatever_leaves_a_doubt_is_left_to_who_reads_the_whole() {
        assert_eq!(kept(TEXT, "c"), None);
        for (from, to) in [
            ("x: {$ref: '#/components/schemas/A'}", "x: {$ref: 'other.yaml#/A'}"),
            ("x: {$ref: '#/components/schemas/A'}", "x: {$ref: '#/paths/~1b'}"),
            ("x: {$ref: '#/components/schemas/A'}", "$ref:\n        '#/paths/~1b'"),
            ("x: {$ref: '#/components/schemas/A'}", "$anchor: a"),
            ("schemas/A'", "schemas/A%20A'"),
            ("  '/b':", "  ? /b\n  :"),
            ("  '/b':", "  &b /b:"),
            ("    B: {é", "   B: {é"),
            ("operationId: a", "{operationId: a}"),
        ] {
            assert!(TEXT.contains(from), "{from}");
            assert_eq!(kept(&TEXT.replace(from, to), "a"), None, "{to}");
        }
    }
}
