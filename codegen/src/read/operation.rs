//! One operation, typed: parameters, body and answers, their schemas named by their places.

use openapiv3 as typed;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};

use super::resolve::Document;
use super::service::{self, Server};
use super::source::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::pointer::{Place, Pointer};

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

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The parameter.
    pub place: Place,
    /// `name`.
    pub name: String,
    /// `in`.
    pub location: String,
    /// `style`, as written or as the location implies.
    pub style: String,
    /// `explode`, as written or as the style implies.
    pub explode: bool,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `description`.
    pub description: Option<String>,
    /// `schema`, or that of its one `content`.
    pub schema: Option<Place>,
    /// The media type of its one `content`.
    pub media_type: Option<String>,
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
}

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
}

/// The methods that a path item may have (OpenAPI 3.2 adds `query`).
pub const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Where a path item has the operations of other methods.
const ADDITIONAL: &str = "additionalOperations";

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

struct OperationReader<'a> {
    document: &'a Document,
}

type Fallible<T> = Result<T, Box<Diagnostic>>;

impl OperationReader<'_> {
    fn operation(&self, found: &Found, sink: &mut Sink) -> Fallible<Operation> {
        let place = &found.place;
        let node = self.document.node(place)?;
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

    fn parameters(&self, list: &Place, sink: &mut Sink) -> Vec<Parameter> {
        let count = self.document.node(list).ok().and_then(Node::list).map_or(0, <[Node]>::len);
        (0..count).filter_map(|index| keep(self.parameter(&list.item(index)), sink)).collect()
    }

    fn parameter(&self, place: &Place) -> Fallible<Parameter> {
        let place = self.document.follow(place)?;
        let node = self.document.node(&place)?;
        let content = self.content(&place.child("content"));
        let schema = match node.get("schema") {
            Some(_) => Some(place.child("schema")),
            None => content.first().and_then(|media| media.schema.clone()),
        };
        let mut keywords = pick(
            node,
            &["name", "in", "required", "deprecated", "description", "style", "explode"],
        );
        keywords.insert("schema".to_owned(), json!({"$ref": "#"}));
        let typed: typed::Parameter = self.typed(keywords, &place, "parameter")?;
        let (location, style) = match &typed {
            typed::Parameter::Query { style, .. } => ("query", json!(style)),
            typed::Parameter::Header { style, .. } => ("header", json!(style)),
            typed::Parameter::Path { style, .. } => ("path", json!(style)),
            typed::Parameter::Cookie { style, .. } => ("cookie", json!(style)),
        };
        let style = style.as_str().unwrap_or("form").to_owned();
        let data = typed.parameter_data();
        Ok(Parameter {
            name: data.name.clone(),
            location: location.to_owned(),
            explode: data.explode.unwrap_or(style == "form"),
            style,
            required: data.required || location == "path",
            deprecated: data.deprecated.unwrap_or_default(),
            description: data.description.clone(),
            schema,
            media_type: content.into_iter().next().map(|media| media.media_type),
            place,
        })
    }

    fn body(&self, place: &Place, sink: &mut Sink) -> Option<Body> {
        let read = || {
            let place = self.document.follow(place)?;
            let node = self.document.node(&place)?;
            let keywords = pick(node, &["description", "required"]);
            let typed: typed::RequestBody = self.typed(keywords, &place, "request body")?;
            let content = self.content(&place.child("content"));
            Ok(Body { description: typed.description, required: typed.required, content })
        };
        keep(read(), sink)
    }

    fn responses(&self, place: &Place, sink: &mut Sink) -> Vec<Response> {
        let statuses = self.document.node(place).ok().and_then(Node::object);
        let read = |status: &String| {
            let place = self.document.follow(&place.child(status))?;
            let node = self.document.node(&place)?;
            let mut keywords = pick(node, &["description"]);
            keywords.entry("description").or_insert_with(|| json!(""));
            let typed: typed::Response = self.typed(keywords, &place, "response")?;
            let content = self.content(&place.child("content"));
            Ok(Response { status: status.clone(), description: typed.description, content })
        };
        let names = statuses.into_iter().flat_map(|statuses| statuses.keys());
        names
            .filter(|status| !status.starts_with("x-"))
            .filter_map(|status| keep(read(status), sink))
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

    fn content(&self, place: &Place) -> Vec<Media> {
        let media_types = self.document.node(place).ok().and_then(Node::object);
        let media = |(media_type, node): (&String, &Node)| Media {
            place: place.child(media_type),
            media_type: media_type.clone(),
            encoding: self.encoding(&place.child(media_type).child("encoding")),
            // OpenAPI 3.2 says by `itemSchema` what each part of a stream is.
            schema: ["schema", "itemSchema"]
                .into_iter()
                .find(|keyword| node.get(keyword).is_some())
                .map(|keyword| place.child(media_type).child(keyword)),
        };
        media_types.into_iter().flatten().map(media).collect()
    }

    fn encoding(&self, place: &Place) -> Vec<Encoding> {
        let encoding = |property: String| {
            let place = place.child(&property);
            let node = self.document.node(&place).ok();
            let text = |name| node.and_then(|node| node.get(name)).and_then(Node::string);
            let content_types = text("contentType").unwrap_or_default().split(',');
            let content_types = content_types.map(str::trim).filter(|one| !one.is_empty());
            let headers = names(self.document, &place.child("headers"));
            let headers =
                headers.into_iter().filter(|name| !name.eq_ignore_ascii_case("content-type"));
            Encoding {
                content_types: content_types.map(str::to_owned).collect(),
                headers: headers.map(|name| self.part_header(&place, name)).collect(),
                style: text("style").map(str::to_owned),
                property,
            }
        };
        names(self.document, place).into_iter().map(encoding).collect()
    }

    fn part_header(&self, encoding: &Place, name: String) -> EncodingHeader {
        let place = encoding.child("headers").child(&name);
        let place = self.document.follow(&place).unwrap_or(place);
        let header = self.document.node(&place).ok();
        let required = header.and_then(|header| header.get("required"));
        let required = required.is_some_and(|node| node.value == Value::Boolean(true));
        let schema = place.child("schema");
        let schema = self.document.follow(&schema).unwrap_or(schema);
        let schema = self.document.node(&schema).ok();
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
        EncodingHeader { name, value, required }
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
        let Ok(item) = document.follow(&paths.child(&path)) else { continue };
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
            let (path, item, id) = (path.clone(), item.clone(), id.map(str::to_owned));
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
