//! Shows text of a description, a path or an argument: on one line, so that it cannot move a
//! terminal's cursor or turn the direction of what stands around it, and cut to a length.
//!
//! Diagnostics, reports and the headers of files show what they quote by these functions alone.
//! What is printable, Rust's own table of Unicode says ([`str::escape_debug`]).

use std::borrow::Cow;

/// How many bytes of a text are shown.
const MOST: usize = 2_000;

/// A text as it is shown, of at most 2,000 bytes.
pub(crate) fn printable(text: &str) -> String {
    visible(&cut(text))
}

/// The same for what may be a list of texts: all of it, on one line.
pub(crate) fn visible(text: &str) -> String {
    let shown = text.chars().map(|character| match character {
        // Of one column, so that the caret stands where it should.
        '\t' => ' ',
        character if is_printable(character) => character,
        _ => '\u{fffd}',
    });
    shown.collect()
}

/// At most 2,000 bytes of a text: its beginning, and of its end a quarter as much.
pub(crate) fn cut(text: &str) -> Cow<'_, str> {
    const ELLIPSIS: &str = "…";
    if text.len() <= MOST {
        return Cow::Borrowed(text);
    }
    let room = MOST - ELLIPSIS.len();
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let first = (0..=room - room / 4).rev().find(is_boundary).unwrap_or_default();
    let last = (text.len() - room / 4..).find(is_boundary).unwrap_or(text.len());
    Cow::Owned([&text[..first], ELLIPSIS, &text[last..]].concat())
}

/// Whether a character is shown as it is.
pub(crate) fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_control();
    }
    // Accents that stand on their own are escaped at the beginning of a text alone.
    let mut text = [b'a', 0, 0, 0, 0];
    let end = 1 + character.encode_utf8(&mut text[1..]).len();
    let text = std::str::from_utf8(&text[..end]).unwrap_or_default();
    text.escape_debug().nth(1) == Some(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_one_line_and_bounded() {
        assert_eq!(printable("a \"é\" e\u{301} हिन्दी 🦀"), "a \"é\" e\u{301} हिन्दी 🦀");
        assert_eq!(printable("a\tb\n\u{1b}\u{202e}\u{2028}\u{feff}c"), "a b�����c");
        for piece in ["a", "é", "🦀", "\n", "\u{202e}"] {
            let shown = printable(&format!("begin{}end", piece.repeat(1_000_000)));
            assert!(shown.len() <= 3 * MOST, "{} bytes", shown.len());
            assert!(shown.starts_with("begin") && shown.ends_with("end"), "{shown}");
        }
    }
}
