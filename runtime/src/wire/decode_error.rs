//! Decode errors: the place, what was expected, what was found, the variant tried:
//! `at /method/grader/source: the required property is missing (in the variant "python")`.
//!
//! Errors of the JSON text itself (a syntax error, an early end) have a line and a column only.
//! Where serde hands an error over, which it does as text, its parts are read out of that.

use std::borrow::Cow;
use std::fmt::{self, Display};

use serde_json::Value;

use crate::printable::{
    MAX_POINTER, MAX_REASON, MAX_SENTENCE, cut, is_all_printable, printable, printable_of, quoted,
};
use crate::text::{FITS_NONE, Fault, MISSING, Misfit, Reason, Step, is_about_a_value, shorten};

/// Why a JSON value does not fit the type that it was decoded into, or why a text is no JSON.
///
/// What it quotes of the text is printable and of bounded length, whatever the text says. So is its
/// pointer's length: of one with more than 8,192 bytes, what stands in the middle is left out (`…`).
///
/// ```
/// use std::collections::BTreeMap;
///
/// use specwright::{DecodeError, json};
///
/// let error = json::from_str::<BTreeMap<String, i64>>(r#"{"a": 1, "b": "2"}"#).unwrap_err();
/// assert_eq!(error.pointer(), Some("/b"));
/// assert_eq!(error.position(), Some((1, 17)));
/// assert_eq!(error.variant(), None);
/// assert!(error.reason().contains("expected an integer"), "{}", error.reason());
///
/// // What another format of serde said, read back.
/// let error = DecodeError::new("at /a/0: expected a string");
/// assert_eq!((error.pointer(), error.reason()), (Some("/a/0"), "expected a string"));
/// ```
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
                Self { pointer: Some(pointer.into_owned()), variant, ..Self::said(reason) }
            }
            None if is_about_a_value(text) => {
                let pointer = Some(String::new());
                Self { pointer, ..Self::said(&shorten(text.to_owned())) }
            }
            None => Self::said(text),
        }
        .at(position)
    }

    /// An error of these words.
    fn said(reason: &str) -> Self {
        let reason = printable(reason, MAX_REASON).into_owned();
        Self { pointer: None, variant: None, reason, position: None }
    }

    /// The error, of whose place no more is told than can be shown.
    fn at(self, position: Option<(usize, usize)>) -> Self {
        let pointer = self.pointer.map(|pointer| cut(&pointer, MAX_POINTER).into_owned());
        Self { pointer, position, ..self }
    }

    /// The error of a fault, without a position in the text.
    pub(crate) fn of(fault: &Fault) -> Self {
        match fault {
            Fault::Odd => Self {
                pointer: None,
                variant: None,
                reason: "the text is not JSON".to_owned(),
                position: None,
            },
            Fault::Misfit(misfit) => Self::of_misfit(misfit),
        }
    }

    fn of_misfit(misfit: &Misfit) -> Self {
        Self::of_misfit_within(misfit, usize::MAX)
    }

    /// The error, of whose reason no more is wanted than so many bytes.
    fn of_misfit_within(misfit: &Misfit, wanted: usize) -> Self {
        let mut pointer = String::new();
        for step in misfit.steps() {
            pointer.push('/');
            match step {
                Step::Name(name) => pointer.push_str(&escape(name)),
                Step::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        let variant = misfit.variant.map(str::to_owned);
        let reason = reason_of(misfit, wanted);
        Self { pointer: Some(pointer), variant, ..Self::said(&reason) }.at(None)
    }

    /// The error of a fault in a text that stands for a value, whose positions mean nothing.
    pub(super) fn of_value(fault: &Fault, text: &str) -> Self {
        match fault {
            Fault::Odd => Self { position: None, ..Self::of_odd(text) },
            Fault::Misfit(misfit) => Self::of_misfit(misfit),
        }
    }

    /// The error of a fault in a text.
    pub(crate) fn of_text(fault: &Fault, text: &str) -> Self {
        match fault {
            Fault::Odd => Self::of_odd(text),
            Fault::Misfit(misfit) => {
                let position = misfit.at.and_then(|at| position_of(text.as_bytes().get(..at)?));
                Self { position, ..Self::of_misfit(misfit) }
            }
        }
    }

    /// What is wrong with a text, as `serde_json` says it.
    fn of_odd(text: &str) -> Self {
        match serde_json::from_str::<Value>(text) {
            Err(error) => Self::new(error),
            Ok(_) => Self::of(&Fault::Odd),
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

/// Puts a reason into words, or as much of it as is wanted.
fn reason_of(misfit: &Misfit, wanted: usize) -> String {
    let faults = match &misfit.reason {
        Reason::Said(reason) => return (**reason).to_owned(),
        Reason::Missing => return MISSING.to_owned(),
        Reason::OfVariants(faults) => faults,
    };
    // In brackets, so that where the last of them ends is not taken for the end of the whole.
    let mut text = format!("{FITS_NONE} (");
    for (index, (name, fault)) in faults.iter().enumerate() {
        // Reasons stand in each other as the values do, and more often: what is cut off again is
        // not put together.
        let Some(rest) = wanted.checked_sub(text.len()) else { break };
        let reason = match fault {
            Fault::Odd => DecodeError::of(fault),
            Fault::Misfit(misfit) => DecodeError::of_misfit_within(misfit, rest.min(MAX_SENTENCE)),
        };
        let reason = printable_of(reason, MAX_SENTENCE);
        let separator = if index == 0 { "" } else { "; " };
        text.push_str(&format!("{separator}{name}: {reason}"));
    }
    text.push(')');
    text
}

impl Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(pointer) = &self.pointer {
            write!(f, "{AT}{}{END}", QuotedPointer(pointer))?;
        }
        f.write_str(&self.reason)?;
        if let Some(variant) = &self.variant {
            write!(f, " {VARIANT}{})", quoted(variant))?;
        }
        match self.position {
            Some((line, column)) => write!(f, " at line {line} column {column}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

/// The line and the column, both from 1, at the end of what was read.
fn position_of(read: &[u8]) -> Option<(usize, usize)> {
    let lines = read.iter().filter(|byte| **byte == b'\n').count();
    let column = read.iter().rev().take_while(|byte| **byte != b'\n').count();
    Some((lines + 1, column))
}

/// Escapes a property's name for use in a JSON Pointer (RFC 6901, section 3).
pub(super) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

const AT: &str = "at ";
const ROOT: &str = "the root";
const VARIANT: &str = "(in the variant ";
const END: &str = ": ";

/// A JSON Pointer as it stands in an error. In quotation marks, as JSON writes it, where it
/// holds what would otherwise end it or cannot be shown, which a property's name may do.
struct QuotedPointer<'a>(&'a str);

impl Display for QuotedPointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            "" => f.write_str(ROOT),
            pointer if pointer.contains(END) || !is_all_printable(pointer) => {
                f.write_str(&quoted(pointer))
            }
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
    use super::*;

    #[test]
    fn a_place_grows_from_the_inside_out() {
        let leaf = Fault::here("invalid type: integer `3`, expected a string").at(9);
        let fault = leaf.below_index(4).below_name("a/b");
        let error = DecodeError::of_text(&fault, "0123456\n9abc");
        let text = "at /a~1b/4: invalid type: integer `3`, expected a string at line 2 column 1";
        assert_eq!(error.to_string(), text);
        assert_eq!(error.pointer(), Some("/a~1b/4"));
        assert_eq!(DecodeError::new(text), error);
    }

    #[test]
    fn only_the_innermost_variant_is_kept() {
        let fault = Fault::here("the required property is missing");
        let fault = fault.in_variant("python").below_name("grader").in_variant("outer");
        let text = "at /grader: the required property is missing (in the variant \"python\")";
        assert_eq!(DecodeError::of(&fault).to_string(), text);
    }

    #[test]
    fn a_place_that_could_end_early_stands_in_quotation_marks() {
        let fault = Fault::here("the required property is missing");
        let fault = fault.below_name("c").below_name("a: \"b\"").below_name("x");
        let text = r#"at "/x/a: \"b\"/c": the required property is missing"#;
        let error = DecodeError::of(&fault);
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
            let fault = Fault::here(reason).in_variant(variant).below_name("a");
            let text = format!("{} at line 3 column 14", DecodeError::of(&fault));
            let error = DecodeError::new(&text);
            assert_eq!((error.pointer(), error.variant()), (Some("/a"), Some(variant)));
            assert_eq!((error.reason(), error.position()), (reason, Some((3, 14))));
            assert_eq!(error.to_string(), text);
        }
    }

    #[test]
    fn reasons_of_variants_are_told_apart_and_put_together_again() {
        let inner = Fault::here("the required property is missing").in_variant("b");
        let fault = Fault::of_variants(vec![("A", inner.clone()), ("B", inner.below_name("x"))]);
        let text = "at /y: the value fits none of the variants (\
            A: at the root: the required property is missing (in the variant \"b\"); \
            B: at /x: the required property is missing (in the variant \"b\"))";
        let error = DecodeError::of(&fault.clone().below_name("y"));
        assert_eq!((error.to_string().as_str(), error.variant()), (text, None));
        assert_eq!(DecodeError::new(text), error);
        let error = DecodeError::of(&fault.in_variant("c"));
        assert_eq!(error.variant(), Some("c"));
        assert_eq!(DecodeError::new(error.to_string()), error);
    }

    #[test]
    fn an_error_of_the_text_passes_unchanged() {
        let error = serde_json::from_str::<String>("\"abc").unwrap_err();
        let text = error.to_string();
        let error = DecodeError::new(&error);
        assert_eq!((error.pointer(), error.position()), (None, Some((1, 4))));
        assert_eq!((error.reason(), error.to_string()), ("EOF while parsing a string", text));
    }

    #[test]
    fn what_was_found_is_shortened() {
        let text = format!("invalid type: string \"{}\", expected an array", "é".repeat(5000));
        let shown = DecodeError::of(&Fault::here(text).below_name("a")).to_string();
        assert!(shown.len() < 250, "{shown}");
        assert!(shown.ends_with("…, expected an array"), "{shown}");
    }
}
