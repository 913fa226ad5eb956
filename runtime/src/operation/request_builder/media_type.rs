//! The media types of a request: of its body, and of the answers that it asks for.

use http::header::{CONTENT_TYPE, HeaderValue};

use super::{RequestBuilder, known, text};
use crate::operation::Body;
use crate::operation::part::{accepts, is_concrete};
use crate::printable::{MAX_SENTENCE, printable};
use crate::wire::Violation;

impl RequestBuilder {
    /// Says which media types the call can read (`Accept`; RFC 9110, section 12.5.1), unless a
    /// parameter has said so.
    #[must_use]
    pub fn accept(self, media_types: &'static str) -> Self {
        Self { accept: media_types, ..self }
    }

    /// Says which media types the call can read, whatever a parameter says of it.
    pub(crate) fn accept_only(self, media_types: &'static str) -> Self {
        Self { accept: media_types, accepts_only: true, ..self }
    }

    /// Says of which media type the body is, where its description has a range of them
    /// (`image/*`). One that is none of the range is a violation.
    #[must_use]
    pub fn content_type(self, media_type: &str) -> Self {
        Self { content_type: Some(media_type.to_owned()), ..self }
    }

    /// Sets a body of its own media type, or of the one that is described, or, where that is a
    /// range, of the one that says least.
    pub(super) fn set_body_of(
        &mut self,
        described: &'static str,
        own: Option<&str>,
        least: &'static str,
        body: impl Into<Body>,
    ) {
        self.range = Some(described).filter(|described| !is_concrete(described));
        let media_type: Option<HeaderValue> = match (own, self.range) {
            (Some(own), _) => text(own),
            (None, None) => known(described),
            (None, Some(_)) => known(least),
        };
        // Of a body that is set again only the last one counts.
        self.violations[1].clear();
        self.set_body(media_type, body);
    }

    /// Takes the media type that the caller says, where it is one of the range.
    pub(super) fn settle_media_type(&mut self, violations: &mut Vec<Violation>) {
        let (Some(range), Some(said)) = (self.range, self.content_type.as_deref()) else { return };
        match text(said).filter(|_| is_concrete(said) && accepts(range, said)) {
            Some(said) => {
                self.headers.insert(CONTENT_TYPE, said);
            }
            None => {
                let said = printable(said, MAX_SENTENCE);
                let message = format!("must be a media type of `{range}`, but is `{said}`");
                violations.push(Violation::new("/header/Content-Type".to_owned(), message));
            }
        }
    }
}
