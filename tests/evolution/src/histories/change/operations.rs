//! Changes of operations: of parameters, bodies, answers, paths.

use fastrand::Rng;
use serde_json::{Value, json};

use super::super::names;
use super::super::places::{
    answer, at, chosen, components, list, operation, operations, reference,
};
use super::place;

pub(super) fn add_parameter(document: &mut Value, rng: &mut Rng) -> Option<()> {
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
pub(super) fn parameter(document: &Value, rng: &mut Rng) -> Option<(String, usize)> {
    let found = operations(document).into_iter().flat_map(|operation| {
        let list = format!("{operation}/parameters");
        let parameters = document.pointer(&list).and_then(Value::as_array);
        let parameters = parameters.into_iter().flatten().enumerate();
        let free = parameters.filter(|(_, parameter)| parameter["in"] != "path");
        free.map(|(index, _)| (list.clone(), index)).collect::<Vec<_>>()
    });
    chosen(found.collect(), rng)
}

pub(super) fn remove_parameter(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let (parameters, index) = parameter(document, rng)?;
    list(document, &parameters)?.remove(index);
    Some(())
}

pub(super) fn toggle_parameter(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let (parameters, index) = parameter(document, rng)?;
    let parameter = list(document, &parameters)?.get_mut(index)?;
    let was_required = parameter["required"] == true;
    parameter["required"] = json!(!was_required);
    Some(())
}

pub(super) fn change_body(document: &mut Value, rng: &mut Rng) -> Option<()> {
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

pub(super) fn add_status(document: &mut Value, rng: &mut Rng) -> Option<()> {
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

pub(super) fn remove_status(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let operation = operation(document, rng)?;
    let responses = at(document, &format!("{operation}/responses"))?;
    if responses.len() < 2 {
        return None;
    }
    let status = chosen(responses.keys().cloned().collect(), rng)?;
    responses.shift_remove(&status)?;
    Some(())
}

pub(super) fn add_operation(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let id = ["listJobs", "stopJob", "list_jobs", "builder", "self", "requests"][rng.usize(..6)];
    let known = operations(document).into_iter().filter_map(|it| document.pointer(&it));
    if known.into_iter().any(|operation| operation["operationId"] == id) {
        return None;
    }
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

pub(super) fn remove_operation(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let paths = at(document, "/paths")?;
    if paths.len() < 2 {
        return None;
    }
    let path = chosen(paths.keys().cloned().collect(), rng)?;
    paths.shift_remove(&path)?;
    Some(())
}

pub(super) fn rename_operation(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let operation = operation(document, rng)?;
    let operation = at(document, &operation)?;
    let id = operation.get("operationId")?.as_str()?.to_owned();
    let other = if id.ends_with("V2") { id.trim_end_matches("V2").to_owned() } else { id + "V2" };
    operation.insert("operationId".to_owned(), json!(other));
    Some(())
}

pub(super) fn move_operation(document: &mut Value, rng: &mut Rng) -> Option<()> {
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
