//! Asks for a token by the client-credentials flow of OAuth 2 (RFC 6749, section 4.4).

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderValue, Method, Request};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::redact::Redactor;
use super::servers::Servers;
use super::token::Token;
use super::transport::{Delivery, Limits, Transport};
use super::url::encode;
use crate::headers::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use crate::operation::Body;

/// A program that is known to a server of tokens.
pub(super) struct ClientCredentials {
    pub(super) token_url: String,
    pub(super) id: String,
    pub(super) secret: SecretString,
    pub(super) scopes: Vec<String>,
}

/// What asking needs of the client that asks.
pub(super) struct Exchange<'a> {
    pub(super) transport: &'a dyn Transport,
    pub(super) servers: &'a Servers,
    pub(super) timeout: Duration,
}

/// RFC 6749, section 5.1.
#[derive(Deserialize)]
struct Issued {
    access_token: String,
    #[serde(default)]
    token_type: String,
    #[serde(default)]
    expires_in: Option<f64>,
}

/// RFC 6749, section 5.2.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Refused {
    error: String,
    error_description: String,
}

impl ClientCredentials {
    /// Gets a token.
    pub(super) async fn token(&self, exchange: &Exchange<'_>) -> Result<Token, String> {
        let request = self.request(exchange.servers)?;
        let limits = Limits {
            timeout: exchange.timeout,
            max_response_bytes: MAX_BYTES,
            delivery: Delivery::Whole,
        };
        let failed = |error| format!("at {}: {error}", self.token_url);
        let answer = exchange.transport.send(request.map(Body::from), limits).await;
        let (head, body) = answer.map_err(failed)?.into_parts();
        // A transport that does not keep to the limit is kept to it.
        let body = body.read(MAX_BYTES).await.map_err(failed)?;
        if !head.status.is_success() {
            let refused: Refused = serde_json::from_slice(&body).unwrap_or_default();
            let words = [refused.error, refused.error_description];
            let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
            let status = head.status;
            return Err(match words.is_empty() {
                true => format!("{} answered {status}", self.token_url),
                false => format!("{} answered {status}: {}", self.token_url, words.join(": ")),
            });
        }
        // Where the answer is no token, its text could still hold one.
        let issued: Issued = serde_json::from_slice(&body).map_err(|error| {
            format!(
                "the answer of {} is not a token (line {}, column {})",
                self.token_url,
                error.line(),
                error.column()
            )
        })?;
        if !issued.token_type.is_empty() && !issued.token_type.eq_ignore_ascii_case("bearer") {
            return Err(format!(
                "the token of {} is of the type {:?}, and only bearer tokens can be sent",
                self.token_url, issued.token_type
            ));
        }
        let token = Token::new(issued.access_token);
        let lifetime = issued.expires_in.map(Duration::try_from_secs_f64);
        Ok(match lifetime {
            Some(Ok(lifetime)) => token.expires_in(lifetime),
            _ => token,
        })
    }

    /// Keeps out of texts what could be repeated in them.
    pub(super) fn add_secrets(&self, redactor: &mut Redactor) {
        redactor.add_secret(self.secret.expose_secret().as_bytes());
        redactor.add_secret(self.pair().as_bytes());
    }

    /// The identifier and the secret, each form-encoded first (RFC 6749, section 2.3.1).
    fn pair(&self) -> String {
        STANDARD.encode(format!("{}:{}", encode(&self.id), encode(self.secret.expose_secret())))
    }

    fn request(&self, servers: &Servers) -> Result<Request<Bytes>, String> {
        let url = servers.described(&self.token_url).and_then(|url| url.uri());
        let url = url.map_err(|error| format!("the address of the token: {error}"))?;
        let mut body = "grant_type=client_credentials".to_owned();
        if !self.scopes.is_empty() {
            body.push_str(&format!("&scope={}", encode(&self.scopes.join(" "))));
        }
        let mut request = Request::new(Bytes::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = url;
        let headers = request.headers_mut();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        // Base64 is made of what any header can hold.
        let mut pair = HeaderValue::from_str(&format!("Basic {}", self.pair()))
            .map_err(|_| "the client's secret cannot be sent".to_owned())?;
        pair.set_sensitive(true);
        headers.insert(AUTHORIZATION, pair);
        Ok(request)
    }
}

/// How large an answer with a token may be.
const MAX_BYTES: usize = 1 << 20;
