//! Renews tokens: before they expire, and once for all calls that wait.

use std::error::Error as StdError;
use std::fmt;
use std::pin::pin;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, Instant};

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;

use super::client_credentials::{ClientCredentials, Exchange};
use super::clock;
use super::redact::Redactor;
use super::transport::BoxFuture;

/// A token, and for how long it is good.
///
/// The example of [`Credential::bearer_from`](super::Credential::bearer_from) gives one.
#[derive(Clone)]
pub struct Token {
    secret: SecretString,
    received: Instant,
    lifetime: Option<Duration>,
}

impl Token {
    /// A token that does not expire.
    pub fn new(secret: impl Into<String>) -> Self {
        Self { secret: secret.into().into(), received: Instant::now(), lifetime: None }
    }

    /// The token with the time after which it is refused, from now on. It is renewed before: by
    /// 30 seconds, or a fifth of the time where that is less.
    pub fn expires_in(self, lifetime: Duration) -> Self {
        Self { received: Instant::now(), lifetime: Some(lifetime), ..self }
    }

    pub(super) fn expose(&self) -> &str {
        self.secret.expose_secret()
    }

    fn age(&self) -> Age {
        let Some(lifetime) = self.lifetime else { return Age::Fresh };
        let age = self.received.elapsed();
        let early = (lifetime / 5).min(Duration::from_secs(30));
        if age >= lifetime {
            Age::Expired
        } else if age >= lifetime - early {
            Age::Due
        } else {
            Age::Fresh
        }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("lifetime", &self.lifetime).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Age {
    Fresh,
    /// Still good, but to be renewed.
    Due,
    Expired,
}

/// Gives a token when one is needed: any function that returns a future of one.
///
/// ```
/// use specwright::client::{BoxFuture, Credential, Token, TokenProvider};
///
/// struct Vault;
///
/// impl TokenProvider for Vault {
///     fn token(&self) -> BoxFuture<'_, Result<Token, Box<dyn std::error::Error + Send + Sync>>> {
///         Box::pin(async { Ok(Token::new("what the vault says")) })
///     }
/// }
///
/// let credential = Credential::bearer_from(Vault);
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// Gets a token. It is not asked again before the last answer is there, and asked anew
    /// where the call that asked is given up.
    ///
    /// # Errors
    /// Where there is none to be had; every call that waited for it fails then. The text must
    /// not hold a credential.
    fn token(&self) -> BoxFuture<'_, Result<Token, Box<dyn StdError + Send + Sync>>>;
}

impl<F, R, E> TokenProvider for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Token, E>> + Send + 'static,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn token(&self) -> BoxFuture<'_, Result<Token, Box<dyn StdError + Send + Sync>>> {
        let token = self();
        Box::pin(async { token.await.map_err(Into::into) })
    }
}

/// Where tokens come from.
pub(super) enum Source {
    Provider(Box<dyn TokenProvider>),
    Flow(ClientCredentials),
}

/// A token that is renewed.
pub(super) struct Renewal {
    source: Source,
    held: RwLock<Held>,
    /// Who has this is the one that renews.
    flight: Mutex<()>,
}

#[derive(Default)]
struct Held {
    current: Option<Token>,
    /// What an answer may still repeat.
    previous: Option<Token>,
    failures: u64,
    failure: String,
}

impl Renewal {
    pub(super) fn new(source: Source) -> Self {
        Self { source, held: RwLock::default(), flight: Mutex::new(()) }
    }

    /// A token that is good now.
    pub(super) async fn token(&self, exchange: &Exchange<'_>) -> Result<Token, String> {
        let failures = self.held().failures;
        match self.current() {
            Some((token, Age::Fresh)) => return Ok(token),
            // As long as the old one is good nobody waits but the one who renews it.
            Some((token, Age::Due)) => {
                let Ok(_flight) = self.flight.try_lock() else { return Ok(token) };
                return match self.current() {
                    Some((renewed, Age::Fresh)) => Ok(renewed),
                    _ => Ok(self.renew(exchange).await.unwrap_or(token)),
                };
            }
            _ => {}
        }
        let _flight = self.flight.lock().await;
        if let Some((token, Age::Fresh | Age::Due)) = self.current() {
            return Ok(token);
        }
        // The renewal that was waited for failed for all who waited.
        if let Some(failure) = self.failure_since(failures) {
            return Err(failure);
        }
        self.renew(exchange).await
    }

    /// Drops a token that a server refused, if it was there when the attempt began.
    pub(super) fn expire(&self, begun: Instant) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if held.current.as_ref().is_some_and(|token| token.received <= begun) {
            held.previous = held.current.take();
        }
    }

    /// Keeps out of texts what could be repeated in them.
    pub(super) fn add_secrets(&self, redactor: &mut Redactor) {
        let held = self.held();
        for token in held.current.iter().chain(&held.previous) {
            redactor.add_secret(token.expose().as_bytes());
        }
        if let Source::Flow(flow) = &self.source {
            flow.add_secrets(redactor);
        }
    }

    async fn renew(&self, exchange: &Exchange<'_>) -> Result<Token, String> {
        let renewed = async {
            match &self.source {
                Source::Provider(provider) => {
                    provider.token().await.map_err(|error| error.to_string())
                }
                Source::Flow(flow) => flow.token(exchange).await,
            }
        };
        // Where there is no clock, as below a transport of someone else's, nothing limits it.
        let renewed = match clock::exists() {
            Ok(()) => clock::within(pin!(clock::timer(exchange.timeout)), pin!(renewed)).await,
            Err(_) => Some(renewed.await),
        };
        let renewed = renewed.unwrap_or_else(|| Err("the time ran out".to_owned()));
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        match &renewed {
            Ok(token) => {
                if let Some(previous) = held.current.replace(token.clone()) {
                    held.previous = Some(previous);
                }
            }
            Err(failure) => {
                held.failures += 1;
                held.failure.clone_from(failure);
            }
        }
        renewed
    }

    fn current(&self) -> Option<(Token, Age)> {
        let token = self.held().current.clone()?;
        let age = token.age();
        Some((token, age))
    }

    fn failure_since(&self, failures: u64) -> Option<String> {
        let held = self.held();
        (held.failures != failures).then(|| held.failure.clone())
    }

    fn held(&self) -> RwLockReadGuard<'_, Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }
}
