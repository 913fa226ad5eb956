//! Where an API is served, and the credentials that it asks for.

use serde::{Deserialize, Serialize};

use super::{Deprecation, Docs};

/// What a client has to know before its first call.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// The base URLs.
    pub servers: Vec<Server>,
    /// The credentials.
    pub credentials: Vec<Credential>,
    /// The credentials that no request shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsent: Vec<Unsent>,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Server {
    /// The URL, its variables in braces; relative to the description's own without a scheme.
    pub url: String,
    /// What the braces stand for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<ServerVariable>,
    /// What there is to say about it.
    #[serde(default)]
    pub docs: Docs,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServerVariable {
    /// What stands in the braces.
    pub name: String,
    /// Its value unless another is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// All the values that it may have; any, where none is listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// What there is to say about it.
    #[serde(default)]
    pub docs: Docs,
}

/// A credential that an operation takes, by its name in the description.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Need {
    /// The name.
    pub scheme: String,
    /// The scopes or roles that it has to have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
}

/// A credential that no request shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unsent {
    /// Its name in the description.
    pub name: String,
    /// Whether it is the certificate of the client.
    pub is_certificate: bool,
}

/// A kind of credential.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Credential {
    /// Its name in the description.
    pub name: String,
    /// How it is sent.
    pub way: CredentialWay,
    /// The flows by which OAuth 2 gives one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flows: Vec<Flow>,
    /// Where OpenID Connect says how one is got.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_id_url: Option<String>,
    /// What there is to say about it.
    #[serde(default)]
    pub docs: Docs,
    /// Whether its use is discouraged.
    #[serde(default, skip_serializing_if = "Deprecation::is_current")]
    pub deprecation: Deprecation,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CredentialWay {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// In a header of this name, in small letters.
    Header(String),
    /// In the query, by this name.
    Query(String),
    /// In a cookie of this name.
    Cookie(String),
}

/// A way to a token.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// `clientCredentials`, `authorizationCode` and the like.
    pub kind: String,
    /// Where a person allows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization_url: Option<String>,
    /// Where tokens are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_url: Option<String>,
    /// Where tokens are renewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_url: Option<String>,
    /// The scopes, each with what it allows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<(String, String)>,
}

impl CredentialWay {
    /// What its function takes, each as text: a token, a name and a password, or a key.
    pub(crate) fn arguments(&self) -> &'static [&'static str] {
        match self {
            CredentialWay::Bearer => &["token"],
            CredentialWay::Basic => &["user", "password"],
            CredentialWay::Header(_) | CredentialWay::Query(_) | CredentialWay::Cookie(_) => {
                &["key"]
            }
        }
    }
}

impl Credential {
    /// Where this credential is got by the client-credentials flow (RFC 6749, section 4.4).
    pub fn client_credentials_url(&self) -> Option<&str> {
        let flow = self.flows.iter().find(|flow| flow.kind == "clientCredentials")?;
        flow.token_url.as_deref()
    }
}
