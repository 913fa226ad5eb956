//! Strings: within their lengths, of their pattern, and from all of Unicode.

use serde_json::{Value, json};

use super::{Sampler, View};
use crate::kind::Kind;

/// What has to be escaped, what has two spellings, what is wider than it looks.
const ODD: &[&str] = &[
    "\"quoted\" \\ back/slash",
    "\u{0}\u{1}\u{1f}\u{7f}",
    "\n\r\t\u{8}\u{c}",
    "é e\u{301} ﬁ",
    "\u{1F980}\u{1F469}\u{200D}\u{1F4BB}",
    "\u{feff}bom",
    "\u{2028}\u{2029}",
    "العربية עברית",
    "null",
    "true",
    "3.0",
    "\u{fffd}\u{10ffff}",
    "$serde_json::private::Number",
    "",
    " ",
    "auto",
    "~0/~1",
    "<&>'",
];

impl<'a> Sampler<'a> {
    pub(super) fn string(&mut self, view: &View<'a>) -> Option<Value> {
        let least = view.count("minLength", u64::max).unwrap_or(0) as usize;
        let most = view.count("maxLength", u64::min).map_or(usize::MAX, |count| count as usize);
        if least > most || least > 100_000 {
            return None;
        }
        let patterns: Vec<&'a str> =
            view.parts.iter().filter_map(|part| part.get("pattern")?.as_str()).collect();
        if let Some(pattern) = patterns.first() {
            // What is too short or too long with a few repetitions may be right with just as many.
            let exact = u32::try_from(least).ok().filter(|least| *least > 0);
            for often in [None; 8].into_iter().chain([exact; 2]) {
                let text = self.matching(pattern, often)?;
                let length = text.chars().count();
                if (least..=most).contains(&length) {
                    return Some(json!(text));
                }
            }
        }
        let text = match self.kind {
            Kind::Text => self.odd_text(most.min(40)),
            Kind::Mixed if self.rng.bool() => self.odd_text(most.min(20)),
            Kind::Boundaries if most <= 5_000 && self.rng.bool() => "ü".repeat(most),
            Kind::Boundaries => "\u{1F980}".repeat(least),
            Kind::Empty => String::new(),
            _ => self.plain_text(view),
        };
        Some(json!(fitted(text, least, most)))
    }

    /// A string as servers would send it.
    fn plain_text(&mut self, view: &View<'a>) -> String {
        let format = view.parts.iter().find_map(|part| part.get("format")?.as_str());
        match format {
            Some("date-time") => "2026-02-03T04:05:06.789Z".to_owned(),
            Some("date") => "2026-02-03".to_owned(),
            Some("uuid") => "6f1d2a3b-0c4d-4e5f-8a9b-0c1d2e3f4a5b".to_owned(),
            Some("uri" | "url") => "https://example.org/a?b=c".to_owned(),
            Some("email") => "a@example.org".to_owned(),
            _ => format!("text{}", self.rng.u8(..)),
        }
    }

    /// A string with what is odd about strings, of at most so many characters.
    pub(super) fn odd_text(&mut self, most: usize) -> String {
        let text = ODD[self.rng.usize(..ODD.len())];
        text.chars().take(most).collect()
    }
}

fn fitted(text: String, least: usize, most: usize) -> String {
    let length = text.chars().count();
    if length < least {
        return text + &"x".repeat(least - length);
    }
    if length > most { text.chars().take(most).collect() } else { text }
}
