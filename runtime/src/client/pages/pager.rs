//! Asks for the pages of a list, one after another: what is the same for all lists.

use std::collections::HashSet;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Response;

use super::page::{After, Page};
use crate::client::call::Call;
use crate::client::stream::Incoming;
use crate::client::transport::BoxFuture;
use crate::client::{Calling, Client, Described};
use crate::error::{ConfigError, Error};
use crate::item_error::ItemError;
use crate::operation::{NextPage, PagePlan, Request, RequestBuilder};
use crate::page_error::{PageError, PageErrorKind};
use crate::wire::{DecodeBudget, DecodeError, Invalid};

/// A list of which a part of the pages has been asked for.
pub(super) struct Pager {
    client: Client,
    described: Described,
    plan: &'static PagePlan,
    /// The request of the first page, of which each one is a copy.
    request: Result<Request, Option<Invalid>>,
    state: State,
    /// What the page that is wanted is asked for by; `None` for that of the request itself.
    cursor: Option<String>,
    /// What asked for the pages that came.
    seen: HashSet<String>,
    /// Of a list that is asked for by numbers, the page before, which a server may repeat.
    before: Page,
}

enum State {
    /// The page that is wanted has not been asked for.
    Ready,
    Asking(BoxFuture<'static, Result<Response<Incoming>, Error>>),
    /// The page that is wanted cannot be asked for.
    Refused(PageError),
    Over,
}

impl Pager {
    pub(super) fn new(
        described: Described,
        request: RequestBuilder,
        calling: &Calling,
        plan: &'static PagePlan,
    ) -> Self {
        Self {
            client: calling.client().clone(),
            described,
            plan,
            request: request.finish().map_err(Some),
            state: State::Ready,
            cursor: None,
            seen: HashSet::new(),
            before: Page::default(),
        }
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// What the page that is wanted is asked for by.
    pub(super) fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// Begins with the page that this asks for.
    pub(super) fn begin_at(&mut self, cursor: String) {
        self.cursor = Some(cursor);
    }

    /// The next page, and the items that were found in it.
    #[allow(clippy::type_complexity, reason = "a page, and what is wrong with it")]
    pub(super) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<(Response<Bytes>, Result<Page, String>), Error>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Poll::Ready(None),
                State::Refused(error) => {
                    return Poll::Ready(Some(Err(Error::Page(Box::new(error)))));
                }
                State::Ready => match self.ask() {
                    Ok(asked) => self.state = State::Asking(asked),
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                State::Asking(mut asked) => {
                    let Poll::Ready(response) = asked.as_mut().poll(context) else {
                        self.state = State::Asking(asked);
                        return Poll::Pending;
                    };
                    // A page that could not be had ends the list, and is what is asked for by the
                    // cursor still.
                    let response = match response {
                        Ok(response) => response.map(Incoming::into_bytes),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    };
                    let page = Page::of(response.body(), self.plan);
                    match &page {
                        Ok(page) => self.advance(page, &response),
                        // Nothing says what comes after it.
                        Err(_) => self.state = State::Over,
                    }
                    return Poll::Ready(Some(Ok((response, page))));
                }
            }
        }
    }

    fn ask(&mut self) -> Result<BoxFuture<'static, Result<Response<Incoming>, Error>>, Error> {
        let request = match &mut self.request {
            Ok(request) => copy(request).ok_or_else(|| {
                ConfigError::new("the body is a reader, which asks for one page only")
            })?,
            Err(invalid) => return Err(invalid.take().map_or_else(over, Error::from)),
        };
        let mut call = self.client.prepare(self.described, request)?;
        if let Some(cursor) = &self.cursor {
            match self.plan.next {
                NextPage::Link | NextPage::Url { .. } => self.lead(&mut call, cursor)?,
                NextPage::Cursor { .. } if is_url(cursor) => self.lead(&mut call, cursor)?,
                NextPage::Cursor { parameter, .. }
                | NextPage::LastItem { parameter, .. }
                | NextPage::Offset { parameter }
                | NextPage::Number { parameter, .. } => call.set_query(parameter, cursor)?,
            }
        }
        call.authenticate()?;
        Ok(Box::pin(async move { call.run().await }))
    }

    fn lead(&self, call: &mut Call, cursor: &str) -> Result<(), Error> {
        match call.lead(cursor) {
            true => Ok(()),
            false => {
                let error = self.error(PageErrorKind::OtherServer, Some(cursor.to_owned()));
                Err(Error::Page(Box::new(error)))
            }
        }
    }

    /// Settles what comes after a page.
    fn advance(&mut self, page: &Page, response: &Response<Bytes>) {
        let after = page.after(self.plan, self.position(), response.headers());
        let is_numbered =
            matches!(self.plan.next, NextPage::Offset { .. } | NextPage::Number { .. });
        // A server that ignores the number gives the same page for ever.
        let is_same = is_numbered && page.repeats(&self.before);
        self.seen.extend(self.cursor.take());
        self.state = match after {
            After::Cursor(cursor) if is_same || self.seen.contains(&cursor) => {
                State::Refused(self.error(PageErrorKind::Repeated, Some(cursor)))
            }
            After::Cursor(cursor) => {
                self.cursor = Some(cursor);
                State::Ready
            }
            After::Missing => State::Refused(self.error(PageErrorKind::Missing, None)),
            After::End => State::Over,
        };
        if is_numbered {
            self.before = page.clone();
        }
    }

    /// What the page was asked for by, as a number.
    fn position(&self) -> i64 {
        let (parameter, first) = match self.plan.next {
            NextPage::Offset { parameter } => (parameter, 0),
            NextPage::Number { parameter, first } => (parameter, first),
            _ => return 0,
        };
        let asked = self.cursor.clone().or_else(|| self.asked_first(parameter));
        asked.and_then(|asked| asked.parse().ok()).unwrap_or(first)
    }

    /// What the call itself says for a parameter, by its arguments or its options.
    fn asked_first(&self, parameter: &str) -> Option<String> {
        let options = self.client.options.query.iter().rev();
        let by_option = options.into_iter().find(|(name, _)| name == parameter);
        if let Some((_, value)) = by_option {
            return Some(value.clone());
        }
        let query = self.request.as_ref().ok()?.uri().query()?;
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let name = crate::client::url::encode(parameter);
        pairs.into_iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
    }

    fn error(&self, kind: PageErrorKind, cursor: Option<String>) -> PageError {
        let redactor = self.client.shared.credentials.with_renewed(&self.client.redactor);
        PageError::new(kind, cursor.map(|cursor| redactor.redact_text(cursor)))
    }

    /// What reading an item may cost.
    pub(super) fn decode_budget(&self) -> DecodeBudget {
        self.client.options.decode_budget.unwrap_or(self.client.shared.decode_budget)
    }

    /// The error of an item that is not what the description says.
    pub(super) fn unreadable(
        &self,
        index: u64,
        (text, line): (Bytes, u64),
        error: DecodeError,
        read: impl Fn(&[u8]) -> Option<DecodeError>,
    ) -> Error {
        let redactor = self.client.shared.credentials.with_renewed(&self.client.redactor);
        // The error quotes the text, so that it is read again without the credentials.
        let (text, error) = match redactor.redact(&text) {
            None => (text, error),
            Some(clean) => {
                let error = read(&clean);
                let error = error.unwrap_or_else(|| DecodeError::new("it is not as described"));
                (clean.into(), error)
            }
        };
        Error::Item(Box::new(ItemError::new(index, line, text, error)))
    }
}

/// The error of a list that is asked for a page after its arguments were refused.
fn over() -> Error {
    ConfigError::new("the arguments of the list were refused").into()
}

fn copy(request: &Request) -> Option<Request> {
    let mut copied = http::Request::new(request.body().try_clone()?);
    copied.method_mut().clone_from(request.method());
    copied.uri_mut().clone_from(request.uri());
    copied.headers_mut().clone_from(request.headers());
    copied.extensions_mut().clone_from(request.extensions());
    Some(copied)
}

/// Whether what a page has for the next one is its URL.
fn is_url(cursor: &str) -> bool {
    let is = |scheme: &str| {
        cursor.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    is("https://") || is("http://")
}
