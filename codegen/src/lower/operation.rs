//! Operations: what goes out, what comes back.

use super::accept::{accept, is_read_alike};
use super::service::lowered;
use super::{Lowering, PreferredName};
use crate::api::{Body, Content, Deprecation, Docs, Expr, Need, Operation, Response, Success, Use};
use crate::diagnostic::Code;
use crate::ident;
use crate::pointer::Place;
use crate::read::operation::{self, Media};

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
        let path_parameters = self.path_parameters(read, &preferred);
        let parameters = self.parameters(read, &preferred);
        let described = self.with_bodies_that_can_be(read);
        let (mut successes, failures): (Vec<_>, Vec<_>) = once_each_status(&described)
            .into_iter()
            .partition(|response| response.status.starts_with('2'));
        if successes.is_empty() {
            successes.extend(failures.iter().filter(|response| response.status == "default"));
        }
        let responses: Vec<Response> =
            successes.iter().map(|response| self.success(response, &preferred)).collect();
        let described_failures = failures.clone();
        let failures = failures.iter().map(|response| self.failure(response, &preferred)).collect();
        if responses
            .iter()
            .any(|response| response.event.is_some() || response.content == Content::Events)
        {
            let text =
                "it answers as `text/event-stream`, which is handed over as a stream of bytes";
            self.note(Code::EventsAsBytes, &read.place, text);
        }
        Operation {
            pointer,
            id,
            method: read.method.clone(),
            path: read.path.clone(),
            servers: lowered(read.servers.clone()),
            security: read.security.as_ref().map(|all| all.iter().map(|all| needs(all)).collect()),
            accept: accept(&successes, &described_failures),
            group: read.groups.first().cloned(),
            docs: Docs { text: said_once(read), ..Docs::default() },
            deprecation: deprecation(read.deprecated),
            path_parameters,
            parameters,
            body,
            success: Success { responses },
            failures,
        }
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
                self.note(Code::AnswerWithoutBody, &read.place, text);
                response.content.clear();
            }
        }
        responses
    }

    fn body(&mut self, read: &operation::Body, preferred: &PreferredName) -> Option<Body> {
        let media = preferred_media(&read.content)?;
        if !read.required && media.schema.as_ref().is_some_and(|schema| self.is_empty(schema)) {
            let text = "the body has no properties, so that none is sent";
            self.note(Code::EmptyBody, &media.place, text);
            return None;
        }
        self.report_ignored(&read.content, media);
        let content = self.content(media, &preferred.step("Request"));
        let parts = match content {
            Content::Multipart(_) => self.part_rows(media),
            _ => Vec::new(),
        };
        let fields = match content {
            Content::Form(_) => self.field_rows(media),
            _ => Vec::new(),
        };
        let limits = match (&content, &media.schema) {
            (Content::Text, Some(schema)) => self.limits_at(schema, &Expr::Text),
            _ => Vec::new(),
        };
        let docs = Docs { text: read.description.clone().unwrap_or_default(), ..Docs::default() };
        Some(Body {
            media_type: media.media_type.clone(),
            content,
            parts,
            fields,
            limits,
            required: read.required,
            docs,
        })
    }

    fn success(&mut self, read: &operation::Response, preferred: &PreferredName) -> Response {
        self.response(read, &preferred.step("Response"))
    }

    fn failure(&mut self, read: &operation::Response, preferred: &PreferredName) -> Response {
        self.response(read, &preferred.step("Error").step(&format!("{} ", read.status)))
    }

    fn response(&mut self, read: &operation::Response, preferred: &PreferredName) -> Response {
        let content = match preferred_media(&read.content) {
            Some(media) => {
                let is_ignored = |other: &&Media| !is_read_alike(other, media);
                let ignored: Vec<Media> = read.content.iter().filter(is_ignored).cloned().collect();
                self.report_ignored(&ignored, media);
                self.content(media, preferred)
            }
            None => Content::Empty,
        };
        let stream = read.content.iter().find(|media| essence(&media.media_type) == EVENTS);
        let event = stream.and_then(|media| media.schema.as_ref());
        let event = event.map(|schema| self.use_at(schema, &preferred.step("Event")));
        let docs = Docs { text: read.description.clone(), ..Docs::default() };
        Response { status: read.status.clone(), content, event, docs }
    }

    /// Says what of a body is not offered: its other media types, how its parts are encoded.
    fn report_ignored(&mut self, all: &[Media], chosen: &Media) {
        let others = all.iter().map(|media| &media.media_type);
        let others: Vec<String> = others
            .filter(|other| **other != chosen.media_type && essence(other) != EVENTS)
            .map(|other| format!("`{other}`"))
            .collect();
        if !others.is_empty() {
            let verb = if others.len() == 1 { "is" } else { "are" };
            let text = format!("{} {verb} not supported beside it", others.join(", "));
            self.note(Code::MediaTypeIgnored, &chosen.place, text);
        }
        // Parts and forms have rules of their own, and nothing else has an encoding (OpenAPI 3.1,
        // section 4.8.14.1).
        let essence = essence(&chosen.media_type);
        let is_encoded = is_multipart(&essence) || essence == FORM;
        let encoded = chosen.encoding.iter().filter(|_| !is_encoded);
        let names: Vec<String> =
            encoded.map(|encoding| format!("`{}`", encoding.property)).collect();
        if !names.is_empty() {
            let text = format!("the `encoding` of {} is not supported", names.join(", "));
            self.note(Code::EncodingIgnored, &chosen.place, text);
        }
    }

    fn content(&mut self, media: &Media, preferred: &PreferredName) -> Content {
        let essence = essence(&media.media_type);
        self.report_untyped(&essence, media);
        let typed = |lowering: &mut Self, schema: &Place| lowering.use_at(schema, preferred);
        match (essence.as_str(), &media.schema) {
            (EVENTS, _) => Content::Events,
            (json, Some(schema)) if is_json(json) => Content::Json(typed(self, schema)),
            (json, None) if is_json(json) => Content::Json(Use::of(Expr::Json)),
            (FORM, Some(schema)) => Content::Form(typed(self, schema)),
            (parts, Some(schema)) if is_multipart(parts) => Content::Multipart(typed(self, schema)),
            (text, _) if text.starts_with("text/") => Content::Text,
            _ => Content::Bytes,
        }
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

/// Fields of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// Server-sent events.
pub(super) const EVENTS: &str = "text/event-stream";

/// The responses, each status once: `4xx` beside `4XX` says nothing new.
fn once_each_status(responses: &[operation::Response]) -> Vec<&operation::Response> {
    let mut each: Vec<&operation::Response> = Vec::new();
    for response in responses {
        if !each.iter().any(|known| known.status.eq_ignore_ascii_case(&response.status)) {
            each.push(response);
        }
    }
    each
}

pub(super) fn deprecation(is_deprecated: bool) -> Deprecation {
    if is_deprecated { Deprecation::Deprecated } else { Deprecation::Current }
}

fn needs(alternative: &[operation::Need]) -> Vec<Need> {
    let need =
        |need: &operation::Need| Need { scheme: need.scheme.clone(), scopes: need.scopes.clone() };
    alternative.iter().map(need).collect()
}

/// The media type that a client speaks best: JSON, then forms, then what comes first.
pub(super) fn preferred_media(content: &[Media]) -> Option<&Media> {
    let rank = |media: &&Media| match essence(&media.media_type).as_str() {
        json if is_json(json) => 0,
        "multipart/form-data" => 1,
        "application/x-www-form-urlencoded" => 2,
        _ => 3,
    };
    content.iter().min_by_key(rank)
}

/// A media type without its parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether a body is of parts (RFC 2046, section 5.1); a range of media types is not.
pub(super) fn is_multipart(essence: &str) -> bool {
    essence.starts_with("multipart/") && !essence.contains('*')
}

/// RFC 6839, section 3.1: `+json` says that the syntax is JSON.
pub(super) fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
}
