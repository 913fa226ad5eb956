//! One event in the making, as the WHATWG's HTML says to interpret an event stream (section
//! 9.2.6), and the JSON text of its value.

use std::borrow::Cow;
use std::time::Duration;

use super::Framing;
use crate::text::JsonReader;

/// What the lines since the last event say.
#[derive(Debug, Default)]
pub(super) struct Event {
    /// `event`.
    name: Option<String>,
    /// `id`, of this event alone.
    id: Option<String>,
    /// `retry`, of this event alone.
    retry: Option<u64>,
    /// The lines of `data`, each with a line feed behind it.
    pub(super) data: Vec<u8>,
    /// The line where it begins, from 1.
    pub(super) line: u64,
}

impl Event {
    /// Reads a line that has an end and is not empty.
    pub(super) fn read(&mut self, line: &[u8], number: u64) {
        let (field, value) = match line.iter().position(|byte| *byte == b':') {
            // A comment, by which servers keep a connection alive.
            Some(0) => return,
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &line[line.len()..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        if self.line == 0 {
            self.line = number;
        }
        let text = || String::from_utf8_lossy(value).into_owned();
        match field {
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"event" => self.name = Some(text()),
            b"id" if !value.contains(&0) => self.id = Some(text()),
            b"retry" if value.iter().all(u8::is_ascii_digit) => {
                self.retry = text().parse().ok().or(self.retry);
            }
            _ => {}
        }
    }

    /// Whether something began that an empty line has yet to end.
    pub(super) fn is_open(&self) -> bool {
        self.name.is_some() || !self.data.is_empty()
    }

    /// The `id`, where it has one.
    pub(super) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The time to wait before asking again, where it says one.
    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry.map(Duration::from_millis)
    }

    /// Whether its data is the word by which a stream ends.
    pub(super) fn is_done(&self) -> bool {
        self.data.trim_ascii() == b"[DONE]"
    }

    /// The JSON text of its value; that of an event without data is none.
    pub(super) fn into_text(mut self, framing: Framing) -> Option<Vec<u8>> {
        // The last line has no line feed behind it.
        self.data.pop()?;
        match framing {
            Framing::TaggedData(tag) => Some(match self.name.as_deref() {
                Some(name) if !name.is_empty() => tagged(self.data, tag, name),
                _ => self.data,
            }),
            Framing::Text => Some(string(&self.data)),
            // Some servers have the whole event in its data.
            Framing::EventOfJson | Framing::EventOfEither
                if self.name.is_none() && is_event(&self.data) =>
            {
                Some(self.data)
            }
            Framing::Event | Framing::EventOfJson | Framing::EventOfEither => {
                Some(self.object(framing))
            }
            Framing::Data | Framing::Lines | Framing::Records => Some(self.data),
        }
    }

    fn object(self, framing: Framing) -> Vec<u8> {
        let mut text = b"{".to_vec();
        let of_text = |value: &Option<String>| value.as_ref().map(|text| string(text.as_bytes()));
        let fields = [
            ("event", of_text(&self.name)),
            ("id", of_text(&self.id)),
            ("retry", self.retry.map(|retry| retry.to_string().into_bytes())),
        ];
        for (name, value) in fields {
            if let Some(value) = value {
                text.extend_from_slice(format!("\"{name}\":").as_bytes());
                text.extend_from_slice(&value);
                text.push(b',');
            }
        }
        text.extend_from_slice(b"\"data\":");
        let is_json = match framing {
            Framing::EventOfJson => true,
            Framing::EventOfEither => is_json(&self.data),
            _ => false,
        };
        match is_json {
            true => text.extend_from_slice(&self.data),
            false => text.extend_from_slice(&string(&self.data)),
        }
        text.push(b'}');
        text
    }
}

/// A string as JSON has it. What is no UTF-8 stays so, for who reads it to say.
fn string(bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) => serde_json::Value::from(text).to_string().into_bytes(),
        Err(_) => [b"\"", bytes, b"\""].concat(),
    }
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

/// Whether a text is an object with the name and the data of an event.
fn is_event(data: &[u8]) -> bool {
    let names = names(data).unwrap_or_default();
    ["event", "data"].iter().all(|field| names.iter().any(|name| name == field))
}

/// An object with a property that it lacks; any other text as it is.
fn tagged(data: Vec<u8>, tag: &str, name: &str) -> Vec<u8> {
    let Some(names) = names(&data) else { return data };
    if names.iter().any(|name| name == tag) {
        return data;
    }
    let Some(begin) = data.iter().position(|byte| *byte == b'{') else { return data };
    let comma = if names.is_empty() { "" } else { "," };
    let property = [string(tag.as_bytes()), b":".to_vec(), string(name.as_bytes())].concat();
    [&data[..=begin], &property, comma.as_bytes(), &data[begin + 1..]].concat()
}

/// The names of an object's properties; none of any other text.
fn names(data: &[u8]) -> Option<Vec<Cow<'_, str>>> {
    let mut reader = JsonReader::new(std::str::from_utf8(data).ok()?);
    reader.peek().filter(|first| *first == b'{')?;
    reader.enter(b'{').ok()?;
    let (mut names, mut is_first) = (Vec::new(), true);
    while reader.go_on(&mut is_first, b'}').ok()? {
        names.push(reader.name().ok()?);
        reader.raw().ok()?;
    }
    Some(names)
}
