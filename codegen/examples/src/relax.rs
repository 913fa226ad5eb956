//! From what an example disproves to the least change of its schema that lets it hold.

use serde_json::{Map, Number, Value as Json, json};

use crate::assertions::{kind_of, same};
use crate::violation::{Violation, ViolationKind, shown};
use specwright_codegen::pointer::{FileId, Pointer};
use specwright_codegen::read::source::{Node, Value};

/// A change of a schema. Two violations that ask for the same change ask once.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    pub(super) schema: Pointer,
    pub(super) to: To,
}

/// What a schema is changed to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum To {
    /// A property may be missing.
    MayMiss(String),
    /// A property is declared, of the kind that was seen.
    Declare(String, &'static str),
    /// Another kind is allowed; by which way the schema refused it says how.
    Admit(&'static str, Reach),
    /// A value is listed.
    List(Json),
    /// A bound lies where the example is.
    Bound(&'static str, Number),
    /// A keyword is taken away that cannot be relaxed by degrees.
    Lift(&'static str),
    /// `oneOf` becomes `anyOf`.
    AnySubschema,
    /// A schema that allows nothing allows this kind.
    Open(&'static str),
}

/// How a schema came to refuse a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// By a keyword of its own.
    Own,
    /// By something that it leads to.
    Through,
}

/// How a description says that null is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NullStyle {
    /// `nullable: true` (OpenAPI 3.0).
    Nullable,
    /// A type of its own (OpenAPI 3.1).
    Type,
}

/// One action of an overlay.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Action {
    pub(super) target: String,
    pub(super) effect: Effect,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Effect {
    Remove,
    Update(Json),
}

/// The change that a violation asks for; `value` is what stands at the faulty place.
///
/// # Errors
/// Says why nothing can be changed.
pub(super) fn change(violation: &Violation, value: &Json) -> Result<Change, String> {
    let is_null = value.is_null();
    let own = |to| Ok((violation.schema.clone(), to));
    let reach = if violation.site == violation.schema { Reach::Own } else { Reach::Through };
    let admit = |kind| Ok((violation.site.clone(), To::Admit(kind, reach)));
    let (place, to) = match &violation.what {
        // What is of another kind is let in where it is used, not in all uses of a component.
        ViolationKind::Kind { found, .. } => admit(*found),
        ViolationKind::NotListed { .. } | ViolationKind::NotConstant { .. } if is_null => {
            admit("null")
        }
        ViolationKind::NoSubschema { .. } if is_null => admit("null"),
        ViolationKind::NoSubschema { .. } => admit(kind_of(value)),
        ViolationKind::Missing(name) => own(To::MayMiss(name.clone())),
        ViolationKind::Undeclared(name) => own(To::Declare(name.clone(), kind_of(&value[name]))),
        ViolationKind::NotListed { found, .. } | ViolationKind::NotConstant { found, .. } => {
            own(To::List(found.clone()))
        }
        ViolationKind::Bound { keyword, found, .. } => own(To::Bound(keyword, found.clone())),
        ViolationKind::NotMultiple(_) => own(To::Lift("multipleOf")),
        ViolationKind::Pattern(_) => own(To::Lift("pattern")),
        ViolationKind::Repeated => own(To::Lift("uniqueItems")),
        ViolationKind::SeveralSubschemas(_) => own(To::AnySubschema),
        ViolationKind::Nothing => own(To::Open(kind_of(value))),
        ViolationKind::Other(keyword) => {
            Err(format!("`{keyword}` has no part that could be relaxed alone"))
        }
    }?;
    if place.file != FileId::default() {
        return Err("the schema stands in another file, and an overlay corrects one".to_owned());
    }
    Ok(Change { schema: place.pointer, to })
}

impl Change {
    /// What two changes have in common that are one.
    pub(super) fn key(&self) -> String {
        let what = match &self.to {
            To::MayMiss(name) => format!("required {name}"),
            To::Declare(name, _) => format!("declare {name}"),
            To::Admit(kind, reach) => format!("type {kind} {reach:?}"),
            To::List(value) => format!("enum {value}"),
            To::Bound(keyword, _) | To::Lift(keyword) => (*keyword).to_owned(),
            To::AnySubschema => "oneOf".to_owned(),
            To::Open(kind) => format!("open {kind}"),
        };
        format!("{} {what}", self.schema)
    }

    /// Widens this change so that it serves another violation of the same key.
    pub(super) fn widen(&mut self, other: &Change) {
        if let (To::Bound(keyword, bound), To::Bound(_, other)) = (&mut self.to, &other.to) {
            let (this, that) = (bound.as_f64().unwrap_or(0.0), other.as_f64().unwrap_or(0.0));
            let is_wider = if is_lower(keyword) { that < this } else { that > this };
            if is_wider {
                *bound = other.clone();
            }
        }
    }

    /// The keyword that the change replaces whole, so that another of the same would undo it.
    pub(super) fn replaces(&self) -> Option<&'static str> {
        match &self.to {
            To::Admit(..) => Some("type"),
            To::Bound(keyword, _) if is_lower(keyword) => Some("minimum"),
            To::Bound(..) => Some("maximum"),
            _ => None,
        }
    }

    /// Whether the change moves what is below the schema, so that changes there come first.
    pub(super) fn is_structural(&self, root: &Node, null_style: NullStyle) -> bool {
        match &self.to {
            To::AnySubschema => true,
            To::Admit(kind, reach) => root
                .find(&self.schema)
                .is_some_and(|node| admit(node, kind, *reach, null_style) == Admission::Wrap),
            _ => false,
        }
    }

    /// The actions that make the change.
    ///
    /// # Errors
    /// Says why there are none.
    pub(super) fn actions(
        &self,
        root: &Node,
        null_style: NullStyle,
    ) -> Result<Vec<Action>, String> {
        let node = root.find(&self.schema).ok_or("the schema is not in the document any more")?;
        let here = json_path(root, &self.schema);
        let update = |update: Json| Action { target: here.clone(), effect: Effect::Update(update) };
        let remove =
            |below: &str| Action { target: format!("{here}{below}"), effect: Effect::Remove };
        Ok(match &self.to {
            To::MayMiss(name) => {
                let names = node.get("required").and_then(Node::list).unwrap_or_default();
                // `required` has at least one name in OpenAPI 3.0.
                if names.iter().all(|known| known.string() == Some(name)) {
                    vec![remove(".required")]
                } else {
                    vec![remove(&format!(".required[?@ == {}]", quoted(name)))]
                }
            }
            To::Declare(name, kind) => {
                vec![update(json!({"properties": {name: anything_or(kind)}}))]
            }
            To::List(value) => match node.get("const").map(Node::to_json) {
                None => vec![update(json!({"enum": [value]}))],
                Some(constant) if node.get("enum").is_none() && !same(&constant, value) => {
                    vec![remove(".const"), update(json!({"enum": [constant, value]}))]
                }
                Some(_) => return Err("`const` stands beside `enum`".to_owned()),
            },
            To::Bound(keyword, to) if keyword.starts_with("exclusive") => {
                let inclusive = if is_lower(keyword) { "minimum" } else { "maximum" };
                match node.get(keyword).map(|node| &node.value) {
                    Some(Value::Boolean(_)) => {
                        vec![update(json!({*keyword: false, inclusive: to}))]
                    }
                    _ => vec![remove(&format!(".{keyword}")), update(json!({inclusive: to}))],
                }
            }
            To::Bound(keyword, to) => vec![update(json!({*keyword: to}))],
            To::Lift(keyword) => vec![remove(&format!(".{keyword}"))],
            To::AnySubschema => match (node.get("oneOf"), node.get("anyOf")) {
                (Some(subschemas), None) => {
                    vec![update(json!({"anyOf": subschemas.to_json()})), remove(".oneOf")]
                }
                _ => return Err("`anyOf` stands beside `oneOf`".to_owned()),
            },
            To::Open(kind) => vec![update(anything_or(kind))],
            To::Admit(kind, reach) => match admit(node, kind, *reach, null_style) {
                Admission::Update(json) => vec![update(json)],
                Admission::Replace(keyword, json) => {
                    vec![remove(&format!(".{keyword}")), update(json)]
                }
                Admission::Reference(json) => vec![remove("['$ref']"), update(json)],
                Admission::Wrap => wrap(node, kind, &here),
            },
        })
    }

    /// What the change says, for the description of its action.
    pub(super) fn says(&self) -> String {
        match &self.to {
            To::MayMiss(name) => format!("`{name}` may be missing."),
            To::Declare(name, _) => format!("`{name}` is declared."),
            To::Admit("null", _) => "It may be null.".to_owned(),
            To::Admit(kind, _) => format!("It may be of the type {kind} too."),
            To::List(value) => format!("{} is one of the values.", shown(value)),
            To::Bound(keyword, to) => format!("`{keyword}` lets {to} through."),
            To::Lift("uniqueItems") => "An item may be repeated.".to_owned(),
            To::Lift(keyword) => format!("`{keyword}` does not hold."),
            To::AnySubschema => "More than one subschema may fit.".to_owned(),
            To::Open(kind) => format!("A value of the type {kind} is allowed."),
        }
    }
}

/// How a schema is made to take another kind.
#[derive(Clone, Debug, PartialEq)]
enum Admission {
    Update(Json),
    Replace(&'static str, Json),
    Reference(Json),
    /// Nothing of its own says the kind: all that it asserts becomes one subschema of two.
    Wrap,
}

fn admit(node: &Node, kind: &str, reach: Reach, null_style: NullStyle) -> Admission {
    if kind == "null" && null_style == NullStyle::Nullable {
        return match node.get("$ref").map(Node::to_json) {
            // Siblings of `$ref` say nothing in OpenAPI 3.0.
            Some(reference) => {
                Admission::Reference(json!({"nullable": true, "allOf": [{"$ref": reference}]}))
            }
            None => Admission::Update(json!({"nullable": true})),
        };
    }
    if reach == Reach::Through {
        return Admission::Wrap;
    }
    let combines = |keywords: &[&str]| keywords.iter().any(|keyword| node.get(keyword).is_some());
    let types = node.get("type").map(|types| &types.value);
    match types {
        Some(Value::String(name)) if name == "integer" && kind == "number" => {
            Admission::Update(json!({"type": "number"}))
        }
        Some(Value::String(name)) if null_style == NullStyle::Type && name != kind => {
            Admission::Replace("type", json!({"type": [name, kind]}))
        }
        Some(Value::List(names)) if !names.iter().any(|name| name.string() == Some(kind)) => {
            Admission::Update(json!({"type": [kind]}))
        }
        _ if kind == "null"
            && combines(&["enum"])
            && !combines(&["$ref", "allOf", "anyOf", "oneOf"]) =>
        {
            Admission::Update(json!({"enum": [null]}))
        }
        None if !combines(&["$ref", "allOf", "enum", "const", "oneOf", "not"])
            && combines(&["anyOf"]) =>
        {
            Admission::Update(json!({"anyOf": [of_kind(kind)]}))
        }
        None if !combines(&["$ref", "allOf", "enum", "const", "anyOf", "not"])
            && combines(&["oneOf"]) =>
        {
            Admission::Update(json!({"oneOf": [of_kind(kind)]}))
        }
        _ => Admission::Wrap,
    }
}

/// All that a schema asserts becomes the first subschema of two, the kind the second.
fn wrap(node: &Node, kind: &str, here: &str) -> Vec<Action> {
    let mut asserted = Map::new();
    for (keyword, property) in node.object().into_iter().flatten() {
        if !ANNOTATIONS.contains(&keyword.as_str()) && !keyword.starts_with("x-") {
            asserted.insert(keyword.clone(), property.to_json());
        }
    }
    let keywords: Vec<String> = asserted.keys().map(|keyword| quoted(keyword)).collect();
    let target = format!("{here}[{}]", keywords.join(", "));
    let update = json!({"anyOf": [asserted, of_kind(kind)]});
    vec![
        Action { target, effect: Effect::Remove },
        Action { target: here.to_owned(), effect: Effect::Update(update) },
    ]
}

/// What stays beside the subschemas: it says nothing about which values there are.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "example",
    "examples",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "$comment",
    "$defs",
];

fn of_kind(kind: &str) -> Json {
    match kind {
        // OpenAPI 3.0 asks for `items` beside it.
        "array" => json!({"type": "array", "items": {}}),
        kind => json!({"type": kind}),
    }
}

/// Of a value that was only ever null nobody knows what else it may be, and 3.0 has no such type.
fn anything_or(kind: &str) -> Json {
    if kind == "null" { json!({}) } else { of_kind(kind) }
}

fn is_lower(keyword: &str) -> bool {
    matches!(keyword, "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties")
}

/// The JSONPath of a node (RFC 9535, section 2.3).
pub(super) fn json_path(root: &Node, pointer: &Pointer) -> String {
    let mut path = "$".to_owned();
    let mut at = Some(root);
    for segment in pointer.segments() {
        let is_plain = !segment.is_empty()
            && !segment.starts_with(|first: char| first.is_ascii_digit())
            && segment
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || character == '_');
        if at.is_some_and(|node| node.list().is_some()) {
            path.push_str(&format!("[{segment}]"));
        } else if is_plain {
            path.push_str(&format!(".{segment}"));
        } else {
            path.push_str(&format!("[{}]", quoted(&segment)));
        }
        at = at.and_then(|node| match &node.value {
            Value::List(items) => segment.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => node.get(&segment),
        });
    }
    path
}

/// A name as JSONPath quotes it (RFC 9535, section 2.3.1.1).
fn quoted(name: &str) -> String {
    let mut text = String::from("'");
    for character in name.chars() {
        match character {
            '\'' | '\\' => text.extend(['\\', character]),
            control if control < ' ' => text.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => text.push(other),
        }
    }
    text.push('\'');
    text
}

#[cfg(test)]
mod tests {
    use serde_json_path::JsonPath;

    use super::*;
    use specwright_codegen::read::source;

    /// Whatever a property is called, its path leads to it alone.
    #[test]
    fn paths_lead_to_what_they_name() {
        let names =
            ["Job", "x-y", "it's", "a\\b", "", "0", "tab\there", "é", "a~/b", "$ref", "\u{1}"];
        for name in names {
            let json = json!({name: {"list": [1, {name: "here"}]}, "other": 1});
            let (node, _) = source::read("t.json", json.to_string(), FileId(0)).expect("readable");
            let pointer = Pointer::root().child(name).child("list").item(1).child(name);
            let path = json_path(&node, &pointer);
            let path = JsonPath::parse(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
            let found = path.query(&json).all();
            assert_eq!(found, [&json!("here")], "{name:?}");
        }
    }
}
