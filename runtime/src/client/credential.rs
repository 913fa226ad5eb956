//! A credential: what proves to a server who is calling.

use std::fmt;
use std::sync::Arc;

use http::HeaderName;
use secrecy::SecretString;

use super::client_credentials::ClientCredentials;
use super::token::{Renewal, Source, TokenProvider};

/// What proves to the server who is calling. Its `Debug` does not show it, and its memory is
/// cleared once nothing needs it.
///
/// A call sends what its operation takes (`security`), and nothing else: a credential that is
/// [for a scheme](Self::for_scheme) of the description where that scheme is asked for, any
/// other where a scheme is sent in the same way.
///
/// ```
/// use specwright::client::{Client, Credential};
/// use specwright::http::HeaderName;
///
/// let client = Client::builder()
///     .base_url("https://parcels.example")
///     .credential(Credential::bearer("a token").for_scheme("users"))
///     .credential(Credential::basic("name", "password"))
///     .credential(Credential::header(HeaderName::from_static("x-api-key"), "a key"))
///     .credential(Credential::query("key", "another key"))
///     .credential(Credential::cookie("session", "a session"))
///     // Asked for by the client itself, and renewed before it expires.
///     .credential(
///         Credential::client_credentials("https://parcels.example/token", "id", "secret", &["read"])
///             .for_scheme("machines"),
///     )
///     .build()?;
/// # Ok::<(), specwright::Error>(())
/// ```
#[derive(Clone)]
pub struct Credential {
    pub(super) scheme: Option<String>,
    pub(super) form: Form,
}

#[derive(Clone)]
pub(super) enum Form {
    Bearer(SecretString),
    Basic(String, SecretString),
    Header(HeaderName, SecretString),
    Query(String, SecretString),
    Cookie(String, SecretString),
    /// A bearer token that is renewed before it expires.
    Renewed(Arc<Renewal>),
}

impl Credential {
    /// `Authorization: Bearer …` (RFC 6750).
    pub fn bearer(token: impl Into<String>) -> Self {
        Self::of(Form::Bearer(token.into().into()))
    }

    /// `Authorization: Basic …` (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self::of(Form::Basic(user.into(), password.into().into()))
    }

    /// A header of this name.
    pub fn header(name: HeaderName, key: impl Into<String>) -> Self {
        Self::of(Form::Header(name, key.into().into()))
    }

    /// A parameter of this name in the query.
    pub fn query(name: impl Into<String>, key: impl Into<String>) -> Self {
        Self::of(Form::Query(name.into(), key.into().into()))
    }

    /// A cookie of this name.
    pub fn cookie(name: impl Into<String>, key: impl Into<String>) -> Self {
        Self::of(Form::Cookie(name.into(), key.into().into()))
    }

    /// A bearer token that is asked for when it is needed, and renewed before it expires; calls
    /// that wait for it at the same time share one renewal.
    ///
    /// ```
    /// use std::time::Duration;
    /// use specwright::client::{Credential, Token};
    ///
    /// let credential = Credential::bearer_from(|| async {
    ///     Ok::<_, std::io::Error>(Token::new("secret").expires_in(Duration::from_secs(600)))
    /// });
    /// ```
    pub fn bearer_from(provider: impl TokenProvider) -> Self {
        let renewal = Renewal::new(Source::Provider(Box::new(provider)));
        Self::of(Form::Renewed(Arc::new(renewal)))
    }

    /// A bearer token by the client-credentials flow of OAuth 2 (RFC 6749, section 4.4), renewed
    /// as that of [`bearer_from`](Self::bearer_from) is. The client asks for it itself, over its
    /// own transport, at an address that follows the rules of its servers'.
    pub fn client_credentials(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
        scopes: &[&str],
    ) -> Self {
        let flow = ClientCredentials {
            token_url: token_url.into(),
            id: client_id.into(),
            secret: client_secret.into().into(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        };
        Self::of(Form::Renewed(Arc::new(Renewal::new(Source::Flow(flow)))))
    }

    /// The credential for a security scheme of the description, by its name, in whichever way it
    /// is sent: operations that ask for the scheme get it, others do not.
    pub fn for_scheme(self, name: impl Into<String>) -> Self {
        Self { scheme: Some(name.into()), ..self }
    }

    fn of(form: Form) -> Self {
        Self { scheme: None, form }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.form {
            Form::Bearer(_) => "Credential::bearer(…)",
            Form::Basic(..) => "Credential::basic(…)",
            Form::Header(..) => "Credential::header(…)",
            Form::Query(..) => "Credential::query(…)",
            Form::Cookie(..) => "Credential::cookie(…)",
            Form::Renewed(_) => "Credential::bearer_from(…)",
        })?;
        match &self.scheme {
            Some(scheme) => write!(f, ".for_scheme({scheme:?})"),
            None => Ok(()),
        }
    }
}
