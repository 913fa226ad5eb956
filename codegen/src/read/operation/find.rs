//! Finds the operations of a document, without reading any.

use crate::pointer::{Place, Pointer};
use crate::read::resolve::Document;
use crate::read::source::{Node, Value};

/// The methods that a path item may have (OpenAPI 3.2 adds `query`).
pub const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Where a path item has the operations of other methods.
const ADDITIONAL: &str = "additionalOperations";

/// An operation of a document, not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The key under `paths`.
    pub path: String,
    /// The HTTP method.
    pub method: String,
    /// The path item.
    pub item: Place,
    /// The operation.
    pub place: Place,
    /// `operationId`.
    pub id: Option<String>,
}

/// All operations of a document, in its order.
pub fn find(document: &Document) -> Vec<Found> {
    let paths = Place::in_document(Pointer::root().child("paths"));
    let paths = document.follow(&paths).unwrap_or(paths);
    let mut found = Vec::new();
    for path in names(document, &paths) {
        found.extend(operations_of(document, &path, &paths.child(&path)));
    }
    found
}

/// The operations of a path item.
pub(super) fn operations_of(document: &Document, path: &str, item: &Place) -> Vec<Found> {
    let mut found = Vec::new();
    if let Ok(item) = document.follow(item) {
        let methods =
            names(document, &item).into_iter().filter(|name| METHODS.contains(&name.as_str()));
        // A method's name keeps its case (RFC 9110, section 9.1), but for OpenAPI's own fields.
        let methods = methods.map(|name| (name.to_uppercase(), item.child(&name)));
        let others = item.child(ADDITIONAL);
        let others =
            names(document, &others).into_iter().map(|name| (name.clone(), others.child(&name)));
        // What is of another kind was said to be (`structure`).
        let is_operation = |place: &Place| {
            let node = document.node(place);
            node.is_ok_and(|node| matches!(node.value, Value::Object(_) | Value::Null))
        };
        for (method, place) in methods.chain(others).filter(|(_, place)| is_operation(place)) {
            let id = document.node(&place).ok().and_then(|node| node.get("operationId")?.string());
            let (path, item, id) = (path.to_owned(), item.clone(), id.map(str::to_owned));
            found.push(Found { path, method, item, place, id });
        }
    }
    found
}

/// The names of the properties at a place; none where there is no object.
pub(crate) fn names(document: &Document, place: &Place) -> Vec<String> {
    let properties = document.node(place).ok().and_then(Node::object);
    properties.into_iter().flat_map(|properties| properties.keys().cloned()).collect()
}
