//! How a body is made of items: events, lines or records, each with a value.

/// How a body is made of items, and what of an item its schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Events (`text/event-stream`), whose `data` is JSON.
    Data,
    /// The same. Where an object of the `data` lacks the property of this name, by which variants
    /// are told apart, the `event` is its value.
    TaggedData(&'static str),
    /// Events, whose `data` is a string.
    Text,
    /// Events as objects of their fields, `event`, `data`, `id` and `retry` (OpenAPI 3.2, section
    /// 4.14.3.3), whose `data` is a string.
    Event,
    /// The same, whose `data` is JSON.
    EventOfJson,
    /// The same, whose `data` is JSON in some events and a string in others.
    EventOfEither,
    /// Lines, of JSON each (`application/jsonl`, `application/x-ndjson`).
    Lines,
    /// Records of JSON, each behind a record separator (`application/json-seq`; RFC 7464).
    Records,
}

impl Framing {
    /// Whether the items are events.
    #[cfg(feature = "client")]
    pub(crate) fn is_of_events(self) -> bool {
        !matches!(self, Self::Lines | Self::Records)
    }

    /// Whether `[DONE]`, which is no JSON, can stand for the end of the events: many servers of
    /// language models end a stream by it.
    #[cfg(feature = "client")]
    pub(super) fn ends_by_done(self) -> bool {
        !matches!(self, Self::Text | Self::Event | Self::Lines | Self::Records)
    }
}
