//! The structure of a description: whether what stands around its schemas is of the kinds that
//! OpenAPI gives it. What is not holds nothing that could be read, and is said.

use super::operation::{METHODS, names};
use super::resolve::Document;
use super::source::Value;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::pointer::{Place, Pointer};
use crate::similar::similar;

/// Says of each node that it is of another kind, of each operation that it stands where there is
/// no method, and of each path item that refers to nothing that it does.
pub fn validate(document: &Document, sink: &mut Sink) {
    let mut structure = Structure { document, problems: Vec::new() };
    structure.root(&Place::in_document(Pointer::root()));
    for problem in structure.problems {
        sink.push(problem);
    }
}

/// What a node has to be.
#[derive(Clone, Copy)]
enum Expected {
    Object,
    Array,
}

struct Structure<'a> {
    document: &'a Document,
    problems: Vec<Diagnostic>,
}

/// The sections of `components` whose properties are of the structure.
const SECTIONS: [&str; 8] = [
    "schemas",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "securitySchemes",
    "pathItems",
    "mediaTypes",
];

impl Structure<'_> {
    /// The OpenAPI Object.
    fn root(&mut self, root: &Place) {
        self.lists(root, &["servers", "security", "tags"]);
        self.objects(root, &["info", "webhooks"]);
        self.info(root);
        for item in self.properties(root, "paths") {
            self.path_item(&item);
        }
        self.objects(root, &["components"]);
        let components = root.child("components");
        for section in SECTIONS {
            for property in self.properties(&components, section) {
                match section {
                    // Schemas have a reader of their own.
                    "schemas" => {}
                    "responses" | "requestBodies" => self.with_content(&property),
                    _ => {
                        self.is(&property, Expected::Object);
                    }
                }
            }
        }
    }

    /// The Info Object, which has a title and a version (OpenAPI 3.1, 4.8.2): the API is called by
    /// them, and is generated all the same.
    fn info(&mut self, root: &Place) {
        let info = root.child("info");
        let node = self.document.node(&info).map(|node| &node.value);
        // What is no object is told of already.
        if !matches!(node, Err(_) | Ok(Value::Object(_) | Value::Null)) {
            return;
        }
        let mut missing = Vec::new();
        for name in ["title", "version"] {
            let place = info.child(name);
            match self.document.node(&place).map(|node| &node.value) {
                Err(_) | Ok(Value::Null) => missing.push(format!("`{name}`")),
                Ok(Value::String(_)) => {}
                Ok(other) => {
                    let found = named(other);
                    let message = format!("`{name}` must be a string, not {found}; it is ignored");
                    let problem = self.document.problem(Code::KeywordIgnored, &place, message);
                    self.problems.push(problem.help("write it in quotation marks"));
                }
            }
        }
        if !missing.is_empty() {
            let missing = missing.join(" and no ");
            let message = format!("`info` has no {missing}, which OpenAPI requires");
            self.problems.push(self.document.problem(Code::InfoIncomplete, &info, message));
        }
    }

    fn path_item(&mut self, place: &Place) {
        let place = match self.document.follow(place) {
            Ok(place) => place,
            Err(problem) => return self.problems.push(*problem),
        };
        if !self.is(&place, Expected::Object) {
            return;
        }
        self.lists(&place, &["parameters", "servers"]);
        for field in names(self.document, &place) {
            if METHODS.contains(&field.as_str()) {
                self.operation(&place.child(&field));
            } else if self.is_like_an_operation(&place.child(&field), &field) {
                self.unknown_method(&place.child(&field), &field);
            }
        }
        for operation in self.properties(&place, "additionalOperations") {
            self.operation(&operation);
        }
    }

    /// Fields that nobody knows are ignored, but not an operation below a mistyped method.
    fn is_like_an_operation(&self, place: &Place, field: &str) -> bool {
        let is_free = !field.starts_with("x-") && field != "additionalOperations";
        let node = self.document.node(place).ok().filter(|_| is_free);
        node.is_some_and(|node| {
            ["responses", "operationId", "requestBody"]
                .iter()
                .any(|keyword| node.get(keyword).is_some())
        })
    }

    fn unknown_method(&mut self, place: &Place, field: &str) {
        let problem = self.document.problem(
            Code::UnknownMethod,
            place,
            format!("`{field}` is not a method of OpenAPI"),
        );
        self.problems.push(match similar(field, METHODS) {
            Some(nearest) => problem.help(format!("did you mean `{nearest}`?")),
            None => problem.help("other methods stand in `additionalOperations` (OpenAPI 3.2)"),
        });
    }

    fn operation(&mut self, place: &Place) {
        if !self.is(place, Expected::Object) {
            return;
        }
        self.lists(place, &["parameters", "servers", "security"]);
        self.objects(place, &["callbacks"]);
        self.with_content(&place.child("requestBody"));
        for response in self.properties(place, "responses") {
            self.with_content(&response);
        }
    }

    /// A request body or a response.
    fn with_content(&mut self, place: &Place) {
        if self.is(place, Expected::Object) {
            for media in self.properties(place, "content") {
                self.is(&media, Expected::Object);
            }
        }
    }

    /// The properties of a property that must be an object, without those of vendors.
    fn properties(&mut self, place: &Place, name: &str) -> Vec<Place> {
        let place = place.child(name);
        if !self.is(&place, Expected::Object) {
            return Vec::new();
        }
        let properties = names(self.document, &place).into_iter();
        let properties = properties.filter(|name| !name.starts_with("x-") && name != "$ref");
        properties.map(|name| place.child(&name)).collect()
    }

    fn lists(&mut self, place: &Place, names: &[&str]) {
        for name in names {
            self.is(&place.child(name), Expected::Array);
        }
    }

    fn objects(&mut self, place: &Place, names: &[&str]) {
        for name in names {
            self.is(&place.child(name), Expected::Object);
        }
    }

    /// Whether a node is there and of its kind. One that is null is as good as missing: in YAML,
    /// that is a section of which nothing was written yet.
    fn is(&mut self, place: &Place, expected: Expected) -> bool {
        let Ok(node) = self.document.node(place) else { return false };
        let (expected, found) = match (expected, &node.value) {
            (Expected::Object, Value::Object(_)) | (Expected::Array, Value::List(_)) => {
                return true;
            }
            (_, Value::Null) => return false,
            (Expected::Object, _) => ("an object", named(&node.value)),
            (Expected::Array, _) => ("an array", named(&node.value)),
        };
        let name = place.pointer.last().map_or_else(String::new, |name| format!("`{name}` "));
        let message = format!("{name}must be {expected}, but is {found}");
        self.problems.push(self.document.problem(Code::WrongKind, place, message));
        false
    }
}

fn named(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "an object",
        Value::List(_) => "an array",
        Value::String(_) => "a string",
        Value::Boolean(_) => "a boolean",
        Value::Null => "null",
        _ => "a number",
    }
}
