//! Reads out of the text of a page where its items are, and what asks for the next one.

use std::ops::Range;

use bytes::Bytes;
use http::HeaderMap;
use serde_json::value::RawValue;

use crate::headers::LINK;
use crate::operation::{NextPage, PagePlan};
use crate::places::{Items, at};

/// A page whose items have been found, and are handed out one after another.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    body: Bytes,
    /// Where the array of its items stands in the body.
    array: Range<usize>,
    /// How many items it has.
    count: usize,
    /// Where the last item stands.
    last: Range<usize>,
    /// How many items were handed out, up to where, and how many lines have ended there.
    taken: usize,
    at: usize,
    lines: u64,
}

/// What comes after a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Nothing: it was the last one.
    End,
    /// The page that this asks for.
    Cursor(String),
    /// More, and nothing says what asks for them.
    Missing,
}

impl Page {
    /// Finds the items. A place that is missing or null has none, as servers leave an empty list out.
    ///
    /// # Errors
    /// What else there is instead of an array.
    pub(super) fn of(body: &Bytes, plan: &PagePlan) -> Result<Self, String> {
        let page = Self { body: body.clone(), ..Self::default() };
        let text = std::str::from_utf8(body).map_err(|error| error.to_string())?;
        serde_json::from_str::<&RawValue>(text).map_err(|error| error.to_string())?;
        let Some(items) = at(text, plan.items).filter(|items| *items != "null") else {
            return Ok(page);
        };
        let start = items.as_ptr().addr() - text.as_ptr().addr();
        let array = start..start + items.len();
        let all = Items::of(items);
        let all = all.ok_or_else(|| format!("expected an array of items at {:?}", plan.items))?;
        let mut page = Self { at: start + 1, lines: lines(&body[..=start]), array, ..page };
        for (from, length) in all {
            page.count += 1;
            page.last = start + from..start + from + length;
        }
        Ok(page)
    }

    /// Whether there are items that were not handed out.
    pub(super) fn has_more(&self) -> bool {
        self.taken < self.count
    }

    /// The text of the next item, and the line where it begins.
    pub(super) fn next(&mut self) -> Option<(Bytes, u64)> {
        let text = std::str::from_utf8(&self.body).ok()?.get(..self.array.end)?;
        let (start, length) = Items::from(text, self.at).next().filter(|_| self.has_more())?;
        let line = self.lines + lines(&self.body[self.at..start]);
        let end = start + length;
        self.lines = line + lines(&self.body[start..end]);
        self.at = end;
        self.taken += 1;
        Some((self.body.slice(start..end), line + 1))
    }

    /// Whether both have the same items, and any.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        self.count > 0 && self.body[self.array.clone()] == other.body[other.array.clone()]
    }

    /// What comes after it; `position` is what it was asked for by, as a number.
    pub(super) fn after(&self, plan: &PagePlan, position: i64, headers: &HeaderMap) -> After {
        let text = std::str::from_utf8(&self.body).unwrap_or_default();
        // Where it is missing nothing is known, and asking once more loses nothing.
        let said = |pointer: Option<&str>| Some(at(text, pointer?)? == "true");
        let more = said(plan.more).or_else(|| said(plan.done).map(|done| !done));
        let end_or = |cursor: Option<String>| match (cursor, more) {
            (_, Some(false)) => After::End,
            (Some(cursor), _) => After::Cursor(cursor),
            (None, Some(true)) => After::Missing,
            (None, None) => After::End,
        };
        let total = || at(text, plan.total?)?.parse::<i64>().ok();
        let count = i64::try_from(self.count).unwrap_or(i64::MAX);
        match plan.next {
            NextPage::Link => match next_of_links(headers) {
                Some(next) => After::Cursor(next),
                None => After::End,
            },
            NextPage::Cursor { next, .. } | NextPage::Url { next } => {
                end_or(at(text, next).and_then(scalar))
            }
            NextPage::LastItem { id, .. } => {
                let last = text.get(self.last.clone()).filter(|_| self.count > 0);
                let last = last.and_then(|item| scalar(at(item, id)?));
                match more {
                    // Without a word of it, the page after the last one is empty.
                    None if self.count == 0 => After::End,
                    None => last.map_or(After::Missing, After::Cursor),
                    Some(_) => end_or(last),
                }
            }
            NextPage::Offset { .. } => {
                let next = position.saturating_add(count);
                let is_over = total().is_some_and(|total| next >= total);
                match is_over || more == Some(false) || count == 0 && more.is_none() {
                    true => After::End,
                    // The same page again.
                    false if count == 0 => After::Missing,
                    false => After::Cursor(next.to_string()),
                }
            }
            NextPage::Number { first, .. } => {
                let came = position.saturating_sub(first).saturating_add(1);
                let is_over = total().is_some_and(|pages| came >= pages);
                match is_over || more == Some(false) || count == 0 && more.is_none() {
                    true => After::End,
                    false => After::Cursor(position.saturating_add(1).to_string()),
                }
            }
        }
    }
}

/// How many lines end in a text.
fn lines(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// What a parameter is sent as, of a string or a number; an empty string and null are none.
fn scalar(text: &str) -> Option<String> {
    let value = match text.starts_with('"') {
        true => serde_json::from_str(text).ok()?,
        false if text.starts_with(|it: char| it.is_ascii_digit() || it == '-') => text.to_owned(),
        false => return None,
    };
    Some(value).filter(|value| !value.is_empty())
}

/// The target of the link whose relation is `next` (RFC 8288, section 3).
fn next_of_links(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    let mut links = values.flat_map(links);
    let next = links.find(|(_, relation)| {
        relation.split_ascii_whitespace().any(|it| it.eq_ignore_ascii_case("next"))
    });
    next.map(|(target, _)| target.to_owned())
}

/// The targets of a value of `Link`, each with its relations.
fn links(value: &str) -> Vec<(&str, String)> {
    let mut links = Vec::new();
    let mut rest = value;
    while let Some((target, behind)) = rest.split_once('<').and_then(|(_, it)| it.split_once('>')) {
        // Parameters end at a comma that does not stand within quotation marks.
        let mut is_quoted = false;
        let mut is_escaped = false;
        let end = behind.find(|character: char| {
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = is_quoted,
                '"' => is_quoted = !is_quoted,
                ',' => return !is_quoted,
                _ => {}
            }
            false
        });
        let (parameters, after) = behind.split_at(end.unwrap_or(behind.len()));
        links.push((target.trim(), relation(parameters)));
        rest = after;
    }
    links
}

/// The relations among the parameters of a link: those of the first `rel`.
fn relation(parameters: &str) -> String {
    let mut all = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let relation = all.find(|(name, _)| name.trim().eq_ignore_ascii_case("rel"));
    relation.map_or("", |(_, value)| value.trim().trim_matches('"')).to_owned()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
