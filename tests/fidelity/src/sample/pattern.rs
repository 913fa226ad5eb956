//! Strings that a regular expression matches, as far as they can be read off it.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::Sampler;

impl Sampler<'_> {
    /// A string that matches; `None` where the pattern is not one of the common kind. What may
    /// repeat without end is repeated `often` times, if that is given, and a few times otherwise.
    pub(super) fn matching(&mut self, pattern: &str, often: Option<u32>) -> Option<String> {
        // ECMA 262 escapes the slash; this reader refuses to.
        let pattern = pattern.replace("\\/", "/");
        let hir = regex_syntax::ParserBuilder::new().build().parse(&pattern).ok()?;
        let mut text = String::new();
        self.write(&hir, often, &mut text).then_some(text)
    }

    fn write(&mut self, hir: &Hir, often: Option<u32>, into: &mut String) -> bool {
        match hir.kind() {
            // Anchors hold, since nothing is written around what they enclose.
            HirKind::Empty | HirKind::Look(_) => true,
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => {
                    into.push_str(text);
                    true
                }
                Err(_) => false,
            },
            HirKind::Class(class) => {
                self.one_of(class).map(|character| into.push(character)).is_some()
            }
            HirKind::Repetition(repetition) => {
                let count = match (repetition.max, often) {
                    (None, Some(often)) => often.max(repetition.min),
                    (most, _) => {
                        let few = repetition.min + 6;
                        self.rng.u32(repetition.min..=most.unwrap_or(few).min(few))
                    }
                };
                count <= 10_000 && (0..count).all(|_| self.write(&repetition.sub, often, into))
            }
            HirKind::Capture(capture) => self.write(&capture.sub, often, into),
            HirKind::Concat(parts) => parts.iter().all(|part| self.write(part, often, into)),
            HirKind::Alternation(variants) => {
                let index = self.rng.usize(..variants.len());
                self.write(&variants[index], often, into)
            }
        }
    }

    fn one_of(&mut self, class: &Class) -> Option<char> {
        let ranges: Vec<(u32, u32)> = match class {
            Class::Unicode(class) => class
                .ranges()
                .iter()
                .map(|range| (range.start() as u32, range.end() as u32))
                .collect(),
            Class::Bytes(class) => class
                .ranges()
                .iter()
                .map(|range| (u32::from(range.start()), u32::from(range.end())))
                .collect(),
        };
        if ranges.is_empty() {
            return None;
        }
        // The visible part of ASCII is in most classes and reads well in a report; and `\d` and
        // `\w` mean no more in ECMA 262.
        let ascii: Vec<_> = ranges.iter().copied().filter(|(start, _)| *start <= 0x7e).collect();
        let ranges = if ascii.is_empty() { ranges } else { ascii };
        let (start, end) = ranges[self.rng.usize(..ranges.len().min(6))];
        let (low, high) = if start <= 0x7e && end >= 0x21 {
            (start.max(0x21), end.min(0x7e))
        } else {
            (start, end.min(start + 64))
        };
        (0..8).find_map(|_| char::from_u32(self.rng.u32(low..=high)))
    }
}
