//! Media types: what the syntax of each is, and which one a client speaks best.

use crate::api::Content;
use crate::read::operation::{Media, Said};

/// Fields of a form.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// The range of all media types.
pub(super) const ANY: &str = "*/*";

/// Server-sent events.
pub(super) const EVENTS: &str = "text/event-stream";

/// The media type that a client speaks best: JSON, then what may be that, then forms, then what comes
/// first.
pub(super) fn preferred_media(content: &[Media]) -> Option<&Media> {
    let rank = |media: &&Media| match essence(&media.media_type).as_str() {
        json if is_json(json) => 0,
        ANY => 1,
        "multipart/form-data" => 2,
        FORM => 3,
        _ => 4,
    };
    content.iter().min_by_key(rank)
}

/// The media type that a success is read in by itself: the one that a client speaks best, but for a
/// string of JSON of which no more is said, beside a text or bytes. There, the server sends that text or
/// those bytes: no description says more of a file, and quotation marks around one make no sense.
pub(super) fn preferred_answer(content: &[Media]) -> Option<&Media> {
    let best = preferred_media(content)?;
    if !is_any_string(best) {
        return Some(best);
    }
    let files = content.iter().filter(|media| may_be_file(media));
    // What may be read by a person is what the string is of.
    files.min_by_key(|media| essence(&media.media_type) != "text/plain").or(Some(best))
}

/// Whether a body is described as a string of JSON, and no more is said of it.
pub(super) fn is_any_string(media: &Media) -> bool {
    media.said == Said::String && is_json(&essence(&media.media_type))
}

/// Whether a body may be a file: a text or bytes, by a media type whose syntax is not that of data, and
/// by a schema that describes no data.
fn may_be_file(media: &Media) -> bool {
    let essence = essence(&media.media_type);
    let is_data = is_lines(&essence) || is_records(&essence) || is_xml(&essence);
    let is_file = matches!(without_type(&essence), Some(Content::Text | Content::Bytes));
    is_file && !is_data && media.said != Said::More && media.item_schema.is_none()
}

/// Whether the syntax is XML (RFC 7303, sections 9.1, 9.2 and 4.2).
fn is_xml(essence: &str) -> bool {
    matches!(essence, "application/xml" | "text/xml") || essence.ends_with("+xml")
}

/// A media type without its parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A media type as `Accept` says it: in which characters, the answer says.
pub(super) fn without_charset(media_type: &str) -> String {
    let parts = media_type.split(';').map(str::trim);
    let kept = parts.filter(|part| !part.to_ascii_lowercase().starts_with("charset="));
    kept.collect::<Vec<_>>().join("; ")
}

/// Whether a header can hold it (RFC 9110, section 5.5).
pub(super) fn can_be_sent(media_type: &str) -> bool {
    media_type.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether a body is of parts (RFC 2046, section 5.1); a range of media types is not.
pub(super) fn is_multipart(essence: &str) -> bool {
    essence.starts_with("multipart/") && !essence.contains('*')
}

/// Whether the syntax is JSON (WHATWG MIME Sniffing, section 4.6: "JSON MIME type"; RFC 6839,
/// section 3.1).
pub(super) fn is_json(essence: &str) -> bool {
    matches!(essence, "application/json" | "text/json") || essence.ends_with("+json")
}

/// The same, where a range of all media types is taken to be JSON.
pub(super) fn may_be_json(essence: &str) -> bool {
    is_json(essence) || essence == ANY
}

/// What a body carries whose syntax leaves nothing to a type.
pub(super) fn without_type(essence: &str) -> Option<Content> {
    match essence {
        EVENTS => Some(Content::Events),
        ANY | FORM => None,
        typed if is_json(typed) || is_multipart(typed) => None,
        text if text.starts_with("text/") => Some(Content::Text),
        _ => Some(Content::Bytes),
    }
}

/// Whether a body is of lines, a value of JSON on each.
pub(super) fn is_lines(essence: &str) -> bool {
    let known =
        ["jsonl", "x-jsonl", "ndjson", "x-ndjson", "jsonlines", "x-jsonlines", "json-lines"];
    essence.strip_prefix("application/").is_some_and(|subtype| known.contains(&subtype))
}

/// Whether a body is of records, each a value of JSON (RFC 7464; RFC 8091).
pub(super) fn is_records(essence: &str) -> bool {
    essence == "application/json-seq" || essence.ends_with("+json-seq")
}
