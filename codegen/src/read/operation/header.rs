//! The headers of answers.

use super::content;
use super::find::names;
use crate::diagnostic::Sink;
use crate::pointer::Place;
use crate::read::resolve::Document;
use crate::read::source::{Node, Value};

/// A header of an answer (OpenAPI 3.1, section 4.8.21).
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseHeader {
    /// Where it stands, behind references.
    pub place: Place,
    /// Its name, as written.
    pub name: String,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `explode`.
    pub explode: bool,
    /// `schema`, or that of its one `content`.
    pub schema: Option<Place>,
    /// The media type of its one `content`.
    pub media_type: Option<String>,
}

/// The headers of an answer; one that a reference does not lead to is left out and said.
pub(super) fn read(document: &Document, place: &Place, sink: &mut Sink) -> Vec<ResponseHeader> {
    let mut headers = Vec::new();
    for name in names(document, place) {
        // What the content says is no business of a header (section 4.8.17).
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        match document.follow(&place.child(&name)) {
            Ok(place) => headers.extend(header(document, place, name)),
            Err(problem) => sink.push(*problem),
        }
    }
    headers
}

fn header(document: &Document, place: Place, name: String) -> Option<ResponseHeader> {
    let node = document.node(&place).ok()?;
    let is_so = |keyword| node.get(keyword).is_some_and(|it| it.value == Value::Boolean(true));
    let content = content::read(document, &place.child("content")).into_iter().next();
    let schema = match (node.get("schema"), &content) {
        (Some(_), _) => Some(place.child("schema")),
        (None, Some(content)) => content.schema.clone(),
        (None, None) => None,
    };
    Some(ResponseHeader {
        description: node.get("description").and_then(Node::string).map(str::to_owned),
        deprecated: is_so("deprecated"),
        explode: is_so("explode"),
        media_type: content.map(|content| content.media_type),
        schema,
        name,
        place,
    })
}
