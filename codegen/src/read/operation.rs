//! One operation, typed: parameters, body and answers, their schemas named by their places.

mod content;
mod find;
mod header;
mod parameter;
mod received;
mod select;

use openapiv3 as typed;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};

use super::resolve::Document;
use super::service::{self, Server};
use super::source::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::pointer::Place;

pub use self::content::{Encoding, EncodingHeader, Media, Said};
pub(crate) use self::find::names;
pub use self::find::{Found, METHODS, find};
pub use self::header::ResponseHeader;
pub use self::parameter::Parameter;
pub use self::received::{FoundReceived, find_callbacks, find_webhooks};
pub use self::select::{Selected, select};

/// One method of one path.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The operation.
    pub place: Place,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The key under `paths`.
    pub path: String,
    /// `operationId`.
    pub id: Option<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `tags`.
    pub groups: Vec<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// The operation's own parameters and those of its path item that it does not override.
    pub parameters: Vec<Parameter>,
    /// `requestBody`.
    pub body: Option<Body>,
    /// `responses`, by status.
    pub responses: Vec<Response>,
    /// `servers`, its own or those of its path item; none where it has those of the document.
    pub servers: Vec<Server>,
    /// `security`, its own or the document's: alternatives, each with all the credentials that it
    /// takes; `None` where neither says anything.
    pub security: Option<Vec<Vec<Need>>>,
}

/// A credential that an operation takes, by the name of its scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The name among `components/securitySchemes`.
    pub scheme: String,
    /// The scopes or roles that it has to have.
    pub scopes: Vec<String>,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// `description`.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// `content`.
    pub content: Vec<Media>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// `200`, `4XX`, `default`.
    pub status: String,
    /// `description`.
    pub description: String,
    /// `content`.
    pub content: Vec<Media>,
    /// `headers`, but for `Content-Type`, which `content` says.
    pub headers: Vec<ResponseHeader>,
}

/// Reads an operation; what cannot be read is left out and said.
pub fn read(document: &Document, found: &Found, sink: &mut Sink) -> Option<Operation> {
    let reader = OperationReader { document };
    match reader.operation(found, sink) {
        Ok(operation) => Some(operation),
        Err(problem) => {
            sink.push(*problem);
            None
        }
    }
}

/// Whether a segment of a path walks through it instead of being a part of it (RFC 3986, section
/// 5.2.4), percent-encoded or not, as URLs are read (WHATWG URL, "double-dot path segment").
fn walks(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(&*plain, "." | "..")
}

struct OperationReader<'a> {
    document: &'a Document,
}

type Fallible<T> = Result<T, Box<Diagnostic>>;

impl OperationReader<'_> {
    fn operation(&self, found: &Found, sink: &mut Sink) -> Fallible<Operation> {
        let place = &found.place;
        let node = self.document.node(place)?;
        if let Some(segment) = found.path.split(['/', '?', '#']).find(|segment| walks(segment)) {
            let message = format!(
                "the path `{}` has the segment `{segment}`, which leads out of the server's own path",
                found.path
            );
            return Err(Box::new(self.document.problem(Code::PathLeaves, place, message)));
        }
        let mut keywords =
            pick(node, &["operationId", "summary", "description", "tags", "deprecated"]);
        keywords.insert("responses".to_owned(), json!({}));
        let typed: typed::Operation = self.typed(keywords, place, "operation")?;

        let mut parameters = self.parameters(&place.child("parameters"), sink);
        for inherited in self.parameters(&found.item.child("parameters"), sink) {
            let is_same = |own: &Parameter| {
                (&own.name, &own.location) == (&inherited.name, &inherited.location)
            };
            if !parameters.iter().any(is_same) {
                parameters.push(inherited);
            }
        }
        let body = match node.get("requestBody") {
            Some(_) => self.body(&place.child("requestBody"), sink),
            None => None,
        };
        Ok(Operation {
            method: found.method.clone(),
            path: found.path.clone(),
            id: typed.operation_id,
            summary: typed.summary,
            description: typed.description,
            groups: typed.tags,
            deprecated: typed.deprecated,
            parameters,
            body,
            responses: self.responses(&place.child("responses"), sink),
            servers: self.servers(found, sink),
            security: self.security(node),
            place: place.clone(),
        })
    }

    fn body(&self, place: &Place, sink: &mut Sink) -> Option<Body> {
        let read = || {
            let place = self.document.follow(place)?;
            let node = self.document.node(&place)?;
            let keywords = pick(node, &["description", "required"]);
            let typed: typed::RequestBody = self.typed(keywords, &place, "request body")?;
            let content = content::read(self.document, &place.child("content"));
            Ok(Body { description: typed.description, required: typed.required, content })
        };
        keep(read(), sink)
    }

    fn responses(&self, place: &Place, sink: &mut Sink) -> Vec<Response> {
        let statuses = self.document.node(place).ok().and_then(Node::object);
        let read = |status: &String, sink: &mut Sink| {
            let place = self.document.follow(&place.child(status))?;
            let node = self.document.node(&place)?;
            let mut keywords = pick(node, &["description"]);
            keywords.entry("description").or_insert_with(|| json!(""));
            let typed: typed::Response = self.typed(keywords, &place, "response")?;
            Ok(Response {
                status: status.clone(),
                description: typed.description,
                content: content::read(self.document, &place.child("content")),
                headers: header::read(self.document, &place.child("headers"), sink),
            })
        };
        let names = statuses.into_iter().flat_map(|statuses| statuses.keys());
        names
            .filter(|status| !status.starts_with("x-"))
            .filter_map(|status| {
                let read = read(status, sink);
                keep(read, sink)
            })
            .collect()
    }

    /// Those of the operation, else those of its path item (OpenAPI 3.1, section 4.8.10.1).
    fn servers(&self, found: &Found, sink: &mut Sink) -> Vec<Server> {
        let own = service::servers(self.document, &found.place, sink);
        match own.is_empty() {
            true => service::servers(self.document, &found.item, sink),
            false => own,
        }
    }

    fn security(&self, operation: &Node) -> Option<Vec<Vec<Need>>> {
        let own = operation.get("security").or_else(|| self.document.root().get("security"));
        let need = |(scheme, scopes): (&String, &Node)| {
            let scopes = scopes.list().unwrap_or_default().iter();
            let scopes = scopes.filter_map(Node::string).map(str::to_owned).collect();
            Need { scheme: scheme.clone(), scopes }
        };
        let alternatives = own.and_then(Node::list)?.iter().filter_map(Node::object);
        Some(alternatives.map(|all| all.iter().map(need).collect()).collect())
    }

    fn typed<T: DeserializeOwned>(
        &self,
        keywords: Map<String, Json>,
        place: &Place,
        what: &str,
    ) -> Fallible<T> {
        let typed =
            |keywords: &Map<String, Json>| serde_json::from_value(Json::Object(keywords.clone()));
        typed(&keywords).map_err(|error: serde_json::Error| {
            let without = |name: &String| {
                let others = keywords.iter().filter(|(other, _)| *other != name);
                others.map(|(name, value)| (name.clone(), value.clone())).collect()
            };
            // The one without which the rest can be read is at fault.
            let culprit = keywords.keys().find(|name| typed(&without(name)).is_ok());
            Box::new(match culprit {
                Some(name) => self.document.problem(
                    Code::PartUnreadable,
                    &place.child(name),
                    format!("`{name}` of this {what} cannot be read: {error}"),
                ),
                None => self.document.problem(
                    Code::PartUnreadable,
                    place,
                    format!("this {what} cannot be read: {error}"),
                ),
            })
        })
    }
}

/// Takes what is well read and says what is not.
fn keep<T>(read: Fallible<T>, sink: &mut Sink) -> Option<T> {
    read.map_err(|problem| sink.push(*problem)).ok()
}

/// The properties of these names, as JSON, without those that are null.
fn pick(node: &Node, names: &[&str]) -> Map<String, Json> {
    let property = |name: &&str| Some(((*name).to_owned(), node.get(name)?));
    names
        .iter()
        .filter_map(property)
        .filter(|(_, node)| node.value != Value::Null)
        .map(|(name, node)| (name, node.to_json()))
        .collect()
}
