//! Cuts a body into its items while it arrives, wherever it is cut on its way.

use std::time::Duration;

use bytes::{Buf, Bytes};

use super::Framing;
use super::event::Event;

/// A body of which a part has arrived.
#[derive(Debug)]
pub(crate) struct ItemSplitter {
    framing: Framing,
    /// What arrived and was not looked at.
    chunk: Bytes,
    /// What was looked at of a line or a record that has no end yet.
    begun: Vec<u8>,
    /// How many lines have ended.
    lines: u64,
    /// The line where the record that has no end yet begins.
    record: u64,
    is_after_carriage_return: bool,
    event: Event,
    last_id: Option<String>,
    retry: Option<Duration>,
    /// How long an item may be.
    limit: usize,
}

/// What was cut out of a body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// The JSON text of an item, the line where it begins, and whether its end was seen.
    Item { text: Bytes, line: u64, is_whole: bool },
    /// The items end here, whatever comes.
    End,
    /// An item ended by the end of the body, which begins at this line.
    CutOff(u64),
    /// An item is longer than the limit.
    TooLarge,
}

/// What may stand before all else, and says nothing (WHATWG Encoding, section 6).
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What stands before each record (RFC 7464, section 2.2).
const RECORD_SEPARATOR: u8 = 0x1E;

impl ItemSplitter {
    /// Returns a body of which nothing has arrived.
    pub(crate) fn new(framing: Framing, limit: usize) -> Self {
        Self {
            framing,
            chunk: Bytes::new(),
            begun: Vec::new(),
            lines: 0,
            record: 1,
            is_after_carriage_return: false,
            event: Event::default(),
            last_id: None,
            retry: None,
            limit,
        }
    }

    /// The `id` of the last event that had one.
    pub(crate) fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// How long to wait before asking again, as the events say.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// The same of a body that begins anew and goes on where this one was cut off.
    pub(crate) fn begin_again(&mut self) {
        let begun = Self::new(self.framing, self.limit);
        let (last_id, retry) = (self.last_id.take(), self.retry);
        *self = Self { last_id, retry, ..begun };
    }

    /// Takes what has arrived, once nothing is left of what had.
    pub(crate) fn push(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// The next piece of what has arrived.
    pub(crate) fn next(&mut self) -> Option<Piece> {
        match self.framing {
            Framing::Records => self.next_record(),
            Framing::Lines => self.next_line(),
            _ => self.next_event(),
        }
    }

    /// What is left where the body ends.
    pub(crate) fn finish(&mut self) -> Option<Piece> {
        let rest = Bytes::from(std::mem::take(&mut self.begun));
        match self.framing {
            Framing::Lines => return item(self.unmarked(rest), self.lines + 1, false),
            // A line feed is behind each record, by which one can be known to be whole.
            Framing::Records => {
                let is_whole = rest.ends_with(b"\n");
                return item(self.unmarked(rest), self.record, is_whole);
            }
            _ => {}
        }
        if !rest.is_empty() {
            let rest = self.unmarked(rest);
            self.event.read(&rest, self.lines + 1);
            // A field that is cut off in its name is none.
            if !rest.starts_with(b":") && !rest.is_empty() && self.event.data.is_empty() {
                return Some(Piece::CutOff(self.event.line));
            }
        }
        let event = std::mem::take(&mut self.event);
        match event.is_open() {
            true if self.framing.ends_by_done() && event.is_done() => Some(Piece::End),
            true => Some(Piece::CutOff(event.line)),
            false => None,
        }
    }

    fn next_event(&mut self) -> Option<Piece> {
        loop {
            if self.begun.len() + self.event.data.len() > self.limit {
                return Some(Piece::TooLarge);
            }
            let line = self.line()?;
            if !line.is_empty() {
                self.event.read(&line, self.lines);
                continue;
            }
            let event = std::mem::take(&mut self.event);
            if let Some(id) = event.id() {
                self.last_id = Some(id.to_owned()).filter(|id| !id.is_empty());
            }
            self.retry = event.retry().or(self.retry);
            if self.framing.ends_by_done() && event.is_done() {
                return Some(Piece::End);
            }
            let line = event.line;
            if let Some(text) = event.into_text(self.framing) {
                return Some(Piece::Item { text: text.into(), line, is_whole: true });
            }
        }
    }

    fn next_line(&mut self) -> Option<Piece> {
        loop {
            let line = self.line();
            if line.as_ref().map_or(self.begun.len(), Bytes::len) > self.limit {
                return Some(Piece::TooLarge);
            }
            if let Some(piece) = item(line?, self.lines, true) {
                return Some(piece);
            }
        }
    }

    fn next_record(&mut self) -> Option<Piece> {
        loop {
            let end = self.chunk.iter().position(|byte| *byte == RECORD_SEPARATOR);
            let part = self.chunk.split_to(end.unwrap_or(self.chunk.len()));
            self.lines += part.iter().filter(|byte| **byte == b'\n').count() as u64;
            if self.begun.len() + part.len() > self.limit {
                return Some(Piece::TooLarge);
            }
            self.begun.extend_from_slice(&part);
            end?;
            self.chunk.advance(1);
            let record = Bytes::from(std::mem::take(&mut self.begun));
            let line = std::mem::replace(&mut self.record, self.lines + 1);
            if let Some(piece) = item(self.unmarked(record), line, true) {
                return Some(piece);
            }
        }
    }

    /// The next line whose end has arrived: a line feed, a carriage return, or both.
    fn line(&mut self) -> Option<Bytes> {
        if self.is_after_carriage_return && !self.chunk.is_empty() {
            self.is_after_carriage_return = false;
            if self.chunk.starts_with(b"\n") {
                self.chunk.advance(1);
            }
        }
        let end = self.chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let Some(end) = end else {
            self.begun.extend_from_slice(&self.chunk);
            self.chunk.clear();
            return None;
        };
        let part = self.chunk.split_to(end);
        self.is_after_carriage_return = self.chunk.get_u8() == b'\r';
        let line = match self.begun.is_empty() {
            true => part,
            false => {
                self.begun.extend_from_slice(&part);
                Bytes::from(std::mem::take(&mut self.begun))
            }
        };
        let line = self.unmarked(line);
        self.lines += 1;
        Some(line)
    }

    /// The first line without the mark that may stand before it.
    fn unmarked(&self, line: Bytes) -> Bytes {
        match self.lines == 0 && line.starts_with(BYTE_ORDER_MARK) {
            true => line.slice(BYTE_ORDER_MARK.len()..),
            false => line,
        }
    }
}

/// A line or a record that is not empty.
fn item(text: Bytes, line: u64, is_whole: bool) -> Option<Piece> {
    let is_empty = text.trim_ascii().is_empty();
    (!is_empty).then_some(Piece::Item { text, line, is_whole })
}

#[cfg(test)]
#[path = "items/tests.rs"]
mod tests;
