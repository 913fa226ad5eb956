//! Changes of components: what they are called, and what is one.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::super::names;
use super::super::places::{
    any_schema, at, chosen, components, object, operation, reference, schemas,
};
use super::{place, shuffled};

pub(super) fn add_component(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let name = names::component(rng);
    let schema = match rng.bool() {
        true => json!({"type": "object", "properties": {"a": any_schema(document, rng)}}),
        false => json!({"type": "string", "enum": ["low", "high"]}),
    };
    let schemas = at(document, "/components/schemas")?;
    if schemas.contains_key(name) {
        return None;
    }
    schemas.shift_insert(place(schemas.len(), rng), name.to_owned(), schema);
    Some(())
}

pub(super) fn rename_component(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let name = chosen(components(document), rng)?;
    let other = names::component(rng);
    let schemas = at(document, "/components/schemas")?;
    if schemas.contains_key(other) {
        return None;
    }
    let index = schemas.keys().position(|it| *it == name)?;
    let schema = schemas.shift_remove(&name)?;
    schemas.shift_insert(index, other.to_owned(), schema);
    refer(document, &reference(&name)["$ref"], &reference(other)["$ref"]);
    Some(())
}

/// Puts one reference in place of another, wherever it stands: a `mapping` has them as plain texts.
fn refer(node: &mut Value, from: &Value, to: &Value) {
    match node {
        node if node == from => *node = to.clone(),
        Value::Object(object) => object.values_mut().for_each(|child| refer(child, from, to)),
        Value::Array(items) => items.iter_mut().for_each(|child| refer(child, from, to)),
        _ => {}
    }
}

pub(super) fn remove_component(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let name = chosen(components(document), rng)?;
    let text = format!("\"#/components/schemas/{name}\"");
    if document.to_string().contains(&text) {
        return None;
    }
    at(document, "/components/schemas")?.shift_remove(&name)?;
    Some(())
}

pub(super) fn to_component(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    // A component itself is none that stands within another.
    if object.matches('/').count() < 4 {
        return None;
    }
    let name = names::component(rng);
    if components(document).iter().any(|known| known == name) {
        return None;
    }
    let place = document.pointer_mut(&object)?;
    let schema = std::mem::replace(place, reference(name));
    at(document, "/components/schemas")?.insert(name.to_owned(), schema);
    Some(())
}

pub(super) fn to_inline(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let is_reference = |schema: &Map<String, Value>| schema.contains_key("$ref");
    let found = schemas(document, is_reference).into_iter().filter(|at| !at.contains("/oneOf/"));
    let place = chosen(found.collect(), rng)?;
    let target = document.pointer(&place)?.get("$ref")?.as_str()?.trim_start_matches('#');
    let schema = document.pointer(target)?.clone();
    // What refers to something would nest without end.
    if schema.to_string().contains("$ref") {
        return None;
    }
    *document.pointer_mut(&place)? = schema;
    Some(())
}

/// What is sent or comes back is a component, or a copy of it that stands in its place.
pub(super) fn toggle_copy(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let body = "requestBody/content/application~1json/schema";
    let answer = "responses/200/content/application~1json/schema";
    let operation = operation(document, rng)?;
    let place = format!("{operation}/{}", if rng.bool() { body } else { answer });
    let schema = document.pointer(&place)?;
    let other = match schema.get("$ref").and_then(Value::as_str) {
        Some(target) => document.pointer(target.trim_start_matches('#'))?.clone(),
        None => {
            let all = document.pointer("/components/schemas")?.as_object()?;
            reference(all.iter().find(|(_, known)| *known == schema)?.0)
        }
    };
    *document.pointer_mut(&place)? = other;
    Some(())
}

pub(super) fn reorder_components(document: &mut Value, rng: &mut Rng) -> Option<()> {
    shuffled(at(document, "/components/schemas")?, rng);
    Some(())
}
