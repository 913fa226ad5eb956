//! Changes of what an object is put together of: parts, bases, maps, items.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::super::names;
use super::super::places::{any_schema, at, chosen, components, object, reference, schemas};
use super::schemas::{any_property, set_required};

/// `{$ref}` as `{allOf: [{$ref}]}`, and back.
pub(super) fn toggle_wrapped(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let is_either =
        |schema: &Map<String, Value>| schema.contains_key("$ref") || only_part(schema).is_some();
    let found = schemas(document, is_either).into_iter();
    // A variant of a union has to go on being a reference, to be found as one.
    let found =
        found.filter(|it| !["/oneOf/", "/anyOf/", "/allOf/"].iter().any(|in_| it.contains(in_)));
    let place = chosen(found.collect(), rng)?;
    let schema = document.pointer_mut(&place)?;
    *schema = match schema.as_object().and_then(only_part) {
        Some(part) => part.clone(),
        None => json!({"allOf": [schema.clone()], "description": "With more to say."}),
    };
    Some(())
}

fn only_part(schema: &Map<String, Value>) -> Option<&Value> {
    let parts = schema.get("allOf")?.as_array()?;
    parts.first().filter(|part| parts.len() == 1 && part.get("$ref").is_some())
}

/// An object becomes a base, and what extends it.
pub(super) fn split_object(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let name = names::component(rng);
    let node = document.pointer(&object)?;
    let all = node["properties"].as_object()?;
    let is_split = object.contains("/allOf/") || node.get("additionalProperties").is_some();
    if all.len() < 2 || is_split || components(document).iter().any(|known| known == name) {
        return None;
    }
    let at_end = rng.usize(1..all.len());
    let required = node["required"].as_array().cloned().unwrap_or_default();
    let part = |properties: &mut dyn Iterator<Item = (&String, &Value)>| {
        let properties: Map<String, Value> =
            properties.map(|(name, schema)| (name.clone(), schema.clone())).collect();
        let is_there = |name: &&Value| name.as_str().is_some_and(|it| properties.contains_key(it));
        let required: Vec<&Value> = required.iter().filter(is_there).collect();
        match required.is_empty() {
            true => json!({"type": "object", "properties": properties}),
            false => json!({"type": "object", "required": required, "properties": properties}),
        }
    };
    let base = part(&mut all.iter().take(at_end));
    let rest = part(&mut all.iter().skip(at_end));
    *document.pointer_mut(&object)? = json!({"allOf": [reference(name), rest]});
    at(document, "/components/schemas")?.insert(name.to_owned(), base);
    Some(())
}

/// The two parts of an object that extends a base.
fn extension(document: &Value, rng: &mut Rng) -> Option<(String, String)> {
    let is_extension = |schema: &Map<String, Value>| {
        let parts = schema.get("allOf").and_then(Value::as_array);
        parts.is_some_and(|parts| {
            parts.len() == 2
                && parts[0].get("$ref").is_some()
                && parts[1].get("properties").is_some_and(Value::is_object)
        })
    };
    let place = chosen(schemas(document, is_extension), rng)?;
    let base = document.pointer(&format!("{place}/allOf/0/$ref"))?.as_str()?;
    let base = base.trim_start_matches('#').to_owned();
    document.pointer(&base)?.get("properties")?.as_object()?;
    Some((place, base))
}

/// A property that is described beside a base is described in it.
pub(super) fn move_to_base(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let (place, base) = extension(document, rng)?;
    let own = format!("{place}/allOf/1");
    let properties = at(document, &format!("{own}/properties"))?;
    let name = chosen(properties.keys().cloned().collect(), rng)?;
    let schema = properties.shift_remove(&name)?;
    let required = document.pointer(&own)?.get("required").and_then(Value::as_array);
    let is_required = required.is_some_and(|all| all.iter().any(|it| *it == json!(name)));
    at(document, &format!("{base}/properties"))?.insert(name.clone(), schema);
    set_required(document, &own, &name, false)?;
    set_required(document, &base, &name, is_required)
}

/// An object that extends a base becomes one with all properties of both.
pub(super) fn join_parts(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let (place, base) = extension(document, rng)?;
    let mut whole = document.pointer(&base)?.clone();
    let own = document.pointer(&format!("{place}/allOf/1"))?.clone();
    let (properties, more) = (whole["properties"].as_object_mut()?, own["properties"].as_object()?);
    properties.extend(more.iter().map(|(name, schema)| (name.clone(), schema.clone())));
    let own = own.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    if !own.is_empty() {
        let all = whole.as_object_mut()?.entry("required").or_insert_with(|| json!([]));
        all.as_array_mut()?.extend(own);
    }
    *document.pointer_mut(&place)? = whole;
    Some(())
}

/// A map becomes an object with properties, and back.
pub(super) fn toggle_map(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let property = any_property(document, rng)?;
    let value = any_schema(document, rng);
    let name = names::property(rng);
    let schema = document.pointer_mut(&property)?;
    *schema = match (schema.get("additionalProperties"), schema.get("properties")) {
        (Some(value), None) if value.is_object() => {
            json!({"type": "object", "properties": {name: value.clone()}})
        }
        (_, Some(properties)) => {
            let first = properties.as_object()?.values().next();
            let value = first.filter(|_| rng.bool()).cloned().unwrap_or_else(|| json!({}));
            json!({"type": "object", "additionalProperties": value})
        }
        _ if schema.get("type") == Some(&json!("object")) => {
            json!({"type": "object", "additionalProperties": value})
        }
        _ => return None,
    };
    Some(())
}

/// What a list holds becomes a choice.
pub(super) fn widen_items(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let is_list = |schema: &Map<String, Value>| schema.get("items").is_some_and(Value::is_object);
    let place = chosen(schemas(document, is_list), rng)?;
    let other = match chosen(components(document), rng).filter(|_| rng.bool()) {
        Some(name) => reference(&name),
        None => json!({"type": "integer"}),
    };
    let items = document.pointer_mut(&format!("{place}/items"))?;
    if *items == other || items.get("oneOf").is_some() {
        return None;
    }
    *items = json!({"oneOf": [items.clone(), other]});
    Some(())
}

/// One object becomes a list of such, and back.
pub(super) fn toggle_list(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let property = any_property(document, rng)?;
    let schema = document.pointer_mut(&property)?;
    *schema = match schema.get("items") {
        Some(items) => items.clone(),
        None => json!({"type": "array", "items": schema.clone()}),
    };
    Some(())
}
