//! One random change of a description.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::names;
use super::places::{
    answer, any_schema, at, chosen, components, list, object, operation, operations, reference,
    schemas,
};

/// A change: what it is called, and what makes it, where it can be made.
type Change = (&'static str, fn(&mut Value, &mut Rng) -> Option<()>);

const CHANGES: &[Change] = &[
    ("property added", add_property),
    ("property added", add_property),
    ("property removed", remove_property),
    ("property renamed", rename_property),
    ("properties reordered", reorder_properties),
    ("required or not", toggle_required),
    ("nullable or not", toggle_null),
    ("property of another type", retype_property),
    ("property deprecated or not", toggle_deprecated),
    ("value added", add_value),
    ("value removed", remove_value),
    ("values reordered", reorder_values),
    ("variant added", add_variant),
    ("variant removed", remove_variant),
    ("variants reordered", reorder_variants),
    ("parameter added", add_parameter),
    ("parameter removed", remove_parameter),
    ("parameter required or not", toggle_parameter),
    ("body added, removed or required", change_body),
    ("status added", add_status),
    ("status removed", remove_status),
    ("operation added", add_operation),
    ("operation removed", remove_operation),
    ("operation renamed", rename_operation),
    ("operation moved", move_operation),
    ("component added", add_component),
    ("component renamed", rename_component),
    ("component removed", remove_component),
    ("inline object to component", to_component),
    ("component to inline object", to_inline),
    ("object closed or opened", toggle_closed),
    ("components reordered", reorder_components),
];

/// Makes one change, and says which.
pub(super) fn change(document: &mut Value, rng: &mut Rng) -> &'static str {
    for _ in 0..100 {
        let (name, make) = CHANGES[rng.usize(..CHANGES.len())];
        if make(document, rng).is_some() {
            return name;
        }
    }
    "nothing"
}

/// A place of a list or a map: first, in the middle, last.
fn place(length: usize, rng: &mut Rng) -> usize {
    match rng.u8(..3) {
        0 => 0,
        1 => length / 2,
        _ => length,
    }
}

fn shuffled(map: &mut Map<String, Value>, rng: &mut Rng) {
    let mut entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
    rng.shuffle(&mut entries);
    map.extend(entries);
}

fn properties<'d>(document: &'d mut Value, object: &str) -> Option<&'d mut Map<String, Value>> {
    at(document, &format!("{object}/properties"))
}

/// A property whose value is no constant, since constants are tags.
fn free_property(document: &mut Value, object: &str, rng: &mut Rng) -> Option<String> {
    let properties = properties(document, object)?;
    let free = properties.iter().filter(|(_, schema)| schema.get("const").is_none());
    chosen(free.map(|(name, _)| name.clone()).collect(), rng)
}

fn add_property(document: &mut Value, rng: &mut Rng) -> Option<()> {
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

fn set_required(document: &mut Value, object: &str, name: &str, is_required: bool) -> Option<()> {
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

fn remove_property(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let name = free_property(document, &object, rng)?;
    properties(document, &object)?.shift_remove(&name)?;
    set_required(document, &object, &name, false)
}

fn rename_property(document: &mut Value, rng: &mut Rng) -> Option<()> {
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

fn reorder_properties(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let properties = properties(document, &object)?;
    if properties.len() < 2 {
        return None;
    }
    shuffled(properties, rng);
    Some(())
}

fn toggle_required(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let name = free_property(document, &object, rng)?;
    let was_required = is_required(document, &object, &name);
    set_required(document, &object, &name, !was_required)
}

fn toggle_null(document: &mut Value, rng: &mut Rng) -> Option<()> {
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

fn retype_property(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let name = free_property(document, &object, rng)?;
    let schema = any_schema(document, rng);
    let place = properties(document, &object)?.get_mut(&name)?;
    let is_other = *place != schema;
    *place = schema;
    is_other.then_some(())
}

fn toggle_deprecated(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let name = free_property(document, &object, rng)?;
    let schema = properties(document, &object)?.get_mut(&name)?.as_object_mut()?;
    if schema.shift_remove("deprecated").is_none() {
        schema.insert("deprecated".to_owned(), json!(true));
    }
    Some(())
}

fn values(document: &Value, rng: &mut Rng) -> Option<String> {
    let found = schemas(document, |schema| schema.get("enum").is_some_and(Value::is_array));
    chosen(found, rng).map(|schema| format!("{schema}/enum"))
}

fn add_value(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let values = values(document, rng)?;
    let values = list(document, &values)?;
    let value = json!(names::value(rng));
    if values.contains(&value) {
        return None;
    }
    values.insert(place(values.len(), rng), value);
    Some(())
}

fn remove_value(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let values = values(document, rng)?;
    let values = list(document, &values)?;
    if values.len() < 2 {
        return None;
    }
    values.remove(rng.usize(..values.len()));
    Some(())
}

fn reorder_values(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let values = values(document, rng)?;
    let values = list(document, &values)?;
    (values.len() > 1).then(|| rng.shuffle(values))
}

fn variants(document: &Value, rng: &mut Rng) -> Option<String> {
    let is_union = |schema: &Map<String, Value>| {
        let variants = schema.get("oneOf").and_then(Value::as_array);
        variants.is_some_and(|variants| variants.iter().all(|it| it.get("$ref").is_some()))
    };
    chosen(schemas(document, is_union), rng).map(|schema| format!("{schema}/oneOf"))
}

fn add_variant(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let variants = variants(document, rng)?;
    let tag = ["van", "ship", "train", "plane"][rng.usize(..4)];
    let name = ["Train", "Plane", "Truck", "Ferry"][rng.usize(..4)];
    if components(document).iter().any(|known| known == name) {
        return None;
    }
    let property = format!("{}_id", name.to_lowercase());
    let schema = json!({
        "type": "object",
        "required": ["type", property],
        "properties": {"type": {"const": tag}, property: {"type": "string"}},
    });
    at(document, "/components/schemas")?.insert(name.to_owned(), schema);
    let variants = list(document, &variants)?;
    variants.insert(place(variants.len(), rng), reference(name));
    Some(())
}

fn remove_variant(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let variants = variants(document, rng)?;
    let variants = list(document, &variants)?;
    if variants.len() < 2 {
        return None;
    }
    variants.remove(rng.usize(..variants.len()));
    Some(())
}

fn reorder_variants(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let variants = variants(document, rng)?;
    let variants = list(document, &variants)?;
    (variants.len() > 1).then(|| rng.shuffle(variants))
}

fn add_parameter(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let operation = operation(document, rng)?;
    let name = names::parameter(rng);
    let location = if rng.bool() { "query" } else { "header" };
    let schema = match rng.u8(..3) {
        0 => json!({"type": "integer"}),
        1 => json!({"type": "array", "items": {"type": "string"}}),
        _ => json!({"type": "string"}),
    };
    let is_required = rng.u8(..4) == 0;
    let parameter =
        json!({"name": name, "in": location, "required": is_required, "schema": schema});
    let operation = at(document, &operation)?;
    let parameters = operation.entry("parameters").or_insert_with(|| json!([])).as_array_mut()?;
    if parameters.iter().any(|known| known["name"] == name) {
        return None;
    }
    parameters.insert(place(parameters.len(), rng), parameter);
    Some(())
}

/// A parameter that is not of the path.
fn parameter(document: &Value, rng: &mut Rng) -> Option<(String, usize)> {
    let found = operations(document).into_iter().flat_map(|operation| {
        let list = format!("{operation}/parameters");
        let parameters = document.pointer(&list).and_then(Value::as_array);
        let parameters = parameters.into_iter().flatten().enumerate();
        let free = parameters.filter(|(_, parameter)| parameter["in"] != "path");
        free.map(|(index, _)| (list.clone(), index)).collect::<Vec<_>>()
    });
    chosen(found.collect(), rng)
}

fn remove_parameter(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let (parameters, index) = parameter(document, rng)?;
    list(document, &parameters)?.remove(index);
    Some(())
}

fn toggle_parameter(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let (parameters, index) = parameter(document, rng)?;
    let parameter = list(document, &parameters)?.get_mut(index)?;
    let was_required = parameter["required"] == true;
    parameter["required"] = json!(!was_required);
    Some(())
}

fn change_body(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let operation = operation(document, rng)?;
    if operation.ends_with("/get") || operation.ends_with("/delete") {
        return None;
    }
    let schema = chosen(components(document), rng).map(|name| reference(&name))?;
    let operation = at(document, &operation)?;
    match operation.get_mut("requestBody") {
        None => {
            let content = json!({"application/json": {"schema": schema}});
            let body = json!({"required": rng.u8(..3) == 0, "content": content});
            operation.insert("requestBody".to_owned(), body);
        }
        Some(_) if rng.u8(..3) == 0 => {
            operation.shift_remove("requestBody");
        }
        Some(body) => {
            let was_required = body["required"] == true;
            body["required"] = json!(!was_required);
        }
    }
    Some(())
}

fn add_status(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let operation = operation(document, rng)?;
    let status = ["201", "202", "204", "400", "404", "4XX", "default"][rng.usize(..7)];
    let schema = chosen(components(document), rng).map(|name| reference(&name))?;
    let responses = at(document, &format!("{operation}/responses"))?;
    if responses.contains_key(status) {
        return None;
    }
    let response = match status {
        "204" => json!({"description": "Nothing."}),
        _ => answer(&schema),
    };
    responses.shift_insert(place(responses.len(), rng), status.to_owned(), response);
    Some(())
}

fn remove_status(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let operation = operation(document, rng)?;
    let responses = at(document, &format!("{operation}/responses"))?;
    if responses.len() < 2 {
        return None;
    }
    let status = chosen(responses.keys().cloned().collect(), rng)?;
    responses.shift_remove(&status)?;
    Some(())
}

fn add_operation(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let id = ["listJobs", "stopJob", "list_jobs", "builder", "self", "requests"][rng.usize(..6)];
    let path = format!("/{}", id.to_lowercase());
    let schema = chosen(components(document), rng).map(|name| reference(&name))?;
    let operation = json!({"operationId": id, "responses": {"200": answer(&schema)}});
    let paths = at(document, "/paths")?;
    if paths.contains_key(&path) {
        return None;
    }
    let place = place(paths.len(), rng);
    paths.shift_insert(place, path, json!({"post": operation}));
    Some(())
}

fn remove_operation(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let paths = at(document, "/paths")?;
    if paths.len() < 2 {
        return None;
    }
    let path = chosen(paths.keys().cloned().collect(), rng)?;
    paths.shift_remove(&path)?;
    Some(())
}

fn rename_operation(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let operation = operation(document, rng)?;
    let operation = at(document, &operation)?;
    let id = operation.get("operationId")?.as_str()?.to_owned();
    let other = if id.ends_with("V2") { id.trim_end_matches("V2").to_owned() } else { id + "V2" };
    operation.insert("operationId".to_owned(), json!(other));
    Some(())
}

fn move_operation(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let paths = at(document, "/paths")?;
    let path = chosen(paths.keys().cloned().collect(), rng)?;
    let other = match path.strip_prefix("/v2") {
        Some(before) => before.to_owned(),
        None => format!("/v2{path}"),
    };
    if paths.contains_key(&other) {
        return None;
    }
    let index = paths.keys().position(|it| *it == path)?;
    let item = paths.shift_remove(&path)?;
    paths.shift_insert(index, other, item);
    Some(())
}

fn add_component(document: &mut Value, rng: &mut Rng) -> Option<()> {
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

fn rename_component(document: &mut Value, rng: &mut Rng) -> Option<()> {
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

fn remove_component(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let name = chosen(components(document), rng)?;
    let text = format!("\"#/components/schemas/{name}\"");
    if document.to_string().contains(&text) {
        return None;
    }
    at(document, "/components/schemas")?.shift_remove(&name)?;
    Some(())
}

fn to_component(document: &mut Value, rng: &mut Rng) -> Option<()> {
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

fn to_inline(document: &mut Value, rng: &mut Rng) -> Option<()> {
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

fn toggle_closed(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let object = at(document, &object)?;
    if object.shift_remove("additionalProperties").is_none() {
        object.insert("additionalProperties".to_owned(), json!(false));
    }
    Some(())
}

fn reorder_components(document: &mut Value, rng: &mut Rng) -> Option<()> {
    shuffled(at(document, "/components/schemas")?, rng);
    Some(())
}
