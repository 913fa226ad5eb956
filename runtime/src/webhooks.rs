//! Proves who sent a webhook: signatures of the Standard Webhooks specification (1.0.0), by which
//! several vendors sign what they call their users with.
//!
//! ```
//! use std::time::{Duration, UNIX_EPOCH};
//! use http::HeaderMap;
//! use specwright::webhooks::Verifier;
//! # use specwright::http;
//!
//! let mut headers = HeaderMap::new();
//! headers.insert("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek".parse()?);
//! headers.insert("webhook-timestamp", "1614265330".parse()?);
//! headers.insert(
//!     "webhook-signature",
//!     "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=".parse()?,
//! );
//! let body = r#"{"test": 2432232314}"#;
//!
//! let verifier = Verifier::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")?;
//! // A receiver asks `verify`, which takes the time of the system.
//! let now = UNIX_EPOCH + Duration::from_secs(1_614_265_340);
//! let webhook = verifier.verify_at(&headers, body, now)?;
//! let event: specwright::serde_json::Value = webhook.event()?;
//! assert_eq!(event["test"], 2_432_232_314_u64);
//! // Nobody but the sender can change a byte of it.
//! assert!(verifier.verify_at(&headers, r#"{"test": 2432232315}"#, now).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use secrecy::{ExposeSecret, SecretSlice};
use sha2::Sha256;

use crate::json;
use crate::wire::{DecodeError, Wire};

/// What names a message, however often it is sent.
const ID: &str = "webhook-id";

/// When it was sent, in seconds of Unix time.
const TIMESTAMP: &str = "webhook-timestamp";

/// The signatures, with blanks between them, each behind its version.
const SIGNATURE: &str = "webhook-signature";

/// What secrets begin with, so that one is known where it was spilled.
const PREFIX: &str = "whsec_";

/// How far the clocks of sender and receiver may be apart: a message that is older may be a repetition
/// by somebody who listened.
const TOLERANCE: Duration = Duration::from_secs(300);

/// Knows the secrets of an endpoint, and proves by them who sent what it receives.
///
/// ```
/// use std::time::Duration;
///
/// use specwright::http::HeaderMap;
/// use specwright::webhooks::{Verifier, Webhook, WebhookError};
///
/// let verifier = Verifier::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")?
///     // The former one, while secrets are being changed.
///     .or("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")?
///     .tolerance(Duration::from_secs(60));
///
/// fn receive(verifier: &Verifier, headers: &HeaderMap, body: &str) -> Result<u16, WebhookError> {
///     let webhook: Webhook = verifier.verify(headers, body.to_owned())?;
///     println!("{} of {:?}: {} bytes", webhook.id(), webhook.sent(), webhook.body().len());
///     Ok(204)
/// }
/// assert!(receive(&verifier, &HeaderMap::new(), "{}").is_err());
/// # Ok::<(), WebhookError>(())
/// ```
pub struct Verifier {
    secrets: Vec<SecretSlice<u8>>,
    tolerance: Duration,
}

impl Verifier {
    /// Knows one secret, as the sender shows it: `whsec_` and Base64.
    ///
    /// # Errors
    /// [`WebhookError::Secret`] where it is not Base64, or is empty.
    pub fn new(secret: &str) -> Result<Self, WebhookError> {
        let none = Self { secrets: Vec::new(), tolerance: TOLERANCE };
        none.or(secret)
    }

    /// Knows one more, of which either will do: the former one, while secrets are being changed.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn or(mut self, secret: &str) -> Result<Self, WebhookError> {
        let secret = secret.strip_prefix(PREFIX).unwrap_or(secret);
        let key = STANDARD.decode(secret).map_err(|_| WebhookError::Secret)?;
        if key.is_empty() {
            return Err(WebhookError::Secret);
        }
        self.secrets.push(key.into());
        Ok(self)
    }

    /// How far the time of a message may be from now, in either direction: five minutes, unless this
    /// is said.
    #[must_use]
    pub fn tolerance(self, tolerance: Duration) -> Self {
        Self { tolerance, ..self }
    }

    /// Proves that a message is the sender's and new: its headers, and its body as it arrived, byte for
    /// byte.
    ///
    /// Who must not do a thing twice remembers the [`id`](Webhook::id): a sender that is not sure repeats
    /// a message, and within the tolerance anybody who listened can.
    ///
    /// # Errors
    /// What of the headers is missing or odd, whether the message is too old or from the future, or that
    /// no signature is right; never a secret, a signature, or a part of the body.
    pub fn verify(
        &self,
        headers: &HeaderMap,
        body: impl Into<Bytes>,
    ) -> Result<Webhook, WebhookError> {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// The same at another time than that of the system.
    ///
    /// # Errors
    /// As [`verify`](Self::verify).
    pub fn verify_at(
        &self,
        headers: &HeaderMap,
        body: impl Into<Bytes>,
        now: SystemTime,
    ) -> Result<Webhook, WebhookError> {
        let body = body.into();
        let id = one(headers, ID)?;
        let timestamp = one(headers, TIMESTAMP)?;
        let sent = time(timestamp).ok_or(WebhookError::Malformed(TIMESTAMP))?;
        let signatures = signatures(headers)?;
        let (age, is_old) = match now.duration_since(sent) {
            Ok(age) => (age, true),
            Err(ahead) => (ahead.duration(), false),
        };
        if age > self.tolerance {
            let age = Duration::from_secs(age.as_secs());
            return Err(if is_old { WebhookError::TooOld(age) } else { WebhookError::TooNew(age) });
        }
        let is_right = |secret: &SecretSlice<u8>| {
            // A key may have any length.
            let Ok(mac) = Hmac::<Sha256>::new_from_slice(secret.expose_secret()) else {
                return false;
            };
            let mac = mac.chain_update(id).chain_update(".").chain_update(timestamp);
            let mac = mac.chain_update(".").chain_update(&body);
            // Each is compared in the same time, whatever it is.
            let mut right = signatures.iter().map(|it| mac.clone().verify_slice(it).is_ok());
            right.any(|is_right| is_right)
        };
        match self.secrets.iter().any(is_right) {
            true => Ok(Webhook { id: id.to_owned(), sent, body }),
            false => Err(WebhookError::Mismatch),
        }
    }
}

/// Shows no secret.
impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut f = f.debug_struct("Verifier");
        f.field("secrets", &self.secrets.len()).field("tolerance", &self.tolerance).finish()
    }
}

/// A header that is there once.
fn one<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, WebhookError> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Err(WebhookError::Missing(name)),
        (Some(value), None) => match value.to_str() {
            Ok(text) if !text.is_empty() => Ok(text),
            _ => Err(WebhookError::Malformed(name)),
        },
        // Of two it is not known which was signed.
        (Some(_), Some(_)) => Err(WebhookError::Malformed(name)),
    }
}

fn time(text: &str) -> Option<SystemTime> {
    // Digits alone: any other spelling of the number is not what was signed.
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text.parse().ok().filter(|_| is_number)?;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

/// The signatures of the version `v1`; those of others (`v1a`, by a public key) are not for this secret.
fn signatures(headers: &HeaderMap) -> Result<Vec<Vec<u8>>, WebhookError> {
    let mut values = headers.get_all(SIGNATURE).iter().peekable();
    if values.peek().is_none() {
        return Err(WebhookError::Missing(SIGNATURE));
    }
    let mut found = Vec::new();
    for value in values {
        let text = value.to_str().map_err(|_| WebhookError::Malformed(SIGNATURE))?;
        let all = text.split_ascii_whitespace().filter_map(|one| one.strip_prefix("v1,"));
        found.extend(all.filter_map(|text| STANDARD.decode(text).ok()));
    }
    match found.is_empty() {
        true => Err(WebhookError::Malformed(SIGNATURE)),
        false => Ok(found),
    }
}

/// A message of which it is proven who sent it.
///
/// The example of [`Verifier`] has one.
#[derive(Clone)]
pub struct Webhook {
    id: String,
    sent: SystemTime,
    body: Bytes,
}

impl Webhook {
    /// What names the message, however often it is sent.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When it was sent.
    pub fn sent(&self) -> SystemTime {
        self.sent
    }

    /// The body, as it was signed.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// What the body says, as a type of an API.
    ///
    /// # Errors
    /// Where it is not what the description says, at which place.
    pub fn event<T: Wire>(&self) -> Result<T, DecodeError> {
        json::from_slice(&self.body)
    }
}

/// Shows no body.
impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut f = f.debug_struct("Webhook");
        f.field("id", &self.id).field("sent", &self.sent).finish_non_exhaustive()
    }
}

/// Why it is not proven who sent a message.
///
/// The example of [`Verifier`] has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// The secret is not as the sender shows it.
    Secret,
    /// This header is not there.
    Missing(&'static str),
    /// This header is there twice, or is not what the specification says.
    Malformed(&'static str),
    /// The message was sent so long ago that it may be a repetition by somebody else.
    TooOld(Duration),
    /// The message is so far ahead of the clock that one of both is wrong.
    TooNew(Duration),
    /// No signature is one of this message by a secret that is known.
    Mismatch,
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Secret => f.write_str("the secret of a webhook is not `whsec_` and Base64"),
            Self::Missing(name) => write!(f, "the webhook has no header `{name}`"),
            Self::Malformed(name) => {
                write!(f, "the webhook's header `{name}` is not what Standard Webhooks says")
            }
            Self::TooOld(age) => write!(f, "the webhook was sent {} s ago", age.as_secs()),
            Self::TooNew(ahead) => {
                write!(f, "the webhook is {} s ahead of this clock", ahead.as_secs())
            }
            Self::Mismatch => f.write_str("no signature of the webhook is right"),
        }
    }
}

impl std::error::Error for WebhookError {}

#[cfg(test)]
#[path = "webhooks/tests.rs"]
mod tests;
