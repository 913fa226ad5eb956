//! What of bodies has no type, although the description has a schema for it.

use super::Lowering;
use super::media::{EVENTS, is_lines, is_multipart, is_records, may_be_json};
use crate::api::ValueType;
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::operation::Media;
use crate::read::schema::Additional;

impl Lowering<'_> {
    /// Says of a body in XML, MessagePack and the like that its schema gives no type.
    pub(super) fn report_untyped(&mut self, essence: &str, media: &Media) {
        let has_type = may_be_json(essence)
            || essence == EVENTS
            || is_lines(essence)
            || is_records(essence)
            || is_multipart(essence)
            || essence == "application/x-www-form-urlencoded";
        let Some(schema) = media.schema.as_ref().filter(|_| !has_type) else { return };
        // Bytes and text may be described by a schema, too.
        let kinds = self.schemas.summary(schema).kinds.clone();
        let is_structured = |kind: &ValueType| matches!(kind, ValueType::Object | ValueType::Array);
        if kinds.iter().any(is_structured) {
            let as_what = if essence.starts_with("text/") { "text" } else { "bytes" };
            let text = format!("`{essence}` is {as_what} here, of whatever schema");
            self.note(Code::BodyUntyped, &media.place, text);
        }
    }

    /// Whether the schema of a body is of an object that says that it has no properties.
    pub(super) fn is_empty(&mut self, place: &Place) -> bool {
        let Some(behind) = self.schemas.follow(place) else { return false };
        let schema = self.schemas.at(&behind);
        let node = self.schemas.document().node(&behind).ok();
        let properties = node.and_then(|node| node.get("properties")?.object());
        let says_none = properties.is_some_and(|properties| properties.len() == 0);
        let is_open = matches!(schema.additional, Additional::Any | Additional::Schema(_));
        let is_bare = schema.properties.is_empty()
            && schema.required.is_empty()
            && schema.pattern_properties.is_empty()
            && schema.all_of.is_empty()
            && schema.any_of.is_empty()
            && schema.one_of.is_empty();
        let is_closed = schema.additional == Additional::Closed;
        let is_object =
            matches!(schema.types.as_slice(), [] | [crate::read::schema::JsonType::Object]);
        is_object && is_bare && !is_open && (says_none || is_closed)
    }
}
