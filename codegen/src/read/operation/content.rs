//! The media types of a body or of an answer, and how the properties of each are encoded.

use serde_json::Value as Json;

use super::find::names;
use crate::pointer::Place;
use crate::read::resolve::Document;
use crate::read::source::{Node, Value};

/// A media type and its schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// Where it stands.
    pub place: Place,
    /// The media type, as written.
    pub media_type: String,
    /// What `encoding` says of properties.
    pub encoding: Vec<Encoding>,
    /// `schema`.
    pub schema: Option<Place>,
    /// How much that says.
    pub said: Said,
    /// `itemSchema`, of each item of a sequence (OpenAPI 3.2, section 4.14).
    pub item_schema: Option<Place>,
}

/// How much a schema says of what a media type holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing: there is no schema.
    Nothing,
    /// That it is a string, and no more: as much as a description can say of a text or a file.
    String,
    /// That it is bytes.
    Bytes,
    /// More than that.
    More,
}

/// How a property of a body is sent (OpenAPI 3.1, section 4.8.15).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encoding {
    /// The property.
    pub property: String,
    /// `contentType`, which lists media types and ranges of them.
    pub content_types: Vec<String>,
    /// `headers`, but for `Content-Type`, which `contentType` says.
    pub headers: Vec<EncodingHeader>,
    /// `style`.
    pub style: Option<String>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

/// A header of a part.
#[derive(Clone, Debug, PartialEq)]
pub struct EncodingHeader {
    /// Its name.
    pub name: String,
    /// Its only value, where its schema has one.
    pub value: Option<String>,
    /// `required`.
    pub required: bool,
    /// Whether it has a schema that lets it have several values.
    pub is_described: bool,
}

/// The media types of a body or of an answer.
pub(super) fn read(document: &Document, place: &Place) -> Vec<Media> {
    let media_types = document.node(place).ok().and_then(Node::object);
    let media = |(media_type, node): (&String, &Node)| Media {
        place: place.child(media_type),
        media_type: media_type.clone(),
        encoding: encodings(document, &place.child(media_type).child("encoding")),
        schema: node.get("schema").map(|_| place.child(media_type).child("schema")),
        said: said(document, &place.child(media_type).child("schema")),
        item_schema: node.get("itemSchema").map(|_| place.child(media_type).child("itemSchema")),
    };
    media_types.into_iter().flatten().map(media).collect()
}

/// What annotates a string, or is of OpenAPI alone, and says nothing of which strings there are.
const SAYS_NOTHING: [&str; 9] = [
    "title",
    "description",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "$comment",
];

fn said(document: &Document, schema: &Place) -> Said {
    let place = document.follow(schema).unwrap_or_else(|_| schema.clone());
    let Some(schema) = document.node(&place).ok() else { return Said::Nothing };
    if schema.get("type").and_then(Node::string) != Some("string") {
        return Said::More;
    }
    let keywords = schema.object().into_iter().flatten().map(|(keyword, _)| keyword.as_str());
    let is_more = |keyword: &&str| {
        *keyword != "type" && !keyword.starts_with("x-") && !SAYS_NOTHING.contains(keyword)
    };
    match keywords.filter(is_more).collect::<Vec<_>>().as_slice() {
        [] => Said::String,
        ["format"] if schema.get("format").and_then(Node::string) == Some("binary") => Said::Bytes,
        _ => Said::More,
    }
}

fn encodings(document: &Document, place: &Place) -> Vec<Encoding> {
    let encoding = |property: String| {
        let place = place.child(&property);
        let node = document.node(&place).ok();
        let text = |name| node.and_then(|node| node.get(name)).and_then(Node::string);
        let flag = |name| match node.and_then(|node| node.get(name))?.value {
            Value::Boolean(flag) => Some(flag),
            _ => None,
        };
        let content_types = text("contentType").unwrap_or_default().split(',');
        let content_types = content_types.map(str::trim).filter(|one| !one.is_empty());
        let headers = names(document, &place.child("headers"));
        let headers = headers.into_iter().filter(|name| !name.eq_ignore_ascii_case("content-type"));
        Encoding {
            content_types: content_types.map(str::to_owned).collect(),
            headers: headers.map(|name| part_header(document, &place, name)).collect(),
            style: text("style").map(str::to_owned),
            explode: flag("explode"),
            allow_reserved: flag("allowReserved").unwrap_or_default(),
            property,
        }
    };
    names(document, place).into_iter().map(encoding).collect()
}

fn part_header(document: &Document, encoding: &Place, name: String) -> EncodingHeader {
    let place = encoding.child("headers").child(&name);
    let place = document.follow(&place).unwrap_or(place);
    let header = document.node(&place).ok();
    let required = header.and_then(|header| header.get("required"));
    let required = required.is_some_and(|node| node.value == Value::Boolean(true));
    let schema = place.child("schema");
    let schema = document.follow(&schema).unwrap_or(schema);
    let schema = document.node(&schema).ok();
    let keyword = |name| schema.and_then(|schema| schema.get(name));
    let only = match keyword("enum").and_then(Node::list) {
        Some([only]) => Some(only),
        _ => None,
    };
    let value = keyword("const").or(only).map(Node::to_json);
    let value = value.and_then(|value| match value {
        Json::String(text) => Some(text),
        Json::Number(_) | Json::Bool(_) => Some(value.to_string()),
        _ => None,
    });
    let is_described = value.is_none() && schema.is_some();
    EncodingHeader { name, value, required, is_described }
}
