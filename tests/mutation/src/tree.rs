//! Mutations of a tree: what a careless hand, a broken tool or an enemy does to a description.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::{nodes, texts};

/// Does one thing to a tree.
pub(crate) fn mutate(tree: &mut Value, rng: &mut Rng) {
    let done = match rng.u8(..16) {
        0 | 1 => delete(tree, rng),
        2 => duplicate(tree, rng),
        3 => graft(tree, rng),
        4 | 5 => retype(tree, rng),
        6 => rename(tree, rng),
        7..=9 => hostile_text(tree, rng),
        10 | 11 => hostile_name(tree, rng),
        12 => nest(tree, rng),
        13 => refer(tree, rng),
        14 => keyword(tree, rng),
        _ => grow(tree, rng),
    };
    // A tree in which there is nothing to change is left to the next mutation.
    done.unwrap_or_default();
}

fn delete(tree: &mut Value, rng: &mut Rng) -> Option<()> {
    let pointer = nodes::any(tree, rng, |_, _| true)?;
    nodes::remove(tree, &pointer).map(|_| ())
}

/// A copy of a node beside it, under another name.
fn duplicate(tree: &mut Value, rng: &mut Rng) -> Option<()> {
    let pointer = nodes::any(tree, rng, |_, _| true)?;
    let copy = tree.pointer(&pointer)?.clone();
    let (parent, last) = nodes::split(&pointer)?;
    match tree.pointer_mut(parent)? {
        Value::Object(properties) => {
            let ending = rng.choice(["2", "_", " ", "Builder", "\u{200b}", "-"])?;
            properties.insert(format!("{last}{ending}"), copy);
        }
        Value::Array(items) => items.push(copy),
        _ => {}
    }
    Some(())
}

/// A copy of a node in place of another.
fn graft(tree: &mut Value, rng: &mut Rng) -> Option<()> {
    let from = nodes::any(tree, rng, |_, _| true)?;
    let to = nodes::any(tree, rng, |_, _| true)?;
    let copy = tree.pointer(&from)?.clone();
    *tree.pointer_mut(&to)? = copy;
    Some(())
}

fn retype(tree: &mut Value, rng: &mut Rng) -> Option<()> {
    let pointer = nodes::any(tree, rng, |_, _| true)?;
    *tree.pointer_mut(&pointer)? = odd(rng);
    Some(())
}

/// A value of any kind, at the edge of it where it has one.
fn odd(rng: &mut Rng) -> Value {
    match rng.u8(..16) {
        0 => Value::Null,
        1 => json!(rng.bool()),
        2 => json!(0),
        3 => json!(-1.5),
        4 => json!(u64::MAX),
        5 => json!(i64::MIN),
        6 => json!(1e300),
        7 => json!(5e-324),
        8 => json!([]),
        9 => json!({}),
        10 => json!([null, "a", 1, {"a": []}]),
        11 => json!({"$ref": 3}),
        12 => json!({"type": ["string", "null", "object", "null"]}),
        13 => json!([["object"]]),
        14 => json!(true),
        _ => json!(texts::hostile(rng)),
    }
}

fn rename(tree: &mut Value, rng: &mut Rng) -> Option<()> {
    let pointer = nodes::any(tree, rng, |_, _| true)?;
    let name = rng.choice(KEYWORDS)?;
    nodes::rename(tree, &pointer, name)
}

/// A text that would like to be more, in place of one that is none.
fn hostile_text(tree: &mut Value, rng: &mut Rng) -> Option<()> {
    let pointer = nodes::any(tree, rng, |_, node| node.is_string())?;
    let text = texts::hostile(rng);
    let node = tree.pointer_mut(&pointer)?;
    *node = match node.as_str() {
        Some(old) if rng.u8(..4) == 0 => json!(format!("{old}{text}")),
        _ => json!(text),
    };
    Some(())
}

/// The same as a name: of a schema, a property, a path, a media type, a status.
fn hostile_name(tree: &mut Value, rng: &mut Rng) -> Option<()> {
    let of_names = |pointer: &str, _: &Value| {
        nodes::split(pointer)
            .and_then(|(parent, _)| nodes::split(parent))
            .is_some_and(|(_, parent)| NAMED.contains(&parent.as_str()))
    };
    let pointer = nodes::any(tree, rng, of_names)?;
    let text = texts::hostile(rng);
    let (parent, old) = nodes::split(&pointer)?;
    // A required property stays one, and references to a component still find it.
    let owner = nodes::split(parent).map(|(owner, _)| owner.to_owned());
    let required = owner.map(|owner| format!("{owner}/required"));
    if let Some(Value::Array(required)) = required.and_then(|pointer| tree.pointer_mut(&pointer)) {
        if rng.bool() && !required.contains(&json!(old)) {
            required.push(json!(old));
        }
        for name in required.iter_mut().filter(|name| **name == json!(old)) {
            *name = json!(text);
        }
    }
    let new = format!("#{parent}/{}", nodes::escaped(&text));
    redirect(tree, &format!("#{pointer}"), &new);
    nodes::rename(tree, &pointer, &text)
}

fn redirect(node: &mut Value, old: &str, new: &str) {
    match node {
        Value::Object(properties) => {
            for (name, property) in properties {
                if name == "$ref" && property == old {
                    *property = json!(new);
                } else {
                    redirect(property, old, new);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| redirect(item, old, new)),
        _ => {}
    }
}

/// A node within itself, a few or very many times.
fn nest(tree: &mut Value, rng: &mut Rng) -> Option<()> {
    let pointer = nodes::any(tree, rng, |_, node| node.is_object())?;
    let depth = rng.choice([2, 9, 30, 70, 100, 118, 130, 200, 300])?;
    let kind = rng.u8(..7);
    let node = tree.pointer_mut(&pointer)?;
    let mut nested = node.take();
    for _ in 0..depth {
        nested = match kind {
            0 => json!({"type": "array", "items": nested}),
            1 => json!({"type": "object", "additionalProperties": nested}),
            2 => json!({"type": "object", "required": ["a"], "properties": {"a": nested}}),
            3 => json!({"allOf": [nested]}),
            4 => json!({"anyOf": [nested, {"type": "null"}]}),
            5 => json!({"oneOf": [nested, {"type": "string"}, {"type": "integer"}]}),
            _ => json!([nested]),
        };
    }
    *node = nested;
    Some(())
}

/// A reference to any place, or to none, in place of a node or among its properties.
fn refer(tree: &mut Value, rng: &mut Rng) -> Option<()> {
    let to = nodes::any(tree, rng, |_, node| node.is_object())?;
    let reference = match rng.u8(..8) {
        0 => texts::hostile(rng),
        1 => "#".to_owned(),
        _ => format!("#{to}"),
    };
    let pointer = nodes::any(tree, rng, |_, node| node.is_object())?;
    let node = tree.pointer_mut(&pointer)?;
    match node {
        Value::Object(properties) if rng.bool() => {
            properties.insert("$ref".to_owned(), json!(reference));
        }
        node => *node = json!({"$ref": reference}),
    }
    Some(())
}

/// A keyword that an object has not, with what might stand there.
fn keyword(tree: &mut Value, rng: &mut Rng) -> Option<()> {
    let pointer = nodes::any(tree, rng, |_, node| node.is_object())?;
    let name = rng.choice(KEYWORDS)?;
    let value = match rng.u8(..6) {
        0 => odd(rng),
        1 => json!([odd(rng), odd(rng)]),
        2 => json!({ texts::hostile(rng): odd(rng) }),
        _ => {
            let copied = nodes::any(tree, rng, |_, _| true)?;
            tree.pointer(&copied)?.clone()
        }
    };
    tree.pointer_mut(&pointer)?.as_object_mut()?.insert((*name).to_owned(), value);
    Some(())
}

/// Many copies of a node beside it.
fn grow(tree: &mut Value, rng: &mut Rng) -> Option<()> {
    let is_small = |_: &str, node: &Value| node.to_string().len() < 200;
    let pointer = nodes::any(tree, rng, is_small)?;
    let copy = tree.pointer(&pointer)?.clone();
    let (parent, last) = nodes::split(&pointer)?;
    let count = rng.choice([3, 17, 40, 130])?;
    match tree.pointer_mut(parent)? {
        Value::Object(properties) => {
            let copies: Map<String, Value> =
                (0..count).map(|index| (format!("{last}{index}"), copy.clone())).collect();
            properties.extend(copies);
        }
        Value::Array(items) => items.extend(std::iter::repeat_n(copy, count)),
        _ => {}
    }
    Some(())
}

/// The properties whose own properties are named by whoever wrote the description.
const NAMED: &[&str] = &[
    "schemas",
    "properties",
    "paths",
    "content",
    "responses",
    "parameters",
    "mapping",
    "$defs",
    "patternProperties",
    "examples",
    "dependentSchemas",
];

/// The keywords of schemas and operations.
const KEYWORDS: &[&str] = &[
    "$ref",
    "type",
    "nullable",
    "enum",
    "const",
    "default",
    "title",
    "description",
    "format",
    "pattern",
    "required",
    "properties",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "items",
    "prefixItems",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "discriminator",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "deprecated",
    "readOnly",
    "writeOnly",
    "example",
    "examples",
    "if",
    "contains",
    "operationId",
    "summary",
    "tags",
    "parameters",
    "requestBody",
    "responses",
    "content",
    "schema",
    "name",
    "in",
    "style",
    "explode",
    "get",
    "post",
    "query",
    "additionalOperations",
    "components",
    "schemas",
    "paths",
    "openapi",
    "info",
    "200",
    "default",
    "application/json",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "text/plain",
    "mapping",
    "propertyName",
    "$defs",
];
