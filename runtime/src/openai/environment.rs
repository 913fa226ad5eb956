//! Configures a client for OpenAI's servers.

use std::ffi::OsString;

use http::HeaderName;

use super::vendor::OpenAi;
use crate::client::{Builder, Client, Credential};
use crate::error::ConfigError;
use crate::generated::fine_tuning::service;

/// Begins a client of OpenAI's API: with the server of its description, and what its servers say
/// beside the standards.
pub fn builder() -> Builder {
    service::client().vendor(OpenAi)
}

/// A client as the environment says: `OPENAI_API_KEY`, and where they are set
/// `OPENAI_BASE_URL`, `OPENAI_ORG_ID` and `OPENAI_PROJECT_ID`.
///
/// # Errors
/// Where the key is missing, or something in the environment cannot be used.
pub fn from_env() -> Result<Client, ConfigError> {
    builder_from_env()?.build()
}

/// A configuration as the environment says; see [`from_env`].
///
/// # Errors
/// Where the key is missing, or a variable is not Unicode text or cannot be sent.
///
/// ```no_run
/// use std::time::Duration;
///
/// let client =
///     specwright::openai::builder_from_env()?.timeout(Duration::from_secs(30)).build()?;
/// # Ok::<(), specwright::Error>(())
/// ```
pub fn builder_from_env() -> Result<Builder, ConfigError> {
    from_variables(|name| std::env::var_os(name))
}

/// Settings of a client's [`Builder`] that are OpenAI's: the key, and who is charged.
///
/// ```
/// use specwright::openai::{self, OpenAiBuilder};
///
/// let client = openai::builder().api_key("sk-…").organization("org-1").project("proj-1").build()?;
/// # Ok::<(), specwright::Error>(())
/// ```
pub trait OpenAiBuilder: Sized {
    /// The key, sent as `Authorization: Bearer …`.
    fn api_key(self, key: impl Into<String>) -> Self;

    /// The organization that is charged (`OpenAI-Organization`).
    fn organization(self, id: impl AsRef<str>) -> Self;

    /// The project that is charged (`OpenAI-Project`).
    fn project(self, id: impl AsRef<str>) -> Self;
}

impl OpenAiBuilder for Builder {
    fn api_key(self, key: impl Into<String>) -> Self {
        self.credential(Credential::bearer(key))
    }

    fn organization(self, id: impl AsRef<str>) -> Self {
        self.default_text_header(ORGANIZATION, id)
    }

    fn project(self, id: impl AsRef<str>) -> Self {
        self.default_text_header(PROJECT, id)
    }
}

const ORGANIZATION: HeaderName = HeaderName::from_static("openai-organization");
const PROJECT: HeaderName = HeaderName::from_static("openai-project");

fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Result<Builder, ConfigError> {
    // One that cannot be read is no reason to send the key to another server than it names.
    let variable = |name| match variable(name).map(OsString::into_string) {
        Some(Ok(value)) => Ok(Some(value.trim().to_owned()).filter(|value| !value.is_empty())),
        Some(Err(_)) => {
            Err(ConfigError::new(format!("the environment variable {name} is not Unicode text")))
        }
        None => Ok(None),
    };
    let Some(key) = variable("OPENAI_API_KEY")? else {
        return Err(ConfigError::new("the environment variable OPENAI_API_KEY is not set"));
    };
    let mut builder = builder().api_key(key);
    if let Some(url) = variable("OPENAI_BASE_URL")? {
        builder = builder.base_url(url);
    }
    for (name, header) in [("OPENAI_ORG_ID", ORGANIZATION), ("OPENAI_PROJECT_ID", PROJECT)] {
        if let Some(id) = variable(name)? {
            builder = builder.default_text_header(header, id);
        }
    }
    Ok(builder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_is_read() {
        let variables = [
            ("OPENAI_API_KEY", " sk-secret\n"),
            ("OPENAI_BASE_URL", "http://127.0.0.1:1/v2"),
            ("OPENAI_ORG_ID", "org-1"),
            ("OPENAI_PROJECT_ID", "proj-1"),
        ];
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        };
        let builder = from_variables(variable).unwrap();
        let client = builder.clone().build().unwrap();
        let shown = format!("{builder:?} {client:?}");
        assert!(!shown.contains("sk-secret"));
        for known in ["http://127.0.0.1:1/v2", "openai-organization", "openai-project"] {
            assert!(shown.contains(known), "{known} is not in {shown}");
        }

        let only_key = |name: &str| (name == "OPENAI_API_KEY").then(|| OsString::from("sk-secret"));
        let client = from_variables(only_key).unwrap().build().unwrap();
        assert!(format!("{client:?}").contains("https://api.openai.com/v1"));
        for missing in [None, Some(OsString::from(" "))] {
            let error = from_variables(|_| missing.clone()).unwrap_err();
            assert!(error.to_string().contains("OPENAI_API_KEY"), "{error}");
        }
        let odd =
            |name: &str| Some(if name == "OPENAI_ORG_ID" { "a\nb".into() } else { "x".into() });
        let error = from_variables(odd).unwrap().build().unwrap_err();
        assert!(error.to_string().contains("openai-organization"), "{error}");
    }
}
