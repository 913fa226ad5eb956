//! Keywords that hold several kinds of values: a function for each.

use serde_json::Value as Json;
use specwright_pattern::Pattern;

use super::super::schema::{Additional, Discriminator, JsonType};
use super::super::source::{Node, Value};
use super::Reader;
use crate::diagnostic::{Code, Diagnostic};

/// `type`: a string, or in 3.1 an array of strings, of which `"null"` says that null is allowed.
/// Without its quotation marks, `null` is no string in YAML, and means the same.
pub(super) fn types(reader: &mut Reader<'_>, name: &str, node: &Node) {
    let nodes = match &node.value {
        Value::String(_) | Value::Null => std::slice::from_ref(node),
        Value::List(nodes) => nodes.as_slice(),
        _ => return reader.refuse(name, "a string or an array of strings", node),
    };
    let mut names: Vec<&str> = Vec::with_capacity(nodes.len());
    for node in nodes {
        match &node.value {
            Value::String(name) => names.push(name),
            Value::Null => {
                names.push("null");
                let message = "the type `null` is written without quotation marks";
                let help = "write `\"null\"`: a type is a string (JSON Schema, section 6.1.1)";
                let problem = Diagnostic::new(Code::NullUnquoted, message);
                reader.problems.push(problem.at(node.location).help(help));
            }
            _ => reader.refuse(name, "a string or an array of strings", node),
        }
    }
    let is_known = |name: &str| name == "null" || json_type(name).is_some();
    if let Some(unknown) = names.iter().find(|name| !is_known(name)) {
        let message = format!("there is no type `{unknown}`; it is ignored");
        let help = "JSON Schema has null, boolean, integer, number, string, array, object";
        reader
            .problems
            .push(Diagnostic::new(Code::UnknownType, message).at(node.location).help(help));
    }
    reader.schema.types = names.iter().filter_map(|name| json_type(name)).collect();
    if names.contains(&"null") {
        reader.schema.nullable = true;
        reader.schema.only_null |= reader.schema.types.is_empty();
    }
}

fn json_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "boolean" => JsonType::Boolean,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        _ => return None,
    })
}

/// `enum`.
pub(super) fn values(reader: &mut Reader<'_>, name: &str, node: &Node) {
    match node.list() {
        Some(values) => reader.list(values),
        None => reader.refuse(name, "an array", node),
    }
}

/// `const`: an `enum` of one value (JSON Schema Validation, section 6.1.3).
pub(super) fn constant(reader: &mut Reader<'_>, _: &str, node: &Node) {
    reader.list(std::slice::from_ref(node));
}

/// `exclusiveMinimum` and `exclusiveMaximum`.
pub(super) fn exclusive(reader: &mut Reader<'_>, name: &str, node: &Node) {
    let bounds = &mut reader.schema.bounds;
    match &node.value {
        Value::Number(number) if name == "exclusiveMinimum" => {
            bounds.exclusive_minimum = Some(number.clone());
        }
        Value::Number(number) => bounds.exclusive_maximum = Some(number.clone()),
        Value::Boolean(true) => reader.exclusive.push(name.to_owned()),
        Value::Boolean(false) => {}
        _ => reader.refuse(name, "a number or a boolean", node),
    }
}

/// `multipleOf`. A schema has one, and what is merged of several schemas each of theirs.
pub(super) fn multiple_of(reader: &mut Reader<'_>, name: &str, node: &Node) {
    match &node.value {
        Value::Number(number) => reader.schema.bounds.multiple_of.push(number.clone()),
        _ => reader.refuse(name, "a number", node),
    }
}

/// `pattern`, of which the same is true.
pub(super) fn pattern(reader: &mut Reader<'_>, name: &str, node: &Node) {
    let Some(pattern) = node.string() else { return reader.refuse(name, "a string", node) };
    let bounds = &mut reader.schema.bounds;
    match Pattern::new(pattern) {
        Ok(_) => bounds.patterns.push(pattern.to_owned()),
        Err(refusal) => {
            bounds.unchecked_patterns.push(pattern.to_owned());
            let message = format!("the pattern `{pattern}` is not checked: {refusal}");
            reader.problems.push(unchecked(message).at(node.location));
        }
    }
}

/// `patternProperties`, of which a name that is no pattern says nothing about any property.
pub(super) fn pattern_properties(reader: &mut Reader<'_>, name: &str, node: &Node) {
    let Value::Object(schemas) = &node.value else {
        return reader.refuse(name, "a map of schemas", node);
    };
    let places = reader.place.child(name);
    for (pattern, schema) in schemas.iter() {
        reader.schema.pattern_properties.push((pattern.clone(), places.child(pattern)));
        if let Err(refusal) = Pattern::new(pattern) {
            let message = format!("properties named by `{pattern}` are not checked: {refusal}");
            reader.problems.push(unchecked(message).at(schema.location));
        }
    }
}

fn unchecked(message: String) -> Diagnostic {
    Diagnostic::new(Code::PatternUnchecked, message)
        .help("a pattern is a regular expression of ECMA-262 (JSON Schema Core, section 6.4)")
}

/// `dependentRequired`.
pub(super) fn dependent_required(reader: &mut Reader<'_>, name: &str, node: &Node) {
    let expected = "a map of arrays of strings";
    let Value::Object(properties) = &node.value else { return reader.refuse(name, expected, node) };
    for (property, names) in properties.iter() {
        let names =
            names.list().map(|names| names.iter().map(|one| one.string().map(str::to_owned)));
        match names.and_then(Iterator::collect::<Option<Vec<String>>>) {
            Some(names) if names.is_empty() => {}
            Some(names) => {
                reader.schema.bounds.dependent_required.push((property.clone(), names));
            }
            None => reader.refuse(name, expected, node),
        }
    }
}

/// `unevaluatedProperties`.
pub(super) fn unevaluated(reader: &mut Reader<'_>, name: &str, node: &Node) {
    match &node.value {
        Value::Boolean(allows) => reader.schema.closes_unevaluated = !allows,
        Value::Object(keywords) if keywords.is_empty() => {}
        Value::Object(_) => reader.schema.unsupported_keywords.push(name.to_owned()),
        _ => reader.refuse(name, "a schema", node),
    }
}

/// `additionalProperties`.
pub(super) fn additional(reader: &mut Reader<'_>, name: &str, node: &Node) {
    reader.schema.additional = match &node.value {
        Value::Boolean(true) => Additional::Any,
        Value::Boolean(false) => Additional::Closed,
        Value::Object(_) => Additional::Schema(reader.place.child(name)),
        _ => return reader.refuse(name, "a schema", node),
    };
}

/// `discriminator`.
pub(super) fn discriminator(reader: &mut Reader<'_>, name: &str, node: &Node) {
    let Some(property) = node.get("propertyName").and_then(Node::string) else {
        return reader.refuse(name, "an object with a `propertyName`", node);
    };
    let mut mapping = Vec::new();
    for (value, target) in node.get("mapping").and_then(Node::object).into_iter().flatten() {
        match target.string() {
            Some(target) => mapping.push((value.clone(), target.to_owned())),
            None => reader.refuse("mapping", "a map of references", target),
        }
    }
    let default = node.get("defaultMapping").and_then(Node::string).map(str::to_owned);
    let property = property.to_owned();
    reader.schema.discriminator = Some(Discriminator { property, mapping, default });
}

/// A scalar as the text that it is written as.
pub(super) fn as_text(value: &Json) -> Option<Json> {
    match value {
        Json::String(_) => Some(value.clone()),
        Json::Number(_) | Json::Bool(_) => Some(Json::String(value.to_string())),
        _ => None,
    }
}

/// An integer, or a text that is one.
pub(super) fn as_integer(value: &Json) -> Option<Json> {
    match value {
        Json::String(text) => text.parse::<i64>().ok().map(Json::from),
        value => value.is_i64().then(|| value.clone()),
    }
}
