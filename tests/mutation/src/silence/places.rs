//! Finds the keywords of a description: where the vocabulary of OpenAPI and of JSON Schema is spoken, and not
//! names, examples or values.

use serde_json::Value;

/// What a node of a description is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The OpenAPI Object.
    Document,
    /// The Info Object.
    Info,
    /// Who wrote the description, under which license, and where else something is told of it.
    About,
    /// The Tag Object.
    Tag,
    /// The Server Object.
    Server,
    /// The Server Variable Object.
    Variable,
    /// The Components Object.
    Components,
    /// The Security Scheme Object.
    Scheme,
    /// The OAuth Flows Object.
    Flows,
    /// The OAuth Flow Object.
    Flow,
    /// The Path Item Object.
    PathItem,
    /// The Operation Object.
    Operation,
    /// The Parameter Object.
    Parameter,
    /// The Request Body Object.
    Body,
    /// The Response Object.
    Response,
    /// The Media Type Object of JSON, of fields or of parts, which have types.
    Media,
    /// The Media Type Object of text or bytes.
    Untyped,
    /// The Encoding Object.
    Encoding,
    /// The Header Object.
    Header,
    /// The Discriminator Object.
    Discriminator,
    /// The Schema Object.
    Schema,
}

/// A keyword at a place.
#[derive(Clone, Debug)]
pub struct Keyword {
    /// What the node is that has it.
    pub kind: Kind,
    /// The node that has it.
    pub node: String,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub pointer: String,
}

impl Keyword {
    /// What it is called, and of which node it is.
    pub fn kind(&self) -> String {
        format!("{:?}: {}", self.kind, self.name)
    }

    /// Whether it stands in a node, or is that node.
    pub(super) fn is_within(&self, node: &str) -> bool {
        let rest = self.pointer.strip_prefix(node);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// How nodes stand below a keyword.
enum Below {
    One(Kind),
    Each(Kind),
    /// The nodes of each property are those of another map.
    EachOfEach(Kind),
}

/// What stands below a keyword. What is within an `if`, a `contentSchema` or an
/// `unevaluatedItems` is said to be unchecked as a whole, and what a `Link` holds to be unused.
fn below(kind: Kind, name: &str) -> Option<Below> {
    use Below::{Each, EachOfEach, One};
    Some(match (kind, name) {
        (Kind::Document, "info") => One(Kind::Info),
        (Kind::Document, "tags") => Each(Kind::Tag),
        (Kind::Document | Kind::PathItem | Kind::Operation, "servers") => Each(Kind::Server),
        (Kind::Document, "paths" | "webhooks") | (Kind::Components, "pathItems") => {
            Each(Kind::PathItem)
        }
        (Kind::Document, "components") => One(Kind::Components),
        (Kind::Info, "contact" | "license") => One(Kind::About),
        (_, "externalDocs") => One(Kind::About),
        (Kind::Server, "variables") => Each(Kind::Variable),
        (Kind::Components, "schemas") => Each(Kind::Schema),
        (Kind::Components, "parameters") => Each(Kind::Parameter),
        (Kind::Components, "requestBodies") => Each(Kind::Body),
        (Kind::Components, "responses") => Each(Kind::Response),
        (Kind::Components, "headers") => Each(Kind::Header),
        (Kind::Components, "securitySchemes") => Each(Kind::Scheme),
        (Kind::Scheme, "flows") => One(Kind::Flows),
        (
            Kind::Flows,
            "implicit"
            | "password"
            | "clientCredentials"
            | "authorizationCode"
            | "deviceAuthorization",
        ) => One(Kind::Flow),
        (
            Kind::PathItem,
            "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query",
        ) => One(Kind::Operation),
        (Kind::PathItem, "additionalOperations") => Each(Kind::Operation),
        (Kind::PathItem | Kind::Operation, "parameters") => Each(Kind::Parameter),
        (Kind::Operation, "requestBody") => One(Kind::Body),
        (Kind::Operation, "responses") => Each(Kind::Response),
        (Kind::Operation, "callbacks") => EachOfEach(Kind::PathItem),
        (Kind::Components, "callbacks") => EachOfEach(Kind::PathItem),
        (Kind::Parameter | Kind::Header, "schema") => One(Kind::Schema),
        (Kind::Parameter | Kind::Header | Kind::Body | Kind::Response, "content") => {
            Each(Kind::Media)
        }
        (Kind::Response | Kind::Encoding, "headers") => Each(Kind::Header),
        (Kind::Media, "schema" | "itemSchema") => One(Kind::Schema),
        (Kind::Media, "encoding") => Each(Kind::Encoding),
        (Kind::Schema, "discriminator") => One(Kind::Discriminator),
        (
            Kind::Schema,
            "properties" | "patternProperties" | "allOf" | "anyOf" | "oneOf" | "prefixItems"
            | "$defs" | "definitions" | "dependentSchemas",
        ) => Each(Kind::Schema),
        (
            Kind::Schema,
            "items"
            | "additionalProperties"
            | "propertyNames"
            | "not"
            | "contains"
            | "then"
            | "else",
        ) => One(Kind::Schema),
        _ => return None,
    })
}

/// The keywords of a description that say something.
pub fn keywords(description: &Value) -> Vec<Keyword> {
    let mut found = Vec::new();
    walk(description, Kind::Document, String::new(), &mut found);
    found
}

fn walk(node: &Value, kind: Kind, pointer: String, found: &mut Vec<Keyword>) {
    let Value::Object(keywords) = node else { return };
    for (name, value) in keywords {
        let place = format!("{pointer}/{}", escaped(name));
        if is_spoken(kind, name) {
            let (node, name) = (pointer.clone(), name.clone());
            found.push(Keyword { kind, node, name, pointer: place.clone() });
        }
        match below(kind, name) {
            Some(Below::One(kind)) => walk(value, kind, place, found),
            Some(Below::Each(kind)) => each(value, kind, &place, found),
            Some(Below::EachOfEach(kind)) => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    each(value, kind, &format!("{place}/{}", escaped(name)), found);
                }
            }
            None => {}
        }
    }
}

fn each(value: &Value, kind: Kind, place: &str, found: &mut Vec<Keyword>) {
    match value {
        Value::Object(all) => {
            for (name, node) in all {
                let kind = narrowed(kind, name);
                if !name.starts_with("x-") || kind == Kind::Schema {
                    walk(node, kind, format!("{place}/{}", escaped(name)), found);
                }
            }
        }
        Value::Array(all) => {
            for (index, node) in all.iter().enumerate() {
                walk(node, kind, format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// What a node is by its name.
fn narrowed(kind: Kind, name: &str) -> Kind {
    let has_types =
        |name: &str| ["json", "form", "event-stream"].iter().any(|known| name.contains(known));
    match kind {
        Kind::Media if !has_types(name) => Kind::Untyped,
        kind => kind,
    }
}

/// Whether a keyword is one that a description could do without: not what makes it one.
fn is_spoken(kind: Kind, name: &str) -> bool {
    let structure: &[&str] = match kind {
        Kind::Document => &["openapi", "info", "paths", "components", "webhooks"],
        Kind::Info => &["title", "version"],
        Kind::Components => return false,
        // An operation as a whole, whose keywords are looked at each.
        Kind::PathItem => &[
            "get",
            "put",
            "post",
            "delete",
            "options",
            "head",
            "patch",
            "trace",
            "query",
            "additionalOperations",
        ],
        Kind::Operation => &["responses"],
        Kind::Parameter => &["name", "in"],
        Kind::Body | Kind::Response => &["content"],
        Kind::Scheme => &["type", "name", "in", "scheme"],
        Kind::Server => &["url"],
        Kind::Tag => &["name"],
        // The whole of what is told of something is said.
        Kind::About => return false,
        Kind::Discriminator => &["propertyName"],
        // Only references lead to these.
        Kind::Schema => &["$defs", "definitions", "$anchor", "$dynamicAnchor", "$id", "$schema"],
        _ => &[],
    };
    // `specwright examples` reads examples.
    let is_example = matches!(name, "example" | "examples");
    !structure.contains(&name) && !is_example && !name.starts_with("x-")
}

/// The description without a keyword.
pub fn without(description: &Value, keyword: &Keyword) -> Value {
    let mut description = description.clone();
    if let Some(Value::Object(keywords)) = description.pointer_mut(&keyword.node) {
        keywords.shift_remove(&keyword.name);
    }
    description
}

pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
