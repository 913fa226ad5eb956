//! Says the facts of a place that its Rust type does not show: each limit in words, each value
//! of the document in a code span.

use serde_json::Value as Json;

use super::markdown::longest_run;
use crate::api::{Docs, Limit, Use};
use crate::emit::union::kind_text;

/// The default of a place, what it allows, its format and its example, a sentence each.
pub(super) fn facts(docs: &Docs, used: &Use) -> Vec<String> {
    let mut facts: Vec<String> = default(docs).into_iter().collect();
    if !used.keywords.is_empty() {
        let keywords: Vec<String> = used.keywords.iter().map(|keyword| code(keyword)).collect();
        facts.push(format!("Keywords: {}.", keywords.join(", ")));
    }
    let limits = said_together(&used.limits);
    if !limits.is_empty() {
        facts.push(format!("Limits: {}.", limits.join(", ")));
    }
    if !docs.unchecked_patterns.is_empty() {
        let patterns: Vec<String> = docs.unchecked_patterns.iter().map(|one| code(one)).collect();
        facts.push(format!("Not checked: the pattern {}.", patterns.join(", ")));
    }
    if let Some(format) = &docs.format {
        facts.push(format!("Format: {}.", code(format)));
    }
    match &docs.example {
        None => {}
        Some(Json::String(text)) => facts.push(format!("Example: {}.", code(text))),
        Some(other) => facts.push(format!("Example: {}.", code(&other.to_string()))),
    }
    facts
}

/// What is assumed where nothing is set.
pub(super) fn default(docs: &Docs) -> Option<String> {
    match docs.default.as_ref()? {
        Json::Null => None,
        Json::String(text) => Some(format!("Default: {}.", code(text))),
        other => Some(format!("Default: {}.", code(&other.to_string()))),
    }
}

/// What limits say of one value, where a least and a most that are one say `exactly`.
fn said_together(limits: &[Limit]) -> Vec<String> {
    let said = |one: &Limit| {
        let has = |other: Limit| limits.contains(&other);
        match one {
            Limit::MinLength(count) if has(Limit::MaxLength(*count)) => {
                limit(one).map(|text| text.replacen("at least", "exactly", 1))
            }
            Limit::MaxLength(count) if has(Limit::MinLength(*count)) => None,
            Limit::MinItems(count) if has(Limit::MaxItems(*count)) => {
                limit(one).map(|text| text.replacen("at least", "exactly", 1))
            }
            Limit::MaxItems(count) if has(Limit::MinItems(*count)) => None,
            _ => limit(one),
        }
    };
    limits.iter().filter_map(said).collect()
}

/// What a limit says of a value, as it stands in a list of limits.
pub(super) fn limit(limit: &Limit) -> Option<String> {
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
        Limit::Items(items) => {
            let said = items.iter().enumerate().filter_map(|(index, limits)| {
                let limits: Vec<String> = limits.iter().filter_map(self::limit).collect();
                let position = index + 1;
                (!limits.is_empty()).then(|| format!("item {position} {}", limits.join(" and ")))
            });
            said.collect::<Vec<_>>().join(", ")
        }
        Limit::AnyOf(sets) => {
            let set = |set: &Vec<Limit>| {
                let limits: Vec<String> = set.iter().filter_map(self::limit).collect();
                limits.join(" and ")
            };
            sets.iter().map(set).collect::<Vec<_>>().join(", or ")
        }
        Limit::Names(names) => {
            let names: Vec<String> = names.iter().filter_map(self::limit).collect();
            format!("names {}", names.join(" and "))
        }
        Limit::Matching(pattern, limits) => {
            let limits: Vec<String> = limits.iter().filter_map(self::limit).collect();
            format!("each named by {} {}", code(pattern), limits.join(" and "))
        }
        // A published object that the description has closed since.
        Limit::Unmatched(_, limits) if *limits == [Limit::Not(Vec::new())] => {
            "no undeclared properties".to_owned()
        }
        Limit::Unmatched(_, limits) => {
            let limits: Vec<String> = limits.iter().filter_map(self::limit).collect();
            format!("each other {}", limits.join(" and "))
        }
        Limit::Not(limits) => {
            let limits: Vec<String> = limits.iter().filter_map(self::limit).collect();
            format!("not {}", limits.join(" and "))
        }
        Limit::HasProperties(names) => format!("with {}", listed(names)),
        Limit::Requires(name, names) => format!("{} only with {}", code(name), listed(names)),
        Limit::Contains(limits, least, most) => {
            let limits: Vec<String> = limits.iter().filter_map(self::limit).collect();
            let count = match (*least, *most) {
                (least, u64::MAX) => format!("at least {}", plural(least, ["item", "items"])),
                (0, most) => format!("at most {}", plural(most, ["item", "items"])),
                (least, most) => format!("from {least} to {most} items"),
            };
            format!("{count} {}", limits.join(" and "))
        }
        Limit::Kind(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind_text(*kind)).collect();
            kinds.join(" or ")
        }
    })
}

/// Names of the document in code.
fn listed(names: &[String]) -> String {
    names.iter().map(|one| name(one)).collect::<Vec<_>>().join(" and ")
}

/// A name of the document in code, the empty one in quotation marks.
pub(in crate::emit) fn name(name: &str) -> String {
    if name.is_empty() { code("\"\"") } else { code(name) }
}

/// A code span; fenced by more backticks than it holds, without line breaks.
pub(in crate::emit) fn code(text: &str) -> String {
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
