//! Changes of unions: of their variants, and of what tells those apart.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::super::places::{at, chosen, components, list, reference, schemas};
use super::place;
use super::schemas::any_property;

fn is_union(schema: &Map<String, Value>) -> bool {
    let variants = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array);
    variants.is_some_and(|variants| variants.iter().all(|it| it.get("$ref").is_some()))
}

/// A union of components, by its pointer.
fn union(document: &Value, rng: &mut Rng) -> Option<String> {
    chosen(schemas(document, is_union), rng)
}

fn variants(document: &Value, rng: &mut Rng) -> Option<String> {
    let union = union(document, rng)?;
    let word = if document.pointer(&union)?.get("oneOf").is_some() { "oneOf" } else { "anyOf" };
    Some(format!("{union}/{word}"))
}

const NAMES: [&str; 6] = ["Train", "Plane", "Truck", "Ferry", "Other", "Bike"];

/// Adds a variant, by a tag of its own or by that of another.
pub(super) fn add_variant(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let tag = ["van", "ship", "train", "plane"][rng.usize(..4)];
    add(document, tag, rng)
}

/// Adds a variant that shares the tag of the first, which a second property may tell apart.
pub(super) fn add_variant_of_the_same_tag(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let variants = variants(document, rng)?;
    let first = document.pointer(&variants)?.get(0)?.get("$ref")?.as_str()?;
    let tag = document.pointer(first.trim_start_matches('#'))?.pointer("/properties/type/const")?;
    let tag = tag.as_str()?.to_owned();
    add(document, &tag, rng)
}

fn add(document: &mut Value, tag: &str, rng: &mut Rng) -> Option<()> {
    let variants = variants(document, rng)?;
    let name = NAMES[rng.usize(..NAMES.len())];
    if components(document).iter().any(|known| known == name) {
        return None;
    }
    let property = format!("{}_id", name.to_lowercase());
    let mut schema = json!({
        "type": "object",
        "required": ["type", property],
        "properties": {"type": {"const": tag}, property: {"type": "string"}},
    });
    if rng.bool() {
        schema["properties"]["mode"] = json!({"const": name.to_lowercase()});
        schema["required"].as_array_mut()?.push(json!("mode"));
    }
    at(document, "/components/schemas")?.insert(name.to_owned(), schema);
    let variants = list(document, &variants)?;
    variants.insert(place(variants.len(), rng), reference(name));
    Some(())
}

/// A variant that may be any component, with a tag or without.
pub(super) fn add_any_variant(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let name = chosen(components(document), rng)?;
    let variants = variants(document, rng)?;
    // A union that is its own variant says nothing.
    if variants.starts_with(&format!("/components/schemas/{name}/")) {
        return None;
    }
    let variants = list(document, &variants)?;
    if variants.contains(&reference(&name)) {
        return None;
    }
    variants.insert(place(variants.len(), rng), reference(&name));
    Some(())
}

pub(super) fn remove_variant(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let variants = variants(document, rng)?;
    let variants = list(document, &variants)?;
    if variants.len() < 2 {
        return None;
    }
    variants.remove(rng.usize(..variants.len()));
    Some(())
}

pub(super) fn reorder_variants(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let variants = variants(document, rng)?;
    let variants = list(document, &variants)?;
    (variants.len() > 1).then(|| rng.shuffle(variants))
}

/// `oneOf` as `anyOf`, and back.
pub(super) fn toggle_any_of(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let union = union(document, rng)?;
    let union = at(document, &union)?;
    let (was, is) = match union.contains_key("oneOf") {
        true => ("oneOf", "anyOf"),
        false => ("anyOf", "oneOf"),
    };
    let variants = union.shift_remove(was)?;
    union.insert(is.to_owned(), variants);
    Some(())
}

/// A discriminator, without a mapping, with one, and without one again.
pub(super) fn change_discriminator(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let variants = variants(document, rng)?;
    let names: Vec<String> = document
        .pointer(&variants)?
        .as_array()?
        .iter()
        .filter_map(|it| Some(it.get("$ref")?.as_str()?.to_owned()))
        .collect();
    let union = at(document, variants.rsplit_once('/')?.0)?;
    let is_mapped = rng.bool();
    if union.shift_remove("discriminator").is_some() && !is_mapped {
        return Some(());
    }
    let mut discriminator = json!({"propertyName": "type"});
    if is_mapped {
        let value = |name: &String| match rng.u8(..4) {
            0 => name.rsplit('/').next().unwrap_or_default().to_owned(),
            _ => name.rsplit('/').next().unwrap_or_default().to_lowercase(),
        };
        let values: Vec<String> = names.iter().map(value).collect();
        let mapping: Map<String, Value> =
            values.into_iter().zip(names).map(|(value, name)| (value, json!(name))).collect();
        discriminator["mapping"] = Value::Object(mapping);
    }
    union.insert("discriminator".to_owned(), discriminator);
    Some(())
}

/// A property becomes a choice between what it was and a component; and back.
pub(super) fn toggle_choice(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let property = any_property(document, rng)?;
    let other = reference(&chosen(components(document), rng)?);
    let schema = document.pointer_mut(&property)?;
    let variants = schema.get("oneOf").and_then(Value::as_array);
    *schema = match variants {
        Some(variants) => variants.get(rng.usize(..variants.len().max(1)))?.clone(),
        None if *schema == other => return None,
        None => json!({"oneOf": [schema.clone(), other]}),
    };
    Some(())
}
