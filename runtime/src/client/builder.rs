//! How a client is configured.

use std::ffi::OsString;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::observe::BodyLogging;
use super::options::{CallOptions, is_secret};
use super::reqwest::{Reqwest, Tls};
use super::retry::{RetryPolicy, RetrySettings};
use super::secret::{Credential, Credentials};
use super::transport::Transport;
use super::url::BaseUrl;
use super::{Client, Shared};
use crate::error::ConfigError;

/// The configuration of a client.
#[derive(Clone)]
pub struct Builder {
    base_url: String,
    plain_http_to: Vec<String>,
    credentials: Vec<Credential>,
    headers: HeaderMap,
    /// What cannot be sent, told by [`build`](Self::build).
    invalid_config: Option<ConfigError>,
    retry: RetrySettings,
    timeout: Duration,
    max_response_bytes: usize,
    body_logging: BodyLogging,
    tls: Tls,
    transport: Option<Arc<dyn Transport>>,
}

impl Builder {
    pub(super) fn new() -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
        Self {
            base_url: OPENAI.to_owned(),
            plain_http_to: Vec::new(),
            credentials: Vec::new(),
            headers,
            invalid_config: None,
            retry: RetrySettings::default(),
            timeout: Duration::from_secs(600),
            max_response_bytes: 64 * 1024 * 1024,
            body_logging: BodyLogging::default(),
            tls: Tls::default(),
            transport: None,
        }
    }

    /// A configuration as the environment says: `OPENAI_API_KEY`, and where they are set
    /// `OPENAI_BASE_URL`, `OPENAI_ORG_ID` and `OPENAI_PROJECT_ID`.
    ///
    /// # Errors
    /// Where the key is missing, or a variable is not Unicode text.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_variables(|name| std::env::var_os(name))
    }

    fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self, ConfigError> {
        // One that cannot be read is no reason to send the key to another server than it names.
        let variable = |name| match variable(name).map(OsString::into_string) {
            Some(Ok(value)) => Ok(Some(value.trim().to_owned()).filter(|value| !value.is_empty())),
            Some(Err(_)) => Err(ConfigError::new(format!(
                "the environment variable {name} is not Unicode text"
            ))),
            None => Ok(None),
        };
        let Some(key) = variable("OPENAI_API_KEY")? else {
            return Err(ConfigError::new("the environment variable OPENAI_API_KEY is not set"));
        };
        let mut builder = Self::new().api_key(key);
        if let Some(url) = variable("OPENAI_BASE_URL")? {
            builder = builder.base_url(url);
        }
        if let Some(organization) = variable("OPENAI_ORG_ID")? {
            builder = builder.organization(organization);
        }
        if let Some(project) = variable("OPENAI_PROJECT_ID")? {
            builder = builder.project(project);
        }
        Ok(builder)
    }

    /// The key, sent as `Authorization: Bearer …`.
    pub fn api_key(self, key: impl Into<String>) -> Self {
        self.credential(Credential::bearer(key))
    }

    /// Another credential; a server may ask for several.
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credentials.push(credential);
        self
    }

    /// Where the operations are, with any prefix of their paths and with a query that
    /// every call has (`https://….openai.azure.com/openai?api-version=…`);
    /// `https://api.openai.com/v1` unless it is set.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        Self { base_url: url.into(), ..self }
    }

    /// Allows a base URL with plain `http://` to this host, where the key and everything
    /// else can be read on the way. This machine itself needs no leave.
    pub fn allow_plain_http_to(mut self, host: impl Into<String>) -> Self {
        self.plain_http_to.push(host.into());
        self
    }

    /// The organization that is charged (`OpenAI-Organization`).
    pub fn organization(self, id: impl AsRef<str>) -> Self {
        self.text_header(HeaderName::from_static("openai-organization"), id.as_ref())
    }

    /// The project that is charged (`OpenAI-Project`).
    pub fn project(self, id: impl AsRef<str>) -> Self {
        self.text_header(HeaderName::from_static("openai-project"), id.as_ref())
    }

    /// A header that every call has, unless the operation or the call has its own.
    pub fn default_header(mut self, name: HeaderName, mut value: HeaderValue) -> Self {
        if is_secret(&name) {
            value.set_sensitive(true);
        }
        self.headers.insert(name, value);
        self
    }

    /// How long a call may take, with every attempt and every wait between them; 600 s unless it is set.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// How long a connection may take, TLS included; 5 s unless it is set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.tls.connect_timeout = timeout;
        self
    }

    /// How many bytes a response may have, decompressed; 64 MiB unless it is set.
    pub fn max_response_bytes(self, max_response_bytes: usize) -> Self {
        Self { max_response_bytes, ..self }
    }

    /// How often a call is made again at most; twice unless it is set.
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.retry.max_retries = max_retries;
        self
    }

    /// The wait before a call is made again, and the longest it doubles up to; 0.5 s and 8 s
    /// unless they are set.
    pub fn retry_delay(mut self, first: Duration, longest: Duration) -> Self {
        self.retry.first_delay = first;
        self.retry.longest_delay = longest;
        self
    }

    /// The longest that a server's `Retry-After` is waited for; a longer one counts as this; 60 s unless it is set.
    pub fn max_retry_after(mut self, longest: Duration) -> Self {
        self.retry.longest_wait = longest;
        self
    }

    /// Whether a call may be made again where the last attempt may have done its work.
    pub fn retry_policy(mut self, retry_policy: RetryPolicy) -> Self {
        self.retry.policy = retry_policy;
        self
    }

    /// Trusts certificates (PEM, one or several) besides those that the system trusts.
    pub fn tls_roots_pem(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.tls.roots.push(pem.as_ref().to_vec());
        self
    }

    /// The client's own certificate, with its chain and its key (PEM).
    pub fn client_identity_pem(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.tls.identity = Some(pem.as_ref().to_vec());
        self
    }

    /// The proxy for every call. Without it the environment's (`HTTPS_PROXY`, `NO_PROXY`) is
    /// asked for `https://` servers, and none is used for plain `http://` ones.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.tls.proxy = Some(url.into());
        self
    }

    /// Another transport than the default one; what concerns connections
    /// (their timeout, TLS, proxy) is then its own business.
    pub fn transport(self, transport: impl Transport) -> Self {
        Self { transport: Some(Arc::new(transport)), ..self }
    }

    /// Whether bodies are shown to a subscriber of `tracing` (by the feature of that name);
    /// they are not unless it is set.
    pub fn body_logging(self, body_logging: BodyLogging) -> Self {
        Self { body_logging, ..self }
    }

    /// The client.
    ///
    /// # Errors
    /// What of the configuration cannot work: a base URL that is none or is plain `http://`,
    /// a credential that no header can hold, certificates that cannot be read.
    pub fn build(self) -> Result<Client, ConfigError> {
        if let Some(invalid_config) = self.invalid_config {
            return Err(invalid_config);
        }
        let base = BaseUrl::parse(&self.base_url, &self.plain_http_to)?;
        let credentials = Credentials::new(&self.credentials)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(Reqwest::new(&self.tls, base.is_plain_http())?),
        };
        let mut redactor = credentials.redactor();
        redactor.add_headers(&self.headers);
        let shared = Shared {
            transport,
            base,
            credentials,
            headers: self.headers,
            retry: self.retry,
            timeout: self.timeout,
            max_response_bytes: self.max_response_bytes,
            body_logging: self.body_logging,
        };
        Ok(Client {
            shared: Arc::new(shared),
            options: Arc::new(CallOptions::new()),
            redactor: Arc::new(redactor),
        })
    }

    fn text_header(mut self, name: HeaderName, text: &str) -> Self {
        match HeaderValue::from_str(text) {
            Ok(value) => self.default_header(name, value),
            Err(_) => {
                let message = format!("the header {name} would have characters that none can have");
                self.invalid_config = Some(ConfigError::new(message));
                self
            }
        }
    }
}

/// Shows no credential, no header's value and no key.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("credentials", &self.credentials)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("retry", &self.retry)
            .field("timeout", &self.timeout)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}

const OPENAI: &str = "https://api.openai.com/v1";
const AGENT: &str = concat!("specwright/", env!("CARGO_PKG_VERSION"));

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
        let builder = Builder::from_variables(variable).unwrap();
        assert_eq!(builder.base_url, "http://127.0.0.1:1/v2");
        assert_eq!(builder.headers["openai-organization"], "org-1");
        assert_eq!(builder.headers["openai-project"], "proj-1");
        assert!(!format!("{builder:?} {:?}", builder.clone().build()).contains("sk-secret"));

        let only_key = |name: &str| (name == "OPENAI_API_KEY").then(|| OsString::from("sk-secret"));
        assert_eq!(Builder::from_variables(only_key).unwrap().base_url, OPENAI);
        for missing in [None, Some(OsString::from(" "))] {
            let error = Builder::from_variables(|_| missing.clone()).unwrap_err();
            assert!(error.to_string().contains("OPENAI_API_KEY"), "{error}");
        }
    }

    #[test]
    fn what_cannot_work_is_said_when_building() {
        assert!(Client::builder().api_key("a\nb").build().is_err());
        assert!(Client::builder().organization("a\nb").build().is_err());
        assert!(Client::builder().base_url("http://example.com").build().is_err());
        assert!(Client::builder().tls_roots_pem("nonsense").build().is_err());
        assert!(Client::builder().client_identity_pem("nonsense").build().is_err());
        assert!(Client::builder().proxy("not a proxy").build().is_err());
    }
}
