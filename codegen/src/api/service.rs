//! Where an API is served, and the credentials that it asks for.

#[cfg(feature = "dump")]
use serde::{Deserialize, Serialize};

use super::Docs;

/// What a client has to know before its first call.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "dump", derive(Serialize, Deserialize))]
pub struct Service {
    /// The base URLs.
    pub servers: Vec<Server>,
    /// The credentials.
    pub credentials: Vec<Credential>,
}

/// A base URL.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "dump", derive(Serialize, Deserialize))]
pub struct Server {
    /// The URL, relative to the description's own where it begins with `/`.
    pub url: String,
    /// What there is to say about it.
    pub docs: Docs,
}

/// A kind of credential.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "dump", derive(Serialize, Deserialize))]
pub struct Credential {
    /// Its name in the description.
    pub name: String,
    /// How it is sent.
    pub way: CredentialWay,
    /// What there is to say about it.
    pub docs: Docs,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "dump", derive(Serialize, Deserialize))]
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
