//! Writes the values of parameters that are headers or cookies.

use super::Style;
use super::parameter::Parameter;
use super::style::{self, encoded};
use super::tree::Tree;

/// The text of a header. Its JSON has no character beyond ASCII as it is, which most headers could
/// not hold (RFC 9110, section 5.5), but by its code.
pub(super) fn header_text(parameter: &Parameter, value: &Tree) -> String {
    let as_it_is = |text: &str| text.to_owned();
    let encode = if parameter.style == Style::Json { in_ascii } else { as_it_is };
    style::text(parameter.name, parameter.style, parameter.explode, value, encode)
}

/// JSON text with escapes for what is not ASCII (RFC 8259, section 7).
fn in_ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        match character.is_ascii() {
            true => text.push(character),
            false => {
                let units = character.encode_utf16(&mut [0; 2]).to_vec();
                text.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
            }
        }
    }
    text
}

/// A cookie, encoded: a name or a value that held `;` would begin another one (RFC 6265, section
/// 4.2.1); the names of an exploded object are the caller's, and the parameter's own is sent as it
/// is described.
pub(super) fn cookie(parameter: &Parameter, (name, value): (String, String)) -> String {
    match name == encoded(parameter.name) {
        true => format!("{}={value}", parameter.name),
        false => format!("{name}={value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{cookie as in_cookies, header};
    use super::*;

    #[test]
    fn json_in_a_header_is_ascii_and_anything_else_as_it_is() {
        let text = Tree::Text("é 🦀\"".to_owned());
        let json = header_text(&header("x").style(Style::Json, false), &text);
        assert_eq!(json, r#""\u00e9 \ud83e\udd80\"""#);
        assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), "é 🦀\"");
        assert_eq!(header_text(&header("x"), &text), "é 🦀\"");
    }

    #[test]
    fn a_cookie_has_its_name_as_described_and_its_value_encoded() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(cookie(&in_cookies("a[b"), pair("a%5Bb", "c%3B")), "a[b=c%3B");
        assert_eq!(cookie(&in_cookies("a"), pair("b%3Dc", "d")), "b%3Dc=d");
    }
}
