//! Shows text that somebody else wrote: cut to a length, and so that nothing in it moves a cursor,
//! begins a line or turns the direction of what stands around it.
//!
//! Every error of this crate shows what it quotes by these functions, and by nothing else. What is
//! printable, Rust's own table of Unicode says ([`str::escape_debug`]): anything but control
//! characters, formats, separators other than the blank, and what is not assigned.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

/// How many bytes of a sentence that a server or a caller wrote are worth showing.
pub(crate) const MAX_SENTENCE: usize = 400;

/// How many bytes of a text that may be a list of sentences are worth showing.
pub(crate) const MAX_REASON: usize = 8 * 1024;

/// How many bytes of a JSON Pointer are kept.
pub(crate) const MAX_POINTER: usize = 8 * 1024;

/// How many bytes a text may have for its escapes to be looked for in all of it.
const MARGIN: usize = 16;

/// A text as it is shown, of at most so many bytes.
pub(crate) fn printable(text: &str, most: usize) -> Cow<'_, str> {
    // What is cut off anyway is not escaped first.
    let text = cut(text, most.saturating_mul(MARGIN));
    match escaped(&text) {
        Cow::Borrowed(_) if text.len() <= most => text,
        Cow::Borrowed(_) => Cow::Owned(cut(&text, most).into_owned()),
        Cow::Owned(escaped) => Cow::Owned(cut(&escaped, most).into_owned()),
    }
}

/// What something says, as it is shown; of what is longer, no more than that is put together.
pub(crate) fn printable_of(text: impl Display, most: usize) -> String {
    let mut start = Start { text: String::new(), most: most.saturating_mul(MARGIN) };
    // It fails once enough is there.
    let _ = write!(start, "{text}");
    printable(&start.text, most).into_owned()
}

/// A text in quotation marks, as JSON has it, in printable ASCII where it is not printable as it is;
/// who reads it as JSON reads the same text.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    for character in serde_json::Value::from(text).to_string().chars() {
        if is_printable(character) {
            quoted.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                quoted.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    quoted
}

/// Whether a text can be shown as it is.
pub(crate) fn is_all_printable(text: &str) -> bool {
    matches!(escaped(text), Cow::Borrowed(_))
}

/// At most so many bytes of a text: its beginning, and of its end a quarter as much.
pub(crate) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let room = most.saturating_sub(ELLIPSIS.len());
    let last = (text.len() - room / 4..).find(|start| text.is_char_boundary(*start));
    let last = last.and_then(|start| text.get(start..)).unwrap_or_default();
    Cow::Owned([beginning(text, room - room / 4), ELLIPSIS, last].concat())
}

/// The beginning of a text, of at most so many bytes.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

/// What stands for what is cut out.
const ELLIPSIS: &str = "…";

/// A text without what cannot be shown.
fn escaped(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_printable) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_printable(character) {
            shown.push(character);
        } else {
            shown.extend(character.escape_debug());
        }
    }
    Cow::Owned(shown)
}

/// Whether a character is shown as it is. Quotation marks and backslashes are, as they do no harm;
/// and accents that stand on their own, which Rust escapes at the beginning of a text alone.
fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_control();
    }
    let mut text = [b'a', 0, 0, 0, 0];
    let end = 1 + character.encode_utf8(&mut text[1..]).len();
    let text = std::str::from_utf8(&text[..end]).unwrap_or_default();
    text.escape_debug().nth(1) == Some(character)
}

/// The beginning of what is written.
struct Start {
    text: String,
    most: usize,
}

impl Write for Start {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        let room = self.most.saturating_sub(self.text.len());
        if more.len() <= room {
            self.text.push_str(more);
            return Ok(());
        }
        self.text.push_str(beginning(more, room));
        self.text.push_str(ELLIPSIS);
        Err(fmt::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printable_is_shown_as_it_is() {
        for text in ["", "a \"b\" \\n 'c'", "é e\u{301} ß 漢字 हिन्दी 🦀", "a…b"]
        {
            assert_eq!(printable(text, 100), text);
        }
    }

    #[test]
    fn nothing_moves_a_cursor_or_begins_a_line() {
        let text = "a\nb\r\u{1b}[31m\u{202e}\u{2028}\u{feff}\u{85}\u{200d}\u{0}\u{e0001}";
        let shown = "a\\nb\\r\\u{1b}[31m\\u{202e}\\u{2028}\\u{feff}\\u{85}\\u{200d}\\0\\u{e0001}";
        assert_eq!(printable(text, 1_000), shown);
        assert_eq!(printable(shown, 1_000), shown, "and is not escaped again");
        let quoted = quoted(text);
        assert!(is_all_printable(&quoted), "{quoted}");
        assert_eq!(serde_json::from_str::<String>(&quoted).unwrap(), text);
    }

    #[test]
    fn long_texts_keep_their_beginning_and_their_end() {
        for piece in ["a", "é", "🦀", "\n", "\u{202e}"] {
            let long = format!("begin{}end", piece.repeat(1_000_000));
            for most in [3, 4, 20, 400] {
                let shown = printable(&long, most);
                assert!(shown.len() <= most, "{most}: {shown}");
                assert_eq!(printable(&shown, most), shown);
                let of = printable_of(&long, most);
                assert!(of.len() <= most, "{most}: {of}");
            }
            let shown = printable(&long, 400);
            assert!(shown.starts_with("begin") && shown.ends_with("end"), "{shown}");
        }
    }
}
