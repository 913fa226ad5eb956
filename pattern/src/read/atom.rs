//! Escapes and classes.

use super::{Mode, Node, Reader, Repeats};
use crate::Refusal;
use crate::class::Class;
use crate::program::Condition;

/// What may be escaped with the flag `u` (`SyntaxCharacter` and `/`).
const SYNTAX: &str = "^$\\.*+?()[]{}|/";

impl Reader<'_> {
    /// An escape outside of a class, from behind its backslash.
    pub(super) fn escaped(&mut self) -> Result<(Node, Repeats), Refusal> {
        for (letter, negated) in [('b', false), ('B', true)] {
            if self.takes(letter) {
                return Ok((Node::If(Condition::Boundary { negated }), Repeats::Not));
            }
        }
        if self.rest.peek().is_some_and(|one| matches!(one, '1'..='9' | 'k')) {
            return Err(Refusal::new(
                "it refers back to a group, which takes more steps than can be allowed",
            ));
        }
        Ok((Node::Take(self.escape()?), Repeats::May))
    }

    /// The characters of an escape, from behind its backslash.
    fn escape(&mut self) -> Result<Class, Refusal> {
        let Some(first) = self.rest.next() else {
            return Err(Refusal::new("a `\\` stands at its end"));
        };
        if let Some(class) = Class::by_letter(first) {
            return Ok(class);
        }
        let character = match first {
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{b}',
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => '\0',
            'c' => match self.rest.next_if(char::is_ascii_alphabetic) {
                Some(letter) => char::from(letter as u8 % 32),
                None => return Err(Refusal::new("its `\\c` names no control character")),
            },
            'x' => self.code(2).and_then(char::from_u32).ok_or_else(|| {
                Refusal::new(
                    "its `\\x` has no two digits, which `\\x{…}` of other dialects has not",
                )
            })?,
            'u' => self.unicode()?,
            'p' | 'P' if self.mode == Mode::Unicode => return self.property(first == 'P'),
            other if SYNTAX.contains(other) => other,
            // Beside those, a class may escape a hyphen.
            other if self.mode == Mode::Legacy && !other.is_alphanumeric() => other,
            other => {
                return Err(Refusal::new(format!(
                    "`\\{other}` means nothing, though it does in other dialects"
                )));
            }
        };
        Ok(Class::one(character))
    }

    /// `\u002B`, `\ud83e\udd80`, `\u{1f980}`, from behind the `u`.
    fn unicode(&mut self) -> Result<char, Refusal> {
        let none = || Refusal::new("its `\\u` has no four digits");
        if self.mode == Mode::Unicode && self.takes('{') {
            let mut code = None;
            while let Some(digit) = self.rest.peek().and_then(|one| one.to_digit(16)) {
                self.rest.next();
                code = Some(code.unwrap_or(0_u32).saturating_mul(16).saturating_add(digit));
            }
            let character = code.filter(|_| self.takes('}')).and_then(char::from_u32);
            return character.ok_or_else(none);
        }
        let high = self.code(4).ok_or_else(none)?;
        if let Some(character) = char::from_u32(high) {
            return Ok(character);
        }
        // Half a character is one of UTF-16 alone, of which no text is.
        let half = || Refusal::new("its `\\u` is half a character");
        if !self.takes_all("\\u") {
            return Err(half());
        }
        let units =
            [high, self.code(4).ok_or_else(none)?].map(|unit| u16::try_from(unit).unwrap_or(0));
        char::decode_utf16(units).next().and_then(Result::ok).ok_or_else(half)
    }

    /// A number of so many hexadecimal digits; nothing is taken where it has not as many.
    fn code(&mut self, digits: usize) -> Option<u32> {
        let mut ahead = self.rest.clone();
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + ahead.next()?.to_digit(16)?;
        }
        self.rest = ahead;
        Some(code)
    }

    /// `\p{…}`, from behind the `p`.
    fn property(&mut self, negated: bool) -> Result<Class, Refusal> {
        let mut name = String::new();
        let mut is_closed = false;
        if self.takes('{') {
            for one in self.rest.by_ref() {
                match one {
                    '}' => {
                        is_closed = true;
                        break;
                    }
                    one if one.is_ascii_alphanumeric() || matches!(one, '_' | '=') => {
                        name.push(one)
                    }
                    _ => break,
                }
            }
        }
        if !is_closed || name.is_empty() {
            return Err(Refusal::new("a property of characters is written `\\p{…}`"));
        }
        let class = Class::of_property(&name)
            .ok_or_else(|| Refusal::new(format!("there is no property `\\p{{{name}}}`")))?;
        Ok(if negated { class.negated() } else { class })
    }

    /// A class, from behind its `[`.
    pub(super) fn class(&mut self) -> Result<Class, Refusal> {
        let is_negated = self.takes('^');
        let mut parts: Vec<Class> = Vec::new();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        loop {
            self.refuse_other_classes()?;
            if self.takes(']') {
                break;
            }
            let first = self.class_atom()?;
            let mut ahead = self.rest.clone();
            let is_range = ahead.next() == Some('-') && !matches!(ahead.peek(), Some(']') | None);
            if !is_range {
                parts.push(first);
                continue;
            }
            self.rest.next();
            let last = self.class_atom()?;
            match (first.only(), last.only()) {
                (Some(from), Some(to)) if from <= to => ranges.push((from, to)),
                (Some(_), Some(_)) => {
                    return Err(Refusal::new("a range of a class ends before it begins"));
                }
                // Without the flag, `[\w-.]` has a hyphen.
                _ if self.mode == Mode::Legacy => parts.extend([first, Class::one('-'), last]),
                _ => {
                    return Err(Refusal::new(
                        "a range of a class begins or ends with many characters",
                    ));
                }
            }
        }
        parts.push(Class::of(ranges));
        let class = Class::union(&parts);
        Ok(if is_negated { class.negated() } else { class })
    }

    fn class_atom(&mut self) -> Result<Class, Refusal> {
        match self.rest.next() {
            None => Err(Refusal::new("a `[` is not closed")),
            Some('\\') if self.takes('b') => Ok(Class::one('\u{8}')),
            Some('\\') if self.takes('-') => Ok(Class::one('-')),
            Some('\\') => self.escape(),
            Some(other) => Ok(Class::one(other)),
        }
    }

    /// Refuses what is a class within a class of other dialects, and none of this.
    fn refuse_other_classes(&mut self) -> Result<(), Refusal> {
        let mut ahead = self.rest.clone();
        match (ahead.next(), ahead.next()) {
            (Some('['), Some(':')) => {
                let name: String = ahead.by_ref().take_while(|one| *one != ':').take(16).collect();
                let name = name.trim_start_matches('^');
                let is_name = !name.is_empty() && name.chars().all(|one| one.is_ascii_lowercase());
                match is_name && ahead.next() == Some(']') {
                    true => {
                        Err(Refusal::new(format!("`[:{name}:]` is a class of another dialect")))
                    }
                    false => Ok(()),
                }
            }
            (Some('&'), Some('&')) if ahead.next() == Some('[') => {
                Err(Refusal::new("`&&[…]` within a class is of another dialect"))
            }
            _ => Ok(()),
        }
    }
}
