//! Changes of what is sent and answered beside JSON, and of what surrounds operations.

use fastrand::Rng;
use serde_json::{Value, json};

use super::super::names;
use super::super::places::{any_schema, at, chosen, components, operation, operations, reference};
use super::place;

const SENT: [&str; 6] = [
    "application/json",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "text/plain",
    "application/octet-stream",
    "application/merge-patch+json",
];

const ANSWERED: [&str; 7] = [
    "application/json",
    "text/plain",
    "text/event-stream",
    "application/octet-stream",
    "application/jsonl",
    "application/problem+json",
    "text/csv",
];

/// Adds a media type to a `content`, or takes it away where it is not the only one.
fn toggle(document: &mut Value, content: &str, media_type: &str, rng: &mut Rng) -> Option<()> {
    let schema = match chosen(components(document), rng) {
        Some(name) if rng.u8(..3) > 0 => reference(&name),
        _ => json!({"type": "object", "properties": {"a": any_schema(document, rng)}}),
    };
    let content = at(document, content)?;
    if content.contains_key(media_type) {
        if content.len() < 2 {
            return None;
        }
        content.shift_remove(media_type);
        return Some(());
    }
    let is_text = media_type.starts_with("text/") || media_type.ends_with("octet-stream");
    let schema = if is_text && rng.bool() { json!({"type": "string"}) } else { schema };
    content.shift_insert(
        place(content.len(), rng),
        media_type.to_owned(),
        json!({"schema": schema}),
    );
    Some(())
}

pub(super) fn change_media_type_of_a_body(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let operation = operation(document, rng)?;
    let media_type = SENT[rng.usize(..SENT.len())];
    toggle(document, &format!("{operation}/requestBody/content"), media_type, rng)
}

pub(super) fn change_media_type_of_an_answer(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let response = response(document, rng)?;
    let media_type = ANSWERED[rng.usize(..ANSWERED.len())];
    toggle(document, &format!("{response}/content"), media_type, rng)
}

fn response(document: &Value, rng: &mut Rng) -> Option<String> {
    let found = operations(document).into_iter().flat_map(|operation| {
        let responses = format!("{operation}/responses");
        let all = document.pointer(&responses).and_then(Value::as_object);
        let statuses = all.into_iter().flatten().map(|(status, _)| format!("{responses}/{status}"));
        statuses.collect::<Vec<_>>()
    });
    chosen(found.collect(), rng)
}

pub(super) fn change_header(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let response = response(document, rng)?;
    let name = ["X-Request-Id", "Retry-After", "Location", "x-type"][rng.usize(..4)];
    let kind = ["string", "integer"][rng.usize(..2)];
    let response = at(document, &response)?;
    let headers = response.entry("headers").or_insert_with(|| json!({})).as_object_mut()?;
    if headers.shift_remove(name).is_none() {
        headers.insert(name.to_owned(), json!({"schema": {"type": kind}}));
    }
    Some(())
}

pub(super) fn change_tag(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let operation = operation(document, rng)?;
    let tag = ["Jobs", "Other jobs", "client", "types"][rng.usize(..4)];
    let operation = at(document, &operation)?;
    match rng.u8(..4) {
        0 => operation.shift_remove("tags").map(|_| ()),
        _ => operation
            .insert("tags".to_owned(), json!([tag]))
            .map_or(Some(()), |was| (was != json!([tag])).then_some(())),
    }
}

pub(super) fn change_credential(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let schemes = at(document, "/components")?;
    let schemes = schemes.entry("securitySchemes").or_insert_with(|| json!({})).as_object_mut()?;
    let name = ["Bearer", "apiKey", "api_key", "client", "OAuth"][rng.usize(..5)];
    if schemes.shift_remove(name).is_some() {
        let named = |requirement: &Value| requirement.get(name).is_some();
        for operation in operations(document) {
            if let Some(all) = at(document, &operation)?.get_mut("security") {
                all.as_array_mut()?.retain(|requirement| !named(requirement));
            }
        }
        return Some(());
    }
    let scheme = match rng.u8(..4) {
        0 => json!({"type": "http", "scheme": "bearer"}),
        1 => json!({"type": "http", "scheme": "basic"}),
        2 => json!({"type": "apiKey", "in": "query", "name": "key"}),
        _ => json!({"type": "apiKey", "in": "header", "name": "X-Key"}),
    };
    schemes.insert(name.to_owned(), scheme);
    Some(())
}

pub(super) fn change_security(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let schemes = document.pointer("/components/securitySchemes")?.as_object()?;
    let name = chosen(schemes.keys().cloned().collect(), rng)?;
    let operation = operation(document, rng)?;
    let operation = at(document, &operation)?;
    if operation.shift_remove("security").is_none() {
        operation.insert("security".to_owned(), json!([{name: []}]));
    }
    Some(())
}

pub(super) fn change_server(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let url = ["https://a.example/v1", "https://b.example", "/v1"][rng.usize(..3)];
    let root = document.as_object_mut()?;
    let was = root.insert("servers".to_owned(), json!([{"url": url}]));
    (was != root.get("servers").cloned()).then_some(())
}

/// What is described of a parameter of the query or of a header.
pub(super) fn change_parameter(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let (list, index) = super::operations::parameter(document, rng)?;
    let schema = match rng.u8(..6) {
        0 => json!({"type": "string", "enum": ["low", "high"]}),
        1 => json!({"type": "integer", "default": 20}),
        2 => json!({"type": "array", "items": {"type": "string"}}),
        3 => json!({"type": "boolean"}),
        4 => json!({"type": ["string", "null"]}),
        _ => any_schema(document, rng),
    };
    let parameter = at(document, &format!("{list}/{index}"))?;
    match rng.u8(..4) {
        0 => {
            let other = if parameter["in"] == "query" { "header" } else { "query" };
            parameter.shift_remove("style");
            parameter.insert("in".to_owned(), json!(other));
        }
        1 if parameter["in"] == "query" => {
            let style = ["form", "spaceDelimited", "pipeDelimited", "deepObject"][rng.usize(..4)];
            parameter.insert("style".to_owned(), json!(style));
        }
        _ => {
            parameter.insert("schema".to_owned(), schema);
        }
    }
    Some(())
}

/// The argument of a path is called otherwise.
pub(super) fn rename_path_parameter(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let paths = at(document, "/paths")?;
    let has_id = |path: &&String| path.contains('{');
    let path = chosen(paths.keys().filter(has_id).cloned().collect(), rng)?;
    let (start, end) = (path.find('{')?, path.find('}')?);
    let was = path.get(start + 1..end)?.to_owned();
    let is = ["id", "job_id", "jobId", "client", "self", "type"][rng.usize(..6)];
    let other = path.replace(&format!("{{{was}}}"), &format!("{{{is}}}"));
    if paths.contains_key(&other) {
        return None;
    }
    let index = paths.keys().position(|it| *it == path)?;
    let mut item = paths.shift_remove(&path)?;
    for operation in item.as_object_mut()?.values_mut() {
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            if parameter["in"] == "path" && parameter["name"] == json!(was) {
                parameter["name"] = json!(is);
            }
        }
    }
    paths.shift_insert(index, other, item);
    Some(())
}

/// What is described of an operation for people.
pub(super) fn describe_operation(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let operation = operation(document, rng)?;
    let word = ["summary", "description"][rng.usize(..2)];
    at(document, &operation)?.insert(word.to_owned(), json!(names::value(rng)));
    Some(())
}
