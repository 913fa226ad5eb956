//! A file of lines is checked in the memory of its longest line, whatever its length and however many
//! faults it has.

use std::io::{self, Read};

use specwright::training::{Format, check};

use super::cost::of;

const SOUND: &str = r#"{"messages":[{"role":"user","content":"2 + 2"},{"role":"assistant","content":"4","weight":1}]}"#;

const FAULTY: &str =
    r#"{"messages":[{"role":"usr","content":5},{"role":"assistant","weight":7}],"tools":{}}"#;

/// So many lines, none of which is kept.
struct Lines {
    line: Vec<u8>,
    left: usize,
    at: usize,
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Ok(0);
        }
        let rest = &self.line[self.at..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at = (self.at + count) % self.line.len();
        self.left -= usize::from(self.at == 0);
        Ok(count)
    }
}

/// How many bytes are held at once while so many lines are checked, and how many faults they have.
fn checked(line: &str, count: usize) -> (u64, usize) {
    let lines = Lines { line: format!("{line}\n").into_bytes(), left: count, at: 0 };
    let mut faults = 0;
    let cost = of(|| faults = check(Format::Chat, lines).filter(Result::is_ok).count());
    (cost.bytes_max, faults)
}

#[test]
fn a_longer_file_takes_no_more_memory() {
    let (short, none) = checked(SOUND, 20);
    let (long, still_none) = checked(SOUND, 20_000);
    assert_eq!((none, still_none), (0, 0));
    assert!(long <= short + 1_024, "{short} bytes became {long}");
    let (short, some) = checked(FAULTY, 20);
    let (long, many) = checked(FAULTY, 20_000);
    assert_eq!((some, many), (80, 80_000));
    assert!(long <= short + 1_024, "{short} bytes became {long}");
    // No more than the buffer of the reader, and a little.
    assert!(long < 400_000, "{long} bytes");
}

/// A line that is long and at fault is read again a few times, one after another.
#[test]
fn a_long_line_takes_its_own_length_a_few_times() {
    let message = r#"{"role":"user","content":5},{"role":"assistant","weight":"x","content":"4"},"#;
    let messages = message.repeat(2_000_000 / message.len());
    let line = format!(r#"{{"messages":[{}]}}"#, messages.trim_end_matches(','));
    let (most, faults) = checked(&line, 1);
    assert!(faults >= 2, "{faults}");
    assert!(most < 24 * line.len() as u64, "{most} bytes for {}", line.len());
}
