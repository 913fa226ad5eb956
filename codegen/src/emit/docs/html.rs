//! HTML of a description in the words of Markdown.
//!
//! A description is CommonMark with HTML in it (OpenAPI 3.1, section 4.4.1), and many hold nothing
//! but HTML. What Markdown has a sign for is written with it, what only gives a form is left out.
//! What is no tag of HTML, such as `Vec<T>`, stays as it is.

mod tag;

use std::borrow::Cow;

use self::tag::{FORMS, Tag, decoded, has_tag, tag, without_tags};
use super::markdown::longest_run;

/// The text with Markdown where it had HTML.
pub(super) fn in_markdown(text: &str) -> Cow<'_, str> {
    if !has_tag(text) {
        return Cow::Borrowed(text);
    }
    let mut writer = Writer::default();
    writer.text(text, Within::Text);
    Cow::Owned(writer.finished())
}

/// What the text is read for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Text,
    /// A cell of a table, which is one line.
    Cell,
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The marks of emphasis that are open, as they were written.
    open: Vec<&'static str>,
    /// Where links lead that are open.
    links: Vec<Option<String>>,
    /// Of each list that is open, whether it is numbered.
    lists: Vec<bool>,
    /// The tags that are known to be closed no more.
    unclosed: Vec<String>,
}

impl Writer {
    fn text(&mut self, text: &str, within: Within) {
        let mut rest = text;
        let mut is_line_start = true;
        while let Some(sign) = rest.chars().next() {
            let begins_line = std::mem::take(&mut is_line_start);
            let length = match sign {
                '`' => self.code_span(rest),
                '~' if begins_line && rest.starts_with("~~~") => self.fenced(rest, '~'),
                '<' => self.tag_at(rest, within),
                _ => None,
            };
            let length = match length {
                Some(length) => length,
                None => {
                    is_line_start = sign == '\n' || begins_line && sign == ' ';
                    self.out.push(sign);
                    sign.len_utf8()
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
    }

    /// A span or a block of code, which is kept as it is: it ends with as many backticks.
    fn code_span(&mut self, text: &str) -> Option<usize> {
        let run = text.len() - text.trim_start_matches('`').len();
        let is_block =
            run >= 3 && (self.out.is_empty() || self.out.trim_end_matches(' ').ends_with('\n'));
        if is_block {
            return self.fenced(text, '`');
        }
        let mut at = run;
        let end = loop {
            let next = text.get(at..)?.find('`').map(|found| at + found);
            let Some(next) = next else { break run };
            let found = &text[next..];
            let length = found.len() - found.trim_start_matches('`').len();
            at = next + length;
            if length == run {
                break at;
            }
            // What never ends is no code; it is not looked for once more.
            if next > LONGEST_SPAN {
                break run;
            }
        };
        self.out.push_str(&text[..end]);
        Some(end)
    }

    /// A fenced block, to the line that closes it or to the end.
    fn fenced(&mut self, text: &str, mark: char) -> Option<usize> {
        let run = text.len() - text.trim_start_matches(mark).len();
        let mut end = 0;
        for (index, line) in text.split_inclusive('\n').enumerate() {
            end += line.len();
            let closing = line.trim();
            let is_closing = closing.len() >= run && closing.chars().all(|sign| sign == mark);
            if index > 0 && is_closing {
                break;
            }
        }
        self.out.push_str(&text[..end]);
        Some(end)
    }

    /// A tag or a comment; its length, or none where it is neither.
    fn tag_at(&mut self, text: &str, within: Within) -> Option<usize> {
        if text.starts_with("<!--") {
            return Some(text.find("-->").map_or(text.len(), |end| end + 3));
        }
        let (tag, length) = tag(text)?;
        let behind = &text[length..];
        let blanks = behind.len() - behind.trim_start().len();
        match tag.name.as_str() {
            "code" | "tt" | "kbd" | "samp" | "var" | "pre" if !tag.closes => {
                let inner = self.inner(behind, &tag.name);
                let Some((inner, whole)) = inner else { return Some(length) };
                self.code(inner, tag.name == "pre" && within == Within::Text);
                return Some(length + whole);
            }
            "table" if !tag.closes && within == Within::Text => {
                if let Some((inner, whole)) = self.inner(behind, "table") {
                    self.table(inner);
                    return Some(length + whole);
                }
                self.block();
            }
            "br" if within == Within::Cell || self.is_row() => self.out.push(' '),
            "b" | "strong" => return Some(length + self.emphasis("**", tag.closes, behind)),
            "i" | "em" => return Some(length + self.emphasis("*", tag.closes, behind)),
            "s" | "del" => return Some(length + self.emphasis("~~", tag.closes, behind)),
            "a" => self.link(&tag),
            "img" => self.out.push_str(&tag.attribute("alt").unwrap_or_default()),
            name if FORMS.contains(&name) => {}
            "code" | "tt" | "kbd" | "samp" | "var" | "pre" => {}
            _ if within == Within::Cell => self.out.push(' '),
            "ul" | "ol" => {
                match tag.closes {
                    true => drop(self.lists.pop()),
                    false => self.lists.push(tag.name == "ol"),
                }
                if self.lists.len() <= 1 {
                    self.block();
                }
                return Some(length + blanks);
            }
            "li" if !tag.closes => {
                self.close_emphasis();
                let trimmed = self.out.trim_end().len();
                self.out.truncate(trimmed);
                let depth = self.lists.len().saturating_sub(1).min(DEEPEST_LIST);
                let mark = if self.lists.last() == Some(&true) { "1. " } else { "- " };
                let between = if self.in_list() { "\n" } else { "\n\n" };
                self.out.push_str(between);
                self.out.push_str(&"   ".repeat(depth));
                self.out.push_str(mark);
                return Some(length + blanks);
            }
            "li" => return Some(length + blanks),
            "hr" => {
                self.block();
                self.out.push_str("---");
                self.block();
            }
            name if name.len() == 2 && name.starts_with('h') && !tag.closes => {
                self.block();
                let level = name[1..].parse().unwrap_or(1);
                self.out.push_str(&"#".repeat(level));
                self.out.push(' ');
            }
            // Within an item, a paragraph is the text of the item.
            "p" | "div" if !self.lists.is_empty() => {
                if !self.out.ends_with(char::is_whitespace) {
                    self.out.push(' ');
                }
                return Some(length + blanks);
            }
            _ => self.block(),
        }
        // A line within HTML may be indented, which in Markdown would make code of it.
        let is_block = self.out.ends_with('\n') || self.out.ends_with("# ");
        Some(length + if is_block { blanks } else { 0 })
    }

    /// What stands before the tag that closes this one, and the length up to behind that.
    fn inner<'t>(&mut self, text: &'t str, name: &str) -> Option<(&'t str, usize)> {
        if self.unclosed.iter().any(|unclosed| unclosed == name) {
            return None;
        }
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find("</")) {
            let at = from + at;
            let found = tag(&text[at..]);
            if let Some((found, length)) = found
                && found.name == name
            {
                return Some((&text[..at], at + length));
            }
            from = at + 2;
        }
        self.unclosed.push(name.to_owned());
        None
    }

    fn code(&mut self, inner: &str, is_block: bool) {
        let text = decoded(&without_tags(inner));
        let fence = "`".repeat(longest_run(&text, '`') + 1);
        if is_block {
            let fence = if fence.len() < 3 { "```" } else { &fence };
            self.block();
            self.out.push_str(&format!("{fence}text\n{}\n{fence}", text.trim_matches('\n')));
            self.block();
            return;
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
        if !text.is_empty() {
            self.out.push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
        }
    }

    /// Marks of emphasis stand beside their words, and blanks around them; how many blanks behind
    /// the tag were written.
    fn emphasis(&mut self, mark: &'static str, closes: bool, behind: &str) -> usize {
        if closes {
            if self.open.last() != Some(&mark) {
                return 0;
            }
            self.open.pop();
            let kept = self.out.trim_end().len();
            let blanks = self.out.split_off(kept);
            match self.out.strip_suffix(mark) {
                Some(without) => self.out.truncate(without.len()),
                None => self.out.push_str(mark),
            }
            self.out.push_str(&blanks);
            return 0;
        }
        let blanks = behind.len() - behind.trim_start().len();
        if blanks > 0 && !self.out.is_empty() && !self.out.ends_with(char::is_whitespace) {
            self.out.push(' ');
        }
        if !self.open.contains(&mark) {
            self.out.push_str(mark);
            self.open.push(mark);
        }
        blanks
    }

    fn close_emphasis(&mut self) {
        while let Some(mark) = self.open.pop() {
            let kept = self.out.trim_end().len();
            self.out.truncate(kept);
            match self.out.strip_suffix(mark) {
                Some(without) => self.out.truncate(without.len()),
                None => self.out.push_str(mark),
            }
        }
    }

    fn link(&mut self, tag: &Tag<'_>) {
        if !tag.closes {
            let target = tag.attribute("href").filter(|target| is_plain_target(target));
            if target.is_some() {
                self.out.push('[');
            }
            self.links.push(target);
        } else if let Some(Some(target)) = self.links.pop() {
            self.out.push_str(&format!("]({target})"));
        }
    }

    /// Ends what stands there as a paragraph.
    fn block(&mut self) {
        self.close_emphasis();
        let kept = self.out.trim_end().len();
        self.out.truncate(kept);
        if !self.out.is_empty() {
            self.out.push_str("\n\n");
        }
    }

    /// Whether the line is one of a table in Markdown.
    fn is_row(&self) -> bool {
        self.out.rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with('|'))
    }

    /// Whether the line before is one of a list.
    fn in_list(&self) -> bool {
        let line = self.out.rsplit('\n').next().unwrap_or_default().trim_start();
        line.starts_with("- ") || line.starts_with("1. ")
    }

    /// The rows of a table, of which the first one names the columns.
    fn table(&mut self, inner: &str) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut cell: Option<usize> = None;
        let end_cell = |cell: &mut Option<usize>, until: usize, rows: &mut Vec<Vec<String>>| {
            let Some(from) = cell.take() else { return };
            let mut writer = Writer::default();
            writer.text(&inner[from..until], Within::Cell);
            let text = writer.finished().replace('|', "\\|");
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(row) = rows.last_mut() {
                row.push(text);
            }
        };
        let mut at = 0;
        while let Some(found) = inner.get(at..).and_then(|rest| rest.find('<')) {
            let start = at + found;
            at = start + 1;
            let Some((tag, length)) = tag(&inner[start..]) else { continue };
            match (tag.name.as_str(), tag.closes) {
                ("tr", false) => {
                    end_cell(&mut cell, start, &mut rows);
                    rows.push(Vec::new());
                }
                ("td" | "th", closes) => {
                    end_cell(&mut cell, start, &mut rows);
                    cell = (!closes).then_some(start + length);
                    if rows.is_empty() {
                        rows.push(Vec::new());
                    }
                }
                ("tr", true) => end_cell(&mut cell, start, &mut rows),
                _ => {}
            }
            at = start + length;
        }
        end_cell(&mut cell, inner.len(), &mut rows);
        rows.retain(|row| !row.is_empty());
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        self.block();
        for (index, row) in rows.iter().enumerate() {
            let cells = (0..width).map(|column| row.get(column).map_or("", String::as_str));
            let line: String = cells.map(|cell| format!(" {cell} |")).collect();
            self.out.push_str(&format!("|{line}\n"));
            if index == 0 {
                self.out.push_str(&format!("|{}\n", " --- |".repeat(width)));
            }
        }
        self.block();
    }

    fn finished(mut self) -> String {
        self.close_emphasis();
        while let Some(target) = self.links.pop() {
            if let Some(target) = target {
                self.out.push_str(&format!("]({target})"));
            }
        }
        self.out
    }
}

/// How far a span of code is looked for.
const LONGEST_SPAN: usize = 2_000;

/// How deep lists are written within lists.
const DEEPEST_LIST: usize = 6;

/// Whether a target can stand between the parentheses of a link.
fn is_plain_target(target: &str) -> bool {
    !target.is_empty() && !target.contains(['(', ')', '<', '>', ' ', '\n', '\\', '\t'])
}

#[cfg(test)]
mod tests {
    use super::in_markdown;

    #[test]
    fn html_is_said_in_markdown() {
        for (html, markdown) in [
            (
                "A plain text, `<p>` in code, Vec<T> and a < b.",
                "A plain text, `<p>` in code, Vec<T> and a < b.",
            ),
            ("<p>One.</p>\n<p>Two.</p>", "One.\n\nTwo.\n\n"),
            ("One.<br>Two.<br/><br />Three.", "One.\n\nTwo.\n\nThree."),
            (
                "A <b>bold</b> and <em> odd </em>word<strong></strong>.",
                "A **bold** and *odd* word.",
            ),
            ("<code>a &lt; b</code> or <code>a<b>c</b></code>", "`a < b` or `ac`"),
            ("<code>never closed", "never closed"),
            (
                "See <a href=\"https://a.example/b\" target=_blank>this</a>.",
                "See [this](https://a.example/b).",
            ),
            ("See <a name=x>this</a>.", "See this."),
            (
                "Either:\n<ul>\n  <li>one</li>\n  <li><p>two</p><ol><li>deep</li></ol></li>\n</ul>\nThen.",
                "Either:\n\n- one\n- two\n   1. deep\n\nThen.",
            ),
            ("<h3>Title</h3>Text", "### Title\n\nText"),
            ("<pre>\nlet a = &quot;1&quot;;\n</pre>", "```text\nlet a = \"1\";\n```\n\n"),
            (
                "<table><tr><th>A</th><th>B</th></tr><tr><td>1|<br>2</td><td><code>x</code></td></tr></table>",
                "| A | B |\n| --- | --- |\n| 1\\| 2 | `x` |\n\n",
            ),
            ("| a<br>b | c |", "| a b | c |"),
            ("```html\n<p>kept</p>\n```\n<i>said</i>", "```html\n<p>kept</p>\n```\n*said*"),
            ("a<!-- hidden -->b", "ab"),
            ("<span style=\"color: red\">red</span> <img alt=\"A logo\" src=x>", "red A logo"),
        ] {
            assert_eq!(in_markdown(html).trim_start(), markdown, "{html:?}");
        }
    }
}
