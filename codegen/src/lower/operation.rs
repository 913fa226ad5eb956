//! Operations: what goes out, what comes back.

use super::accept::accept;
use super::media::{essence, is_multipart};
use super::service::lowered;
use super::{Lowering, PreferredName};
use crate::api::{Content, Deprecation, Docs, Need, Operation, Response, Success};
use crate::diagnostic::Code;
use crate::ident;
use crate::pointer::Place;
use crate::read::operation;

impl Lowering<'_> {
    /// Lowers operations and what they reach.
    pub(super) fn operations(&mut self, read: &[operation::Operation]) -> Vec<Operation> {
        for body in read.iter().filter_map(|operation| operation.body.as_ref()) {
            let multipart = body.content.iter().filter(|it| is_multipart(&essence(&it.media_type)));
            for schema in multipart.filter_map(|media| media.schema.as_ref()) {
                self.find_parts(schema);
            }
        }
        let ids = self.ids(read);
        read.iter().zip(ids).map(|(operation, id)| self.operation(operation, id)).collect()
    }

    fn operation(&mut self, read: &operation::Operation, id: String) -> Operation {
        let pointer = self.schemas.pointer_text(&read.place);
        let preferred = PreferredName::new(ident::pascal(&id));
        let body = read.body.as_ref().and_then(|body| self.body(body, &preferred));
        let other_bodies = match (&read.body, &body) {
            (Some(read), Some(body)) => self.other_bodies(read, &body.media_type, &preferred),
            _ => Vec::new(),
        };
        let path_parameters = self.path_parameters(read, &preferred);
        let parameters = self.parameters(read, &preferred);
        let described = self.with_bodies_that_can_be(read);
        let (mut successes, failures): (Vec<_>, Vec<_>) = self
            .once_each_status(read, &described)
            .into_iter()
            .partition(|response| response.status.starts_with('2'));
        let mut failures = failures;
        if successes.is_empty() {
            // A redirect is what an operation without a success answers; where it has one, it is
            // the way to that. A 304 is none (RFC 9110, section 15.4.5).
            let is_redirect = |response: &&operation::Response| {
                response.status.starts_with('3') && response.status != "304"
            };
            (successes, failures) = failures.into_iter().partition(is_redirect);
        }
        if successes.is_empty() {
            successes.extend(failures.iter().filter(|response| response.status == "default"));
        }
        self.report_without_content(read, &successes);
        let responses: Vec<Response> =
            successes.iter().map(|response| self.success(response, &preferred)).collect();
        let described_failures = failures.clone();
        let failures = failures.iter().map(|response| self.failure(response, &preferred)).collect();
        let (events, lines) = self.items(&successes, &described_failures, &preferred);
        let representations =
            self.representations(&successes, &described_failures, &responses, &preferred);
        let is_events = |response: &Response| response.content == Content::Events;
        if events.is_none() && responses.iter().any(is_events) {
            let text = "it answers as `text/event-stream` without a schema, which is handed over as \
                        a stream of bytes";
            self.note(Code::EventsAsBytes, &read.place, text);
        }
        let text = said_once(read);
        let responses = without_idle_words(&text, responses);
        Operation {
            pointer,
            id,
            method: read.method.clone(),
            path: read.path.clone(),
            servers: lowered(read.servers.clone()),
            security: read.security.as_ref().map(|all| all.iter().map(|all| needs(all)).collect()),
            accept: accept(&successes, &described_failures),
            group: read.groups.first().cloned(),
            docs: Docs { text, ..Docs::default() },
            deprecation: deprecation(read.deprecated),
            path_parameters,
            parameters,
            body,
            other_bodies,
            success: Success { responses },
            representations,
            events,
            typed_events: None,
            lines,
            failures,
        }
    }

    /// The responses, each status once: `4xx` beside `4XX` is the same range (OpenAPI 3.1, section
    /// 4.8.16), and the first one counts.
    fn once_each_status<'r>(
        &mut self,
        read: &operation::Operation,
        responses: &'r [operation::Response],
    ) -> Vec<&'r operation::Response> {
        let mut each: Vec<&operation::Response> = Vec::new();
        for response in responses {
            let status = &response.status;
            let mut known = each.iter().map(|known| &known.status);
            let text = match known.find(|known| known.eq_ignore_ascii_case(status)) {
                _ if !is_status(status) => {
                    format!("the answer `{status}` is ignored: that is no status")
                }
                Some(known) => format!("the answer `{status}` is ignored: `{known}` is the same"),
                None => {
                    each.push(response);
                    continue;
                }
            };
            let place = self.place_of(read, response);
            self.note(Code::AnswerIgnored, &place, text);
        }
        each
    }

    /// Says of a success that is all an operation is asked for that nothing of it is read: a `GET`
    /// without a content is rare, and a file that nobody has described is not (RFC 9110, section 15.3).
    fn report_without_content(
        &mut self,
        read: &operation::Operation,
        successes: &[&operation::Response],
    ) {
        let has_one = |status: &str| matches!(status, "200" | "203" | "206" | "2XX" | "2xx");
        let is_empty = |it: &&&operation::Response| it.content.is_empty() && has_one(&it.status);
        for response in successes.iter().filter(is_empty).filter(|_| read.method == "GET") {
            let status = &response.status;
            let text = format!("the answer `{status}` has no content, so that none is read");
            let place = self.place_of(read, response);
            self.note(Code::AnswerUndescribed, &place, text);
        }
    }

    /// Where an answer of an operation stands.
    fn place_of(&self, read: &operation::Operation, response: &operation::Response) -> Place {
        let place = read.place.child("responses").child(&response.status);
        self.schemas.document().follow(&place).unwrap_or(place)
    }

    /// The answers of an operation, without the content of those that have no body whatever is
    /// described: by their status (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5), or since they
    /// answer `HEAD` (section 9.3.2).
    fn with_bodies_that_can_be(&mut self, read: &operation::Operation) -> Vec<operation::Response> {
        let mut responses = read.responses.clone();
        for response in &mut responses {
            let never = matches!(response.status.as_str(), "204" | "205" | "304");
            if (never || read.method == "HEAD") && !response.content.is_empty() {
                let by = if never { "that status" } else { "a `HEAD`" };
                let text =
                    format!("the answer `{}` has no body: none of {by} has", response.status);
                let place = self.place_of(read, response).child("content");
                self.note(Code::AnswerWithoutBody, &place, text);
                response.content.clear();
            }
        }
        responses
    }
}

/// What an operation says of itself: its summary and its description, which may be the same.
fn said_once(read: &operation::Operation) -> String {
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let (summary, description) = (text(&read.summary), text(&read.description));
    let words = |text: &str| -> Vec<String> {
        let text = text.trim_end_matches('.');
        text.split_whitespace().map(str::to_lowercase).collect()
    };
    let first = description.split('\n').next().unwrap_or_default();
    if summary.is_empty() || words(&summary) == words(first) {
        return description;
    }
    match description.is_empty() {
        true => summary,
        false => format!("{summary}\n\n{description}"),
    }
}

/// The answers without the words of those that say no more than that they came, or than what the
/// operation says of itself.
fn without_idle_words(text: &str, mut responses: Vec<Response>) -> Vec<Response> {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|sign| sign.is_alphabetic());
        letters.flat_map(char::to_lowercase).collect()
    };
    let known = letters(text);
    for response in &mut responses {
        let said = letters(&response.docs.text);
        if SAYS_NOTHING.contains(&said.as_str()) || known.contains(&said) {
            response.docs.text.clear();
        }
    }
    responses
}

/// What many answers are described as, in letters alone: no more than their status says.
const SAYS_NOTHING: [&str; 14] = [
    "",
    "accepted",
    "created",
    "defaultresponse",
    "nocontent",
    "ok",
    "response",
    "success",
    "successful",
    "successfully",
    "successfuloperation",
    "successfulrequest",
    "successfulresponse",
    "successresponse",
];

/// Whether a key of `responses` can be that of an answer: a status of three digits (RFC 9110, section
/// 15), the range of one digit, or `default`.
fn is_status(key: &str) -> bool {
    let is_range = |rest: &str| rest.eq_ignore_ascii_case("XX");
    let is_number = |rest: &str| rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit());
    key.eq_ignore_ascii_case("default")
        || key
            .strip_prefix(|first: char| matches!(first, '1'..='9'))
            .is_some_and(|rest| is_range(rest) || is_number(rest))
}

pub(super) fn deprecation(is_deprecated: bool) -> Deprecation {
    if is_deprecated { Deprecation::Deprecated } else { Deprecation::Current }
}

fn needs(alternative: &[operation::Need]) -> Vec<Need> {
    let need =
        |need: &operation::Need| Need { scheme: need.scheme.clone(), scopes: need.scopes.clone() };
    alternative.iter().map(need).collect()
}
