//! One schema or one operation in the words of OpenAPI 3.0, whatever words it came in.
//!
//! OpenAPI 3.1 says with JSON Schema 2020-12 what 3.0 says in a dialect of its own,
//! published documents mix the two, and the typed reader knows 3.0. So each node is
//! translated on its own before it is read: what 3.0 has a keyword for is said in that
//! keyword, what it cannot say travels as `x-specwright-…`. Schemas below the node are
//! replaced by references to their own places, so that one odd schema costs nothing
//! but itself.

use std::borrow::Cow;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use serde_json::{Map, Value as Json, json};

use super::source::{Node, Value};
use crate::diagnostic::{Code, Diagnostic};

/// A schema in 3.0 keywords, and what had to be left out.
#[derive(Debug)]
pub(super) struct Translated<'a> {
    pub(super) keywords: Keywords<'a>,
    pub(super) problems: Vec<Diagnostic>,
}

/// The keywords of a schema and their values.
pub(super) type Keywords<'a> = IndexMap<Cow<'a, str>, Json, RandomState>;

/// The prefix of what 3.0 has no keyword for.
pub(super) const PREFIX: &str = "x-specwright-";

/// Translates a schema; its subschemas become references.
pub(super) fn translate(node: &Node) -> Translated<'_> {
    let mut translation = Translation::default();
    match &node.value {
        Value::Object(properties) => {
            for (name, property) in properties.iter() {
                translation.keyword(name, property);
            }
            translation.settle_bounds();
        }
        // JSON Schema Core, section 4.3.2: `true` allows anything, `false` nothing.
        Value::Boolean(true) => {}
        Value::Boolean(false) => {
            translation.stash("false", json!(true));
        }
        _ => {
            let message = format!("a schema was expected here, not {}", node.kind());
            translation
                .problems
                .push(Diagnostic::new(Code::SchemaExpected, message).at(node.location));
        }
    }
    Translated { keywords: translation.keywords, problems: translation.problems }
}

#[derive(Default)]
struct Translation<'a> {
    keywords: Keywords<'a>,
    /// The flags of 3.0 that a bound is an exclusive one.
    exclusive: Vec<&'a str>,
    problems: Vec<Diagnostic>,
}

/// What a keyword's value has to be.
#[derive(Clone, Copy)]
enum Shape {
    Text,
    Flag,
    Count,
    Bound,
    Any,
    Names,
    Schema,
    Schemas,
    SchemaMap,
}

/// The keywords that 3.0 has, with the same meaning in every version.
const PLAIN: &[(&str, Shape)] = &[
    ("title", Shape::Text),
    ("description", Shape::Text),
    ("format", Shape::Text),
    ("pattern", Shape::Text),
    ("nullable", Shape::Flag),
    ("readOnly", Shape::Flag),
    ("writeOnly", Shape::Flag),
    ("deprecated", Shape::Flag),
    ("uniqueItems", Shape::Flag),
    ("multipleOf", Shape::Bound),
    ("minLength", Shape::Count),
    ("maxLength", Shape::Count),
    ("minItems", Shape::Count),
    ("maxItems", Shape::Count),
    ("minProperties", Shape::Count),
    ("maxProperties", Shape::Count),
    ("required", Shape::Names),
    ("example", Shape::Any),
    ("items", Shape::Schema),
    ("not", Shape::Schema),
    ("oneOf", Shape::Schemas),
    ("anyOf", Shape::Schemas),
    ("allOf", Shape::Schemas),
    ("properties", Shape::SchemaMap),
];

/// Keywords of 3.1 that hold schemas and travel as names of their places.
const STASHED_SCHEMAS: &[(&str, Shape)] = &[
    ("prefixItems", Shape::Schemas),
    ("patternProperties", Shape::SchemaMap),
    ("propertyNames", Shape::Schema),
    ("unevaluatedProperties", Shape::Schema),
    ("dependentSchemas", Shape::SchemaMap),
    ("contains", Shape::Schema),
    ("if", Shape::Schema),
    ("then", Shape::Schema),
    ("else", Shape::Schema),
    ("contentSchema", Shape::Schema),
];

impl<'a> Translation<'a> {
    fn keyword(&mut self, name: &'a str, node: &Node) {
        if let Some((_, shape)) = PLAIN.iter().find(|(plain, _)| *plain == name) {
            return self.plain(name, name.into(), *shape, node);
        }
        match name {
            "type" => self.types(node),
            "enum" => self.values(node),
            "const" => self.set("enum", json!([node.to_json()])),
            // The typed reader takes a default of null for none at all.
            "default" if node.value == Value::Null => self.stash("default", json!(null)),
            "default" => self.set("default", node.to_json()),
            "examples" => self.stash("examples", node.to_json()),
            "minimum" | "maximum" => match &node.value {
                Value::Number(number) => self.stash(name, json!(number)),
                _ => self.refuse(name, "a number", node),
            },
            "exclusiveMinimum" | "exclusiveMaximum" => match &node.value {
                Value::Number(number) => self.stash(name, json!(number)),
                Value::Boolean(flag) => self.exclusive.extend(flag.then_some(name)),
                _ => self.refuse(name, "a number or a boolean", node),
            },
            "additionalProperties" => match &node.value {
                Value::Boolean(flag) => self.set(name, json!(flag)),
                _ => self.plain(name, name.into(), Shape::Schema, node),
            },
            "discriminator" => self.discriminator(node),
            "$ref" | "$dynamicRef" | "$recursiveRef" => self.stash(name, node.to_json()),
            _ if name.starts_with("x-") => self.set(name, node.to_json()),
            _ => match STASHED_SCHEMAS.iter().find(|(stashed, _)| *stashed == name) {
                Some((_, shape)) => {
                    self.plain(name, format!("{PREFIX}{name}").into(), *shape, node)
                }
                None => self.stash(name, node.to_json()),
            },
        }
    }

    /// Says in a keyword of 3.0.
    fn set(&mut self, keyword: &'a str, value: Json) {
        self.keywords.insert(keyword.into(), value);
    }

    /// Keeps what 3.0 has no keyword for.
    fn stash(&mut self, name: &str, value: Json) {
        self.keywords.insert(format!("{PREFIX}{name}").into(), value);
    }

    /// Leaves out a keyword whose value is of the wrong kind, and says so.
    fn refuse(&mut self, name: &str, expected: &str, node: &Node) {
        let message = format!("`{name}` must be {expected}, not {}; it is ignored", node.kind());
        self.problems.push(Diagnostic::new(Code::KeywordIgnored, message).at(node.location));
        self.stash(&format!("ill-{name}"), node.to_json());
    }

    fn plain(&mut self, name: &str, keyword: Cow<'a, str>, shape: Shape, node: &Node) {
        let translated = match (shape, &node.value) {
            (Shape::Text, Value::String(text)) => json!(text),
            (Shape::Flag, Value::Boolean(flag)) => json!(flag),
            (Shape::Count, Value::Number(number)) => match count(number) {
                Some(count) => json!(count),
                None => return self.refuse(name, "a count", node),
            },
            (Shape::Bound, Value::Number(number)) => json!(number),
            (Shape::Any, _) => node.to_json(),
            (Shape::Names, Value::List(names))
                if names.iter().all(|name| name.string().is_some()) =>
            {
                node.to_json()
            }
            (Shape::Schema, Value::Object(_) | Value::Boolean(_)) => reference(),
            (Shape::Schemas, Value::List(schemas)) => {
                Json::Array(schemas.iter().map(|_| reference()).collect())
            }
            (Shape::SchemaMap, Value::Object(schemas)) => {
                Json::Object(schemas.keys().map(|name| (name.clone(), reference())).collect())
            }
            _ => return self.refuse(name, shape.expected(), node),
        };
        self.keywords.insert(keyword, translated);
    }

    /// `type: [string, "null"]` is `type: string, nullable: true`; several types travel as a list.
    fn types(&mut self, node: &Node) {
        let names: Vec<&str> = match &node.value {
            Value::String(name) => vec![name],
            Value::List(names) => names.iter().filter_map(Node::string).collect(),
            _ => return self.refuse("type", "a string or an array of strings", node),
        };
        let known = ["null", "boolean", "integer", "number", "string", "array", "object"];
        if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
            let message = format!("there is no type `{unknown}`; it is ignored");
            let help = format!("JSON Schema has {}", known.join(", "));
            self.problems
                .push(Diagnostic::new(Code::UnknownType, message).at(node.location).help(help));
        }
        let types: Vec<&str> =
            names.iter().copied().filter(|name| *name != "null" && known.contains(name)).collect();
        match types.as_slice() {
            [] => {}
            [one] => self.set("type", json!(one)),
            several => self.stash("types", json!(several)),
        }
        if names.contains(&"null") {
            self.set("nullable", json!(true));
            if types.is_empty() {
                self.stash("null", json!(true));
            }
        }
    }

    /// A null among the values says that null is allowed; the rest are the values.
    fn values(&mut self, node: &Node) {
        let Value::List(values) = &node.value else {
            return self.refuse("enum", "an array", node);
        };
        let some: Vec<Json> =
            values.iter().filter(|value| value.value != Value::Null).map(Node::to_json).collect();
        if some.len() < values.len() {
            self.stash("null-value", json!(true));
            if some.is_empty() {
                self.stash("null", json!(true));
                self.set("nullable", json!(true));
                return;
            }
        }
        self.set("enum", Json::Array(some));
    }

    fn discriminator(&mut self, node: &Node) {
        let Some(property) = node.get("propertyName").and_then(Node::string) else {
            return self.refuse("discriminator", "an object with a `propertyName`", node);
        };
        let mut mapping = Map::new();
        for (value, target) in node.get("mapping").and_then(Node::object).into_iter().flatten() {
            match target.string() {
                Some(target) => {
                    mapping.insert(value.clone(), json!(target));
                }
                None => self.refuse("mapping", "a map of references", target),
            }
        }
        self.set("discriminator", json!({"propertyName": property, "mapping": mapping}));
    }

    /// Bounds travel as numbers: 3.0's typed reader refuses those beyond `i64`, and an
    /// exclusive bound is a flag in 3.0 and a number in 3.1.
    fn settle_bounds(&mut self) {
        for exclusive in std::mem::take(&mut self.exclusive) {
            let bound = if exclusive == "exclusiveMinimum" { "minimum" } else { "maximum" };
            if let Some(value) = self.keywords.shift_remove(format!("{PREFIX}{bound}").as_str()) {
                self.stash(exclusive, value);
            }
        }
    }
}

impl Shape {
    fn expected(self) -> &'static str {
        match self {
            Shape::Text => "a string",
            Shape::Flag => "true or false",
            Shape::Count => "a count",
            Shape::Bound => "a number",
            Shape::Any => "a value",
            Shape::Names => "an array of strings",
            Shape::Schema => "a schema",
            Shape::Schemas => "an array of schemas",
            Shape::SchemaMap => "a map of schemas",
        }
    }
}

/// Stands for a schema below, which is read at its own place.
fn reference() -> Json {
    json!({"$ref": "#"})
}

/// A count may be written `1.0` (JSON Schema Validation, section 6.3.1).
fn count(number: &serde_json::Number) -> Option<u64> {
    number.as_u64().or_else(|| {
        let float = number.as_f64()?;
        (float.fract() == 0.0 && (0.0..1e15).contains(&float)).then_some(float as u64)
    })
}
