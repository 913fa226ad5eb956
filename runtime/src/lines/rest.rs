//! What else is wrong with a line that cannot be read: what is at fault is taken out of the text, and the
//! rest is read again.
//!
//! What is said of the rest has to be so of the line, too. So nothing counts that what was taken out may
//! be the reason of: it is found when the line is checked after it was mended.

use std::ops::Range;

use super::LineFaultKind;
use crate::places::{Items, entries, steps};
use crate::wire::DecodeError;

/// What was found of a line by reading the rest.
pub(super) struct Rest {
    /// What cannot be read: the places within the line, and why.
    pub(super) unreadable: Vec<(String, String)>,
    /// What was taken out, or put in its place.
    touched: Vec<String>,
    text: Text,
}

/// How often the rest of a line is read: each time a fault is passed by takes a few.
const ATTEMPTS: usize = 160;

/// The same of a line that takes its time.
const FEW_ATTEMPTS: usize = 8;

/// From how many bytes on a line takes its time.
const LONG: usize = 1024 * 1024;

/// What may stand where something else cannot: of each kind, the shortest.
const INSTEAD: [&str; 6] = ["\"\"", "null", "0", "[]", "{}", "true"];

/// Reads a text, and keeps the value.
type Reads<'a> = &'a mut dyn FnMut(&str) -> Result<(), DecodeError>;

impl Rest {
    /// Passes by what is at fault, one fault after another, until the rest is read or nothing of it can be.
    pub(super) fn of(text: &str, error: &DecodeError, read: Reads<'_>) -> Self {
        let text = Text { text: text.to_owned(), gone: Vec::new() };
        let mut rest = Self { unreadable: Vec::new(), touched: Vec::new(), text };
        let mut attempts = if rest.text.text.len() > LONG { FEW_ATTEMPTS } else { ATTEMPTS };
        let mut next = Some(error.clone());
        while let Some(error) = next.take() {
            // What is no JSON any more, an edit has spoilt.
            let Some(at) = error.pointer() else { break };
            rest.unreadable.push((rest.text.original(at), error.reason().to_owned()));
            next = rest.pass(at, &mut attempts, read);
        }
        rest
    }

    /// Passes by the value at a place, or the nearest around it that the rest can do without; the error
    /// that comes next.
    fn pass(&mut self, at: &str, attempts: &mut usize, read: Reads<'_>) -> Option<DecodeError> {
        let mut at = at;
        loop {
            let place = self.text.original(at);
            for edit in self.text.without(at) {
                *attempts = attempts.checked_sub(1)?;
                let edited = self.text.edited(edit);
                let result = read(&edited.text);
                let is_passed = match &result {
                    Ok(_) => true,
                    Err(error) => self.is_elsewhere(error, &edited, &place),
                };
                if is_passed {
                    self.touched.push(place);
                    self.text = edited;
                    return result.err();
                }
            }
            at = parent(at).filter(|around| !around.is_empty())?;
        }
    }

    /// Whether an error of the rest is one of the line: neither at what was taken out, nor around it, nor
    /// that something lacks beside it.
    fn is_elsewhere(&self, error: &DecodeError, edited: &Text, place: &str) -> bool {
        let Some(pointer) = error.pointer() else { return false };
        let found = edited.original(pointer);
        let is_beside = parent(&found) == parent(place);
        let is_known = self.unreadable.iter().any(|(known, _)| *known == found);
        !is_known
            && !is_within(&found, place)
            && !is_within(place, &found)
            && (!is_beside || edited.find(pointer).is_some())
    }

    /// Where in the line something is that was found of the rest, if what was taken out cannot be the
    /// reason of it.
    pub(super) fn holds(&self, kind: LineFaultKind, pointer: &str) -> Option<String> {
        let found = self.text.original(pointer);
        // A limit speaks of what it is found at; a rule may speak of what is beside that, too.
        let of = match kind {
            LineFaultKind::Rule(_) => parent(&found).unwrap_or_default(),
            _ => &found,
        };
        let may_be = |place: &String| is_within(place, of) || is_within(&found, place);
        (!self.touched.iter().any(may_be)).then_some(found)
    }
}

/// Whether a place is another one, or within it.
fn is_within(place: &str, around: &str) -> bool {
    place.strip_prefix(around).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The place around a place.
fn parent(pointer: &str) -> Option<&str> {
    pointer.rsplit_once('/').map(|(around, _)| around)
}

/// The text of a line from which something was taken out.
struct Text {
    text: String,
    /// The items of arrays that are gone: each by its array and its index in the line.
    gone: Vec<(String, usize)>,
}

impl Text {
    /// The place in the line of a place in this text.
    fn original(&self, pointer: &str) -> String {
        let mut found = String::with_capacity(pointer.len());
        for step in pointer.split('/').skip(1) {
            let mut gone: Vec<usize> =
                self.gone.iter().filter(|(array, _)| *array == found).map(|(_, it)| *it).collect();
            gone.sort_unstable();
            let index = step.parse::<usize>().ok().filter(|_| !gone.is_empty()).map(|index| {
                gone.iter().fold(index, |index, gone| index + usize::from(*gone <= index))
            });
            found.push('/');
            match index {
                Some(index) => found.push_str(&index.to_string()),
                None => found.push_str(step),
            }
        }
        found
    }

    /// Where the value at a place stands; of a name that stands there twice, the last one.
    fn find(&self, pointer: &str) -> Option<Range<usize>> {
        let mut found = 0..self.text.len();
        for step in steps(pointer) {
            let values = Values::of(&self.text, found)?;
            found = values.ranges.get(values.index(&step)?)?.clone();
        }
        Some(found)
    }

    /// What does without the value at a place: another value there, of one that is missing as well; then
    /// nothing. In this order, since what lacks something is told last, behind the faults that follow.
    fn without(&self, pointer: &str) -> Vec<Edit> {
        let Some((around, last)) = pointer.rsplit_once('/') else { return Vec::new() };
        let outer = self.find(around).and_then(|outer| Values::of(&self.text, outer));
        let Some(outer) = outer else { return Vec::new() };
        let name = steps(&format!("/{last}")).next().unwrap_or_default();
        let Some(index) = outer.index(&name) else {
            // Nothing lacks an item.
            let Some(_) = outer.names else { return Vec::new() };
            let name = serde_json::Value::from(name);
            let comma = if outer.ranges.is_empty() { "" } else { "," };
            let at = outer.start..outer.start;
            let with = |it: &&str| Edit::of(at.clone(), format!("{name}:{it}{comma}"));
            return INSTEAD.iter().map(with).collect();
        };
        let value = &outer.ranges[index];
        let with = |it: &&str| Edit::of(value.clone(), (*it).to_owned());
        let mut all: Vec<Edit> = INSTEAD.iter().map(with).collect();
        // With the comma before it, or with the one behind it.
        let alone = match (index.checked_sub(1).map(|before| outer.ranges[before].end), value.end) {
            (Some(before), end) => before..end,
            (None, end) => {
                let behind = &self.text[end..];
                let blank = behind.len() - behind.trim_ascii_start().len();
                let comma = usize::from(behind[blank..].starts_with(','));
                outer.start..end + comma * (blank + 1)
            }
        };
        let mut without = Edit::of(alone, String::new());
        if outer.names.is_none() {
            let place = self.original(pointer);
            let index = place.rsplit('/').next().and_then(|index| index.parse().ok());
            without.gone = index.map(|index| (self.original(around), index));
        }
        all.push(without);
        all
    }

    fn edited(&self, edit: Edit) -> Self {
        let (before, behind) = (&self.text[..edit.at.start], &self.text[edit.at.end..]);
        let text = [before, &edit.with, behind].concat();
        let gone = self.gone.iter().cloned().chain(edit.gone).collect();
        Self { text, gone }
    }
}

/// What is put into a text, and in place of what.
struct Edit {
    at: Range<usize>,
    with: String,
    /// The item that is gone then.
    gone: Option<(String, usize)>,
}

impl Edit {
    fn of(at: Range<usize>, with: String) -> Self {
        Self { at, with, gone: None }
    }
}

/// The values that an object or an array has.
struct Values {
    /// Where the first one may stand.
    start: usize,
    ranges: Vec<Range<usize>>,
    /// The names of an object.
    names: Option<Vec<String>>,
}

impl Values {
    /// Those of what stands in a text; none of what is neither.
    fn of(text: &str, range: Range<usize>) -> Option<Self> {
        let (at, inner) = (range.start, text.get(range)?);
        let start = at + inner.len() - inner.trim_ascii_start().len() + 1;
        if let Some(items) = Items::of(inner) {
            let ranges = items.map(|(from, length)| at + from..at + from + length).collect();
            return Some(Self { start, ranges, names: None });
        }
        let (names, ranges) = entries(inner)?
            .into_iter()
            .map(|(name, value)| {
                let from = at + value.as_ptr().addr() - inner.as_ptr().addr();
                (name.into_owned(), from..from + value.len())
            })
            .unzip();
        Some(Self { start, ranges, names: Some(names) })
    }

    /// Which of them a step of a pointer names.
    fn index(&self, step: &str) -> Option<usize> {
        match &self.names {
            Some(names) => names.iter().rposition(|name| name == step),
            None => step.parse().ok().filter(|index| *index < self.ranges.len()),
        }
    }
}
