//! Operations: what goes out and what comes back.

use serde::{Deserialize, Serialize};

use super::{Deprecation, Docs, Limit, Need, ResponseHeader, Server, Use};

/// One method of one path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// The operation, as a pointer.
    pub pointer: String,
    /// `operationId`, or the method and the path where there is none.
    pub id: String,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path, with its templates.
    pub path: String,
    /// Its servers, where it has its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<Server>,
    /// The credentials that it takes: alternatives, each with all that it needs; `None` where the
    /// description says nothing about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security: Option<Vec<Vec<Need>>>,
    /// The media types that its answers can be read in, as `Accept` says them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub accept: String,
    /// The first of its groups (OpenAPI's tags).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What there is to say about it.
    #[serde(default)]
    pub docs: Docs,
    /// Whether the description discourages its use.
    #[serde(default, skip_serializing_if = "Deprecation::is_current")]
    pub deprecation: Deprecation,
    /// What the templates of the path stand for, in the order of the path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path_parameters: Vec<PathParameter>,
    /// What else is sent outside the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// The body, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// What may be sent instead of the body: the same in other media types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_bodies: Vec<Body>,
    /// What a success carries.
    #[serde(default, skip_serializing_if = "Success::is_empty")]
    pub success: Success,
    /// What a success carries where it is asked for in another media type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub representations: Vec<Representation>,
    /// The events that a success is made of, where it is asked for as `text/event-stream`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Items>,
    /// The same of a type that the description says by now, where they were published as texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_events: Option<Items>,
    /// The lines or records that a success is made of, where it is asked for as such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<Items>,
    /// What the other answers carry, by status.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Response>,
}

impl Operation {
    /// What reads a success item by item, by the name of its method.
    pub fn named_items(&self) -> [(&Option<Items>, &'static str); 3] {
        [(&self.events, "events"), (&self.typed_events, "typed_events"), (&self.lines, "lines")]
    }

    /// What the bodies of requests and answers hold that are of a type.
    pub(crate) fn contents_mut(&mut self) -> impl Iterator<Item = &mut Use> {
        let bodies = self.body.iter_mut().chain(&mut self.other_bodies);
        let bodies = bodies.map(|body| &mut body.content);
        let answers = self.success.responses.iter_mut().chain(&mut self.failures);
        let answers = answers.map(|answer| &mut answer.content);
        let others = self.representations.iter_mut().map(|other| &mut other.content);
        bodies.chain(answers).chain(others).filter_map(|content| match content {
            Content::Json(used) | Content::Form(used) | Content::Multipart(used) => Some(used),
            _ => None,
        })
    }

    /// The headers of its answers.
    pub(crate) fn headers_mut(&mut self) -> impl Iterator<Item = &mut ResponseHeader> {
        let answers = self.success.responses.iter_mut().chain(&mut self.failures);
        answers.flat_map(|answer| &mut answer.headers)
    }

    /// What comes item by item.
    pub(crate) fn items_mut(&mut self) -> impl Iterator<Item = &mut Items> {
        self.events.iter_mut().chain(&mut self.typed_events).chain(&mut self.lines)
    }

    /// What a success is made of, where it is read item by item.
    pub fn items(&self) -> impl Iterator<Item = &Items> {
        self.events.iter().chain(&self.typed_events).chain(&self.lines)
    }
}

/// A value that stands for a template of the path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PathParameter {
    /// Its name within the braces.
    pub wire_name: String,
    /// How a list or an object is written.
    pub style: ParameterStyle,
    /// Whether each item or property stands on its own (`explode`).
    pub explode: bool,
    /// What it holds.
    pub value: Use,
    /// What there is to say about it.
    #[serde(default)]
    pub docs: Docs,
}

/// A value that is sent in the query, in a header or in a cookie.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name on the wire.
    pub wire_name: String,
    /// Where it is sent.
    pub location: ParameterIn,
    /// How a list or an object is written.
    pub style: ParameterStyle,
    /// Whether each item or property stands on its own (`explode`).
    pub explode: bool,
    /// Whether reserved characters stay as they are (`allowReserved`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allow_reserved: bool,
    /// Whether it has to be given.
    pub required: bool,
    /// What it holds.
    pub value: Use,
    /// What there is to say about it.
    #[serde(default)]
    pub docs: Docs,
    /// Whether the description discourages its use.
    #[serde(default, skip_serializing_if = "Deprecation::is_current")]
    pub deprecation: Deprecation,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are OpenAPI's")]
pub enum ParameterIn {
    Query,
    Header,
    Cookie,
}

/// How a list or an object is written (OpenAPI 3.1, section 4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are OpenAPI's")]
pub enum ParameterStyle {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// As JSON (`content: application/json`).
    Json,
}

/// A body that is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// The media type.
    pub media_type: String,
    /// What it holds.
    pub content: Content,
    /// How its parts are sent, where the description says more than their types do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartRow>,
    /// How fields of its form are written, where the description says more than their types do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldRow>,
    /// What is allowed of it, where it is text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// Whether it has to be given.
    pub required: bool,
    /// What there is to say about it.
    #[serde(default)]
    pub docs: Docs,
    /// Whether its use is discouraged.
    #[serde(default, skip_serializing_if = "Deprecation::is_current")]
    pub deprecation: Deprecation,
}

/// How the part of a property is sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PartRow {
    /// The property.
    pub wire_name: String,
    /// The media types that it may have; ranges of them are for files.
    pub content_types: Vec<String>,
    /// The headers that have one value only.
    pub headers: Vec<(String, String)>,
    /// The headers that a file has to bring.
    pub required_headers: Vec<String>,
}

/// How a field of a form is written: as a parameter of a query is.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct FieldRow {
    /// The property.
    pub wire_name: String,
    /// How a list or an object is written.
    pub style: ParameterStyle,
    /// Whether each item or property stands on its own (`explode`).
    pub explode: bool,
    /// Whether reserved characters stay as they are (`allowReserved`).
    pub allow_reserved: bool,
}

/// What a body holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// JSON of a type.
    Json(Use),
    /// Form fields of a type, percent-encoded.
    Form(Use),
    /// Parts of a type.
    Multipart(Use),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// A stream of events, handed over as bytes.
    Events,
    /// Nothing.
    Empty,
}

/// A success in a media type that it is not asked for by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Representation {
    /// The media type, or a range of them, without its `charset`.
    pub media_type: String,
    /// The media types that are asked for: this one, and those of failures.
    pub accept: String,
    /// What it carries.
    pub content: Content,
}

/// What a success is made of, one item after another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Items {
    /// The media type.
    pub media_type: String,
    /// The media types that are asked for: this one, and those of failures.
    pub accept: String,
    /// What an item holds.
    pub item: Use,
    /// How items stand in the body.
    pub framing: Framing,
}

/// How items stand in a body, and what of one its type is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Framing {
    /// Events, whose `data` is JSON.
    Data,
    /// The same; where the data lacks this property, by which the variants of the type are told
    /// apart, the name of the event is its value.
    TaggedData(String),
    /// Events, whose `data` is a string.
    Text,
    /// Events as objects of their fields, whose `data` is a string.
    Event,
    /// The same, whose `data` is JSON.
    EventOfJson,
    /// The same, whose `data` is JSON in some variants and a string in others.
    EventOfEither,
    /// Lines of JSON.
    Lines,
    /// Records of JSON (RFC 7464).
    Records,
}

/// What a success carries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Success {
    /// The answers that the description lists as a success.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub responses: Vec<Response>,
}

impl Success {
    /// Whether none is described.
    pub fn is_empty(&self) -> bool {
        self.responses.is_empty()
    }
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// The status as the description has it: `200`, `4XX`, `default`.
    pub status: String,
    /// The media type that it is read as by itself, without its `charset`; empty where it has no
    /// body. Another one is a [`Representation`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub media_type: String,
    /// What it carries.
    pub content: Content,
    /// Other media types that it is described in, and what they carry, where that needs no further
    /// type: any of them may be what was published. Nothing once that is settled.
    #[serde(skip)]
    pub others: Vec<(String, Content)>,
    /// Its headers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<ResponseHeader>,
    /// What there is to say about it.
    #[serde(default)]
    pub docs: Docs,
    /// Whether its use is discouraged.
    #[serde(default, skip_serializing_if = "Deprecation::is_current")]
    pub deprecation: Deprecation,
}
