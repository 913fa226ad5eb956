//! Where the lines of a text begin, so that a place in it is found without reading it all.

use super::Unit;

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    unit: Unit,
    /// Of each mark, the byte and how many units stand before it. Lines may be as long as the
    /// text, as those of minified JSON are, so that marks stand within them, too.
    marks: Vec<Mark>,
    /// The byte at which each line begins.
    starts: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    byte: usize,
    units: usize,
    /// How many characters of the line stand before it.
    column: usize,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The byte, which is one at which a character begins, or the end.
    pub(super) byte: usize,
    /// The line, from 1 on.
    pub(super) line: usize,
    /// The byte at which the line begins.
    pub(super) line_start: usize,
    /// The column in characters, from 1 on.
    pub(super) column: usize,
}

/// How many characters there are between two marks.
const APART: usize = 64;

impl Lines {
    pub(super) fn of(content: &str, unit: Unit) -> Self {
        let mut marks = vec![Mark { byte: 0, units: 0, column: 0 }];
        let mut starts = vec![0];
        let (mut units, mut column) = (0, 0);
        for (count, (byte, character)) in content.char_indices().enumerate() {
            if count % APART == 0 && count > 0 {
                marks.push(Mark { byte, units, column });
            }
            units += width(unit, character);
            column += 1;
            if character == '\n' {
                starts.push(byte + 1);
                column = 0;
            }
        }
        Self { unit, marks, starts }
    }

    /// The place with so many units before it. One within a character or behind the end is
    /// moved to where something stands.
    pub(super) fn find(&self, content: &str, offset: usize) -> Found {
        let mark = self.marks.partition_point(|mark| mark.units <= offset).saturating_sub(1);
        let Some(mark) = self.marks.get(mark) else {
            return Found { byte: 0, line: 1, line_start: 0, column: 1 };
        };
        let (mut byte, mut units, mut column) = (mark.byte, mark.units, mark.column);
        for character in content[mark.byte..].chars() {
            if units + width(self.unit, character) > offset {
                break;
            }
            units += width(self.unit, character);
            byte += character.len_utf8();
            column = if character == '\n' { 0 } else { column + 1 };
        }
        let line = self.starts.partition_point(|start| *start <= byte);
        let line_start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        Found { byte, line, line_start, column: column + 1 }
    }

    /// The byte at which a line ends, its line break apart.
    pub(super) fn end(&self, content: &str, line: usize) -> usize {
        self.starts.get(line).map_or(content.len(), |next| next - 1)
    }
}

fn width(unit: Unit, character: char) -> usize {
    match unit {
        Unit::Bytes => character.len_utf8(),
        Unit::Characters => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found is what counting from the start finds.
    #[test]
    fn places_are_where_they_are() {
        let long = "é,".repeat(200);
        for content in ["", "a", "\n", "a\n\né\nb", "é👩\r\nx\n", long.as_str()] {
            for unit in [Unit::Bytes, Unit::Characters] {
                let lines = Lines::of(content, unit);
                for offset in 0..content.len() + 3 {
                    let byte = match unit {
                        Unit::Bytes => (0..=offset.min(content.len()))
                            .rev()
                            .find(|byte| content.is_char_boundary(*byte))
                            .unwrap_or(0),
                        Unit::Characters => content
                            .char_indices()
                            .nth(offset)
                            .map_or(content.len(), |(byte, _)| byte),
                    };
                    let before = &content[..byte];
                    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
                    let expected = Found {
                        byte,
                        line: before.matches('\n').count() + 1,
                        line_start,
                        column: before[line_start..].chars().count() + 1,
                    };
                    let found = lines.find(content, offset);
                    assert_eq!(found, expected, "{content:?} {unit:?} {offset}");
                    let end = content[byte..].find('\n').map_or(content.len(), |end| byte + end);
                    assert_eq!(lines.end(content, found.line), end);
                }
            }
        }
    }
}
