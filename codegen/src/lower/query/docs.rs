//! The documentation of a place.

use std::collections::VecDeque;

use foldhash::HashSet;
use serde_json::Value as Json;

use super::merge::{has_no_structure, is_plain};
use super::{Schemas, once_each};
use crate::api::Docs;
use crate::pointer::Place;
use crate::read::schema::{Additional, JsonType, Schema};

/// What annotates a value, wherever it is said.
#[derive(Default)]
pub(in crate::lower) struct Annotations {
    pub(in crate::lower) is_read_only: bool,
    pub(in crate::lower) is_write_only: bool,
    pub(in crate::lower) is_deprecated: bool,
    /// `default`, be it null.
    pub(in crate::lower) default: Option<Json>,
}

/// How much of a type's description is repeated where the type is used, in bytes.
const LONGEST_BORROWED: usize = 2_000;

/// How many references and wrappers are followed to a text.
const MOST_STEPS: usize = 32;

impl Schemas<'_> {
    /// What the description says of a place, from the schema that the place looks through to.
    pub(in crate::lower) fn docs(&mut self, place: &Place) -> Docs {
        let schema = self.at(place);
        let inner = self.inner_docs(place, &schema);
        let text = schema.description.clone().filter(|text| !text.trim().is_empty());
        let text = text.unwrap_or(inner.text);
        let text = if text.trim().is_empty() { self.borrowed_text(place) } else { text };
        let (text, of_items) = self.with_items(text, &schema);
        Docs {
            text,
            title: schema.title.clone().or(inner.title),
            // A default of null says no more than that the property may be missing.
            default: self.annotations(place).default.filter(|value| !value.is_null()),
            format: self.format(place, &schema).or(inner.format).or(of_items),
            unchecked_patterns: once_each(
                [schema.bounds.unchecked_patterns.clone(), inner.unchecked_patterns].concat(),
            ),
            example: None,
            body_example: None,
        }
    }

    /// What is said of a value, and what of its items or of the values in it, where these have no type that
    /// would say it, or nothing else is said; and the format of these.
    fn with_items(&mut self, text: String, schema: &Schema) -> (String, Option<String>) {
        let mut text = text;
        for (index, item) in schema.prefix_items.iter().enumerate() {
            let said = match self.said_within(item) {
                (said, None) => said,
                (said, Some(format)) => format!("{said} (`{format}`)").trim_start().to_owned(),
            };
            text = with_each(text, &format!("Item {}", index + 1), &said);
        }
        let (within, each) = match (&schema.items, &schema.additional) {
            (Some(items), _) if schema.prefix_items.is_empty() => (items.clone(), "Each item"),
            (None, Additional::Schema(values)) if schema.properties.is_empty() => {
                (values.clone(), "Each value")
            }
            _ => return (text, None),
        };
        let (mut said, format) = self.said_within(&within);
        if said.is_empty() && text.trim().is_empty() {
            said = self.borrowed(&within);
        }
        (with_each(text, each, &said), format)
    }

    /// What a type says of itself, in short: at length it stands with the type.
    fn borrowed(&mut self, place: &Place) -> String {
        let schema = self.at(place);
        let own = [&schema.description, &schema.title].into_iter().flatten();
        let own = own.map(|text| text.trim().split("\n\n").next().unwrap_or_default());
        match own.into_iter().find(|text| !text.is_empty()) {
            Some(first) if first.len() <= LONGEST_BORROWED => first.to_owned(),
            Some(_) => String::new(),
            None => self.borrowed_text(place),
        }
    }

    /// What is said of a value within another one, and its format, as far as no type of its own says
    /// it: beside a reference, that is what stands there.
    fn said_within(&mut self, place: &Place) -> (String, Option<String>) {
        let schema = self.at(place);
        let is_list = schema.types == [JsonType::Array] || schema.items.is_some();
        let is_use = schema.reference.is_some()
            || matches!(schema.all_of.as_slice(), [_]) && has_no_structure(&schema);
        let has_type = is_use
            || !schema.all_of.is_empty()
            || !self.variants(&schema).is_empty()
            || !(is_list || has_no_structure(&schema));
        let docs = match (is_use, has_type) {
            (true, _) => Docs {
                text: schema.description.clone().unwrap_or_default(),
                title: schema.title.clone(),
                ..Docs::default()
            },
            (false, true) => Docs::default(),
            (false, false) => self.docs(place),
        };
        let Docs { text, format, .. } = titled(docs, "");
        (text.trim().to_owned(), format)
    }

    /// How a text is written, and how it holds something else.
    fn format(&self, place: &Place, schema: &Schema) -> Option<String> {
        match (&schema.format, self.encoding(place)) {
            (Some(format), Some(encoding)) if *format != encoding => {
                Some(format!("{format}, {encoding}"))
            }
            (format, encoding) => format.clone().or(encoding),
        }
    }

    /// How the text of a value holds something else: `contentEncoding`, `contentMediaType`.
    fn encoding(&self, place: &Place) -> Option<String> {
        let text = |keyword: &str| {
            let mut parts = self.parts(place).iter();
            parts.find_map(|part| self.document.node(part).ok()?.get(keyword)?.string())
        };
        match (text("contentEncoding"), text("contentMediaType")) {
            (Some(encoding), Some(media_type)) => Some(format!("{encoding} of {media_type}")),
            (encoding, media_type) => encoding.or(media_type).map(str::to_owned),
        }
    }

    /// What annotates the value at a place: beside and behind its `$ref` and its `allOf`, and in
    /// its one variant beside null. A value has each that any of them gives it (JSON Schema
    /// Validation, section 9; of `readOnly` and `writeOnly` 9.4 says so), and the nearest default.
    pub(in crate::lower) fn annotations(&mut self, place: &Place) -> Annotations {
        let mut found = Annotations::default();
        let mut seen = HashSet::default();
        let mut open = VecDeque::from([place.clone()]);
        while let Some(place) = open.pop_front() {
            if seen.len() >= MOST_STEPS || !seen.insert(place.clone()) {
                continue;
            }
            let schema = self.at(&place);
            found.is_read_only |= schema.read_only;
            found.is_write_only |= schema.write_only;
            found.is_deprecated |= schema.deprecated;
            found.default = found.default.or_else(|| schema.default.clone());
            let target = schema.reference.as_ref();
            open.extend(target.and_then(|target| self.document.resolve(target, &place).ok()));
            // Of several, later ones know more.
            open.extend(schema.all_of.iter().rev().cloned());
            if let [only] = self.variants(&schema).as_slice() {
                open.push_back(only.clone());
            }
        }
        found
    }

    /// What is said within a schema, beside a reference and not behind it, of the value that it is
    /// about: by its one variant beside null, by parts of its `allOf`, of which later ones know more.
    fn inner_docs(&mut self, place: &Place, schema: &Schema) -> Docs {
        let mut within = match self.variants(schema).as_slice() {
            [only] if schema.reference.is_none() => vec![only.clone()],
            _ => Vec::new(),
        };
        within.extend(schema.all_of.iter().rev().cloned());
        let mut found = Docs::default();
        for part in within {
            let said = self.at(&part);
            let docs = if said.reference.is_some() && !place.is_joined() {
                let text = said.description.clone().unwrap_or_default();
                Docs { text, title: said.title.clone(), ..Docs::default() }
            } else {
                self.docs(&part)
            };
            let Docs { text, title, format, unchecked_patterns, .. } = docs;
            found = Docs {
                text: both(found.text, text),
                title: found.title.or(title),
                default: None,
                format: found.format.or(format),
                unchecked_patterns: [found.unchecked_patterns, unchecked_patterns].concat(),
                example: None,
                body_example: None,
            };
        }
        found
    }

    /// What the target of a reference says of itself, or what is behind it where that only
    /// annotates something else, for a place that says nothing.
    fn borrowed_text(&mut self, place: &Place) -> String {
        let mut next = self.referred(place);
        let mut is_referred = false;
        // A chain longer than this is a cycle.
        for _ in 0..MOST_STEPS {
            let Some((target, by_reference)) = next else { break };
            is_referred |= by_reference;
            let schema = self.at(&target);
            let text = schema.description.as_deref().unwrap_or_default();
            if is_referred && !text.trim().is_empty() {
                // The first paragraph tells what it is; the rest stands with the type. A very
                // long one would be written wherever the type is used.
                let first = text.split("\n\n").next().unwrap_or_default();
                return if first.len() <= LONGEST_BORROWED {
                    first.to_owned()
                } else {
                    String::new()
                };
            }
            next = self.referred(&target);
        }
        String::new()
    }

    /// What a schema only refers to or wraps, and whether it does so by a reference.
    fn referred(&mut self, place: &Place) -> Option<(Place, bool)> {
        let schema = self.at(place);
        if let Some(reference) = &schema.reference {
            return self.document.resolve(reference, place).ok().map(|target| (target, true));
        }
        let variants = self.variants(&schema);
        let mut parts = schema.all_of.clone();
        parts.retain(|part| !is_plain(&self.at(part)));
        match (variants.as_slice(), parts.as_slice()) {
            ([only], []) | ([], [only]) if has_no_structure(&schema) => Some((only.clone(), false)),
            _ => None,
        }
    }
}

/// A text, and what is said of a part of the value behind it.
fn with_each(text: String, part: &str, said: &str) -> String {
    match (text.trim_end(), said) {
        (_, "") => text,
        ("", said) => format!("{part}: {said}"),
        (text, said) => format!("{text}\n\n{part}: {said}"),
    }
}

/// What two say of one value, each once; of two parts of an `allOf` the later one knows more, and comes
/// first.
pub(in crate::lower) fn both(later: String, earlier: String) -> String {
    match (later.trim(), earlier.trim()) {
        ("", _) => earlier,
        (_, "") => later,
        (known, more) if known.contains(more) => later,
        (known, more) if more.contains(known) => earlier,
        (known, more) => format!("{known}\n\n{more}"),
    }
}

/// What there is to say of something: its title, where that says more than the name and the text,
/// before the text.
pub(in crate::lower) fn titled(docs: Docs, name: &str) -> Docs {
    let letters = |text: &str| -> String {
        text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let Some(title) = docs.title.as_deref().map(str::trim) else { return docs };
    let said = letters(title);
    // `LabelModelGrader` says no more than `GraderLabelModel`.
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let is_reordered = !docs.text.trim().is_empty() && sorted(&letters(name)) == sorted(&said);
    if is_reordered || letters(name).contains(&said) || letters(&docs.text).contains(&said) {
        return docs;
    }
    let text = match docs.text.trim() {
        "" => title.to_owned(),
        text => format!("{title}\n\n{text}"),
    };
    Docs { text, ..docs }
}
