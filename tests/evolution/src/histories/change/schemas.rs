//! Changes of schemas: of properties, of values, of variants.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::super::names;
use super::super::places::{any_schema, at, chosen, list, object, schemas};
use super::{place, shuffled};

fn properties<'d>(document: &'d mut Value, object: &str) -> Option<&'d mut Map<String, Value>> {
    at(document, &format!("{object}/properties"))
}

/// A property whose value is no constant, since constants are tags.
fn free_property(document: &mut Value, object: &str, rng: &mut Rng) -> Option<String> {
    let properties = properties(document, object)?;
    let free = properties.iter().filter(|(_, schema)| schema.get("const").is_none());
    chosen(free.map(|(name, _)| name.clone()).collect(), rng)
}

/// A property that is no tag, as a pointer.
pub(super) fn any_property(document: &mut Value, rng: &mut Rng) -> Option<String> {
    let object = object(document, rng)?;
    let name = free_property(document, &object, rng)?;
    Some(format!("{object}/properties/{}", name.replace('~', "~0").replace('/', "~1")))
}

pub(super) fn add_property(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let schema = any_schema(document, rng);
    let name = names::property(rng);
    let properties = properties(document, &object)?;
    if properties.contains_key(name) {
        return None;
    }
    let place = place(properties.len(), rng);
    properties.shift_insert(place, name.to_owned(), schema);
    if rng.u8(..4) == 0 {
        set_required(document, &object, name, true);
    }
    Some(())
}

pub(super) fn set_required(
    document: &mut Value,
    object: &str,
    name: &str,
    is_required: bool,
) -> Option<()> {
    let object = at(document, object)?;
    let required = object.entry("required").or_insert_with(|| json!([])).as_array_mut()?;
    required.retain(|other| other != name);
    if is_required {
        required.push(json!(name));
    }
    if required.is_empty() {
        object.shift_remove("required");
    }
    Some(())
}

fn is_required(document: &Value, object: &str, name: &str) -> bool {
    let required = document.pointer(&format!("{object}/required"));
    required.and_then(Value::as_array).is_some_and(|required| required.iter().any(|it| it == name))
}

pub(super) fn remove_property(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let name = free_property(document, &object, rng)?;
    properties(document, &object)?.shift_remove(&name)?;
    set_required(document, &object, &name, false)
}

pub(super) fn rename_property(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let name = free_property(document, &object, rng)?;
    let other = names::property(rng);
    let was_required = is_required(document, &object, &name);
    let properties = properties(document, &object)?;
    if properties.contains_key(other) {
        return None;
    }
    let index = properties.keys().position(|it| *it == name)?;
    let schema = properties.shift_remove(&name)?;
    properties.shift_insert(index, other.to_owned(), schema);
    set_required(document, &object, &name, false)?;
    set_required(document, &object, other, was_required)
}

pub(super) fn reorder_properties(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let properties = properties(document, &object)?;
    if properties.len() < 2 {
        return None;
    }
    shuffled(properties, rng);
    Some(())
}

pub(super) fn toggle_required(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let name = free_property(document, &object, rng)?;
    let was_required = is_required(document, &object, &name);
    set_required(document, &object, &name, !was_required)
}

pub(super) fn toggle_null(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let name = free_property(document, &object, rng)?;
    let schema = properties(document, &object)?.get_mut(&name)?.as_object_mut()?;
    if schema.contains_key("enum") {
        return None;
    }
    let kind = match schema.get("type")? {
        Value::String(kind) => json!([kind, "null"]),
        Value::Array(kinds) => kinds.first()?.clone(),
        _ => return None,
    };
    schema.insert("type".to_owned(), kind);
    Some(())
}

pub(super) fn retype_property(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let name = free_property(document, &object, rng)?;
    let schema = any_schema(document, rng);
    let place = properties(document, &object)?.get_mut(&name)?;
    let is_other = *place != schema;
    *place = schema;
    is_other.then_some(())
}

pub(super) fn toggle_deprecated(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let name = free_property(document, &object, rng)?;
    let schema = properties(document, &object)?.get_mut(&name)?.as_object_mut()?;
    if schema.shift_remove("deprecated").is_none() {
        schema.insert("deprecated".to_owned(), json!(true));
    }
    Some(())
}

pub(super) fn toggle_closed(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let object = at(document, &object)?;
    if object.shift_remove("additionalProperties").is_none() {
        object.insert("additionalProperties".to_owned(), json!(false));
    }
    Some(())
}

/// The values of an enum.
pub(super) fn values(document: &Value, rng: &mut Rng) -> Option<String> {
    let found = schemas(document, |schema| schema.get("enum").is_some_and(Value::is_array));
    chosen(found, rng).map(|schema| format!("{schema}/enum"))
}

pub(super) fn add_value(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let values = values(document, rng)?;
    let values = list(document, &values)?;
    let value = match values.first().is_some_and(Value::is_number) {
        true => json!(rng.u8(..20)),
        false => json!(names::value(rng)),
    };
    if values.contains(&value) {
        return None;
    }
    values.insert(place(values.len(), rng), value);
    Some(())
}

pub(super) fn remove_value(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let values = values(document, rng)?;
    let values = list(document, &values)?;
    if values.len() < 2 {
        return None;
    }
    values.remove(rng.usize(..values.len()));
    Some(())
}

pub(super) fn reorder_values(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let values = values(document, rng)?;
    let values = list(document, &values)?;
    (values.len() > 1).then(|| rng.shuffle(values))
}
