//! Changes of components: what they are called, and what is one.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::super::names;
use super::super::places::{any_schema, at, chosen, components, object, reference, schemas};
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
    refer(document, &reference(&name), &reference(other));
    Some(())
}

/// Puts one node in place of another, wherever it stands.
fn refer(node: &mut Value, from: &Value, to: &Value) {
    if node == from {
        *node = to.clone();
        return;
    }
    match node {
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

pub(super) fn reorder_components(document: &mut Value, rng: &mut Rng) -> Option<()> {
    shuffled(at(document, "/components/schemas")?, rng);
    Some(())
}
