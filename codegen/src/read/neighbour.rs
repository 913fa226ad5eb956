//! Tells whether a file that something refers to is part of a description: of one that is not,
//! nothing is quoted, as a description is not trusted to choose what is shown.

use super::source::{Node, Value};
use crate::diagnostic::{At, Code, Diagnostic, Position, SourceText};

/// How many objects may stand around the parts of a description (`components: schemas: Pet:`).
const DEEPEST_SHELF: usize = 3;

/// By what a description says that it is one, and an overlay.
const WHOLES: [&str; 3] = ["openapi", "swagger", "overlay"];

/// The kinds of JSON Schema.
const KINDS: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// The methods of a path item.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Whether a text that may be broken says that it is a description or an overlay.
pub fn claims_to_describe(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let is_named = |line: &str| {
        WHOLES.iter().any(|name| {
            line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(':'))
        })
    };
    let quoted = |name: &&str| text.contains(&format!("\"{name}\""));
    text.lines().any(is_named) || WHOLES.iter().any(quoted)
}

/// Whether a tree says that it is a description or an overlay.
pub fn is_whole(root: &Node) -> bool {
    WHOLES.iter().any(|name| root.get(name).is_some())
}

/// Whether a tree is a description, an overlay, or a part of a description.
pub fn describes(root: &Node) -> bool {
    match &root.value {
        Value::Boolean(_) => true,
        Value::Object(_) => is_whole(root) || is_part(root) || is_shelf(root, DEEPEST_SHELF),
        Value::List(items) => !items.is_empty() && items.iter().all(is_part),
        Value::Null | Value::Number(_) | Value::String(_) => false,
    }
}

/// What is said of a file that cannot be read.
pub fn unreadable(path: &str, problem: &Diagnostic, texts: &[SourceText]) -> String {
    let at = place(problem.at.as_ref(), texts);
    let is_quoted = texts.last().is_some_and(|text| claims_to_describe(&text.content));
    if is_quoted {
        return format!("`{path}` cannot be read, at {at}: {}", problem.message);
    }
    format!("`{path}` cannot be read, at {at}; check whether it is part of the description")
}

/// What is said of a file that holds a single value.
pub fn no_part(path: &str, root: &Node, texts: &[SourceText]) -> String {
    let at = place(Some(&At { location: root.location, pointer: None }), texts);
    format!("`{path}` is no part of a description: at {at} stands {}", root.kind())
}

/// What is said of a text that cannot be read and that nothing shows to be a description.
pub fn no_description(problem: &Diagnostic) -> Diagnostic {
    let said = Diagnostic::new(Code::NoDescription, "this is neither a description nor an overlay")
        .help("a description begins with `openapi: 3.1.0`, an overlay with `overlay: 1.0.0`");
    match &problem.at {
        Some(at) => said.at(at.location),
        None => said,
    }
}

/// The file, line and column of a place.
fn place(at: Option<&At>, texts: &[SourceText]) -> String {
    match at.and_then(|at| Position::of(at, texts)) {
        Some(at) => format!("{}:{}:{}", at.file, at.line, at.column),
        None => "its end".to_owned(),
    }
}

/// Whether all that stands in an object are parts, or objects of parts. One that is none could
/// be anything.
fn is_shelf(node: &Node, depth: usize) -> bool {
    let Some(properties) = node.object() else { return false };
    let is_kept = |node: &Node| is_part(node) || depth > 1 && is_shelf(node, depth - 1);
    !properties.is_empty() && properties.values().all(is_kept)
}

/// Whether a node is a schema, a parameter, a response, a path item or the like: something in
/// it is as OpenAPI alone has it.
fn is_part(node: &Node) -> bool {
    let object = |name: &str| node.get(name).and_then(Node::object);
    let string = |name: &str| node.get(name).and_then(Node::string);
    let list = |name: &str| node.get(name).and_then(Node::list);
    let is_kind = |text: &str| KINDS.contains(&text);
    let has_kind = string("type").is_some_and(is_kind)
        || list("type").is_some_and(|kinds| kinds.iter().filter_map(Node::string).any(is_kind));
    let is_schema = has_kind
        || string("$ref").is_some_and(|reference| reference.contains(['#', '/', '.']))
        || ["allOf", "anyOf", "oneOf"].iter().any(|name| {
            list(name).is_some_and(|parts| parts.iter().any(|part| part.object().is_some()))
        })
        || object("properties").is_some_and(|all| all.values().all(|one| one.object().is_some()))
        || list("enum").is_some();
    let is_media = object("content").is_some_and(|all| all.keys().any(|name| name.contains('/')));
    let is_place = |place: &str| ["query", "path", "header", "cookie"].contains(&place);
    let is_parameter = string("in").is_some_and(is_place) && string("name").is_some();
    let is_operation =
        |node: &Node| node.get("responses").is_some_and(|all| all.object().is_some());
    let is_path = METHODS.iter().any(|name| node.get(name).is_some_and(is_operation));
    let is_carrier = node.get("schema").is_some_and(is_part);
    is_schema || is_media || is_parameter || is_operation(node) || is_path || is_carrier
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::FileId;
    use crate::read::source;

    fn describes_text(text: &str) -> bool {
        let read = source::read("a.yaml", format!("#\n{text}"), FileId(0));
        describes(&read.expect("YAML").0)
    }

    #[test]
    fn parts_of_descriptions_are_known() {
        for text in [
            "openapi: 3.1.0",
            "type: object",
            "type: [string, 'null']",
            "$ref: other.yaml",
            "Pet: {type: object}\nOwner: {properties: {a: {}}}",
            "components: {schemas: {Pet: {allOf: [{type: object}]}}}",
            "{in: query, name: a, schema: {type: string}}",
            "{description: Fine., content: {application/json: {}}}",
            "get: {responses: {}}",
            "true",
        ] {
            assert!(describes_text(text), "{text}");
        }
    }

    #[test]
    fn other_files_are_not_taken_for_parts() {
        for text in [
            "KEY=hunter2",
            "password: hunter2",
            "database: {type: postgres, password: hunter2}",
            "{kind: Secret, type: Opaque, data: {password: aHVudGVyMg==}}",
            "Pet: {type: object}\npassword: hunter2",
            "[{name: TOKEN, value: hunter2}]",
            "{name: mine, type: module, description: mine}",
            "null",
            "[]",
            "{}",
        ] {
            assert!(!describes_text(text), "{text}");
        }
    }

    #[test]
    fn broken_texts_can_claim_to_describe() {
        for text in ["openapi: [", "a: 1\nswagger : {", "{\"info\": 1, \"openapi\": "] {
            assert!(claims_to_describe(text), "{text}");
        }
        for text in ["KEY=\"a", "note: the openapi: [", "openapi_key: [", ""] {
            assert!(!claims_to_describe(text), "{text}");
        }
    }
}
