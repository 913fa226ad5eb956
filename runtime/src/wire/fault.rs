//! Decode errors: the place, what was expected, what was found, the arm tried.
//!
//! The serde traits let an error pass from one level to the next only as text, so
//! the text has one form that every level can extend:
//! `at /method/grader/source: the required property is missing (in the arm "python")`.
//! Errors of the JSON text itself (a syntax error, an early end) have a line and a
//! column instead and pass through unchanged.

use std::fmt::{self, Display};

use serde::de;

/// Why a JSON value does not fit the type that it was decoded into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pointer: Option<String>,
    reason: String,
}

impl DecodeError {
    /// Reads the place and the reason out of an error met while decoding.
    pub fn new(error: impl Display) -> Self {
        let text = error.to_string();
        match text.strip_prefix(AT) {
            Some(rest) => {
                let (pointer, reason) = rest.split_once(": ").unwrap_or(("", rest));
                let pointer = if pointer == ROOT { "" } else { pointer };
                Self { pointer: Some(pointer.to_owned()), reason: reason.to_owned() }
            }
            None => Self { pointer: None, reason: text },
        }
    }

    /// The JSON Pointer (RFC 6901) of the value at fault; empty for the whole document,
    /// `None` where the text is not JSON at all.
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }

    /// What was expected and what was found, and the arm of a union where one was chosen.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_deref() {
            Some("") => write!(f, "{AT}{ROOT}: {}", self.reason),
            Some(pointer) => write!(f, "{AT}{pointer}: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

impl std::error::Error for DecodeError {}

/// A fault at the value itself.
#[cold]
pub(super) fn here<E: de::Error>(reason: impl Display) -> E {
    E::custom(format_args!("{AT}{ROOT}: {reason}"))
}

/// Says that the fault lies below the member `name`.
#[cold]
pub(super) fn below_name<E: de::Error>(name: &str, error: &E) -> E {
    below(&escape(name), error)
}

/// Says that the fault lies below the item `index`.
#[cold]
pub(super) fn below_index<E: de::Error>(index: usize, error: &E) -> E {
    below(&index.to_string(), error)
}

/// Says which arm of a union was being read; the innermost arm is the one that is kept.
#[cold]
pub(super) fn in_arm<E: de::Error>(arm: &str, error: &E) -> E {
    let text = located(error.to_string());
    if !text.starts_with(AT) || text.contains(ARM) {
        return E::custom(text);
    }
    let (reason, position) = split_position(&text);
    E::custom(format_args!("{reason} {ARM}{arm:?}){position}"))
}

/// The reason of an error, without its place in the text.
pub(super) fn reason(error: &impl Display) -> String {
    let text = located(error.to_string());
    split_position(&text).0.to_owned()
}

/// Escapes a member's name for use in a JSON Pointer (RFC 6901, section 3).
pub(super) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

const AT: &str = "at ";
const ROOT: &str = "the root";
const ARM: &str = "(in the arm ";

/// How serde's own errors about a value begin; everything else speaks of the text.
const ABOUT_A_VALUE: [&str; 3] = ["invalid type: ", "invalid value: ", "invalid length: "];

/// How many bytes of serde's description of a value are worth showing.
const SHOWN: usize = 160;

fn below<E: de::Error>(segment: &str, error: &E) -> E {
    let text = located(error.to_string());
    match text.strip_prefix(AT) {
        Some(rest) => {
            let rest = rest.strip_prefix(ROOT).unwrap_or(rest);
            E::custom(format_args!("{AT}/{segment}{rest}"))
        }
        None => E::custom(text),
    }
}

/// Gives an error about a value the form of ours: a place, then the reason.
fn located(text: String) -> String {
    if !ABOUT_A_VALUE.iter().any(|start| text.starts_with(start)) {
        return text;
    }
    let (reason, position) = split_position(&text);
    format!("{AT}{ROOT}: {}{position}", shortened(reason))
}

/// Cuts what was found, which can be megabytes, out of the middle of serde's sentence.
fn shortened(reason: &str) -> String {
    let expected = reason.rfind(", expected ").unwrap_or(reason.len());
    if expected <= SHOWN {
        return reason.to_owned();
    }
    let end = (0..=SHOWN).rev().find(|end| reason.is_char_boundary(*end)).unwrap_or(0);
    format!("{}…{}", &reason[..end], &reason[expected..])
}

/// Splits ` at line 1 column 9`, which serde_json appends, off an error's text.
fn split_position(text: &str) -> (&str, &str) {
    let is_position = |position: &str| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        position
            .strip_prefix(" at line ")
            .and_then(|rest| rest.split_once(" column "))
            .is_some_and(|(line, column)| digits(line) && digits(column))
    };
    match text.rfind(" at line ") {
        Some(start) if is_position(&text[start..]) => text.split_at(start),
        _ => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use serde::de::Error as _;

    use super::*;

    type E = serde_json::Error;

    #[test]
    fn a_place_grows_from_the_inside_out() {
        let leaf: E = E::custom("invalid type: integer `3`, expected a string at line 1 column 9");
        let error = below_name("a/b", &below_index(4, &leaf));
        let text = "at /a~1b/4: invalid type: integer `3`, expected a string at line 1 column 9";
        assert_eq!(error.to_string(), text);
        assert_eq!(DecodeError::new(&error).pointer(), Some("/a~1b/4"));
    }

    #[test]
    fn the_arm_stands_before_the_position_and_only_the_innermost_is_kept() {
        let leaf: E = E::custom("at the root: the required property is missing at line 2 column 5");
        let error = in_arm("outer", &below_name("grader", &in_arm("python", &leaf)));
        let text = "at /grader: the required property is missing (in the arm \"python\") at line 2 column 5";
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn an_error_of_the_text_passes_unchanged() {
        let error = serde_json::from_str::<String>("\"abc").unwrap_err();
        let text = error.to_string();
        assert_eq!(below_name("a", &error).to_string(), text);
        assert_eq!(DecodeError::new(&error).pointer(), None);
    }

    #[test]
    fn what_was_found_is_shortened() {
        let text = format!("invalid type: string \"{}\", expected a list", "é".repeat(5000));
        let shown = below_name("a", &E::custom(text)).to_string();
        assert!(shown.len() < 250, "{shown}");
        assert!(shown.ends_with("…, expected a list"), "{shown}");
    }
}
