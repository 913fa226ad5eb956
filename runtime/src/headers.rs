//! Lists the headers that this crate reads or writes of its own accord, each with the text
//! that defines it.
//!
//! What one vendor has beside them comes by a [`Vendor`](crate::client::Vendor); what an
//! operation has, by its description.

use http::HeaderName;
pub use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, LINK, LOCATION, PROXY_AUTHORIZATION, RETRY_AFTER,
    USER_AGENT,
};

/// The key by which a server recognises a repetition.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The event behind which a stream of events is taken up again.
pub const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The headers that the transport writes alone: they say how a message is framed, how its
/// connection is used, or to which host it goes (RFC 9110, sections 7.2, 7.6.1, 8.6 and 10.1.4;
/// RFC 9112, sections 6.1 and 6.2; RFC 9113, section 8.2.2).
pub const FRAMING: &[&str] = &[
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The name of every header that is known here, and what defines it.
pub const KNOWN: &[(&str, &str)] = &[
    ("accept", "RFC 9110, section 12.5.1"),
    ("authorization", "RFC 9110, section 11.6.2"),
    ("content-type", "RFC 9110, section 8.3"),
    ("cookie", "RFC 6265, section 5.4"),
    ("idempotency-key", "draft-ietf-httpapi-idempotency-key-header"),
    ("last-event-id", "HTML, section 9.2.4"),
    ("link", "RFC 8288, section 3"),
    ("location", "RFC 9110, section 10.2.2"),
    ("proxy-authorization", "RFC 9110, section 11.7.2"),
    ("retry-after", "RFC 9110, section 10.2.3"),
    ("user-agent", "RFC 9110, section 10.1.5"),
];
