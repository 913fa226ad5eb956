//! Media types: what the syntax of each is, and which one a client speaks best.

use crate::api::Content;
use crate::read::operation::Media;

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
