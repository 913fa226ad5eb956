//! Descriptions as doc comments: the description's Markdown, then the facts that the
//! Rust type does not show.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value as Json;

use crate::api::{Docs, Limit};

/// A doc comment of these lines; none of an empty text.
pub(super) fn comment(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote! { #[doc = #line] }
    });
    quote! { #(#lines)* }
}

/// The documentation of a type or an operation.
pub(super) fn of_item(docs: &Docs, otherwise: &str) -> TokenStream {
    let text = markdown(&docs.text);
    comment(if text.is_empty() { otherwise } else { &text })
}

/// The documentation of a member: the text, then its default, its limits and its format.
pub(super) fn of_member(docs: &Docs, limits: &[Limit], otherwise: &str) -> TokenStream {
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
        Some(Json::String(word)) => facts.push(format!("Default: {}.", code(word))),
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
    let plural = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    Some(match limit {
        Limit::AtLeast(bound) => format!("at least {bound}"),
        Limit::AtMost(bound) => format!("at most {bound}"),
        Limit::Minimum(bound) => format!("at least {bound}"),
        Limit::Maximum(bound) => format!("at most {bound}"),
        Limit::Above(bound) => format!("more than {bound}"),
        Limit::Below(bound) => format!("less than {bound}"),
        Limit::MultipleOf(step) => format!("a multiple of {step}"),
        Limit::MinLength(length) => format!("at least {}", plural(*length, "character")),
        Limit::MaxLength(length) => format!("at most {}", plural(*length, "character")),
        Limit::Pattern(pattern) => format!("of the pattern {}", code(pattern)),
        Limit::MinItems(count) => format!("at least {}", plural(*count, "item")),
        Limit::MaxItems(count) => format!("at most {}", plural(*count, "item")),
        Limit::UniqueItems => "no two items equal".to_owned(),
        Limit::MinMembers(count) => format!("at least {}", plural(*count, "member")),
        Limit::MaxMembers(count) => format!("at most {}", plural(*count, "member")),
        Limit::Each(limits) => {
            let limits: Vec<String> = limits.iter().filter_map(self::limit).collect();
            format!("each {}", limits.join(" and "))
        }
        Limit::Names(_) => return None,
    })
}

/// A code span; fenced by more backticks than it holds, without line breaks.
pub(super) fn code(text: &str) -> String {
    let text: String =
        text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    match (text.is_empty(), longest) {
        (true, _) => "the empty string".to_owned(),
        (_, 0) => format!("{fence}{text}{fence}"),
        _ => format!("{fence} {text} {fence}"),
    }
}

/// Markdown of a description as rustdoc reads it without a warning and without running it:
/// indented and unmarked code blocks become text, bare brackets and tags are escaped.
fn markdown(text: &str) -> String {
    let mut lines = Vec::new();
    let mut in_fence = false;
    for line in text.trim().lines() {
        let line = line.trim_end();
        let unindented = line.trim_start();
        if unindented.starts_with("```") {
            // A fence without a language would be compiled and run as a doctest.
            let language = if in_fence { "" } else { "text" };
            let language = if unindented.len() > 3 && !in_fence { &unindented[3..] } else { language };
            let language = if language.starts_with("rust") { "text" } else { language };
            lines.push(format!("```{language}"));
            in_fence = !in_fence;
        } else if in_fence {
            lines.push(line.to_owned());
        } else {
            lines.push(plain_line(line));
        }
    }
    if in_fence {
        lines.push("```".to_owned());
    }
    lines.join("\n")
}

/// A line outside code: four spaces would make it a doctest, `<` an HTML tag, `[x]` a link.
fn plain_line(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    let mut out = " ".repeat(indent.min(3));
    let mut in_code = false;
    let text = line.trim_start();
    let balanced = text.matches('`').count() % 2 == 0;
    let mut characters = text.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        match character {
            '`' if balanced => {
                in_code = !in_code;
                out.push('`');
            }
            '<' if !in_code && !text[index..].starts_with("<http") => out.push_str("\\<"),
            '[' if !in_code && !is_link(&text[index..]) => out.push_str("\\["),
            ']' if !in_code && text[..index].rfind('[').is_none_or(|start| !is_link(&text[start..])) => {
                out.push_str("\\]");
            }
            _ => out.push(character),
        }
    }
    out
}

/// Whether a bracket begins a link to somewhere that rustdoc can follow.
fn is_link(text: &str) -> bool {
    text.find(']').is_some_and(|end| {
        text[end + 1..].starts_with("(http") || text[end + 1..].starts_with("(mailto:")
    })
}
