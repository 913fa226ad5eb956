//! What the pages of a list ask of a call before it is made.

use http::Uri;

use super::Call;
use crate::client::url::with_parameter;
use crate::error::ConfigError;

impl Call {
    /// Sends a parameter of the query instead of those of its name.
    pub(crate) fn set_query(&mut self, name: &str, value: &str) -> Result<(), ConfigError> {
        let uri = with_parameter(self.request.uri(), name, value)?;
        *self.request.uri_mut() = uri;
        Ok(())
    }

    /// Goes where an answer of the same server says, and not to another one.
    pub(crate) fn lead(&mut self, target: &str) -> bool {
        let target = match target.starts_with('?') {
            true => format!("{}{target}", self.request.uri().path()),
            false => target.to_owned(),
        };
        let uri: Option<Uri> = self.base.redirected(&target);
        match uri {
            Some(uri) => {
                *self.request.uri_mut() = uri;
                true
            }
            None => false,
        }
    }
}
