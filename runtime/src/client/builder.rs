//! How a client is configured.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::credential::Credential;
use super::credentials::{Authentication, Credentials};
use super::framing::refuse_framing;
use super::hook::Hook;
use super::observe::BodyLogging;
use super::options::{CallOptions, is_secret};
use super::reqwest::{Reqwest, Tls};
use super::retry::{RetryPolicy, RetrySettings};
use super::servers::{Base, ServerConfig, Servers};
use super::transport::Transport;
use super::{Client, Shared};
use crate::error::ConfigError;
use crate::headers::USER_AGENT;
use crate::operation::Server;
use crate::vendor::{Standard, Vendor};
use crate::wire::DecodeBudget;

/// The configuration of a client.
///
/// ```no_run
/// use std::time::Duration;
///
/// use specwright::DecodeBudget;
/// use specwright::client::{BodyLogging, Client, Credential, RetryPolicy};
/// use specwright::http::{HeaderName, HeaderValue};
/// use specwright::operation::{Server, ServerVariable};
///
/// const REGION: ServerVariable = ServerVariable::new("region").default("eu").values(&["eu", "us"]);
/// const PARCELS: Server = Server::new("https://{region}.parcels.example/v2").variables(&[REGION]);
/// const UPLOADS: &[Server] = &[Server::new("https://files.parcels.example")];
///
/// let client = Client::builder()
///     // Where calls go, and those of operations that have servers of their own.
///     .server(PARCELS)
///     .server_variable("region", "us")
///     .operation_servers(UPLOADS)
///     .replace_server("https://files.parcels.example", "http://files.test:8080")
///     .allow_plain_http_to("files.test")
///     // Who calls.
///     .credential(Credential::bearer("a token"))
///     .default_header(HeaderName::from_static("x-team"), HeaderValue::from_static("depot"))
///     .default_text_header(HeaderName::from_static("x-place"), "north")
///     // What a call may cost, and how often it is made again.
///     .timeout(Duration::from_secs(60))
///     .connect_timeout(Duration::from_secs(3))
///     .max_response_bytes(8 << 20)
///     .decode_budget(DecodeBudget::default())
///     .max_retries(4)
///     .retry_delay(Duration::from_millis(200), Duration::from_secs(4))
///     .max_retry_after(Duration::from_secs(30))
///     .retry_policy(RetryPolicy::Always)
///     // How the default transport connects.
///     .proxy("http://proxy.test:3128")
///     .tls_roots_pem(std::fs::read("roots.pem")?)
///     .client_identity_pem(std::fs::read("identity.pem")?)
///     // What is told of it.
///     .request_id_header(HeaderName::from_static("x-request"))
///     .body_logging(BodyLogging::Logged)
///     .build()?;
///
/// // Elsewhere, by a transport that somebody else has set up and that proves who calls.
/// let client = Client::builder()
///     .base_url("http://127.0.0.1:8080/v2?key=1")
///     .reqwest_client(reqwest::Client::new())
///     .authenticated_elsewhere()
///     .build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The examples of [`Transport`], [`Vendor`] and [`Hook`] bring the rest along.
#[derive(Clone)]
pub struct Builder {
    servers: ServerConfig,
    credentials: Vec<Credential>,
    authentication: Authentication,
    headers: HeaderMap,
    /// What cannot be sent, told by [`build`](Self::build).
    invalid_config: Option<ConfigError>,
    vendor: Arc<dyn Vendor>,
    request_id: Option<HeaderName>,
    hooks: Vec<Arc<dyn Hook>>,
    retry: RetrySettings,
    timeout: Duration,
    max_response_bytes: usize,
    decode_budget: DecodeBudget,
    body_logging: BodyLogging,
    tls: Tls,
    transport: Option<Arc<dyn Transport>>,
}

impl Builder {
    pub(super) fn new() -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
        Self {
            servers: ServerConfig::default(),
            credentials: Vec::new(),
            authentication: Authentication::default(),
            headers,
            invalid_config: None,
            vendor: Arc::new(Standard),
            request_id: None,
            hooks: Vec::new(),
            retry: RetrySettings::default(),
            timeout: Duration::from_secs(600),
            max_response_bytes: 64 * 1024 * 1024,
            decode_budget: DecodeBudget::default(),
            body_logging: BodyLogging::default(),
            tls: Tls::default(),
            transport: None,
        }
    }

    /// A credential; a description may ask for several.
    pub fn credential(mut self, credential: Credential) -> Self {
        self.credentials.push(credential);
        self
    }

    /// Takes it that calls are authenticated by someone else too, such as a gateway: a call whose
    /// credential is missing is sent without it, instead of being refused.
    pub fn authenticated_elsewhere(self) -> Self {
        Self { authentication: Authentication::Elsewhere, ..self }
    }

    /// Where the operations are, with any prefix of their paths and with a query that
    /// every call has (`https://parcels.example/v2?api-version=…`).
    ///
    /// Operations that have servers of their own stay with those; see
    /// [`replace_server`](Self::replace_server).
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.servers.base = Some(Base::Url(url.into()));
        self
    }

    /// The same, where nothing says it yet.
    #[cfg(feature = "mock")]
    pub(crate) fn base_url_or(self, url: &str) -> Self {
        if self.servers.base.is_some() { self } else { self.base_url(url) }
    }

    /// Where the operations are, as the description says it; the generated `service::client()`
    /// begins with the first of its servers.
    pub fn server(mut self, server: Server) -> Self {
        self.servers.base = Some(Base::Described(server));
        self
    }

    /// The servers that operations of the description have of their own. Their calls know them;
    /// a builder that is told can check variables, and does without a base URL where every call
    /// has a server.
    pub fn operation_servers(mut self, servers: &[Server]) -> Self {
        self.servers.of_operations.extend_from_slice(servers);
        self
    }

    /// The value of a variable in the URLs of the description's servers; see
    /// [`build`](Self::build).
    pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.servers.variables.push((name.into(), value.into()));
        self
    }

    /// Goes to this URL where the description names that server, by its URL as it stands there:
    /// for a stand-in of a server that only some operations have, for one.
    pub fn replace_server(mut self, described: impl Into<String>, url: impl Into<String>) -> Self {
        self.servers.replaced.push((described.into(), url.into()));
        self
    }

    /// Allows a base URL with plain `http://` to this host, where the key and everything
    /// else can be read on the way. This machine itself needs no leave.
    pub fn allow_plain_http_to(mut self, host: impl Into<String>) -> Self {
        self.servers.plain_http_to.push(host.into());
        self
    }

    /// A header that every call has, unless the operation or the call has its own.
    pub fn default_header(mut self, name: HeaderName, mut value: HeaderValue) -> Self {
        if is_secret(&name) {
            value.set_sensitive(true);
        }
        self.headers.insert(name, value);
        self
    }

    /// The same with a text; one that no header can hold is told by [`build`](Self::build).
    pub fn default_text_header(mut self, name: HeaderName, text: impl AsRef<str>) -> Self {
        match HeaderValue::from_str(text.as_ref()) {
            Ok(value) => self.default_header(name, value),
            Err(_) => {
                let message = format!("the header {name} would have characters that none can have");
                self.invalid_config = Some(ConfigError::new(message));
                self
            }
        }
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

    /// How much reading the JSON of an answer may cost, behind its length: 512 MiB of values and 2³⁰
    /// steps unless it is set. An answer beyond it is an
    /// [`Error::Decode`](crate::Error::Decode) with the place that was reached.
    pub fn decode_budget(self, decode_budget: DecodeBudget) -> Self {
        Self { decode_budget, ..self }
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

    /// The longest that a server's `Retry-After` is waited for; a longer one counts as this; 60 s
    /// unless it is set. One that is shorter than a quarter of the client's own wait counts as that.
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

    /// Sends by a client of reqwest's that the user has built, with its pool, its proxy and its
    /// TLS; what concerns connections is then its business. Build it with
    /// `redirect(Policy::none())`: by itself it follows redirects wherever they lead, and what
    /// answers a call then is refused.
    pub fn reqwest_client(self, client: ::reqwest::Client) -> Self {
        Self { transport: Some(Arc::new(Reqwest::over(client))), ..self }
    }

    /// What the vendor's servers say beside the standards.
    pub fn vendor(self, vendor: impl Vendor) -> Self {
        Self { vendor: Arc::new(vendor), ..self }
    }

    /// The header by which a response names the request, where the vendor does not say it.
    pub fn request_id_header(self, name: HeaderName) -> Self {
        Self { request_id: Some(name), ..self }
    }

    /// Looks at each attempt of a call, after the hooks that are there already.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// Whether bodies are shown to a subscriber of `tracing` (by the feature of that name);
    /// they are not unless it is set.
    pub fn body_logging(self, body_logging: BodyLogging) -> Self {
        Self { body_logging, ..self }
    }

    /// The client.
    ///
    /// # Errors
    /// What of the configuration cannot work: no server that is known, a base URL that is none or
    /// is plain `http://`, a server's variable without a value or with one that its `enum` does not
    /// list, a credential that no header can hold, a header that is the transport's own
    /// ([`FRAMING`](crate::headers::FRAMING)), certificates that cannot be read.
    pub fn build(self) -> Result<Client, ConfigError> {
        if let Some(invalid_config) = self.invalid_config {
            return Err(invalid_config);
        }
        refuse_framing(&self.headers)?;
        let servers = Servers::new(self.servers)?;
        let has_certificate = self.tls.identity.is_some();
        let credentials =
            Credentials::new(&self.credentials, has_certificate, self.authentication)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(Reqwest::new(self.tls, servers.is_plain_http())?),
        };
        let mut redactor = credentials.redactor();
        redactor.add_headers(&self.headers);
        let shared = Shared {
            transport,
            servers,
            request_id: self.request_id.or_else(|| self.vendor.request_id()),
            vendor: self.vendor,
            hooks: self.hooks,
            credentials,
            headers: self.headers,
            retry: self.retry,
            timeout: self.timeout,
            max_response_bytes: self.max_response_bytes,
            decode_budget: self.decode_budget,
            body_logging: self.body_logging,
            #[cfg(feature = "blocking")]
            worker: super::blocking::Worker::default(),
        };
        Ok(Client {
            shared: Arc::new(shared),
            options: Arc::new(CallOptions::new()),
            redactor: Arc::new(redactor),
        })
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

const AGENT: &str = concat!("specwright/", env!("CARGO_PKG_VERSION"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_work_is_said_when_building() {
        let builder = || Client::builder().base_url("https://parcels.example");
        assert!(builder().build().is_ok());
        assert!(builder().credential(Credential::bearer("a\nb")).build().is_err());
        assert!(builder().base_url("http://example.com").build().is_err());
        assert!(builder().tls_roots_pem("nonsense").build().is_err());
        assert!(builder().client_identity_pem("nonsense").build().is_err());
        assert!(builder().proxy("not a proxy").build().is_err());
        for name in ["host", "content-length", "transfer-encoding", "connection"] {
            let name = HeaderName::from_static(name);
            let value = HeaderValue::from_static("1");
            let error = builder().default_header(name.clone(), value).build().unwrap_err();
            assert!(error.to_string().contains(name.as_str()), "{error}");
            assert!(builder().credential(Credential::header(name, "key")).build().is_err());
        }
        for (name, value) in [("sid", "a; admin=1"), ("sid; admin", "a"), ("a=b", "c"), ("", "c")] {
            assert!(builder().credential(Credential::cookie(name, value)).build().is_err());
        }
        let error = Client::builder().credential(Credential::bearer("key")).build().unwrap_err();
        assert!(error.to_string().contains("set `base_url`"), "{error}");
    }
}
