//! What a call says that it can read.

use super::media::{
    EVENTS, can_be_sent, essence, may_be_json, preferred_answer, preferred_media, without_charset,
};
use crate::read::operation::{Media, Response};

/// The media types that the answers of an operation can be read in, those of successes first
/// (`Accept`; RFC 9110, section 12.5.1). A stream of events comes after what is read at once.
pub(super) fn accept(successes: &[&Response], failures: &[&Response]) -> String {
    let mut accepted: Vec<String> = Vec::new();
    let mut events = None;
    let successes = successes.iter().map(|it| (it, preferred_answer(&it.content)));
    let failures = failures.iter().map(|it| (it, preferred_media(&it.content)));
    for (response, chosen) in successes.chain(failures) {
        let Some(chosen) = chosen else { continue };
        let readable = response.content.iter().filter(|media| is_read_alike(media, chosen));
        for media in [chosen].into_iter().chain(readable) {
            add(&mut accepted, &media.media_type);
        }
        let beside = response.content.iter().find(|media| essence(&media.media_type) == EVENTS);
        events = events.or(beside.filter(|_| essence(&chosen.media_type) != EVENTS));
    }
    if events.is_some() && !accepted.iter().any(|media_type| essence(media_type) == EVENTS) {
        accepted.push(format!("{EVENTS};q=0.9"));
    }
    accepted.join(", ")
}

/// The media types that are asked for where a success is wanted in one of them alone: that one,
/// and those of failures.
pub(super) fn accept_only(media_type: &str, failures: &[&Response]) -> String {
    let mut accepted = vec![without_charset(media_type)];
    for chosen in failures.iter().filter_map(|response| preferred_media(&response.content)) {
        add(&mut accepted, &chosen.media_type);
    }
    accepted.join(", ")
}

fn add(accepted: &mut Vec<String>, media_type: &str) {
    let media_type = without_charset(media_type);
    if !accepted.contains(&media_type) && can_be_sent(&media_type) {
        accepted.push(media_type);
    }
}

/// Whether a body of one media type is read as one of another is: both as text, or both as bytes.
pub(super) fn is_read_alike(media: &Media, chosen: &Media) -> bool {
    let kind = |media: &Media| match essence(&media.media_type).as_str() {
        json if may_be_json(json) => None,
        EVENTS => None,
        text if text.starts_with("text/") => Some("text"),
        _ => Some("bytes"),
    };
    kind(media).is_some() && kind(media) == kind(chosen)
}
