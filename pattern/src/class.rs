//! Sets of characters.

use std::fmt;

/// The characters that one step of a pattern takes.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Class {
    /// First and last, in order, none beside another.
    ranges: Vec<(u32, u32)>,
    /// Which of the first 128 characters are in it.
    ascii: u128,
    /// Whether it holds characters of a property that is not known.
    is_unknown: bool,
}

const LAST: u32 = char::MAX as u32;

/// `LineTerminator` (ECMA-262, 12.3).
const LINE_ENDS: [(u32, u32); 3] = [(0x0a, 0x0a), (0x0d, 0x0d), (0x2028, 0x2029)];

/// `WhiteSpace` and `LineTerminator` (ECMA-262, 12.2 and 12.3).
const SPACES: [(u32, u32); 10] = [
    (0x09, 0x0d),
    (0x20, 0x20),
    (0xa0, 0xa0),
    (0x1680, 0x1680),
    (0x2000, 0x200a),
    (0x2028, 0x2029),
    (0x202f, 0x202f),
    (0x205f, 0x205f),
    (0x3000, 0x3000),
    (0xfeff, 0xfeff),
];

const DIGITS: [(u32, u32); 1] = [(0x30, 0x39)];

/// `WordCharacters` (ECMA-262, 22.2.2.9.3).
const WORD: [(u32, u32); 4] = [(0x30, 0x39), (0x41, 0x5a), (0x5f, 0x5f), (0x61, 0x7a)];

impl Class {
    pub(crate) fn of(ranges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut ranges: Vec<(u32, u32)> = ranges.into_iter().collect();
        ranges.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match joined.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => joined.push((first, last)),
            }
        }
        let mut class = Self { ranges: joined, ..Self::default() };
        for code in 0..128 {
            if class.has_code(code) {
                class.ascii |= 1 << code;
            }
        }
        class
    }

    pub(crate) fn one(character: char) -> Self {
        Self::of([(character.into(), character.into())])
    }

    /// `.`, without the flag `s`.
    pub(crate) fn dot() -> Self {
        Self::of(LINE_ENDS).negated()
    }

    /// `\d`, `\s`, `\w`, and in capitals what is not one.
    pub(crate) fn by_letter(letter: char) -> Option<Self> {
        let class = match letter.to_ascii_lowercase() {
            'd' => Self::of(DIGITS),
            's' => Self::of(SPACES),
            'w' => Self::of(WORD),
            _ => return None,
        };
        Some(if letter.is_ascii_uppercase() { class.negated() } else { class })
    }

    /// The characters of a property (`\p{…}`).
    ///
    /// # Errors
    /// Where there is no such property.
    #[cfg(feature = "unicode")]
    pub(crate) fn of_property(name: &str) -> Option<Self> {
        use regex_syntax::hir::{Class as Found, HirKind};
        let found = regex_syntax::parse(&format!("\\p{{{name}}}")).ok()?;
        match found.into_kind() {
            HirKind::Class(Found::Unicode(found)) => Some(Self::of(
                found.ranges().iter().map(|range| (range.start().into(), range.end().into())),
            )),
            HirKind::Empty => Some(Self::default()),
            HirKind::Literal(literal) => {
                let text = String::from_utf8(literal.0.to_vec()).ok()?;
                Some(Self::of(text.chars().map(|one| (one.into(), one.into()))))
            }
            _ => None,
        }
    }

    #[cfg(not(feature = "unicode"))]
    pub(crate) fn of_property(_: &str) -> Option<Self> {
        Some(Self { is_unknown: true, ..Self::default() })
    }

    pub(crate) fn negated(self) -> Self {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for (first, last) in self.ranges {
            if next < first {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        Self { is_unknown: self.is_unknown, ..Self::of(ranges) }
    }

    /// What is in any of several.
    pub(crate) fn union(all: &[Self]) -> Self {
        let ranges = all.iter().flat_map(|class| class.ranges.iter().copied());
        Self { is_unknown: all.iter().any(Self::is_unknown), ..Self::of(ranges) }
    }

    pub(crate) fn is_unknown(&self) -> bool {
        self.is_unknown
    }

    /// The one character that it holds.
    pub(crate) fn only(&self) -> Option<u32> {
        match self.ranges.as_slice() {
            [(first, last)] if first == last => Some(*first),
            _ => None,
        }
    }

    pub(crate) fn has(&self, character: char) -> bool {
        let code = u32::from(character);
        if code < 128 { self.ascii >> code & 1 == 1 } else { self.has_code(code) }
    }

    fn has_code(&self, code: u32) -> bool {
        let after = self.ranges.partition_point(|(first, _)| *first <= code);
        after > 0 && self.ranges[after - 1].1 >= code
    }
}

/// Whether `\b` takes a character for a part of a word.
pub(crate) fn is_of_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

impl fmt::Debug for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.ranges).finish()
    }
}
