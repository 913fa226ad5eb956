//! Decides which credentials a call needs, puts them on it, and keeps them out of everything else.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, Request, Uri};
use secrecy::{ExposeSecret, SecretString};

use super::client_credentials::Exchange;
use super::credential::{Credential, Form};
use super::framing::{framing, is_framing};
use super::place::{Place, header_of, header_value, is_sent_as, put};
use super::redact::Redactor;
use super::token::Renewal;
use super::url;
use crate::error::{ConfigError, CredentialError, Error};
use crate::headers::{AUTHORIZATION, COOKIE};
use crate::operation::{Scheme, Security, SentAs};

/// The credentials of a client, made ready.
pub(crate) struct Credentials {
    all: Vec<Ready>,
    has_certificate: bool,
    authentication: Authentication,
    redactor: Redactor,
}

/// Who sees to it that calls are authenticated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Authentication {
    /// The client: a call whose credential is missing is refused.
    #[default]
    Here,
    /// Someone else as well, such as a gateway.
    Elsewhere,
}

struct Ready {
    scheme: Option<String>,
    place: Place,
    secret: Secret,
}

/// What is put there.
enum Secret {
    Fixed(SecretString),
    Renewed(Arc<Renewal>),
}

/// What a call has already, before credentials are put on it.
pub(crate) struct Given<'a> {
    pub(crate) headers: &'a HeaderMap,
    pub(crate) uri: &'a Uri,
}

impl Credentials {
    /// Makes credentials ready.
    pub(crate) fn new(
        credentials: &[Credential],
        has_certificate: bool,
        authentication: Authentication,
    ) -> Result<Self, ConfigError> {
        let mut redactor = Redactor::default();
        let mut all: Vec<Ready> = Vec::new();
        for credential in credentials {
            let ready = ready(credential, &mut redactor)?;
            let is_same = |known: &&Ready| {
                header_of(&known.place) == header_of(&ready.place)
                    && header_of(&known.place).is_some()
                    && known.scheme == ready.scheme
                    && !matches!(known.place, Place::Cookie(_))
            };
            if let Some(name) = all.iter().find(is_same).and_then(|known| header_of(&known.place)) {
                let message = format!("two credentials are for the same header, {name}");
                return Err(ConfigError::new(message));
            }
            all.push(ready);
        }
        Ok(Self { all, has_certificate, authentication, redactor })
    }

    /// What keeps the credentials out of what comes back.
    pub(crate) fn redactor(&self) -> Redactor {
        self.redactor.clone()
    }

    /// The redactor with what was got since it was made.
    pub(crate) fn with_renewed<'a>(&self, redactor: &'a Redactor) -> Cow<'a, Redactor> {
        let mut redactor = Cow::Borrowed(redactor);
        for ready in &self.all {
            if let Secret::Renewed(renewal) = &ready.secret {
                renewal.add_secrets(redactor.to_mut());
            }
        }
        redactor
    }

    /// Which credentials a call sends: those of the first alternative that is complete.
    pub(crate) fn choose(
        &self,
        operation: &str,
        security: Security,
        given: &Given<'_>,
    ) -> Result<Vec<usize>, ConfigError> {
        let Security::AnyOf(alternatives) = security else {
            return self.all_of_them();
        };
        let needed = || alternatives.iter().filter(|alternative| !alternative.is_empty());
        let complete = needed().find_map(|alternative| {
            let mut chosen = Vec::new();
            for scheme in *alternative {
                chosen.extend(self.find(scheme, given)?);
            }
            Some(chosen)
        });
        if let Some(complete) = complete {
            return Ok(complete);
        }
        if self.authentication == Authentication::Elsewhere {
            // What is there is sent, and what is missing comes from elsewhere.
            let found = needed().map(|alternative| -> Vec<usize> {
                alternative.iter().filter_map(|scheme| self.find(scheme, given)).flatten().collect()
            });
            return Ok(found.max_by_key(Vec::len).unwrap_or_default());
        }
        if alternatives.len() != needed().count() || alternatives.is_empty() {
            return Ok(Vec::new());
        }
        Err(missing(operation, alternatives))
    }

    /// Drops the tokens that a server refused of those that were chosen, unless they were renewed
    /// since the attempt began; whether there was any.
    pub(crate) fn expire(&self, chosen: &[usize], begun: Instant) -> bool {
        let mut any = false;
        for ready in chosen.iter().filter_map(|index| self.all.get(*index)) {
            if let Secret::Renewed(renewal) = &ready.secret {
                renewal.expire(begun);
                any = true;
            }
        }
        any
    }

    /// Puts chosen credentials on a request that is about to leave.
    pub(crate) async fn apply<B>(
        &self,
        chosen: &[usize],
        request: &mut Request<B>,
        exchange: &Exchange<'_>,
    ) -> Result<(), Error> {
        for ready in chosen.iter().filter_map(|index| self.all.get(*index)) {
            match &ready.secret {
                Secret::Fixed(secret) => put(&ready.place, secret.expose_secret(), request)?,
                Secret::Renewed(renewal) => {
                    // Most calls renew nothing, and need no room for it.
                    let token = Box::pin(renewal.token(exchange)).await.map_err(|failure| {
                        let mut redactor = self.redactor();
                        renewal.add_secrets(&mut redactor);
                        let failure = redactor.redact_text(failure);
                        Error::Credential(CredentialError::new(ready.scheme.clone(), failure))
                    })?;
                    put(&ready.place, &format!("Bearer {}", token.expose()), request)?;
                }
            }
        }
        Ok(())
    }

    /// All credentials, for a call of which nobody has said what it takes.
    fn all_of_them(&self) -> Result<Vec<usize>, ConfigError> {
        for (index, ready) in self.all.iter().enumerate() {
            let Some(name) = header_of(&ready.place).filter(|name| name != COOKIE) else {
                continue;
            };
            let before = &self.all[..index];
            if before.iter().any(|other| header_of(&other.place).as_ref() == Some(&name)) {
                return Err(ConfigError::new(format!(
                    "two credentials are for the same header, {name}, and the call's operation \
                     does not say which it takes"
                )));
            }
        }
        Ok((0..self.all.len()).collect())
    }

    /// What answers a scheme: a credential, or nothing where the call has it already; `None`
    /// where it is missing.
    fn find(&self, scheme: &Scheme, given: &Given<'_>) -> Option<Option<usize>> {
        let by_name = |ready: &Ready| ready.scheme.as_deref() == Some(scheme.name());
        let by_place =
            |ready: &Ready| ready.scheme.is_none() && is_sent_as(&ready.place, scheme.sent_as());
        let found = self.all.iter().position(by_name);
        let found = found.or_else(|| self.all.iter().position(by_place));
        match found {
            Some(index) => Some(Some(index)),
            None if given.has(scheme.sent_as()) => Some(None),
            None if scheme.sent_as() == SentAs::Certificate && self.has_certificate => Some(None),
            None => None,
        }
    }
}

impl Given<'_> {
    fn has(&self, sent_as: SentAs) -> bool {
        match sent_as {
            SentAs::Bearer | SentAs::Basic => self.headers.contains_key(AUTHORIZATION),
            SentAs::Header(name) => self.headers.contains_key(name),
            SentAs::Query(name) => {
                let name = url::encode(name);
                let pairs = self.uri.query().into_iter().flat_map(|query| query.split('&'));
                pairs.into_iter().any(|pair| pair.split('=').next() == Some(&*name))
            }
            SentAs::Cookie(name) => {
                let cookies = self.headers.get_all(COOKIE).iter();
                let mut pairs = cookies.flat_map(|value| value.as_bytes().split(|b| *b == b';'));
                pairs.any(|pair| {
                    pair.trim_ascii().split(|b| *b == b'=').next() == Some(name.as_bytes())
                })
            }
            SentAs::Certificate | SentAs::Otherwise => false,
        }
    }
}

/// The refusal of a call whose credential is missing: which are needed, and what to do.
fn missing(operation: &str, alternatives: &[&[Scheme]]) -> ConfigError {
    let all_of = |alternative: &&[Scheme]| {
        let names = alternative.iter().map(|scheme| format!("`{}`", scheme.name()));
        names.collect::<Vec<_>>().join(" and ")
    };
    let alternatives: Vec<String> = alternatives.iter().map(all_of).collect();
    ConfigError::new(format!(
        "the operation `{operation}` needs the credential {}, which the client does not have; \
         give it by `credential`, or say `authenticated_elsewhere`",
        alternatives.join(", or ")
    ))
}

fn ready(credential: &Credential, redactor: &mut Redactor) -> Result<Ready, ConfigError> {
    let (place, secret) = match &credential.form {
        Form::Bearer(token) => {
            redactor.add_secret(token.expose_secret().as_bytes());
            (Place::Bearer, fixed(format!("Bearer {}", token.expose_secret())))
        }
        Form::Basic(user, password) => {
            let password = password.expose_secret();
            let pair = STANDARD.encode(format!("{user}:{password}"));
            redactor.add_secret(pair.as_bytes());
            redactor.add_secret(password.as_bytes());
            (Place::Basic, fixed(format!("Basic {pair}")))
        }
        Form::Header(name, _) if is_framing(name) => return Err(framing(name)),
        Form::Header(name, key) => {
            redactor.add_secret(key.expose_secret().as_bytes());
            (Place::Header(name.clone()), Secret::Fixed(key.clone()))
        }
        Form::Query(name, key) => {
            redactor.add_secret(url::encode(key.expose_secret()).as_bytes());
            redactor.add_secret(key.expose_secret().as_bytes());
            (Place::Query(name.clone()), Secret::Fixed(key.clone()))
        }
        // What ends a name or a value begins another cookie (RFC 6265, section 4.1.1).
        Form::Cookie(name, key)
            if name.is_empty()
                || name.contains([';', '=', ',', ' ', '\t'])
                || key.expose_secret().contains(';') =>
        {
            return Err(ConfigError::new(
                "the credential for a cookie would make another one, too",
            ));
        }
        Form::Cookie(name, key) => {
            redactor.add_secret(key.expose_secret().as_bytes());
            let pair = format!("{name}={}", key.expose_secret());
            (Place::Cookie(name.clone()), fixed(pair))
        }
        Form::Renewed(renewal) => (Place::Bearer, Secret::Renewed(Arc::clone(renewal))),
    };
    if let (Some(name), Secret::Fixed(secret)) = (header_of(&place), &secret) {
        header_value(&name, secret.expose_secret())?;
    }
    Ok(Ready { scheme: credential.scheme.clone(), place, secret })
}

fn fixed(text: String) -> Secret {
    Secret::Fixed(text.into())
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    const KEY: Scheme = Scheme::new("key", SentAs::Header("X-Auth"));
    const APP: Scheme = Scheme::new("app", SentAs::Query("app_id"));
    const OAUTH: Scheme = Scheme::new("oauth", SentAs::Bearer);
    const TLS: Scheme = Scheme::new("tls", SentAs::Certificate);

    fn credentials(all: &[Credential]) -> Credentials {
        Credentials::new(all, false, Authentication::Here).unwrap()
    }

    fn choose(
        credentials: &Credentials,
        alternatives: &'static [&'static [Scheme]],
    ) -> Result<Vec<usize>, String> {
        choose_with(credentials, alternatives, &HeaderMap::new(), "/")
    }

    fn choose_with(
        credentials: &Credentials,
        alternatives: &'static [&'static [Scheme]],
        headers: &HeaderMap,
        uri: &'static str,
    ) -> Result<Vec<usize>, String> {
        let uri = Uri::from_static(uri);
        let given = Given { headers, uri: &uri };
        let chosen = credentials.choose("getBoth", Security::AnyOf(alternatives), &given);
        chosen.map_err(|error| error.to_string())
    }

    #[test]
    fn the_first_alternative_that_is_complete_is_sent() {
        let key = Credential::header(HeaderName::from_static("x-auth"), "k");
        let all = credentials(&[key.clone(), Credential::query("app_id", "a")]);
        assert_eq!(choose(&all, &[&[OAUTH], &[KEY, APP]]), Ok(vec![0, 1]));
        assert_eq!(choose(&all, &[&[KEY], &[APP]]), Ok(vec![0]));
        assert_eq!(choose(&all, &[&[], &[APP]]), Ok(vec![1]), "optional, but there");
        assert_eq!(choose(&all, &[&[OAUTH], &[]]), Ok(vec![]));
        assert_eq!(choose(&all, &[]), Ok(vec![]), "none at all");
        let error = choose(&credentials(&[key]), &[&[KEY, APP], &[OAUTH]]).unwrap_err();
        assert!(error.contains("`getBoth` needs the credential `key` and `app`, or `oauth`"));
    }

    #[test]
    fn a_credential_for_a_scheme_answers_that_scheme_alone() {
        let all = [
            Credential::bearer("first").for_scheme("other"),
            Credential::bearer("second").for_scheme("oauth"),
            Credential::bearer("third").for_scheme("key"),
        ];
        let all = credentials(&all);
        assert_eq!(choose(&all, &[&[OAUTH]]), Ok(vec![1]));
        assert_eq!(choose(&all, &[&[KEY]]), Ok(vec![2]), "in whichever way it is sent");
        assert!(all.all_of_them().is_err(), "nobody says which of the three");
        assert!(choose(&credentials(&[Credential::basic("a", "b")]), &[&[OAUTH]]).is_err());
    }

    #[test]
    fn what_the_call_has_already_is_not_missing() {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::from_static("Custom x"));
        headers.insert(COOKIE, HeaderValue::from_static("a=1; sid=2"));
        let none = credentials(&[]);
        assert_eq!(choose_with(&none, &[&[OAUTH, APP]], &headers, "/?app_id=1"), Ok(vec![]));
        const SESSION: Scheme = Scheme::new("session", SentAs::Cookie("sid"));
        assert_eq!(choose_with(&none, &[&[SESSION]], &headers, "/"), Ok(vec![]));
        assert!(choose_with(&none, &[&[KEY]], &headers, "/").is_err());
        assert!(choose(&none, &[&[TLS]]).is_err());
        let certificate = Credentials::new(&[], true, Authentication::Here).unwrap();
        assert_eq!(choose(&certificate, &[&[TLS]]), Ok(vec![]));
        let app = [Credential::query("app_id", "a")];
        let elsewhere = Credentials::new(&app, false, Authentication::Elsewhere).unwrap();
        assert_eq!(choose(&elsewhere, &[&[KEY, APP]]), Ok(vec![0]));
    }

    #[test]
    fn what_comes_back_is_cleaned_of_every_spelling() {
        let credentials = credentials(&[
            Credential::basic("me", "pass/word"),
            Credential::query("key", "se cret"),
        ]);
        let text = b"a pass/word, b bWU6cGFzcy93b3Jk, c se%20cret, d se cret.";
        let clean = credentials.redactor().redact(text).unwrap();
        assert_eq!(
            String::from_utf8(clean).unwrap(),
            "a [credential], b [credential], c [credential], d [credential]."
        );
    }

    #[test]
    fn a_key_that_cannot_be_sent_is_not_shown() {
        let broken = [Credential::bearer("sk-secret\n")];
        let error = Credentials::new(&broken, false, Authentication::Here).err().unwrap();
        assert!(!error.to_string().contains("sk-secret"), "{error}");
        assert!(!format!("{:?}", Credential::bearer("sk-secret")).contains("sk-secret"));
    }

    #[test]
    fn two_credentials_for_one_header_are_refused() {
        let both = [Credential::bearer("a"), Credential::basic("b", "c")];
        assert!(Credentials::new(&both, false, Authentication::Here).is_err());
    }
}
