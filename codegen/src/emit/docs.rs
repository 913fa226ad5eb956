//! Descriptions as doc comments: the description's Markdown, then the facts that the
//! Rust type does not show.

use linkify::LinkFinder;
use proc_macro2::{Literal, TokenStream};
use pulldown_cmark::{
    CodeBlockKind, Event, LinkType, Options as ParserOptions, Parser, Tag, TagEnd,
};
use pulldown_cmark_to_cmark::{Options as WriterOptions, cmark_with_options};
use quote::quote;
use serde_json::Value as Json;

use crate::api::{Docs, Limit};

/// A doc comment of these lines; none of an empty text.
pub(super) fn comment(text: &str) -> TokenStream {
    let attribute = |line: &str| {
        // A comment cannot hold them as they are: rustc refuses a bare carriage return, and
        // what makes a line read otherwise than it is.
        let line = literal(&line.replace(is_unseemly, "\u{fffd}"));
        quote! { #[doc = #line] }
    };
    text.lines().map(attribute).collect()
}

/// A line set off from what stands before it. The literal is a raw one: what has no escapes
/// need not be escaped, and need not be read again at every step from here to the text.
fn literal(line: &str) -> Literal {
    let space = if line.is_empty() { "" } else { " " };
    let fence = match line.contains('"') {
        true => "#".repeat(longest_run(line, '#') + 1),
        false => String::new(),
    };
    let raw = format!("r{fence}\"{space}{line}\"{fence}");
    raw.parse().unwrap_or_else(|_| Literal::string(&format!("{space}{line}")))
}

/// Signs that steer a terminal or turn the direction of text around.
fn is_unseemly(sign: char) -> bool {
    sign.is_control() && sign != '\t'
        || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The documentation of a type or an operation.
pub(super) fn of_item(docs: &Docs, otherwise: &str) -> TokenStream {
    let text = markdown(&docs.text);
    comment(if text.is_empty() { otherwise } else { &text })
}

/// The documentation of a property: the text, then its default, its limits and its format.
pub(super) fn of_property(docs: &Docs, limits: &[Limit], otherwise: &str) -> TokenStream {
    let text = markdown(&docs.text);
    let mut text = if text.is_empty() { otherwise.to_owned() } else { text };
    let facts = facts(docs, limits);
    if !facts.is_empty() {
        text.push_str("\n\n");
        text.push_str(&facts.join(" "));
    }
    comment(&text)
}

fn facts(docs: &Docs, limits: &[Limit]) -> Vec<String> {
    let mut facts = Vec::new();
    match &docs.default {
        None | Some(Json::Null) => {}
        Some(Json::String(text)) => facts.push(format!("Default: {}.", code(text))),
        Some(other) => facts.push(format!("Default: {}.", code(&other.to_string()))),
    }
    let limits: Vec<String> = limits.iter().filter_map(limit).collect();
    if !limits.is_empty() {
        facts.push(format!("Limits: {}.", limits.join(", ")));
    }
    if let Some(format) = &docs.format {
        facts.push(format!("Format: {}.", code(format)));
    }
    facts
}

fn limit(limit: &Limit) -> Option<String> {
    let plural = |count: u64, [one, many]: [&str; 2]| {
        format!("{count} {}", if count == 1 { one } else { many })
    };
    Some(match limit {
        Limit::AtLeast(bound) => format!("at least {bound}"),
        Limit::AtMost(bound) => format!("at most {bound}"),
        Limit::Minimum(bound) => format!("at least {bound}"),
        Limit::Maximum(bound) => format!("at most {bound}"),
        Limit::Above(bound) => format!("more than {bound}"),
        Limit::Below(bound) => format!("less than {bound}"),
        Limit::MultipleOf(step) => format!("a multiple of {step}"),
        Limit::OneOf(values) => {
            let values: Vec<String> = values.iter().map(|value| code(value)).collect();
            format!("one of {}", values.join(", "))
        }
        Limit::MinLength(length) => {
            format!("at least {}", plural(*length, ["character", "characters"]))
        }
        Limit::MaxLength(length) => {
            format!("at most {}", plural(*length, ["character", "characters"]))
        }
        Limit::Pattern(pattern) => format!("of the pattern {}", code(pattern)),
        Limit::MinItems(count) => format!("at least {}", plural(*count, ["item", "items"])),
        Limit::MaxItems(count) => format!("at most {}", plural(*count, ["item", "items"])),
        Limit::UniqueItems => "no two items equal".to_owned(),
        Limit::MinProperties(count) => {
            format!("at least {}", plural(*count, ["property", "properties"]))
        }
        Limit::MaxProperties(count) => {
            format!("at most {}", plural(*count, ["property", "properties"]))
        }
        Limit::Each(limits) => {
            let limits: Vec<String> = limits.iter().filter_map(self::limit).collect();
            format!("each {}", limits.join(" and "))
        }
        Limit::Names(_) => return None,
    })
}

/// A code span; fenced by more backticks than it holds, without line breaks.
pub(super) fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    let longest = longest_run(&text, '`');
    let fence = "`".repeat(longest + 1);
    match (text.is_empty(), longest) {
        (true, _) => "the empty string".to_owned(),
        (_, 0) => format!("{fence}{text}{fence}"),
        _ => format!("{fence} {text} {fence}"),
    }
}

/// Markdown of a description as rustdoc reads it without a warning and without running it.
///
/// It is read as CommonMark and written again, changed where rustdoc would mind: code
/// becomes fenced text, so that none of it is a doctest; HTML becomes text; a link that
/// leads nowhere from here keeps its words alone.
fn markdown(text: &str) -> String {
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
        .filter_map(|event| tamed(event, &mut links))
        .flat_map(|event| linked(event, &mut place));
    let mut written = String::new();
    let options =
        WriterOptions { code_block_token_count: 3, list_token: '-', ..WriterOptions::default() };
    match cmark_with_options(events, &mut written, syntax, options) {
        Ok(_) => written.trim().to_owned(),
        // Writing into a string does not fail; were it to, the text would still be readable as code.
        Err(_) => plainly(text),
    }
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
fn plainly(text: &str) -> String {
    let fence = "`".repeat(3.max(longest_run(text, '`') + 1));
    format!("{fence}text\n{}\n{fence}", text.trim_end())
}

fn longest_run(text: &str, sign: char) -> usize {
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
        _ => {}
    }
    vec![event]
}

fn tamed<'a>(event: Event<'a>, links: &mut Vec<LinkKind>) -> Option<Event<'a>> {
    Some(match event {
        Event::Start(Tag::CodeBlock(_)) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced("text".into())))
        }
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::Link { dest_url, title, id, .. }) => {
            let kind = link_kind(&dest_url);
            links.push(kind);
            match kind {
                LinkKind::Absolute => {
                    Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id })
                }
                LinkKind::Nowhere => return None,
            }
        }
        Event::End(TagEnd::Link) => match links.pop() {
            Some(LinkKind::Absolute) => Event::End(TagEnd::Link),
            _ => return None,
        },
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        event => event,
    })
}

/// Whether a link leads somewhere from the documentation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LinkKind {
    Absolute,
    Nowhere,
}

fn link_kind(target: &str) -> LinkKind {
    let is_absolute =
        ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
    if is_absolute { LinkKind::Absolute } else { LinkKind::Nowhere }
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
            ("See [the guide](/docs/guide).", "See the guide."),
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
            assert_eq!(markdown(text), expected, "{text:?}");
        }
    }
}
