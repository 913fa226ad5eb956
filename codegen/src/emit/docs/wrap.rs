//! Wraps the lines of documentation, where a line break is as good as a space.

use super::markdown::longest_run;

/// How long a line may be: with `///` and the indentation of a field it has a hundred columns.
const WIDTH: usize = 92;

/// Breaks lines that are too long. What is no running text stays as it is: code, tables,
/// headings; and no break makes the beginning of a list, a quotation or a heading of a word. What
/// is left of a line goes on in the next one of its paragraph, rather than stand alone.
pub(super) fn wrap(text: &str) -> String {
    if text.lines().all(|line| line.len() <= WIDTH) {
        return text.to_owned();
    }
    let mut fence = None;
    let mut lines: Vec<String> = Vec::new();
    let mut is_left = false;
    for line in text.split('\n') {
        let joined = match lines.last() {
            Some(left) if is_left && fence.is_none() && goes_on(left, line) => {
                let left = lines.pop().unwrap_or_default();
                Some(format!("{left} {}", line.trim_start_matches(' ')))
            }
            _ => None,
        };
        let line = joined.as_deref().unwrap_or(line);
        is_left = false;
        let mark = line.trim_start();
        let run = longest_run(mark.split(|sign| sign != '`').next().unwrap_or_default(), '`');
        match fence {
            None if run >= 3 => fence = Some(run),
            Some(open) if run >= open => fence = None,
            None if line.len() > WIDTH && !mark.starts_with(['|', '#']) => {
                let before = lines.len();
                push_wrapped(line, &mut lines);
                is_left = lines.len() > before + 1;
                continue;
            }
            _ => {}
        }
        lines.push(line.to_owned());
    }
    lines.join("\n")
}

/// Whether a line goes on with what is left of the one before: both are running text, and the break
/// between them is none that is kept (CommonMark, section 6.7).
fn goes_on(left: &str, line: &str) -> bool {
    let is_kept = left.ends_with("  ") || left.ends_with('\\');
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let is_text = line.trim_start_matches(' ').split(' ').next().is_some_and(may_begin);
    !is_kept && is_text && indent(left) == indent(line) && opening(line) == indent(line)
}

fn push_wrapped(line: &str, lines: &mut Vec<String>) {
    let opening = opening(line);
    let (marks, words) = line.split_at(opening);
    // A list item goes on below its text, a quotation with its mark.
    let indent: String = marks.chars().map(|sign| if sign == '>' { '>' } else { ' ' }).collect();
    let mut current = marks.to_owned();
    let mut length = current.chars().count();
    let mut is_code = false;
    for (index, word) in words.split(' ').enumerate() {
        let own = word.chars().count();
        if index > 0 && length + 1 + own > WIDTH && !is_code && may_begin(word) {
            lines.push(std::mem::replace(&mut current, indent.clone()));
            length = indent.chars().count();
        } else if index > 0 {
            current.push(' ');
            length += 1;
        }
        current.push_str(word);
        length += own;
        // A span of code stays on one line.
        is_code ^= word.matches('`').count() % 2 == 1;
    }
    lines.push(current);
}

/// The length of what marks a line as part of lists and quotations.
fn opening(line: &str) -> usize {
    let mut rest = line;
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(' ');
        let digits = rest.len() - rest.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        for mark in ["- ", "> "] {
            rest = rest.strip_prefix(mark).unwrap_or(rest);
        }
        if (1..10).contains(&digits) {
            rest = rest[digits..].strip_prefix(". ").unwrap_or(rest);
        }
        if rest.len() == before {
            return line.len() - rest.len();
        }
    }
}

/// Whether a line can begin with a word and still be running text: a link can, since no definition
/// of one interrupts a paragraph (CommonMark, section 4.7), but a footnote cannot.
fn may_begin(word: &str) -> bool {
    let is_text = |first: char| first.is_alphabetic() || "\"'(`[".contains(first);
    word.starts_with(is_text) && !word.starts_with("```") && !word.starts_with("[^")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_is_wrapped_and_nothing_else() {
        let words = "word ".repeat(30);
        let words = words.trim_end();
        let first = "word ".repeat(18);
        let rest = "word ".repeat(12);
        let (first, rest) = (first.trim_end(), rest.trim_end());
        assert_eq!(wrap(words), format!("{first}\n{rest}"));
        let item = format!("- {first}\n  {rest}");
        assert_eq!(wrap(&format!("- {words}")), item);
        assert_eq!(wrap(&format!("> {words}")), format!("> {first}\n> {rest}"));
        // What is left of a line goes on in the next; a list, a kept break or an end does not.
        assert_eq!(wrap(&format!("{words}\nand more")), format!("{first}\n{rest} and more"));
        for next in ["", "- item", "\nand more", "# Heading", "| a |", "```text\na\n```"] {
            assert_eq!(wrap(&format!("{words}\n{next}")), format!("{first}\n{rest}\n{next}"));
        }
        assert_eq!(wrap(&format!("{words}\n[`a`](b)")), format!("{first}\n{rest} [`a`](b)"));
        assert_eq!(wrap(&format!("{first} [`a`](b)")), format!("{first}\n[`a`](b)"));
        assert_eq!(wrap(&format!("{first} [^a]: b")), format!("{first} [^a]:\nb"));
        assert_eq!(wrap(&format!("{words}\\\nand")), format!("{first}\n{rest}\\\nand"));
        for text in [
            format!("| {words} |"),
            format!("## {words}"),
            format!("```text\n{words}\n```"),
            format!("````text\n```\n{words}\n````"),
            format!("`{words}`"),
            "x".repeat(200),
            format!("{}- 1. # > | = ", "x".repeat(95)),
        ] {
            assert_eq!(wrap(&text), text);
        }
    }
}
