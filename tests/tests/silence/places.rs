//! Finds the keywords of a description: where the vocabulary of OpenAPI and of JSON Schema is spoken, and not
//! names, examples or values.

use serde_json::Value;

/// What a node of a description is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    Info,
    Components,
    PathItem,
    Operation,
    Parameter,
    Body,
    Response,
    /// Of JSON, fields or parts, which have types.
    Media,
    /// Of text or bytes.
    Untyped,
    Encoding,
    Header,
    Schema,
}

/// A keyword at a place.
#[derive(Clone, Debug)]
pub(crate) struct Keyword {
    pub(crate) kind: Kind,
    /// The node that has it.
    pub(crate) node: String,
    pub(crate) name: String,
    pub(crate) pointer: String,
}

/// How nodes stand below a keyword. What is within a condition or a `not` is checked as a whole, or said
/// to be unchecked as a whole.
enum Below {
    One(Kind),
    Each(Kind),
}

fn below(kind: Kind, name: &str) -> Option<Below> {
    use Below::{Each, One};
    Some(match (kind, name) {
        (Kind::Document, "info") => One(Kind::Info),
        // Of webhooks, the bodies have types, as components have in any case.
        (Kind::Document, "paths") => Each(Kind::PathItem),
        (Kind::Document, "components") => One(Kind::Components),
        (Kind::Components, "schemas") => Each(Kind::Schema),
        (Kind::Components, "parameters") => Each(Kind::Parameter),
        (Kind::Components, "requestBodies") => Each(Kind::Body),
        (Kind::Components, "responses") => Each(Kind::Response),
        (Kind::Components, "headers") => Each(Kind::Header),
        (Kind::PathItem, "get" | "put" | "post" | "delete" | "options" | "head" | "patch") => {
            One(Kind::Operation)
        }
        (Kind::PathItem | Kind::Operation, "parameters") => Each(Kind::Parameter),
        (Kind::Operation, "requestBody") => One(Kind::Body),
        (Kind::Operation, "responses") => Each(Kind::Response),
        (Kind::Parameter | Kind::Header, "schema") => One(Kind::Schema),
        (Kind::Parameter | Kind::Header | Kind::Body | Kind::Response, "content") => {
            Each(Kind::Media)
        }
        (Kind::Response | Kind::Encoding, "headers") => Each(Kind::Header),
        (Kind::Media, "schema" | "itemSchema") => One(Kind::Schema),
        (Kind::Media, "encoding") => Each(Kind::Encoding),
        (
            Kind::Schema,
            "properties" | "patternProperties" | "allOf" | "anyOf" | "oneOf" | "prefixItems",
        ) => Each(Kind::Schema),
        (Kind::Schema, "items" | "additionalProperties" | "propertyNames") => One(Kind::Schema),
        _ => return None,
    })
}

/// The keywords of a description that say something.
pub(crate) fn keywords(description: &Value) -> Vec<Keyword> {
    let mut found = Vec::new();
    walk(description, Kind::Document, String::new(), &mut found);
    found
}

fn walk(node: &Value, kind: Kind, pointer: String, found: &mut Vec<Keyword>) {
    let Value::Object(keywords) = node else { return };
    for (name, value) in keywords {
        let place = format!("{pointer}/{}", escaped(name));
        if is_spoken(kind, name) && !is_implied(kind, name, value, keywords) {
            let (node, name) = (pointer.clone(), name.clone());
            found.push(Keyword { kind, node, name, pointer: place.clone() });
        }
        match below(kind, name) {
            Some(Below::One(kind)) => walk(value, kind, place, found),
            Some(Below::Each(kind)) => match value {
                Value::Object(all) => {
                    for (name, node) in all {
                        let Some(kind) = narrowed(kind, name, all) else { continue };
                        walk(node, kind, format!("{place}/{}", escaped(name)), found);
                    }
                }
                Value::Array(all) => {
                    for (index, node) in all.iter().enumerate() {
                        walk(node, kind, format!("{place}/{index}"), found);
                    }
                }
                _ => {}
            },
            None => {}
        }
    }
}

/// What a node is by its name; nothing, where a whole media type is said to be ignored beside JSON.
fn narrowed(kind: Kind, name: &str, all: &serde_json::Map<String, Value>) -> Option<Kind> {
    let is_json = |name: &str| name.contains("json");
    match kind {
        Kind::Media if !is_json(name) && all.keys().any(|other| is_json(other)) => None,
        Kind::Media if is_json(name) || name.contains("form") => Some(Kind::Media),
        Kind::Media => Some(Kind::Untyped),
        kind => Some(kind),
    }
}

/// Whether a keyword is one that a description could do without: not what makes it one.
fn is_spoken(kind: Kind, name: &str) -> bool {
    let structure: &[&str] = match kind {
        Kind::Document => &["openapi", "info", "paths", "components", "tags"],
        Kind::Info => &["title", "version"],
        Kind::PathItem | Kind::Components => return false,
        Kind::Operation => &["responses"],
        Kind::Parameter => &["name", "in"],
        Kind::Body => &["content"],
        // Every answer has to have a description, and most say `OK`.
        Kind::Response => &["content", "description"],
        // That of text or bytes says as much as the media type, or is said to be ignored.
        Kind::Untyped => &["schema"],
        _ => &[],
    };
    // `specwright examples` reads examples.
    let is_example = matches!(name, "example" | "examples");
    !structure.contains(&name) && !is_example && !name.starts_with("x-")
}

/// Whether a keyword says what would be so without it.
fn is_implied(
    kind: Kind,
    name: &str,
    value: &Value,
    beside: &serde_json::Map<String, Value>,
) -> bool {
    let is_in = |place: &str| beside.get("in").and_then(Value::as_str) == Some(place);
    match (kind, name) {
        // A flag that is not set, a bound that nothing breaks.
        (
            _,
            "required" | "deprecated" | "nullable" | "readOnly" | "writeOnly" | "uniqueItems"
            | "allowReserved" | "exclusiveMinimum" | "exclusiveMaximum",
        ) if *value == Value::Bool(false) => true,
        (_, "minLength" | "minItems" | "minProperties") if value.as_f64() == Some(0.0) => true,
        (Kind::Schema, "additionalProperties" | "unevaluatedProperties")
            if matches!(value, Value::Bool(true))
                || value.as_object().is_some_and(|all| all.is_empty()) =>
        {
            true
        }
        // An empty list or map, an empty text.
        (_, _) if value.as_array().is_some_and(Vec::is_empty) || value.as_str() == Some("") => true,
        (Kind::Schema, "properties" | "patternProperties" | "items")
            if value.as_object().is_some_and(|all| all.is_empty()) =>
        {
            true
        }
        // What the place implies.
        (Kind::Parameter, "required") => is_in("path"),
        (Kind::Parameter, "style") => {
            let implied = if is_in("query") || is_in("cookie") { "form" } else { "simple" };
            value.as_str() == Some(implied)
        }
        (Kind::Parameter, "explode") => true,
        // What is no text has a type beside.
        (Kind::Parameter, "schema") => *value == serde_json::json!({"type": "string"}),
        // What another keyword says as well.
        (Kind::Schema, "type") => [
            "properties",
            "additionalProperties",
            "items",
            "prefixItems",
            "enum",
            "const",
            "required",
            "oneOf",
            "anyOf",
            "allOf",
            "patternProperties",
            "$ref",
        ]
        .iter()
        .any(|other| beside.contains_key(*other)),
        _ => false,
    }
}

/// The description without a keyword.
pub(crate) fn without(description: &Value, keyword: &Keyword) -> Value {
    let mut description = description.clone();
    if let Some(Value::Object(keywords)) = description.pointer_mut(&keyword.node) {
        keywords.shift_remove(&keyword.name);
    }
    description
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
