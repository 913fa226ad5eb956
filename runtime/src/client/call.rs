//! One call: its attempts, the waits between them, and how it ends.

mod items;
mod pages;
mod waits;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode};

use super::client_credentials::Exchange;
use super::credentials::Given;
use super::framing::refuse_framing;
use super::hook::AttemptInfo;
use super::idempotency;
use super::observe::Attempt;
use super::options::{CallOptions, overlay};
use super::redact::Redactor;
use super::retry::{RetryDecision, RetrySettings};
use super::stream::Incoming;
use super::transport::{Delivery, Limits, Phase, TransportError};
use super::url::BaseUrl;
use super::{Client, Described, Shared};
use crate::api_error::ApiError;
use crate::error::{Ambiguous, ConfigError, Error};
use crate::headers::{IDEMPOTENCY_KEY, LOCATION};
use crate::operation::{Body, Security};
use crate::raw_response::mark_request_id;

/// A call that is ready to be made: it owns everything it needs.
pub(crate) struct Call {
    shared: Arc<Shared>,
    redactor: Arc<Redactor>,
    operation: &'static str,
    security: Security,
    /// The statuses of redirects that are answers.
    redirects: &'static [&'static str],
    /// Where it goes, and where a redirect may lead.
    base: Arc<BaseUrl>,
    /// Which of the client's credentials it sends.
    credentials: Vec<usize>,
    /// The request, whole but for the credentials.
    request: Request<Body>,
    /// Their headers go over everything, credentials too.
    options: Arc<CallOptions>,
    retry: RetrySettings,
    timeout: Duration,
    delivery: Delivery,
    /// Whether an attempt before the last one may have done what it asked for.
    doubtful: bool,
}

impl Call {
    /// Makes an operation's request ready to be sent by a client.
    pub(crate) fn new(
        client: &Client,
        described: Described,
        request: Request<Body>,
    ) -> Result<Self, ConfigError> {
        let base = client.shared.servers.of_call(described.servers, &client.options)?;
        let Client { shared, options, redactor } = client;
        let (mut head, body) = request.into_parts();
        head.uri = base.join(&head.uri, &options.query)?;
        let body = match options.properties.is_empty() {
            true => body,
            // What is not in memory is no JSON object.
            false => options.apply_to_body(body.to_bytes().unwrap_or_default())?.into(),
        };
        let mut headers = shared.headers.clone();
        // For those of the operation, and for what a transport adds.
        headers.reserve(8);
        headers.extend(head.headers);
        overlay(&mut headers, &options.headers);
        refuse_framing(&headers)?;
        idempotency::set_key(options, &head.method, &mut headers)?;
        head.headers = headers;

        let mut retry = shared.retry;
        retry.max_retries = options.max_retries.unwrap_or(retry.max_retries);
        retry.policy = options.retry_policy.unwrap_or(retry.policy);
        Ok(Self {
            shared: Arc::clone(shared),
            redactor: Arc::clone(redactor),
            operation: described.id,
            security: described.security,
            redirects: described.redirects,
            base,
            credentials: Vec::new(),
            request: Request::from_parts(head, body),
            options: Arc::clone(options),
            retry,
            timeout: options.timeout.unwrap_or(shared.timeout),
            delivery: Delivery::Whole,
            doubtful: false,
        })
    }

    /// Decides which credentials the call takes.
    pub(crate) fn authenticate(&mut self) -> Result<(), ConfigError> {
        let given = Given { headers: self.request.headers(), uri: self.request.uri() };
        self.credentials = self.shared.credentials.choose(self.operation, self.security, &given)?;
        Ok(())
    }

    /// Lets the body of the call's success be handed over while it arrives.
    pub(crate) fn stream(&mut self) {
        self.delivery = Delivery::Streamed;
    }

    /// The request as it will go out, without the credentials.
    pub(crate) fn into_request(self) -> Request<Body> {
        self.request
    }

    /// The key that every attempt carries.
    pub(crate) fn idempotency_key(&self) -> Option<&HeaderValue> {
        self.request.headers().get(IDEMPOTENCY_KEY)
    }

    /// Makes the call: brings back a success, or what became of the last attempt.
    pub(crate) async fn run(&mut self) -> Result<Response<Incoming>, Error> {
        // A time beyond the clock is no limit.
        let deadline = Instant::now().checked_add(self.timeout);
        let left =
            || deadline.map_or(Duration::MAX, |at| at.saturating_duration_since(Instant::now()));
        let mut attempt = 0;
        let mut redirects = 0;
        let mut is_renewed = false;
        loop {
            let time = left();
            if time.is_zero() {
                return Err(self.lost(TransportError::timed_out(Phase::Unsent)));
            }
            let begun = Instant::now();
            let made = match self.attempt(attempt, time).await {
                // That this one could not be made says nothing about those before it.
                Err(error) if self.doubtful => {
                    return Err(self.lost(TransportError::failed(Phase::Unsent, error)));
                }
                made => made?,
            };
            let result = match made {
                // The head alone says what the status says; the rest of it can be missed.
                Err(error) => match error.refusal() {
                    Some(answer) => Ok(mark_request_id(answer, self.shared.request_id.as_ref())),
                    None => Err(error),
                },
                Ok(response) if response.status().is_success() || self.is_answer(&response) => {
                    return Ok(response);
                }
                Ok(response) => {
                    let response = response.map(Incoming::into_bytes);
                    Ok(mark_request_id(response, self.shared.request_id.as_ref()))
                }
            };
            let next = match &result {
                Ok(response) if response.status().is_redirection() => {
                    let request = self.redirected(response, redirects)?;
                    *self.request.uri_mut() = request;
                    redirects += 1;
                    continue;
                }
                // A token may be refused before it expires, and then nothing was done.
                Ok(response)
                    if response.status() == StatusCode::UNAUTHORIZED
                        && !is_renewed
                        && self.shared.credentials.expire(&self.credentials, begun) =>
                {
                    is_renewed = true;
                    continue;
                }
                Ok(response) => {
                    let method = self.request.method();
                    let now = SystemTime::now();
                    let vendor = &*self.shared.vendor;
                    let (status, headers) = (response.status(), response.headers());
                    self.retry.after_answer(method, status, headers, now, vendor)
                }
                Err(error) if error.is_too_large() => RetryDecision::Stop,
                Err(error) => {
                    let next = self.retry.after_loss(self.request.method(), error.phase());
                    self.doubtful |= self.may_be_done(error);
                    next
                }
            };
            let next = if self.can_be_sent_again() { next } else { RetryDecision::Stop };
            match self.retry.delay(attempt, next, jitter()) {
                // A wait that leaves no time for the attempt after it is spared.
                Some(delay) if delay < left() => self.shared.transport.sleep(delay).await,
                _ => return Err(result.map_or_else(|e| self.lost(e), |r| self.refused(r))),
            }
            attempt += 1;
        }
    }

    /// Makes one attempt.
    async fn attempt(
        &self,
        attempt: u32,
        timeout: Duration,
    ) -> Result<Result<Response<Incoming>, TransportError>, Error> {
        let Shared { transport, body_logging, max_response_bytes, hooks, .. } = &*self.shared;
        let Some(mut request) = self.request_again() else {
            return Ok(Err(TransportError::failed(Phase::Unsent, READ_ALREADY)));
        };
        let exchange = Exchange { transport: &**transport, servers: &self.shared.servers, timeout };
        let begun = Instant::now();
        self.shared.credentials.apply(&self.credentials, &mut request, &exchange).await?;
        let timeout = timeout.saturating_sub(begun.elapsed());
        overlay(request.headers_mut(), &self.options.headers);
        let info = AttemptInfo::new(self.operation, attempt + 1);
        if !hooks.is_empty() {
            let (mut head, body) = request.into_parts();
            for hook in hooks {
                hook.before(&info, &mut head, body.as_bytes()).map_err(|error| {
                    let error = self.redactor().redact_text(error);
                    ConfigError::new(format!("a hook stopped the call: {error}"))
                })?;
            }
            request = Request::from_parts(head, body);
        }
        // Whoever put it there: the operation, an option, a hook.
        refuse_framing(request.headers())?;

        let seen = Attempt::new(self.operation, attempt, request.method());
        if let Some(body) = request.body().as_bytes() {
            seen.body(*body_logging, "request", body, &self.redactor());
        }
        let max_response_bytes = *max_response_bytes;
        let limits = Limits { timeout, max_response_bytes, delivery: self.delivery };
        let answer = seen.begin(|| transport.send(request, limits));
        let exchange = async {
            let (head, body) = answer.await?.into_parts();
            if self.delivery == Delivery::Streamed && head.status.is_success() {
                return Ok(Response::from_parts(head, body));
            }
            // A transport that does not keep to the limit is kept to it.
            match body.read(max_response_bytes).await {
                Ok(body) => Ok(Response::from_parts(head, Incoming::Whole(body))),
                Err(error) => Err(error.with_head(head)),
            }
        };
        let redactor = self.redactor();
        let result = seen.watch(exchange).await.map_err(|error| redactor.redact_error(error));
        seen.ended(&result, &redactor, self.shared.request_id.as_ref());
        if let Ok(response) = &result
            && let Incoming::Whole(body) = response.body()
        {
            seen.body(*body_logging, "response", body, &redactor);
        }
        if hooks.is_empty() {
            return Ok(result);
        }
        let result = result.map(Response::into_parts);
        let outcome = result.as_ref().map(|(head, _)| head);
        hooks.iter().for_each(|hook| hook.after(&info, outcome));
        Ok(result.map(|(head, body)| Response::from_parts(head, body)))
    }

    /// The request once more; `None` where it holds a reader that has been read.
    fn request_again(&self) -> Option<Request<Body>> {
        let mut request = Request::new(self.request.body().try_clone()?);
        request.method_mut().clone_from(self.request.method());
        request.uri_mut().clone_from(self.request.uri());
        request.headers_mut().clone_from(self.request.headers());
        request.extensions_mut().clone_from(self.request.extensions());
        Some(request)
    }

    /// Whether the body can be read once more.
    fn can_be_sent_again(&self) -> bool {
        self.request.body().try_clone().is_some()
    }

    /// Whether a response is a redirect that the description has as an answer.
    fn is_answer(&self, response: &Response<Incoming>) -> bool {
        let is_it = |known: &&str| match *known {
            known if known.eq_ignore_ascii_case("3XX") => response.status().is_redirection(),
            known => known == response.status().as_str(),
        };
        self.redirects.iter().any(is_it)
    }

    /// Where a redirect leads, if it may be followed.
    fn redirected(&self, response: &Response<Bytes>, redirects: u32) -> Result<http::Uri, Error> {
        let refused = |why| {
            let response = self.redactor().redact_response(response.clone());
            let error = ApiError::by(response, &*self.shared.vendor);
            Error::Api(Box::new(error.with_note(why)))
        };
        let keeps_the_method = match response.status() {
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => {
                self.request.method().is_safe()
            }
            _ => return Err(refused("it is not an answer that this client can use")),
        };
        if !keeps_the_method {
            return Err(refused("a redirect that would turn the request into another one"));
        }
        if !self.can_be_sent_again() {
            return Err(refused("a redirect of a body that can be read only once"));
        }
        if redirects >= MAX_REDIRECTS {
            return Err(refused("too many redirects"));
        }
        let Some(location) = response.headers().get(LOCATION) else {
            return Err(refused("a redirect that does not say where to"));
        };
        let location = location.to_str().ok();
        let here = location.and_then(|location| self.base.redirected(location));
        here.ok_or_else(|| refused("a redirect to another server, which must not see the key"))
    }

    /// The error of an answer that is no success.
    fn refused(&self, response: Response<Bytes>) -> Error {
        let response = self.redactor().redact_response(response);
        let error = ApiError::by(response, &*self.shared.vendor);
        // That this attempt was refused says nothing about the one before it.
        let error = if self.doubtful { error.with_note(IN_DOUBT) } else { error };
        Error::Api(Box::new(error))
    }

    /// What knows every secret of the call, those that were got for it too.
    fn redactor(&self) -> Cow<'_, Redactor> {
        self.shared.credentials.with_renewed(&self.redactor)
    }

    /// Whether an attempt without an answer may have done what a repetition would do again.
    fn may_be_done(&self, error: &TransportError) -> bool {
        error.phase() != Phase::Unsent && !self.request.method().is_idempotent()
    }

    /// The error of an attempt without an answer.
    fn lost(&self, error: TransportError) -> Error {
        let redactor = self.redactor();
        let error = error.map_head(|head| {
            mark_request_id(redactor.redact_response(head), self.shared.request_id.as_ref())
        });
        if error.is_too_large() {
            Error::TooLarge(Box::new(error))
        } else if self.doubtful || self.may_be_done(&error) {
            Error::Ambiguous(Box::new(Ambiguous::new(
                error,
                self.idempotency_key().and_then(|key| key.to_str().ok()).map(str::to_owned),
            )))
        } else if error.is_timeout() {
            Error::Timeout(Box::new(error))
        } else {
            Error::Transport(Box::new(error))
        }
    }
}

const READ_ALREADY: &str = "a reader in the body has been read already";

const MAX_REDIRECTS: u32 = 5;

const IN_DOUBT: &str =
    "an earlier attempt may have been carried out: the operation may have been applied";

/// A number from 0 to 1; the middle, where the system has no random numbers.
pub(super) fn jitter() -> f64 {
    getrandom::u32().map_or(0.5, |drawn| f64::from(drawn) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_vary() {
        let mean = (0..1_000).map(|_| jitter()).sum::<f64>() / 1_000.0;
        assert!((0.4..0.6).contains(&mean), "{mean}");
    }
}
