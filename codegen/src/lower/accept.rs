//! What a call says that it can read.

use super::operation::{EVENTS, essence, is_json, preferred_media};
use crate::read::operation::{Media, Response};

/// The media types that the answers of an operation can be read in, those of successes first
/// (`Accept`; RFC 9110, section 12.5.1). A stream of events comes after what is read at once.
pub(super) fn accept(successes: &[&Response], failures: &[&Response]) -> String {
    let mut accepted: Vec<String> = Vec::new();
    let mut events = None;
    for response in successes.iter().chain(failures) {
        let Some(chosen) = preferred_media(&response.content) else { continue };
        let readable = response.content.iter().filter(|media| is_read_alike(media, chosen));
        for media in [chosen].into_iter().chain(readable) {
            let media_type = without_charset(&media.media_type);
            if !accepted.contains(&media_type) && media_type.bytes().all(is_visible) {
                accepted.push(media_type);
            }
        }
        let beside = response.content.iter().find(|media| essence(&media.media_type) == EVENTS);
        events = events.or(beside.filter(|_| essence(&chosen.media_type) != EVENTS));
    }
    if events.is_some() && !accepted.iter().any(|media_type| essence(media_type) == EVENTS) {
        accepted.push(format!("{EVENTS};q=0.9"));
    }
    accepted.join(", ")
}

/// Whether a body of one media type is read as one of another is: both as text, or both as bytes.
pub(super) fn is_read_alike(media: &Media, chosen: &Media) -> bool {
    let kind = |media: &Media| match essence(&media.media_type).as_str() {
        json if is_json(json) => None,
        EVENTS => None,
        text if text.starts_with("text/") => Some("text"),
        _ => Some("bytes"),
    };
    kind(media).is_some() && kind(media) == kind(chosen)
}

/// A media type as `Accept` says it: in which characters, the answer says.
fn without_charset(media_type: &str) -> String {
    let parts = media_type.split(';').map(str::trim);
    let kept = parts.filter(|part| !part.to_ascii_lowercase().starts_with("charset="));
    kept.collect::<Vec<_>>().join("; ")
}

/// What a header can hold (RFC 9110, section 5.5).
fn is_visible(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}
