//! Decode errors: the place, what was expected, what was found, the variant tried.
//!
//! The serde traits let an error pass from one level to the next only as text, so
//! the text has one form that every level can extend:
//! `at /method/grader/source: the required property is missing (in the variant "python")`.
//! Errors of the JSON text itself (a syntax error, an early end) have a line and a
//! column instead and pass through unchanged.

use std::borrow::Cow;
use std::fmt::{self, Display};

use serde::de;
use serde_json::Value;

/// Why a JSON value does not fit the type that it was decoded into, or why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pointer: Option<String>,
    variant: Option<String>,
    reason: String,
    position: Option<(usize, usize)>,
}

impl DecodeError {
    /// Reads the parts of an error met while decoding out of its text, the only form in which
    /// serde hands one over.
    pub fn new(error: impl Display) -> Self {
        let text = error.to_string();
        let (text, position) = split_position(&text);
        let position = numbers_of(position);
        match split_place(text) {
            Some((pointer, reason)) => {
                let (reason, variant) = split_variant(reason);
                let pointer = Some(pointer.into_owned());
                Self { pointer, variant, reason: reason.to_owned(), position }
            }
            None => Self { pointer: None, variant: None, reason: text.to_owned(), position },
        }
    }

    /// The JSON Pointer (RFC 6901) of the value at fault; empty for the whole document,
    /// `None` where the text is not JSON at all.
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }

    /// The variant of the innermost union around the value at fault, by its tag, where one was
    /// chosen.
    pub fn variant(&self) -> Option<&str> {
        self.variant.as_deref()
    }

    /// What was expected and what was found.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The line and the column, both from 1, up to which a text was read.
    pub fn position(&self) -> Option<(usize, usize)> {
        self.position
    }
}

impl Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(pointer) = &self.pointer {
            write!(f, "{AT}{}{END}", QuotedPointer(pointer))?;
        }
        f.write_str(&self.reason)?;
        if let Some(variant) = &self.variant {
            write!(f, " {VARIANT}{})", Value::from(variant.as_str()))?;
        }
        match self.position {
            Some((line, column)) => write!(f, " at line {line} column {column}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

/// A fault at the value itself.
#[cold]
pub(super) fn here<E: de::Error>(reason: impl Display) -> E {
    let reason = reason.to_string();
    let shown = if is_about_a_value(&reason) { shortened(&reason) } else { reason };
    E::custom(format_args!("{AT}{ROOT}{END}{shown}"))
}

/// Says that the fault lies below the property `name`.
#[cold]
pub(super) fn below_name<E: de::Error>(name: &str, error: &E) -> E {
    below(&escape(name), error)
}

/// Says that the fault lies below the item `index`.
#[cold]
pub(super) fn below_index<E: de::Error>(index: usize, error: &E) -> E {
    below(&index.to_string(), error)
}

/// Says which variant of a union was being read; the innermost variant is the one that is kept.
#[cold]
pub(super) fn in_variant<E: de::Error>(variant: &str, error: &E) -> E {
    let text = located(error.to_string());
    let (reason, position) = split_position(&text);
    // What was found may hold any words, but it never stands at the end.
    if !text.starts_with(AT) || reason.ends_with(VARIANT_END) {
        return E::custom(text);
    }
    E::custom(format_args!("{reason} {VARIANT}{}){position}", Value::from(variant)))
}

/// The reason of an error, without its place in the text.
pub(super) fn reason(error: &impl Display) -> String {
    let text = located(error.to_string());
    split_position(&text).0.to_owned()
}

/// Escapes a property's name for use in a JSON Pointer (RFC 6901, section 3).
pub(super) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

const AT: &str = "at ";
const ROOT: &str = "the root";
const VARIANT: &str = "(in the variant ";
const VARIANT_END: &str = "\")";
const END: &str = ": ";

/// How serde's own errors about a value begin, and ours of that form; everything else that
/// serde says speaks of the text.
const ABOUT_A_VALUE: [&str; 3] = ["invalid type: ", "invalid value: ", "invalid length: "];

/// How many bytes of serde's description of a value are worth showing.
const MAX_SNIPPET: usize = 160;

fn below<E: de::Error>(segment: &str, error: &E) -> E {
    let text = located(error.to_string());
    match split_place(&text) {
        Some((pointer, reason)) => {
            let pointer = format!("/{segment}{pointer}");
            E::custom(format_args!("{AT}{}{END}{reason}", QuotedPointer(&pointer)))
        }
        None => E::custom(text),
    }
}

/// A JSON Pointer as it stands in an error. In quotation marks, as JSON writes it, where it
/// holds what would otherwise end it, which a property's name may do.
struct QuotedPointer<'a>(&'a str);

impl Display for QuotedPointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            "" => f.write_str(ROOT),
            pointer if pointer.contains(END) => Value::from(pointer).fmt(f),
            pointer => f.write_str(pointer),
        }
    }
}

/// Splits an error of ours into its place and its reason.
fn split_place(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let rest = text.strip_prefix(AT)?;
    if rest.starts_with('"') {
        let mut quoted = serde_json::Deserializer::from_str(rest).into_iter::<String>();
        let pointer = quoted.next()?.ok()?;
        let reason = rest[quoted.byte_offset()..].strip_prefix(END)?;
        return Some((Cow::Owned(pointer), reason));
    }
    let (pointer, reason) = rest.split_once(END)?;
    Some((Cow::Borrowed(if pointer == ROOT { "" } else { pointer }), reason))
}

/// Gives an error about a value the form of ours: a place, then the reason.
fn located(text: String) -> String {
    if !is_about_a_value(&text) {
        return text;
    }
    let (reason, position) = split_position(&text);
    format!("{AT}{ROOT}: {}{position}", shortened(reason))
}

fn is_about_a_value(text: &str) -> bool {
    ABOUT_A_VALUE.iter().any(|start| text.starts_with(start))
}

/// Cuts what was found, which can be megabytes, out of the middle of a sentence of that form.
fn shortened(reason: &str) -> String {
    let expected = reason.rfind(", expected ").unwrap_or(reason.len());
    if expected <= MAX_SNIPPET {
        return reason.to_owned();
    }
    let end = (0..=MAX_SNIPPET).rev().find(|end| reason.is_char_boundary(*end)).unwrap_or(0);
    format!("{}…{}", &reason[..end], &reason[expected..])
}

/// Splits ` at line 1 column 9`, which serde_json appends, off an error's text.
fn split_position(text: &str) -> (&str, &str) {
    match text.rfind(" at line ") {
        Some(start) if numbers_of(&text[start..]).is_some() => text.split_at(start),
        _ => (text, ""),
    }
}

/// The line and the column of such a position.
fn numbers_of(position: &str) -> Option<(usize, usize)> {
    let (line, column) = position.strip_prefix(" at line ")?.split_once(" column ")?;
    let number = |digits: &str| {
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|_| is_plain)
    };
    Some((number(line)?, number(column)?))
}

/// Splits the variant off a reason, at whose end alone it stands. What precedes it may hold any
/// words, and so may its own name.
fn split_variant(reason: &str) -> (&str, Option<String>) {
    for (start, _) in reason.rmatch_indices(VARIANT) {
        let quoted = reason[start + VARIANT.len()..].strip_suffix(')');
        let variant = quoted.and_then(|quoted| serde_json::from_str(quoted).ok());
        if let Some(variant) = variant {
            return (reason[..start].trim_end(), Some(variant));
        }
    }
    (reason, None)
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
    fn the_variant_stands_before_the_position_and_only_the_innermost_is_kept() {
        let leaf: E = E::custom("at the root: the required property is missing at line 2 column 5");
        let error = in_variant("outer", &below_name("grader", &in_variant("python", &leaf)));
        let text = "at /grader: the required property is missing (in the variant \"python\") at line 2 column 5";
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn a_place_that_could_end_early_stands_in_quotation_marks() {
        let leaf: E = here("the required property is missing");
        let error = below_name("x", &below_name("a: \"b\"", &below_name("c", &leaf)));
        let text = r#"at "/x/a: \"b\"/c": the required property is missing"#;
        assert_eq!(error.to_string(), text);
        let error = DecodeError::new(&error);
        assert_eq!(error.pointer(), Some("/x/a: \"b\"/c"));
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn the_parts_are_told_apart_and_put_together_again() {
        for (variant, reason) in [
            ("python", "the required property is missing"),
            (
                "a\") (in the variant \"b",
                "invalid value: string \"x (in the variant \\\"y\\\")\", expected z",
            ),
        ] {
            let leaf: E = here(reason);
            let error = below_name("a", &in_variant::<E>(variant, &leaf));
            let text = format!("{error} at line 3 column 14");
            let error = DecodeError::new(&text);
            assert_eq!((error.pointer(), error.variant()), (Some("/a"), Some(variant)));
            assert_eq!((error.reason(), error.position()), (reason, Some((3, 14))));
            assert_eq!(error.to_string(), text);
        }
    }

    #[test]
    fn an_error_of_the_text_passes_unchanged() {
        let error = serde_json::from_str::<String>("\"abc").unwrap_err();
        let text = error.to_string();
        assert_eq!(below_name("a", &error).to_string(), text);
        let error = DecodeError::new(&error);
        assert_eq!((error.pointer(), error.position()), (None, Some((1, 4))));
        assert_eq!((error.reason(), error.to_string()), ("EOF while parsing a string", text));
    }

    #[test]
    fn what_was_found_is_shortened() {
        let text = format!("invalid type: string \"{}\", expected an array", "é".repeat(5000));
        let shown = below_name("a", &E::custom(text)).to_string();
        assert!(shown.len() < 250, "{shown}");
        assert!(shown.ends_with("…, expected an array"), "{shown}");
    }
}
