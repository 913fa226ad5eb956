//! What is sent and what comes back: bodies in each of their media types.

use super::media::{
    ANY, FORM, can_be_sent, essence, is_multipart, may_be_json, preferred_media, without_type,
};
use super::query::both;
use super::{Lowering, PreferredName};
use crate::api::{Body, Content, Deprecation, Docs, Expr, Use};
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::operation::{self, Media};
use crate::read::schema::JsonType;

impl Lowering<'_> {
    /// The body that an operation takes by itself.
    pub(super) fn body(
        &mut self,
        read: &operation::Body,
        preferred: &PreferredName,
    ) -> Option<Body> {
        let media = preferred_media(&read.content)?;
        if !read.required && media.schema.as_ref().is_some_and(|schema| self.is_empty(schema)) {
            let text = "the body has no properties, so that none is sent";
            self.note(Code::EmptyBody, &media.place, text);
            return None;
        }
        Some(self.body_of(read, media, &preferred.step("Request")))
    }

    /// What may be sent instead: the body in each of its other media types.
    pub(super) fn other_bodies(
        &mut self,
        read: &operation::Body,
        chosen: &str,
        preferred: &PreferredName,
    ) -> Vec<Body> {
        let others = read.content.iter().filter(|media| media.media_type != chosen);
        let (others, unsent): (Vec<&Media>, Vec<&Media>) =
            others.partition(|media| can_be_sent(&media.media_type));
        for media in unsent {
            let text = "no header can hold this media type, so that it is not sent";
            self.note(Code::MediaTypeIgnored, &media.place, text);
        }
        let body = |media: &Media| {
            let preferred = preferred.step("Request").step(&subtype(&media.media_type));
            self.body_of(read, media, &preferred)
        };
        others.into_iter().map(body).collect()
    }

    fn body_of(
        &mut self,
        read: &operation::Body,
        media: &Media,
        preferred: &PreferredName,
    ) -> Body {
        self.report_encoding(media);
        let content = self.content(media, preferred);
        let parts = match content {
            Content::Multipart(_) => self.part_rows(media),
            _ => Vec::new(),
        };
        let fields = match &content {
            Content::Form(form) => {
                let rows = self.field_rows(media);
                self.report_undefined_fields(media, form, &rows);
                rows
            }
            _ => Vec::new(),
        };
        let limits = match (&content, &media.schema) {
            (Content::Text, Some(schema)) => self.limits_at(schema, &Expr::Text),
            _ => Vec::new(),
        };
        let text = read.description.as_deref().unwrap_or_default();
        let (text, body_example) =
            (self.said_of(text, media, &content), self.schemas.body_example(media));
        let docs = Docs { text, body_example, ..Docs::default() };
        let (media_type, required) = (media.media_type.clone(), read.required);
        let deprecation = Deprecation::Current;
        Body { media_type, content, parts, fields, limits, required, docs, deprecation }
    }

    /// What a body or an answer holds in a media type.
    pub(super) fn content(&mut self, media: &Media, preferred: &PreferredName) -> Content {
        let essence = essence(&media.media_type);
        self.report_untyped(&essence, media);
        let typed = |lowering: &mut Self, schema: &Place| lowering.use_at(schema, preferred);
        match (essence.as_str(), &media.schema) {
            // A file, whatever its media type.
            (json, Some(schema)) if may_be_json(json) && self.is_binary(schema) => Content::Bytes,
            // Of a range of all media types, a schema alone says what is in it: a string is one as it
            // is (OpenAPI 3.0, 4.7.14.3), which quotation marks would spoil.
            (ANY, Some(schema)) if self.is_text(schema) => Content::Text,
            (ANY, None) => Content::Bytes,
            (json, Some(schema)) if may_be_json(json) => Content::Json(typed(self, schema)),
            (json, None) if may_be_json(json) => Content::Json(Use::of(Expr::Json)),
            (FORM, Some(schema)) => Content::Form(typed(self, schema)),
            (parts, Some(schema)) if is_multipart(parts) => Content::Multipart(typed(self, schema)),
            (essence, _) => without_type(essence).unwrap_or(Content::Bytes),
        }
    }

    /// What there is to say of a body: of itself, and by its schema, where that has no type that would
    /// say it.
    pub(super) fn said_of(&mut self, text: &str, media: &Media, content: &Content) -> String {
        let has_type = match content {
            Content::Json(value) | Content::Form(value) | Content::Multipart(value) => {
                value.expr.named().is_some()
            }
            Content::Text | Content::Bytes | Content::Events | Content::Empty => false,
        };
        let schema = media.schema.as_ref().filter(|_| !has_type);
        let more = schema.map_or_else(String::new, |schema| self.schemas.docs(schema).text);
        both(text.to_owned(), more)
    }

    /// Whether the schema of a body says that it is bytes.
    fn is_binary(&mut self, schema: &Place) -> bool {
        let Some(place) = self.schemas.behind_references(schema) else { return false };
        let schema = self.schemas.at(&place);
        let merged = self.schemas.merged(&place, &schema);
        merged.types == [JsonType::String]
            && merged.format.as_deref() == Some("binary")
            && !self.is_encoded(&place)
    }

    /// Whether the schema of a body says no more than that it is a string.
    fn is_text(&mut self, schema: &Place) -> bool {
        let Some(place) = self.schemas.behind_references(schema) else { return false };
        let schema = self.schemas.at(&place);
        let merged = self.schemas.merged(&place, &schema);
        merged.types == [JsonType::String] && merged.values.is_none() && !merged.nullable
    }

    /// Says which media types of an answer nothing reaches.
    pub(super) fn report_ignored(&mut self, ignored: &[&Media], chosen: &Media) {
        for media in ignored {
            let (other, chosen) = (&media.media_type, &chosen.media_type);
            let text = format!("`{other}` is not supported beside `{chosen}`");
            self.note(Code::MediaTypeIgnored, &media.place, text);
        }
    }

    /// Says of a body that how its properties are encoded is ignored. Parts and forms have rules of
    /// their own, and nothing else has an encoding (OpenAPI 3.1, section 4.8.14.1).
    fn report_encoding(&mut self, media: &Media) {
        let essence = essence(&media.media_type);
        let is_encoded = is_multipart(&essence) || essence == FORM;
        let encoded = media.encoding.iter().filter(|_| !is_encoded);
        let names: Vec<String> =
            encoded.map(|encoding| format!("`{}`", encoding.property)).collect();
        if !names.is_empty() {
            let text = format!("the `encoding` of {} is not supported", names.join(", "));
            self.note(Code::EncodingIgnored, &media.place, text);
        }
    }
}

/// What stands behind the `/` of a media type, as a part of a name.
pub(super) fn subtype(media_type: &str) -> String {
    let subtype = media_type.split_once('/').map_or(media_type, |(_, subtype)| subtype);
    subtype.replace(['+', '='], " ")
}
