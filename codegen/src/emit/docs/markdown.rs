//! Markdown of a description, tamed: read as CommonMark and written again without what
//! rustdoc would mind.

use std::borrow::Cow;

use linkify::LinkFinder;
use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, LinkType, Options as ParserOptions, Parser, Tag, TagEnd,
};
use pulldown_cmark_to_cmark::{Options as WriterOptions, cmark_with_options};

use super::html::in_markdown;

/// Markdown of a description as rustdoc reads it without a warning and without running it.
///
/// It is read as CommonMark and written again, changed where rustdoc would mind: code
/// becomes fenced text, so that none of it is a doctest; HTML becomes text; a link that
/// leads nowhere from here keeps its words, and its target as code where that is a path.
pub(super) fn tamed(text: &str) -> String {
    let text = &seemly(text);
    let text = &in_markdown(text);
    let text = text.trim();
    if is_plain(text) {
        return text.to_owned();
    }
    // The writer closes a fence only after a line that has ended.
    let text = &format!("{text}\n");
    let mut links = Vec::new();
    let syntax = ParserOptions::ENABLE_TABLES | ParserOptions::ENABLE_STRIKETHROUGH;
    let mut place = Place::Text;
    if nests_too_deep(Parser::new_ext(text, syntax)) {
        return plainly(text);
    }
    let events = Parser::new_ext(text, syntax)
        .flat_map(lines_of_html)
        .flat_map(|event| tamed_event(event, &mut links))
        .flat_map(|event| linked(event, &mut place));
    let mut written = String::new();
    let options =
        WriterOptions { code_block_token_count: 3, list_token: '-', ..WriterOptions::default() };
    match cmark_with_options(events, &mut written, syntax, options) {
        // Only what the writer put around it: a blank of another kind may be what keeps a line
        // from being a quotation or a list.
        Ok(_) => written.trim_matches(['\n', ' ']).to_owned(),
        // Writing into a string does not fail; were it to, the text would still be readable as code.
        Err(_) => plainly(text),
    }
}

/// A text without signs that a comment cannot hold: rustc refuses a bare carriage return, and
/// what makes a line read otherwise than it is. Lines end as they do in what is printed.
pub(super) fn seemly(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseemly) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(text.replace(is_unseemly, "\u{fffd}"))
}

/// Signs that steer a terminal or turn the direction of text around.
fn is_unseemly(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\t' | '\n')
        || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// How deep quotes and lists nest in what is written again as Markdown: each line within
/// them repeats what marks them, so that a short text could mean a long one.
const DEEPEST: usize = 16;

fn nests_too_deep<'a>(events: impl Iterator<Item = Event<'a>>) -> bool {
    let mut depth = 0_usize;
    for event in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        // A list and its item are two.
        if depth > 2 * DEEPEST {
            return true;
        }
    }
    false
}

/// A text as it is, in which nothing is read as Markdown.
pub(super) fn plainly(text: &str) -> String {
    let text = seemly(text);
    let fence = "`".repeat(3.max(longest_run(&text, '`') + 1));
    format!("{fence}text\n{}\n{fence}", text.trim_end())
}

pub(super) fn longest_run(text: &str, sign: char) -> usize {
    text.split(|character| character != sign).map(str::len).max().unwrap_or(0)
}

/// Most descriptions are a sentence or two, in which nothing can be misread.
fn is_plain(text: &str) -> bool {
    let begins_a_block = |line: &str| {
        let line = line.trim_start();
        line.starts_with(['-', '*', '+', '>', '=', '_'])
            || line.starts_with(|first: char| first.is_ascii_digit())
    };
    !text.contains(['<', '[', '\\', '&', '|', '~', '\t', '#'])
        && !text.contains("    ")
        && !text.contains("```")
        && !text.contains("://")
        && !text.lines().any(begins_a_block)
}

/// Where in a text an event stands: an address within a link or within code is one already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Link,
    Code,
}

/// Makes links of bare addresses, which rustdoc would warn of.
fn linked<'a>(event: Event<'a>, place: &mut Place) -> Vec<Event<'a>> {
    match &event {
        Event::Start(Tag::Link { .. }) => *place = Place::Link,
        Event::Start(Tag::CodeBlock(_)) => *place = Place::Code,
        Event::End(TagEnd::Link | TagEnd::CodeBlock) => *place = Place::Text,
        Event::Text(text) if *place == Place::Text && text.contains("://") => {
            let mut finder = LinkFinder::new();
            finder.kinds(&[linkify::LinkKind::Url]);
            let pieces = finder.spans(text).map(|span| {
                let piece = span.as_str();
                let is_http = piece.starts_with("http://") || piece.starts_with("https://");
                match span.kind() {
                    Some(_) if is_http => Event::InlineHtml(format!("<{piece}>").into()),
                    _ => Event::Text(piece.to_owned().into()),
                }
            });
            return pieces.collect();
        }
        Event::Text(text) if *place == Place::Text && text.contains("& ") => {
            return text.split_inclusive("& ").flat_map(ampersand).collect();
        }
        _ => {}
    }
    vec![event]
}

/// A text up to an `&` before a space: the writer would escape it, though it begins nothing there.
fn ampersand<'a>(text: &str) -> Vec<Event<'a>> {
    match text.strip_suffix("& ") {
        Some(before) => {
            vec![Event::Text(before.to_owned().into()), Event::InlineHtml("& ".into())]
        }
        None => vec![Event::Text(text.to_owned().into())],
    }
}

/// A line of a block of HTML ends where the next one begins, and is no text of its own.
fn lines_of_html(event: Event<'_>) -> Vec<Event<'_>> {
    match event {
        Event::Html(html) if html.ends_with('\n') => {
            vec![Event::Html(html.trim_end().to_owned().into()), Event::SoftBreak]
        }
        event => vec![event],
    }
}

fn tamed_event<'a>(event: Event<'a>, links: &mut Vec<LinkTarget<'a>>) -> Vec<Event<'a>> {
    vec![match event {
        Event::Start(Tag::CodeBlock(_)) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced("text".into())))
        }
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::Link { dest_url, title, id, .. }) => {
            links.push(link_target(&dest_url));
            match links.last() {
                Some(LinkTarget::Absolute) => {
                    Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id })
                }
                _ => return Vec::new(),
            }
        }
        Event::End(TagEnd::Link) => match links.pop() {
            Some(LinkTarget::Absolute) => Event::End(TagEnd::Link),
            Some(LinkTarget::Path(path)) => {
                return vec![Event::Text(" (".into()), Event::Code(path), Event::Text(")".into())];
            }
            _ => return Vec::new(),
        },
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return Vec::new(),
        event => event,
    }]
}

/// Where a link leads from the documentation.
enum LinkTarget<'a> {
    /// Where it led from the description.
    Absolute,
    /// Somewhere on a site that the description does not name, by this path: what a person can
    /// look up.
    Path(CowStr<'a>),
    /// Nowhere.
    Nowhere,
}

fn link_target<'a>(target: &CowStr<'a>) -> LinkTarget<'a> {
    let is_absolute =
        ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
    let is_path = target.starts_with(['/', '.']) && !target.contains(char::is_whitespace);
    match (is_absolute, is_path) {
        (true, _) => LinkTarget::Absolute,
        (false, true) => LinkTarget::Path(target.clone()),
        (false, false) => LinkTarget::Nowhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rustdoc_would_mind_is_tamed() {
        for (text, expected) in [
            ("Plain `code` and *emphasis*.", "Plain `code` and *emphasis*."),
            (
                "See [the\nguide](https://example.com/a).",
                "See [the\nguide](https://example.com/a).",
            ),
            ("See [the guide](/docs/guide).", "See the guide (`/docs/guide`)."),
            ("See [above](#a) and [Pet](Pet).", "See above and Pet."),
            ("Weights & Biases, &amp;lt; &lt;b", "Weights & Biases, &amp;lt; \\<b"),
            ("One of <name> or Vec<T>.", "One of \\<name> or Vec\\<T>."),
            ("An [array] of [x].", "An \\[array\\] of \\[x\\]."),
            ("Run:\n\n    let x = 1;\n", "Run:\n\n```text\nlet x = 1;\n```"),
            ("```\nfn main() {}\n```", "```text\nfn main() {}\n```"),
            (
                "See https://example.com/a, or `http://b`.",
                "See <https://example.com/a>, or `http://b`.",
            ),
            ("- one\ncontinued\n- two", "- one\n  continued\n- two"),
            ("```rust\nfn main() {}", "```text\nfn main() {}\n```"),
        ] {
            assert_eq!(tamed(text), expected, "{text:?}");
        }
    }
}
