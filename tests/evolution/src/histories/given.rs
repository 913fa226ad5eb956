//! Descriptions of others, cut down to some of their operations, so that they can be changed as the
//! small one is that random histories begin with.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use serde_json::{Map, Value, json};
use specwright_codegen::pointer::FileId;
use specwright_codegen::read::source;

/// How many components the operations of a description may lead to, where none are asked for: what
/// is changed is a whole crate for each history.
const MOST_COMPONENTS: usize = 40;

/// How deep parameters, bodies and answers refer to each other.
const DEEPEST: usize = 8;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Reads a description, and cuts it down: to the operations below a path, or to the first ones, of
/// which as many as do not lead to too much.
///
/// # Errors
/// Where it cannot be read.
pub fn read(path: &Path, below: Option<&str>) -> io::Result<Value> {
    let name = path.display().to_string();
    let (tree, _) = source::read(&name, fs::read_to_string(path)?, FileId(0))
        .map_err(|(problem, _)| io::Error::other(format!("{name}: {}", problem.message)))?;
    Ok(cut(&tree.to_json(), below))
}

fn cut(document: &Value, below: Option<&str>) -> Value {
    let mut paths = Map::new();
    let mut reached = BTreeSet::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        if below.is_some_and(|below| !path.starts_with(below)) {
            continue;
        }
        for method in METHODS {
            let Some(operation) = item.get(method) else { continue };
            let operation = whole(document, operation, &item["parameters"]);
            let mut more = reached.clone();
            reach(document, &operation, &mut more);
            if below.is_none() && more.len() > MOST_COMPONENTS {
                continue;
            }
            reached = more;
            let place = paths.entry(path.clone()).or_insert_with(|| json!({}));
            place[method] = operation;
        }
    }
    let all = document["components"]["schemas"].as_object().into_iter().flatten();
    let kept = all.filter(|(name, _)| reached.contains(*name));
    let schemas: Map<String, Value> =
        kept.map(|(name, schema)| (name.clone(), schema.clone())).collect();
    json!({
        "openapi": document["openapi"],
        "info": {"title": document["info"]["title"], "version": document["info"]["version"]},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

/// An operation that refers to schemas alone: what it shares with others stands in it.
fn whole(document: &Value, operation: &Value, shared: &Value) -> Value {
    let mut operation = operation.clone();
    let shared = shared.as_array().cloned().unwrap_or_default();
    if let Some(operation) = operation.as_object_mut() {
        let own = operation.entry("parameters").or_insert_with(|| json!([]));
        if let Some(own) = own.as_array_mut() {
            own.extend(shared);
        }
        operation.shift_remove("callbacks");
        operation.shift_remove("security");
    }
    follow(document, &mut operation, DEEPEST);
    operation
}

/// Puts in place what is referred to, unless that is a schema.
fn follow(document: &Value, node: &mut Value, depth: usize) {
    let Some(deeper) = depth.checked_sub(1) else { return };
    let target = node.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix('#'));
    let target = target.filter(|it| !it.starts_with("/components/schemas/"));
    if let Some(found) = target.and_then(|target| document.pointer(target)) {
        *node = found.clone();
        return follow(document, node, deeper);
    }
    match node {
        Value::Object(object) => object.values_mut().for_each(|it| follow(document, it, depth)),
        Value::Array(items) => items.iter_mut().for_each(|it| follow(document, it, depth)),
        _ => {}
    }
}

/// The components that a node leads to.
fn reach(document: &Value, node: &Value, reached: &mut BTreeSet<String>) {
    match node {
        Value::Object(object) => {
            let name = object.get("$ref").and_then(Value::as_str);
            let name = name.and_then(|it| it.strip_prefix("#/components/schemas/"));
            let name = name.map(|it| it.split('/').next().unwrap_or(it).to_owned());
            if let Some(name) = name.filter(|name| reached.insert(name.clone())) {
                reach(document, &document["components"]["schemas"][&name], reached);
            }
            object.values().for_each(|it| reach(document, it, reached));
        }
        Value::Array(items) => items.iter().for_each(|it| reach(document, it, reached)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_kept_with_all_that_it_leads_to() {
        let document = json!({
            "openapi": "3.1.0",
            "info": {"title": "Jobs", "version": "1"},
            "paths": {
                "/jobs/{id}": {
                    "parameters": [{"$ref": "#/components/parameters/Id"}],
                    "get": {"responses": {"200": {"$ref": "#/components/responses/Job"}}},
                },
                "/teams": {"get": {"responses": {}}},
            },
            "components": {
                "parameters": {"Id": {"name": "id", "in": "path", "required": true}},
                "responses": {"Job": {"content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Job"},
                }}}},
                "schemas": {
                    "Job": {"properties": {"size": {"$ref": "#/components/schemas/Size"}}},
                    "Size": {}, "Team": {},
                },
            },
        });
        let cut = cut(&document, Some("/jobs"));
        let names = |pointer: &str| -> Vec<String> {
            cut.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect()
        };
        assert_eq!(names("/paths"), ["/jobs/{id}"]);
        assert_eq!(names("/components/schemas"), ["Job", "Size"]);
        assert_eq!(cut.pointer("/paths/~1jobs~1{id}/get/parameters/0/name"), Some(&json!("id")));
        let schema = "/paths/~1jobs~1{id}/get/responses/200/content/application~1json/schema/$ref";
        assert_eq!(cut.pointer(schema), Some(&json!("#/components/schemas/Job")));
    }
}
