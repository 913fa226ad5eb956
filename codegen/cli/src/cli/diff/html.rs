//! The report as one page that needs nothing beside it.

use serde_json::json;
use specwright_codegen::diff::CATALOGUE;

use super::compare::Comparison;

/// The page, with a place for what it shows.
const TEMPLATE: &str = include_str!("report.html");

/// The place for what the page shows.
const PLACE: &str = "{{report}}";

/// How the page begins.
pub(super) const STAMP: &str = "<!doctype html>\n<!-- Written by `specwright diff`. -->\n";

/// The page. What a description says stands in it as data alone, which its script shows as text.
pub(super) fn page(comparison: &Comparison, present: Option<&str>) -> String {
    let diff = &comparison.diff;
    let kinds = CATALOGUE.iter().map(|entry| (entry.id.to_owned(), entry.meaning.into()));
    let kinds: serde_json::Map<String, serde_json::Value> = kinds.collect();
    let data = json!({
        "diff": diff,
        "declared": comparison.declared,
        "kinds": kinds,
        "present": present,
        "next": present.and_then(|present| diff.next_version(present)),
    });
    let data = escaped(&data.to_string());
    match TEMPLATE.split_once(PLACE) {
        Some((before, behind)) => format!("{before}{data}{behind}"),
        None => String::new(),
    }
}

/// JSON that no parser of HTML takes for anything but text: characters that mean something there are
/// within strings alone, and are escaped as JSON has it (RFC 8259, section 7).
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            _ => text.push(character),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_has_one_place_and_begins_as_a_page_of_ours() {
        assert_eq!(TEMPLATE.matches(PLACE).count(), 1);
        assert!(TEMPLATE.starts_with(STAMP));
    }

    #[test]
    fn nothing_of_the_data_is_markup() {
        let data = json!({"a": "</script><!--<script>&amp;\u{2028}"});
        let text = escaped(&data.to_string());
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), data);
    }
}
