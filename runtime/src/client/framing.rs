//! Refuses headers that say how a message is framed, or to whom it goes: the transport writes these,
//! and another value would cut a body, hide a second request in it, or name another host.

use http::{HeaderMap, HeaderName};

use crate::error::ConfigError;
use crate::headers::FRAMING;

/// Whether a header says how a message is framed or to whom it goes.
pub(super) fn is_framing(name: &HeaderName) -> bool {
    FRAMING.contains(&name.as_str())
}

/// Refuses headers of which one frames the message.
///
/// # Errors
/// Where there is one, by its name.
pub(super) fn refuse_framing(headers: &HeaderMap) -> Result<(), ConfigError> {
    match headers.keys().find(|name| is_framing(name)) {
        Some(name) => Err(framing(name)),
        None => Ok(()),
    }
}

/// The refusal of such a header.
pub(super) fn framing(name: &HeaderName) -> ConfigError {
    ConfigError::new(format!(
        "the header {name} is the transport's own: it says how the message is framed or to which \
         host it goes"
    ))
}
