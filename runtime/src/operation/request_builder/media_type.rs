//! The media types of a request: of its body, and of the answers that it asks for.

use http::header::{CONTENT_TYPE, HeaderValue};

use super::{RequestBuilder, known, text};
use crate::operation::Body;
use crate::operation::part::{accepts, is_concrete};
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

    /// Sets a body of its own media type, or of the one that is described, or of a range of what is
    /// most general.
    pub(super) fn set_body_of(
        &mut self,
        described: &'static str,
        own: Option<&str>,
        most_general: &'static str,
        body: impl Into<Body>,
    ) {
        self.range = Some(described).filter(|described| !is_concrete(described));
        let media_type: Option<HeaderValue> = match (own, self.range) {
            (Some(own), _) => text(own),
            (None, None) => known(described),
            (None, Some(range)) => known(most_general).filter(|_| accepts(range, most_general)),
        };
        // Of a body that is set again only the last one counts.
        self.violations[1].clear();
        self.set_body(media_type, body);
    }

    /// Takes the media type that the caller says, and holds what is sent against its range.
    pub(super) fn settle_media_type(&mut self, violations: &mut Vec<Violation>) {
        let Some(range) = self.range else { return };
        let said = self.content_type.as_deref();
        match said.map_or_else(|| self.headers.get(CONTENT_TYPE).cloned(), text) {
            Some(found) if found.to_str().is_ok_and(|found| accepts(range, found)) => {
                self.headers.insert(CONTENT_TYPE, found);
            }
            found => {
                let found = found.as_ref().and_then(|found| found.to_str().ok()).or(said);
                let but = found.map_or_else(String::new, |found| format!(", but is `{found}`"));
                let message = format!("must be a media type of `{range}`{but}");
                violations.push(Violation::new("/header/Content-Type".to_owned(), message));
            }
        }
    }
}
