//! Changes of families: a base that knows its children by a property, and the children.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::super::places::{at, chosen, components, reference, schemas};

/// What children are called; each is known by its name in small letters.
const CHILDREN: [&str; 5] = ["Local", "Remote", "Dry", "Nightly", "Twin"];

/// An object of the components that is no union becomes the base of two children.
pub(super) fn make_family(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let known = components(document);
    if CHILDREN.iter().any(|name| known.iter().any(|known| known == name)) {
        return None;
    }
    let name = chosen(known, rng)?;
    let base = at(document, &format!("/components/schemas/{name}"))?;
    let is_object = base.get("type") == Some(&json!("object"))
        && !base.contains_key("additionalProperties")
        && !base.contains_key("discriminator");
    let properties = base.get_mut("properties").filter(|_| is_object)?.as_object_mut()?;
    if properties.contains_key("kind") {
        return None;
    }
    properties.insert("kind".to_owned(), json!({"type": "string"}));
    let required = base.entry("required").or_insert_with(|| json!([]));
    required.as_array_mut()?.push(json!("kind"));
    base.insert("discriminator".to_owned(), json!({"propertyName": "kind", "mapping": {}}));
    add(document, &name, CHILDREN[0])?;
    add(document, &name, CHILDREN[1])
}

fn add(document: &mut Value, base: &str, child: &str) -> Option<()> {
    let mapping = at(document, &format!("/components/schemas/{base}/discriminator/mapping"))?;
    mapping.insert(child.to_lowercase(), json!(format!("#/components/schemas/{child}")));
    let own = format!("{}_at", child.to_lowercase());
    let schema = json!({"allOf": [
        reference(base),
        {"type": "object", "properties": {own: {"type": "integer"}}},
    ]});
    at(document, "/components/schemas")?.insert(child.to_owned(), schema);
    Some(())
}

/// A base, by its name.
fn base(document: &Value, rng: &mut Rng) -> Option<String> {
    let is_base =
        |schema: &Map<String, Value>| schema.get("discriminator").is_some_and(Value::is_object);
    let found = schemas(document, is_base).into_iter();
    let names = found.filter_map(|place| {
        let name = place.strip_prefix("/components/schemas/")?.to_owned();
        let schema = document.pointer(&place)?;
        (!name.contains('/') && schema.get("properties").is_some()).then_some(name)
    });
    chosen(names.collect(), rng)
}

/// A child more or less, or one that is known by another name.
pub(super) fn change_family(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let base = base(document, rng)?;
    let known = components(document);
    let place = format!("/components/schemas/{base}/discriminator/mapping");
    let mapping = document.pointer(&place)?.as_object()?;
    let names: Vec<String> = mapping.keys().cloned().collect();
    match rng.u8(..3) {
        0 => {
            let child = CHILDREN.iter().find(|name| !known.iter().any(|known| known == *name))?;
            add(document, &base, child)
        }
        1 if names.len() > 1 => {
            let name = chosen(names, rng)?;
            let child = at(document, &place)?.shift_remove(&name)?;
            let child = child.as_str()?.rsplit('/').next()?.to_owned();
            at(document, "/components/schemas")?.shift_remove(&child)?;
            Some(())
        }
        _ => {
            let name = chosen(names, rng)?;
            let mapping = at(document, &place)?;
            let child = mapping.shift_remove(&name)?;
            mapping.insert(format!("{name}_run"), child);
            Some(())
        }
    }
}
