//! Composes documentation: the description's Markdown, then the facts that the Rust type
//! does not show.
//!
//! Whatever is composed is judged as it is printed, and said more plainly where rustdoc would
//! take a part of it for a doctest: no text of a document is ever run.

mod doctest;
mod markdown;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value as Json;

use self::markdown::{longest_run, plainly, seemly, tamed};
use crate::api::{Docs, Limit, Server};

/// A doc comment of these words of ours; none of an empty text.
pub(super) fn comment(text: &str) -> TokenStream {
    written([|text: &str| text.to_owned(), plainly].iter().map(|say| printed(&say(text))))
}

/// The documentation of a type.
pub(super) fn of_item(docs: &Docs, otherwise: &str) -> TokenStream {
    around(&docs.text, otherwise, str::to_owned)
}

/// The documentation of a member: the text, then its default, its limits and its format.
pub(super) fn of_member(docs: &Docs, limits: &[Limit], otherwise: &str) -> TokenStream {
    let facts = facts(docs, limits);
    around(&docs.text, otherwise, |text| match facts.is_empty() {
        true => text.to_owned(),
        false => format!("{text}\n\n{}", facts.join(" ")),
    })
}

/// The documentation of a function: the text, then when it fails.
pub(super) fn of_function(docs: &Docs, otherwise: &str, errors: &str) -> TokenStream {
    around(&docs.text, otherwise, |text| format!("{text}\n\n# Errors\n{errors}"))
}

/// The documentation of an answer: its status, then the text.
pub(super) fn of_answer(docs: &Docs, status: &str) -> TokenStream {
    around(&docs.text, "", |text| match text {
        "" => code(status),
        text => format!("{}\n\n{text}", code(status)),
    })
}

/// The documentation of the list of servers, a line for each.
pub(super) fn of_servers(servers: &[Server]) -> TokenStream {
    let said = |say: fn(&str) -> String| {
        let line = |server: &Server| {
            let words: Vec<&str> = server.docs.text.split_whitespace().collect();
            match say(&words.join(" ")).as_str() {
                "" => format!("- {}", code(&server.url)),
                text => format!("- {}: {}", code(&server.url), text.replace('\n', " ")),
            }
        };
        let lines: Vec<String> = servers.iter().map(line).collect();
        format!("The base URLs of the API.\n\n{}", lines.join("\n"))
    };
    let quoted = |text: &str| if text.is_empty() { String::new() } else { code(text) };
    written([tamed, quoted].iter().map(|say| printed(&said(*say))))
}

/// A text of the document with what is said around it: tamed, or as it is where that would be
/// code, or all of it as it is.
fn around(text: &str, otherwise: &str, said: impl Fn(&str) -> String) -> TokenStream {
    let or_otherwise = |text: String| if text.is_empty() { otherwise.to_owned() } else { text };
    let ways: [&dyn Fn() -> String; 3] =
        [&|| said(&or_otherwise(tamed(text))), &|| said(&or_otherwise(plainly(text))), &|| {
            plainly(&said(&or_otherwise(seemly(text).trim().to_owned())))
        }];
    written(ways.iter().map(|way| printed(&way())))
}

/// What stands for a text that is code however it is said. None is known.
const UNSPOKEN: &str = "The description has a text here that could be taken for a program.";

/// The first way of saying it in which nothing is a doctest.
fn written(mut ways: impl Iterator<Item = Vec<String>>) -> TokenStream {
    let lines = ways.find(|lines| !doctest::has_doctest(lines));
    let lines = lines.unwrap_or_else(|| printed(UNSPOKEN));
    let attribute = |line: &String| {
        let line = literal(line);
        quote! { #[doc = #line] }
    };
    lines.iter().map(attribute).collect()
}

/// The lines of a comment, each as it stands behind its `///`: set off, and without the spaces
/// at its end, which the printer leaves out.
fn printed(text: &str) -> Vec<String> {
    let line = |line: &str| match line.trim_end_matches(' ') {
        "" => String::new(),
        line => format!(" {line}"),
    };
    seemly(text).lines().map(line).collect()
}

/// The literal is a raw one: what has no escapes need not be escaped, and need not be read
/// again at every step from here to the text.
fn literal(line: &str) -> Literal {
    let fence = match line.contains('"') {
        true => "#".repeat(longest_run(line, '#') + 1),
        false => String::new(),
    };
    format!("r{fence}\"{line}\"{fence}").parse().unwrap_or_else(|_| Literal::string(line))
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
    let plural =
        |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
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
