//! Lists what became any JSON: which item of the Rust, of which node of the description, and why.
//!
//! The items are those of the plan, so that none is missed; the reasons are read off the nodes that
//! they were made of, and off the notes that lowering made of these.

use std::fmt::Write;

use foldhash::HashSet;
use serde::Serialize;

use crate::api::{
    Content, Expr, Naming, Nested, Operation, Response, Rest, Shape, Use, pointer_text,
};
use crate::config::Contents;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::pointer::Place;
use crate::printable::printable;
use crate::read::operation::names;
use crate::read::resolve::Document;
use crate::read::source::{Node, Value};

/// A place that became any JSON, or a list or a map of that.
///
/// The example of [`untyped`](crate::untyped()) has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Untyped {
    /// The Rust: `Job::metadata`, `create_job`.
    pub item: String,
    /// What of it: its own type, or the part of an operation.
    pub part: String,
    /// How it is written in Rust.
    pub rust: String,
    /// The node of the description, as a pointer.
    pub pointer: String,
    /// Why it has no type.
    pub reason: String,
}

impl Untyped {
    /// All of them, for a person: a line for the item, and one for the node and the reason.
    pub fn report(all: &[Self]) -> String {
        let places = if all.len() == 1 { "place is" } else { "places are" };
        let mut text = format!("  untyped   {} {places} any JSON\n", all.len());
        for Self { item, part, rust, pointer, reason } in all {
            let line = format!("{item}, {part}: {rust}");
            let _ = writeln!(text, "            {}", printable(&line));
            let _ = writeln!(text, "              {}: {}", printable(pointer), printable(reason));
        }
        text
    }
}

/// Everything of a plan that is any JSON, in the order of the plan.
pub(crate) fn untyped(
    plan: &Plan,
    contents: Contents,
    document: &Document,
    notes: &[Diagnostic],
) -> Vec<Untyped> {
    let mut search = Search { plan, document, notes, found: Vec::new() };
    search.types();
    if contents == Contents::Whole {
        for index in 0..plan.api.operations.len() {
            search.operation(index);
        }
    }
    search.found
}

struct Search<'a> {
    plan: &'a Plan,
    document: &'a Document,
    notes: &'a [Diagnostic],
    found: Vec<Untyped>,
}

impl Search<'_> {
    fn types(&mut self) {
        let Self { plan, document, .. } = *self;
        let names = &plan.facts.names;
        for ((kind, name), inner) in plan.api.types.iter().zip(&names.types).zip(&names.inner) {
            // What several places share is a keyword or a number.
            if kind.origin.naming == Naming::Shared {
                continue;
            }
            let own = document.place_of(&kind.origin.pointer);
            match &kind.shape {
                Shape::Record(record) => {
                    for (property, field) in record.properties.iter().zip(inner) {
                        let place = property_of(document, &own, &property.wire_name);
                        let item = format!("{name}::{field}");
                        self.used(&item, "field", &property.value, &place);
                    }
                    if let Rest::Typed(value) = &record.rest {
                        let place = own.child("additionalProperties");
                        self.used(name, "undeclared properties", value, &place);
                    }
                }
                Shape::Union(union) => {
                    for (index, (variant, inner)) in union.variants.iter().zip(inner).enumerate() {
                        let of = ["oneOf", "anyOf"].map(|keyword| own.child(keyword).item(index));
                        let place = of.into_iter().find(|it| document.node(it).is_ok());
                        let place = place.unwrap_or_else(|| own.clone());
                        self.used(&format!("{name}::{inner}"), "variant", &variant.value, &place);
                    }
                }
                Shape::Alias(used) => self.used(name, "type", used, &own),
                Shape::OpenEnum(_) | Shape::KeywordOrValue(_) => {}
            }
        }
    }

    fn operation(&mut self, index: usize) {
        let Self { plan, document, .. } = *self;
        let operation = &plan.api.operations[index];
        let item = &plan.facts.names.operations[index].function;
        let own = document.place_of(&operation.pointer);
        let path_parameters = operation.path_parameters.iter().map(|it| (&it.wire_name, &it.value));
        let others = operation.parameters.iter().map(|it| (&it.wire_name, &it.value));
        for (name, used) in path_parameters.chain(others) {
            let place = parameter(document, &own, name).unwrap_or_else(|| own.clone());
            self.used(item, &format!("parameter `{name}`"), used, &place);
        }
        let body = own.child("requestBody");
        for of in operation.body.iter().chain(&operation.other_bodies) {
            let place = schema_of(document, &body, &of.media_type);
            self.content(item, "body", &of.content, &place);
        }
        for of in &operation.success.responses {
            self.response(item, "response", of, &own);
        }
        for of in &operation.failures {
            self.response(item, "error", of, &own);
        }
        self.items(item, operation, &own);
    }

    fn response(&mut self, item: &str, what: &str, response: &Response, operation: &Place) {
        let own = operation.child("responses").child(&response.status);
        let own = self.document.follow(&own).unwrap_or(own);
        let place = schema_of(self.document, &own, &response.media_type);
        self.content(item, &format!("{what} {}", response.status), &response.content, &place);
        for header in &response.headers {
            let place = own.child("headers").child(&header.wire_name);
            let place = self.document.follow(&place).unwrap_or(place).child("schema");
            self.used(item, &format!("header `{}`", header.wire_name), &header.value, &place);
        }
    }

    /// What comes item by item is described in one of the answers.
    fn items(&mut self, item: &str, operation: &Operation, own: &Place) {
        let all = operation.events.iter().chain(&operation.typed_events).chain(&operation.lines);
        for items in all {
            let responses = own.child("responses");
            let statuses = names(self.document, &responses).into_iter();
            let places = statuses.map(|status| {
                schema_of(self.document, &responses.child(&status), &items.media_type)
            });
            let place = places.into_iter().find(|place| self.document.node(place).is_ok());
            let place = place.unwrap_or(responses);
            self.used(item, "item of the answer", &items.item, &place);
        }
    }

    fn content(&mut self, item: &str, part: &str, content: &Content, place: &Place) {
        match content {
            Content::Json(used) | Content::Form(used) | Content::Multipart(used) => {
                self.used(item, part, used, place);
            }
            Content::Text | Content::Bytes | Content::Events | Content::Empty => {}
        }
    }

    fn used(&mut self, item: &str, part: &str, used: &Use, place: &Place) {
        if !is_any(&used.expr) {
            return;
        }
        let (place, reason) = reason(self.document, self.notes, place, &used.expr);
        self.found.push(Untyped {
            item: item.to_owned(),
            part: part.to_owned(),
            rust: rust(self.plan, &used.expr),
            pointer: pointer_text(self.document.file_name(place.file), &place.pointer),
            reason,
        });
    }
}

/// Whether any JSON is within a type that has no name.
fn is_any(expr: &Expr) -> bool {
    match expr {
        Expr::Json => true,
        Expr::List(nested) | Expr::Map(nested) => is_any(&nested.expr),
        Expr::Tuple(tuple) => tuple.nested().any(|nested| is_any(&nested.expr)),
        _ => false,
    }
}

/// A type as a person writes it.
fn rust(plan: &Plan, expr: &Expr) -> String {
    let nested = |nested: &Nested| rust(plan, &nested.expr);
    match expr {
        Expr::Json => "Value".to_owned(),
        Expr::List(of) => format!("Vec<{}>", nested(of)),
        Expr::Map(of) => format!("Map<String, {}>", nested(of)),
        Expr::Tuple(of) => {
            format!("({})", of.nested().map(nested).collect::<Vec<_>>().join(", "))
        }
        Expr::Named(id) => plan.facts.type_name(*id).to_owned(),
        Expr::Text => "String".to_owned(),
        Expr::Integer => "i64".to_owned(),
        Expr::Unsigned => "u64".to_owned(),
        Expr::Number => "f64".to_owned(),
        Expr::Boolean => "bool".to_owned(),
        Expr::Null => "Null".to_owned(),
        Expr::File => "File".to_owned(),
        Expr::Custom(custom) => custom.path.clone(),
    }
}

/// The notes that say that something is any JSON.
const CODES: [Code; 3] = [Code::MixedEnum, Code::NothingButItself, Code::ListsTooDeep];

/// Why a place is any JSON, and at which node that is decided.
fn reason(
    document: &Document,
    notes: &[Diagnostic],
    place: &Place,
    expr: &Expr,
) -> (Place, String) {
    let mut place = place.clone();
    let mut expr = expr;
    loop {
        let is_here = |note: &&Diagnostic| {
            let at = note.at.as_ref().and_then(|at| at.pointer.as_ref());
            CODES.contains(&note.code) && at == Some(&place.pointer)
        };
        if let Some(note) = notes.iter().find(is_here) {
            return (place, note.message.clone());
        }
        place = transparent(document, document.follow(&place).unwrap_or(place));
        let Ok(node) = document.node(&place) else {
            return (place, "it is `required`, and no `properties` describes it".to_owned());
        };
        let inner = match expr {
            Expr::List(inner) => inner,
            Expr::Map(inner) => inner,
            _ => {
                let reason = of_schema(node);
                return (place, reason);
            }
        };
        let keyword = if matches!(expr, Expr::List(_)) { "items" } else { "additionalProperties" };
        let within = node.get(keyword).filter(|node| node.object().is_some());
        if within.is_none() {
            let reason = match expr {
                Expr::List(_) if node.get("prefixItems").is_some() => {
                    "an array whose items differ by their position"
                }
                Expr::List(_) => "an array that says nothing of its `items`",
                _ if node.get("patternProperties").is_some() => {
                    "an object whose properties are known by `patternProperties`"
                }
                _ if node.get("type").is_none() => "a schema that says nothing of a type",
                _ => "an object that says nothing of its properties",
            };
            return (place, reason.to_owned());
        }
        place = place.child(keyword);
        expr = &inner.expr;
    }
}

/// What a schema says that is of one subschema alone, but for null.
fn transparent(document: &Document, schema: Place) -> Place {
    let mut place = schema;
    // A chain longer than this is a cycle.
    for _ in 0..64 {
        let Ok(node) = document.node(&place) else { break };
        let only = ["anyOf", "oneOf", "allOf"].into_iter().find_map(|keyword| {
            let all = node.get(keyword)?.list()?.iter().enumerate();
            let mut others = all.filter(|(_, part)| !is_null(part));
            let (index, _) = others.next()?;
            others.next().is_none().then(|| place.child(keyword).item(index))
        });
        match only {
            Some(only) => place = document.follow(&only).unwrap_or(only),
            None => break,
        }
    }
    place
}

fn is_null(schema: &Node) -> bool {
    schema.get("type").and_then(Node::string) == Some("null")
}

/// The keywords that say nothing of what a value is.
const ANNOTATIONS: [&str; 13] = [
    "$comment",
    "title",
    "description",
    "default",
    "deprecated",
    "example",
    "examples",
    "externalDocs",
    "format",
    "nullable",
    "readOnly",
    "writeOnly",
    "xml",
];

/// Why a schema gives no type.
fn of_schema(node: &Node) -> String {
    let Some(properties) = node.object() else {
        return match node.value {
            Value::Boolean(true) => "the schema `true` allows anything".to_owned(),
            _ => "this is no schema".to_owned(),
        };
    };
    let is_said = |name: &&String| !ANNOTATIONS.contains(&name.as_str()) && !name.starts_with("x-");
    let said: Vec<String> =
        properties.keys().filter(is_said).map(|name| format!("`{name}`")).collect();
    match said.is_empty() {
        true if properties.is_empty() => "an empty schema allows anything".to_owned(),
        true => "a schema without a `type` allows anything".to_owned(),
        false => format!("no one type comes of {}", said.join(", ")),
    }
}

/// Where a property of an object is described: in its schema, or in what that is composed of.
fn property_of(document: &Document, schema: &Place, name: &str) -> Place {
    let mut waiting = vec![schema.clone()];
    let mut seen = HashSet::default();
    while let Some(place) = waiting.pop() {
        let place = document.follow(&place).unwrap_or(place);
        if !seen.insert(place.clone()) {
            continue;
        }
        let property = place.child("properties").child(name);
        if document.node(&property).is_ok() {
            return property;
        }
        for keyword in ["anyOf", "oneOf", "allOf"] {
            let parts = document.node(&place).ok().and_then(|node| node.get(keyword)?.list());
            let count = parts.map_or(0, <[Node]>::len);
            waiting.extend((0..count).rev().map(|index| place.child(keyword).item(index)));
        }
    }
    schema.child("properties").child(name)
}

/// The schema of a parameter of an operation, its own or that of its path item.
fn parameter(document: &Document, operation: &Place, name: &str) -> Option<Place> {
    let item = operation.pointer.parent()?;
    let item = Place { file: operation.file, pointer: item };
    for owner in [operation, &item] {
        let all = owner.child("parameters");
        let count = document.node(&all).ok().and_then(Node::list).map_or(0, <[Node]>::len);
        for index in 0..count {
            let Ok(place) = document.follow(&all.item(index)) else { continue };
            let Ok(node) = document.node(&place) else { continue };
            if node.get("name").and_then(Node::string) != Some(name) {
                continue;
            }
            let media = names(document, &place.child("content")).into_iter().next();
            return Some(match media {
                Some(media) => place.child("content").child(&media).child("schema"),
                None => place.child("schema"),
            });
        }
    }
    None
}

/// The schema of a body or an answer in a media type.
fn schema_of(document: &Document, owner: &Place, media_type: &str) -> Place {
    let owner = document.follow(owner).unwrap_or_else(|_| owner.clone());
    let content = owner.child("content");
    let is_it = |name: &String| name.eq_ignore_ascii_case(media_type);
    let all = names(document, &content);
    let found = all.iter().find(|name| is_it(name)).or(all.first());
    let media = content.child(found.map_or(media_type, String::as_str));
    let media = document.follow(&media).unwrap_or(media);
    let schema = media.child("schema");
    match document.node(&schema) {
        Ok(_) => schema,
        Err(_) if document.node(&media.child("itemSchema")).is_ok() => media.child("itemSchema"),
        Err(_) => media,
    }
}
