//! TLS, by what the features choose: the platform's, rustls with its own provider of cryptography or
//! with one of the user's, or none.

use std::time::Duration;

use crate::error::ConfigError;

/// What concerns connections.
#[derive(Clone)]
pub(in crate::client) struct Tls {
    pub(in crate::client) connect_timeout: Duration,
    pub(in crate::client) roots: Vec<Vec<u8>>,
    pub(in crate::client) identity: Option<Vec<u8>>,
    pub(in crate::client) proxy: Option<String>,
}

impl Default for Tls {
    fn default() -> Self {
        let connect_timeout = Duration::from_secs(5);
        Self { connect_timeout, roots: Vec::new(), identity: None, proxy: None }
    }
}

/// Makes a client speak TLS, as the configuration says; one that goes straight to plain HTTP needs
/// no roots, so that a machine without any can talk to itself.
///
/// # Errors
/// Where certificates cannot be read, or nothing is there that speaks TLS.
#[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
pub(super) fn configured(
    builder: reqwest::ClientBuilder,
    tls: &Tls,
    is_straight: bool,
) -> Result<reqwest::ClientBuilder, ConfigError> {
    use super::invalid_config;

    is_provided()?;
    let mut roots = Vec::new();
    for pem in &tls.roots {
        let read = reqwest::Certificate::from_pem_bundle(pem);
        let read = read.map_err(|error| invalid_config("the TLS roots", &error))?;
        if read.is_empty() {
            return Err(ConfigError::new("the TLS roots hold no certificate in PEM"));
        }
        roots.extend(read);
    }
    let builder = match &tls.identity {
        Some(pem) => builder.identity(identity(pem).ok_or_else(|| {
            ConfigError::new("the client's identity is not a certificate and a key in PEM")
        })?),
        None => builder,
    };
    Ok(match is_straight {
        true => builder.tls_certs_only(roots),
        false => builder.tls_certs_merge(roots),
    })
}

/// The same without anything that speaks TLS.
#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
pub(super) fn configured(
    builder: reqwest::ClientBuilder,
    tls: &Tls,
    is_straight: bool,
) -> Result<reqwest::ClientBuilder, ConfigError> {
    if is_straight && tls.roots.is_empty() && tls.identity.is_none() {
        return Ok(builder);
    }
    Err(ConfigError::new(
        "this build of specwright speaks no TLS: turn on one of its features `rustls`, \
         `rustls-no-provider`, `native-tls`, or bring a transport along",
    ))
}

/// The client's own certificate and key, for the library that is used: where both are there, the
/// platform's, as reqwest has it.
#[cfg(feature = "native-tls")]
fn identity(pem: &[u8]) -> Option<reqwest::Identity> {
    // It wants the key apart, in PKCS #8.
    const BEGINS: &[u8] = b"-----BEGIN PRIVATE KEY-----";
    const ENDS: &[u8] = b"-----END PRIVATE KEY-----";
    let find = |needle: &[u8]| pem.windows(needle.len()).position(|window| window == needle);
    let key = pem.get(find(BEGINS)?..find(ENDS)? + ENDS.len())?;
    reqwest::Identity::from_pkcs8_pem(pem, key).ok()
}

#[cfg(all(any(feature = "rustls", feature = "rustls-no-provider"), not(feature = "native-tls")))]
fn identity(pem: &[u8]) -> Option<reqwest::Identity> {
    reqwest::Identity::from_pem(pem).ok()
}

/// Whether rustls has what it needs, without which reqwest panics.
#[cfg(all(feature = "rustls-no-provider", not(any(feature = "rustls", feature = "native-tls"))))]
fn is_provided() -> Result<(), ConfigError> {
    match rustls::crypto::CryptoProvider::get_default() {
        Some(_) => Ok(()),
        None => Err(ConfigError::new(
            "rustls has no provider of cryptography: install one before a client is built, such as \
             `rustls::crypto::ring::default_provider().install_default()`, or turn on the feature \
             `rustls`, which brings one",
        )),
    }
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn is_provided() -> Result<(), ConfigError> {
    Ok(())
}
