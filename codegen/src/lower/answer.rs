//! What comes back: an answer as it is by itself, its headers, and every other representation.

use super::accept::{accept_only, is_read_alike};
use super::body::subtype;
use super::media::{
    EVENTS, can_be_sent, essence, is_any_string, is_json, is_lines, is_records, preferred_answer,
    preferred_media, without_charset, without_type,
};
use super::{Lowering, PreferredName};
use crate::api::{
    Content, Deprecation, Docs, Expr, HeaderStyle, Nullability, Representation, Response,
    ResponseHeader, Shape, Use,
};
use crate::diagnostic::Code;
use crate::read::operation::{self, Media};

impl Lowering<'_> {
    /// A success; each of its media types is reached by some method.
    pub(super) fn success(
        &mut self,
        read: &operation::Response,
        preferred: &PreferredName,
    ) -> Response {
        let chosen = preferred_answer(&read.content);
        for media in read.content.iter().filter(|media| is_any_string(media)) {
            let text = match chosen.filter(|chosen| !is_json(&essence(&chosen.media_type))) {
                Some(chosen) => format!(
                    "no more is said than that it is a string of JSON, so that `{}` beside it is \
                     taken to be what comes",
                    chosen.media_type
                ),
                None => {
                    "no more is said than that it is a string of JSON, so that a text or a file \
                         that comes as it is cannot be read"
                        .to_owned()
                }
            };
            self.note(Code::StringForFile, &media.place, text);
        }
        self.response(read, chosen, &preferred.step("Response"))
    }

    /// A failure, which is read in one media type: whoever failed chose it.
    pub(super) fn failure(
        &mut self,
        read: &operation::Response,
        preferred: &PreferredName,
    ) -> Response {
        if let Some(chosen) = preferred_media(&read.content) {
            let others = read.content.iter().filter(|media| media.media_type != chosen.media_type);
            let ignored: Vec<&Media> = others.filter(|it| !is_read_alike(it, chosen)).collect();
            self.report_ignored(&ignored, chosen);
        }
        let preferred = preferred.step("Error").step(&format!("{} ", read.status));
        self.response(read, preferred_media(&read.content), &preferred)
    }

    /// An answer that is read in a media type by itself.
    fn response(
        &mut self,
        read: &operation::Response,
        chosen: Option<&Media>,
        preferred: &PreferredName,
    ) -> Response {
        let (media_type, content) = match chosen {
            Some(media) => (without_charset(&media.media_type), self.content(media, preferred)),
            None => (String::new(), Content::Empty),
        };
        let headers = read.headers.iter().map(|header| self.header(header, preferred)).collect();
        let text = match chosen {
            Some(media) => self.said_of(&read.description, media, &content),
            None => read.description.clone(),
        };
        let docs = Docs { text, ..Docs::default() };
        let (status, deprecation) = (read.status.clone(), Deprecation::Current);
        let others = self.others(read, chosen, &content);
        Response { status, media_type, content, others, headers, docs, deprecation }
    }

    /// What an answer carries in other media types than the one that it is read in, as far as that
    /// needs no type that this one has not.
    fn others(
        &mut self,
        read: &operation::Response,
        chosen: Option<&Media>,
        content: &Content,
    ) -> Vec<(String, Content)> {
        let Some(chosen) = chosen else { return Vec::new() };
        let others = read.content.iter().filter(|it| it.media_type != chosen.media_type);
        let mut found = Vec::new();
        for media in others {
            let essence = essence(&media.media_type);
            let carried = match (without_type(&essence), &media.schema, &chosen.schema) {
                (Some(carried), _, _) => carried,
                _ if is_any_string(media) => Content::Json(Use::of(Expr::Text)),
                (None, Some(schema), Some(same)) if is_json(&essence) => {
                    let place = self.schemas.behind_references(schema);
                    if place.is_none() || place != self.schemas.behind_references(same) {
                        continue;
                    }
                    content.clone()
                }
                _ => continue,
            };
            found.push((without_charset(&media.media_type), carried));
        }
        found
    }

    fn header(
        &mut self,
        read: &operation::ResponseHeader,
        preferred: &PreferredName,
    ) -> ResponseHeader {
        let (value, docs) = match &read.schema {
            Some(schema) => {
                (self.use_at(schema, &preferred.step(&read.name)), self.schemas.docs(schema))
            }
            None => (Use::of(Expr::Text), Docs::default()),
        };
        // One that is not there has no value.
        let value = Use { null: Nullability::Never, ..value };
        let is_json = read.media_type.as_deref().is_some_and(|it| is_json(&essence(it)));
        let style = match self.underlying(&value.expr) {
            _ if is_json => HeaderStyle::Json,
            Kind::List => HeaderStyle::List,
            Kind::Object if read.explode => HeaderStyle::ExplodedObject,
            Kind::Object => HeaderStyle::Object,
            Kind::Single => HeaderStyle::Single,
        };
        let text = read.description.clone().filter(|text| !text.trim().is_empty());
        let text = text.unwrap_or(docs.text);
        let deprecation = match read.deprecated {
            true => Deprecation::Deprecated,
            false => Deprecation::Current,
        };
        let docs = Docs { text, default: docs.default, ..Docs::default() };
        let wire_name = read.name.clone();
        ResponseHeader { wire_name, style, value, constant: None, docs, deprecation }
    }

    fn underlying(&self, expr: &Expr) -> Kind {
        match expr {
            Expr::List(_) | Expr::Tuple(_) => Kind::List,
            Expr::Map(_) => Kind::Object,
            Expr::Named(id) => match self.types.shape(*id) {
                Some(Shape::Alias(used)) => self.underlying(&used.expr),
                Some(Shape::Record(_)) => Kind::Object,
                _ => Kind::Single,
            },
            _ => Kind::Single,
        }
    }

    /// The successes in each media type that they are not asked for by themselves, but for events
    /// and lines that have a schema.
    pub(super) fn representations(
        &mut self,
        successes: &[&operation::Response],
        failures: &[&operation::Response],
        lowered: &[Response],
        preferred: &PreferredName,
    ) -> Vec<Representation> {
        let mut representations: Vec<Representation> = Vec::new();
        for (read, lowered) in successes.iter().zip(lowered) {
            let Some(chosen) = preferred_answer(&read.content) else { continue };
            let is_alone = !read
                .content
                .iter()
                .any(|media| media.media_type != chosen.media_type && is_read_alike(media, chosen));
            let mut ignored = Vec::new();
            for media in &read.content {
                let media_type = without_charset(&media.media_type);
                let is_chosen = media_type == without_charset(&chosen.media_type);
                if self.item_of(media).is_some() {
                    continue;
                }
                if is_chosen && is_alone {
                    // The same media type once more, with another parameter, may say something else.
                    let is_again = media.media_type != chosen.media_type;
                    if is_again
                        && self.content(media, &preferred.step("Response")) != lowered.content
                    {
                        ignored.push(media);
                    }
                    continue;
                }
                if !can_be_sent(&media_type) {
                    ignored.push(media);
                    continue;
                }
                let content = match is_chosen {
                    true => lowered.content.clone(),
                    false => {
                        let preferred = preferred.step("Response").step(&subtype(&media_type));
                        self.content(media, &preferred)
                    }
                };
                match representations.iter().find(|known| known.media_type == media_type) {
                    Some(known) if known.content == content => {}
                    // Of several statuses, the first one counts.
                    Some(_) => ignored.push(media),
                    None => {
                        let accept = accept_only(&media.media_type, failures);
                        representations.push(Representation { media_type, accept, content });
                    }
                }
            }
            self.report_ignored(&ignored, chosen);
        }
        representations
    }

    /// Whether a media type is a sequence whose items have a schema.
    fn item_of(&mut self, media: &Media) -> Option<crate::pointer::Place> {
        let essence = essence(&media.media_type);
        let is_sequence = essence == EVENTS || is_lines(&essence) || is_records(&essence);
        is_sequence.then(|| self.item_schema(media)).flatten()
    }
}

/// What kind of value a header has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Single,
    List,
    Object,
}
