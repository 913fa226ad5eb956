//! The parts of a body and the fields of a form: how each is sent, and which are files though no
//! type says so.

use super::media::{FORM, essence, is_json};
use super::parameter::style;
use super::{Lowered, Lowering};
use crate::api::{Expr, FieldRow, ParameterStyle, PartRow, Use};
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::operation::Media;
use crate::read::schema::{JsonType, Schema};

/// How deep lists and variants may stand around a part that is a file.
const DEPTH: usize = 8;

impl Lowering<'_> {
    /// What `encoding` says of the parts of a body.
    pub(super) fn part_rows(&mut self, media: &Media) -> Vec<PartRow> {
        let mut rows = Vec::new();
        for encoding in &media.encoding {
            let is_optional = |header: &&crate::read::operation::EncodingHeader| {
                header.value.is_none() && !header.required
            };
            let optional: Vec<String> = encoding
                .headers
                .iter()
                .filter(is_optional)
                .map(|header| format!("`{}`", header.name))
                .collect();
            let place = media.place.child("encoding").child(&encoding.property);
            if !optional.is_empty() {
                let text = format!(
                    "{} of this part is sent where a file brings it (`File::with_header`)",
                    optional.join(", ")
                );
                self.note(Code::PartHeader, &place, text);
            }
            let has_style =
                encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
            for header in encoding.headers.iter().filter(|header| header.is_described) {
                let text = format!("the schema of the header `{}` is not checked", header.name);
                let header = place.child("headers").child(&header.name);
                let header = self.schemas.document().follow(&header).unwrap_or(header);
                self.note(Code::PartHeader, &header.child("schema"), text);
            }
            if has_style {
                self.note(Code::EncodingIgnored, &place, "the `style` of a part is ignored");
            }
            let with_value = encoding.headers.iter().filter_map(|header| {
                header.value.as_ref().map(|value| (header.name.clone(), value.clone()))
            });
            let required =
                encoding.headers.iter().filter(|header| header.required && header.value.is_none());
            let row = PartRow {
                wire_name: encoding.property.clone(),
                content_types: encoding.content_types.clone(),
                headers: with_value.collect(),
                required_headers: required.map(|header| header.name.clone()).collect(),
            };
            let says_nothing = row.content_types.is_empty()
                && row.headers.is_empty()
                && row.required_headers.is_empty();
            if !says_nothing {
                rows.push(row);
            }
        }
        rows
    }

    /// What `encoding` says of the fields of a form (OpenAPI 3.1, section 4.8.15.1): by a style, or
    /// else by a media type, of which JSON is one, and text is what is written in any case.
    pub(super) fn field_rows(&mut self, media: &Media) -> Vec<FieldRow> {
        let mut rows = Vec::new();
        for encoding in &media.encoding {
            let place = media.place.child("encoding").child(&encoding.property);
            let is_style = |style: &str| {
                ["form", "spaceDelimited", "pipeDelimited", "deepObject"].contains(&style)
            };
            let named = encoding.style.as_deref();
            if let Some(impossible) = named.filter(|style| !is_style(style)) {
                let text =
                    format!("the style `{impossible}` of this field is ignored: no form has it");
                self.note(Code::EncodingIgnored, &place, text);
            }
            if !encoding.headers.is_empty() {
                self.note(
                    Code::EncodingIgnored,
                    &place,
                    "the headers of this field are ignored: no form has any",
                );
            }
            let named = named.filter(|style| is_style(style));
            let is_by_style =
                named.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
            let media_type = encoding.content_types.first().map(|media_type| essence(media_type));
            let (style, explode) = match media_type {
                Some(json) if !is_by_style && is_json(&json) => (ParameterStyle::Json, false),
                Some(text) if !is_by_style && text == "text/plain" => continue,
                Some(other) if !is_by_style => {
                    let text =
                        format!("`{other}` of this field is ignored: it is written as text is");
                    self.note(Code::EncodingIgnored, &place, text);
                    continue;
                }
                _ if !is_by_style => continue,
                _ => {
                    let style = style(named.unwrap_or("form"));
                    (style, encoding.explode.unwrap_or(style == ParameterStyle::Form))
                }
            };
            rows.push(FieldRow {
                wire_name: encoding.property.clone(),
                style,
                explode,
                allow_reserved: encoding.allow_reserved,
            });
        }
        rows
    }

    /// Finds the schemas of the parts of a body: its properties, and the items of their lists.
    pub(super) fn find_parts(&mut self, body: &Place) {
        self.find_parts_within(body, DEPTH);
    }

    fn find_parts_within(&mut self, place: &Place, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let schema = self.schemas.at(place);
        if let Some(target) = self.schemas.pure_reference(&schema, place) {
            return self.find_parts_within(&target, depth);
        }
        for (_, property) in &schema.properties {
            self.find_part(property, depth, false);
        }
        for part in schema.all_of.iter().chain(&schema.any_of).chain(&schema.one_of) {
            self.find_parts_within(part, depth);
        }
    }

    /// Finds the schema of a part. A component that allows anything (`{}`) may stand in JSON,
    /// too, and is a file only where it has a media type.
    fn find_part(&mut self, place: &Place, depth: usize, is_referenced: bool) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let schema = self.schemas.at(place);
        if let Some(target) = self.schemas.pure_reference(&schema, place) {
            return self.find_part(&target, depth, true);
        }
        for within in
            schema.items.iter().chain(&schema.any_of).chain(&schema.one_of).chain(&schema.all_of)
        {
            self.find_part(within, depth, is_referenced);
        }
        if !is_referenced || self.text_at(place, "contentMediaType").is_some() {
            self.parts.insert(place.clone());
        }
    }

    /// A schema of a part that has no type (OpenAPI 3.1, section 4.8.14.3: "binary"), or that is a string
    /// of a media type which is no text: as it is, since no `contentEncoding` says otherwise.
    pub(super) fn file_part(&mut self, schema: &Schema, place: &Place) -> Option<Lowered> {
        let is_binary = || {
            let media_type = self.text_at(place, "contentMediaType").map(essence);
            let is_text = |media_type: &str| {
                media_type.starts_with("text/") || media_type == FORM || is_json(media_type)
            };
            let is_plain = schema.types == [JsonType::String] && schema.values.is_none();
            is_plain && media_type.is_some_and(|media_type| !is_text(&media_type))
        };
        let is_untyped = schema.types.is_empty() && !schema.nothing && schema.not.is_none();
        let is_open = is_untyped || is_binary();
        let is_part = self.schemas.parts(place).iter().any(|place| self.parts.contains(place));
        if !is_open || !is_part || self.is_encoded(place) {
            return None;
        }
        if self.text_at(place, "contentMediaType").is_none() {
            let text = "a part that may be anything is a file";
            self.note(Code::PartIsFile, place, text);
        }
        Some(Lowered::Use(Use::of(Expr::File)))
    }

    /// Whether the schema says that its bytes travel encoded as text.
    pub(super) fn is_encoded(&self, place: &Place) -> bool {
        self.text_at(place, "contentEncoding")
            .is_some_and(|encoding| !["binary", "8bit", "7bit"].contains(&encoding))
    }

    fn text_at(&self, place: &Place, keyword: &str) -> Option<&str> {
        let mut parts = self.schemas.parts(place).iter();
        parts.find_map(|part| self.schemas.document().node(part).ok()?.get(keyword)?.string())
    }
}
