//! Whether a value is as a schema says, by the keywords of JSON Schema 2020-12 and those of
//! OpenAPI 3.0 that differ from it.
//!
//! The schema is read where it stands, so that each violation names the node of the corrected tree
//! that it breaks, whichever file that is in. The work is measured: adversarial unions of unions
//! end in [`Undecided`] rather than never.

use std::collections::HashSet;

use serde_json::{Number, Value as Json};

use crate::assertions::{
    Violations, as_number, bounds, count, flag, is_closed, kinds, listed, same,
};
use crate::pattern::{Match, Patterns};
use crate::violation::{Violation, ViolationKind};
use specwright_codegen::pointer::{Place, Pointer};
use specwright_codegen::read::resolve::Document;
use specwright_codegen::read::source::{Node, Value};

/// Who sends a value, which decides whether a `readOnly` or a `writeOnly` property is awaited
/// (OpenAPI 3.0.3, "Fixed Fields" of the Schema Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Who calls the API: neither has to be there that is `readOnly`.
    Request,
    /// The API: nothing has to be there that is `writeOnly`.
    Response,
    /// Nobody knows, so that either may be missing.
    Either,
}

/// Why nobody knows whether a value is as a schema says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Undecided(pub(super) String);

/// How many schemas one value may be checked against. Real ones need some thousands.
const MOST_STEPS: usize = 200_000;

/// What is shared by all values of a document.
#[derive(Default)]
pub(super) struct Budget {
    patterns: Patterns,
    /// How often it would have taken too long; each time, less is spent on the next.
    given_up: u32,
}

/// Judges values by the schemas of a document.
pub(super) struct Judge<'a> {
    document: &'a Document,
    patterns: &'a mut Patterns,
    direction: Direction,
    /// How many schemas may still be checked against the value.
    steps: usize,
    /// The schemas that are being checked against a value, each with the address of the value.
    active: Vec<(Place, *const Json)>,
    undecided: Option<Undecided>,
}

/// What a value has against it.
///
/// # Errors
/// Where a reference leads nowhere, or the work is too much.
pub(super) fn judge(
    document: &Document,
    budget: &mut Budget,
    direction: Direction,
    schema: &Place,
    value: &Json,
) -> Result<Vec<Violation>, Undecided> {
    let patterns = &mut budget.patterns;
    let steps = MOST_STEPS >> budget.given_up.min(6);
    let active = Vec::new();
    let mut judge = Judge { document, patterns, direction, steps, active, undecided: None };
    let violations = judge.schema(schema, value, &Pointer::root());
    let (steps, undecided) = (judge.steps, judge.undecided);
    budget.given_up += u32::from(steps == 0);
    undecided.map_or(Ok(violations), Err)
}

impl Judge<'_> {
    fn schema(&mut self, place: &Place, value: &Json, at: &Pointer) -> Vec<Violation> {
        self.spend(1);
        if self.undecided.is_some() {
            return Vec::new();
        }
        let node = match self.document.node(place) {
            Ok(node) => node,
            Err(problem) => {
                self.give_up(&problem.message);
                return Vec::new();
            }
        };
        // A schema that leads to itself says nothing on the way.
        let same = self.active.iter().rev().take_while(|(_, of)| std::ptr::eq(*of, value));
        if same.into_iter().any(|(known, _)| known == place) {
            return Vec::new();
        }
        self.active.push((place.clone(), value));
        let mut violations = Violations { place, site: self.site(value), at, list: Vec::new() };
        match &node.value {
            Value::Boolean(false) => violations.push(ViolationKind::Nothing),
            // `nullable: true` lets null stand beside whatever else the schema says (OpenAPI 3.0;
            // people mean the same where there is no `type` beside it).
            Value::Object(_) if flag(node, "nullable") && value.is_null() => {}
            Value::Object(_) => self.keywords(node, value, &mut violations),
            _ => {}
        }
        self.active.pop();
        violations.list
    }

    fn spend(&mut self, steps: usize) {
        self.steps = self.steps.saturating_sub(steps);
        if self.steps == 0 {
            self.give_up("it would take too long");
        }
    }

    fn give_up(&mut self, reason: &str) {
        self.undecided.get_or_insert_with(|| Undecided(reason.to_owned()));
    }

    /// The outermost schema that is checked against the value.
    fn site(&self, value: &Json) -> Place {
        let same = self.active.iter().rev().take_while(|(_, of)| std::ptr::eq(*of, value));
        same.last()
            .map(|(place, _)| place.clone())
            .unwrap_or_else(|| Place::in_document(Pointer::root()))
    }

    fn keywords(&mut self, node: &Node, value: &Json, violations: &mut Violations<'_>) {
        kinds(node, value, violations);
        listed(node, value, violations);
        self.in_place(node, value, violations);
        match value {
            Json::Number(number) => bounds(node, number, violations),
            Json::String(text) => self.text(node, text, violations),
            Json::Array(items) => self.items(node, items, violations),
            Json::Object(_) => self.properties(node, value, violations),
            Json::Null | Json::Bool(_) => {}
        }
    }

    /// References, parts and subschemas: they hold for the value itself.
    fn in_place(&mut self, node: &Node, value: &Json, violations: &mut Violations<'_>) {
        let (place, at) = (violations.place, violations.at);
        if let Some(reference) = node.get("$ref").and_then(Node::string) {
            match self.document.resolve(reference, place) {
                Ok(target) => violations.list.extend(self.schema(&target, value, at)),
                Err(problem) => self.give_up(&problem.message),
            }
        }
        for part in list_of(node, place, "allOf") {
            violations.list.extend(self.schema(&part, value, at));
        }
        for keyword in ["anyOf", "oneOf"] {
            let subschemas = list_of(node, place, keyword);
            if subschemas.is_empty() {
                continue;
            }
            let subschemas: Vec<_> =
                subschemas.iter().map(|subschema| self.schema(subschema, value, at)).collect();
            let fitting =
                subschemas.iter().enumerate().filter(|(_, violations)| violations.is_empty());
            let fitting: Vec<usize> = fitting.map(|(index, _)| index).collect();
            match fitting.len() {
                0 => violations.push(ViolationKind::NoSubschema { keyword, subschemas }),
                1 => {}
                _ if keyword == "oneOf" => {
                    violations.push(ViolationKind::SeveralSubschemas(fitting))
                }
                _ => {}
            }
        }
        if node.get("not").is_some() && self.schema(&place.child("not"), value, at).is_empty() {
            violations.push(ViolationKind::Other("not"));
        }
        if node.get("if").is_some() {
            let holds = self.schema(&place.child("if"), value, at).is_empty();
            let keyword = if holds { "then" } else { "else" };
            if node.get(keyword).is_some() {
                violations.list.extend(self.schema(&place.child(keyword), value, at));
            }
        }
    }

    fn text(&mut self, node: &Node, text: &str, violations: &mut Violations<'_>) {
        if node.get("minLength").is_some() || node.get("maxLength").is_some() {
            count(node, "minLength", "maxLength", text.chars().count(), violations);
        }
        if let Some(pattern) = node.get("pattern").and_then(Node::string) {
            match self.patterns.find(pattern, text) {
                Match::Yes => {}
                Match::No => violations.push(ViolationKind::Pattern(pattern.to_owned())),
                Match::TooLong => self.give_up("its `pattern` would take too long"),
            }
        }
    }

    fn items(&mut self, node: &Node, items: &[Json], violations: &mut Violations<'_>) {
        let (place, at) = (violations.place, violations.at);
        count(node, "minItems", "maxItems", items.len(), violations);
        if flag(node, "uniqueItems") {
            let is_repeated = |(index, item): (usize, &Json)| {
                items.iter().take(index).any(|other| same(other, item))
            };
            self.spend(items.len() * items.len() / 64);
            if self.undecided.is_none() && items.iter().enumerate().any(is_repeated) {
                violations.push(ViolationKind::Repeated);
            }
        }
        let prefix = list_of(node, place, "prefixItems");
        let is_schema = |node: &Node| matches!(node.value, Value::Object(_) | Value::Boolean(_));
        let rest = node.get("items").filter(|node| is_schema(node)).map(|_| place.child("items"));
        for (index, item) in items.iter().enumerate() {
            if let Some(schema) = prefix.get(index).or(rest.as_ref()) {
                violations.list.extend(self.schema(schema, item, &at.item(index)));
            }
        }
        if node.get("contains").is_some() {
            let schema = place.child("contains");
            let fitting = items.iter().filter(|item| self.schema(&schema, item, at).is_empty());
            let fitting = fitting.count() as f64;
            let bound = |keyword| node.get(keyword).and_then(as_number).and_then(Number::as_f64);
            let is_enough = fitting >= bound("minContains").unwrap_or(1.0);
            if !is_enough || bound("maxContains").is_some_and(|most| fitting > most) {
                violations.push(ViolationKind::Other("contains"));
            }
        }
    }

    fn properties(&mut self, node: &Node, value: &Json, violations: &mut Violations<'_>) {
        let Json::Object(properties) = value else { return };
        let (place, at) = (violations.place, violations.at);
        count(node, "minProperties", "maxProperties", properties.len(), violations);
        for name in names_of(node.get("required")) {
            if !properties.contains_key(name) && self.is_required_here(name, value) {
                violations.push(ViolationKind::Missing(name.to_owned()));
            }
        }
        for (name, others) in
            node.get("dependentRequired").and_then(Node::object).into_iter().flatten()
        {
            let is_missing = |other: &str| !properties.contains_key(other);
            if properties.contains_key(name) && names_of(Some(others)).any(is_missing) {
                violations.push(ViolationKind::Other("dependentRequired"));
            }
        }
        for name in node
            .get("dependentSchemas")
            .and_then(Node::object)
            .into_iter()
            .flat_map(|all| all.keys())
        {
            if properties.contains_key(name) {
                let schema = place.child("dependentSchemas").child(name);
                violations.list.extend(self.schema(&schema, value, at));
            }
        }
        for (name, property) in properties {
            let inner = at.child(name);
            if node.get("propertyNames").is_some() {
                let name = Json::String(name.clone());
                violations.list.extend(self.schema(&place.child("propertyNames"), &name, &inner));
            }
            let schemas = self.schemas_of(node, place, name);
            if schemas.is_empty() && is_closed(node, "additionalProperties") {
                violations.push(ViolationKind::Undeclared(name.clone()));
            }
            let rest = node.get("additionalProperties").filter(|_| schemas.is_empty());
            let rest = rest.filter(|node| matches!(node.value, Value::Object(_)));
            let rest = rest.map(|_| place.child("additionalProperties"));
            for schema in schemas.into_iter().chain(rest) {
                violations.list.extend(self.schema(&schema, property, &inner));
            }
        }
        if is_closed(node, "unevaluatedProperties") {
            let mut known = HashSet::new();
            self.evaluated(place, value, &mut known);
            for name in properties.keys().filter(|name| !known.contains(*name)) {
                violations.push(ViolationKind::Undeclared(name.clone()));
            }
        }
    }

    /// The schemas that `properties` and `patternProperties` have for a property.
    fn schemas_of(&mut self, node: &Node, place: &Place, name: &str) -> Vec<Place> {
        let mut schemas = Vec::new();
        if node.get("properties").is_some_and(|properties| properties.get(name).is_some()) {
            schemas.push(place.child("properties").child(name));
        }
        let patterns = node.get("patternProperties").and_then(Node::object);
        for pattern in patterns.into_iter().flat_map(|patterns| patterns.keys()) {
            match self.patterns.find(pattern, name) {
                Match::Yes => schemas.push(place.child("patternProperties").child(pattern)),
                Match::No => {}
                Match::TooLong => self.give_up("its `patternProperties` would take too long"),
            }
        }
        schemas
    }

    /// The properties that a schema and what holds beside it have looked at (Core, section 11.3).
    fn evaluated(&mut self, place: &Place, value: &Json, known: &mut HashSet<String>) {
        self.spend(1);
        let Ok(node) = self.document.node(place) else { return };
        if self.undecided.is_some() {
            return;
        }
        let Json::Object(properties) = value else { return };
        let is_open = node.get("additionalProperties").is_some();
        for name in properties.keys() {
            if is_open || !self.schemas_of(node, place, name).is_empty() {
                known.insert(name.clone());
            }
        }
        let mut beside = list_of(node, place, "allOf");
        let reference = node.get("$ref").and_then(Node::string);
        beside.extend(reference.and_then(|reference| self.document.resolve(reference, place).ok()));
        let subschemas =
            ["anyOf", "oneOf"].into_iter().flat_map(|keyword| list_of(node, place, keyword));
        let keywords =
            ["if", "then", "else"].into_iter().filter(|keyword| node.get(keyword).is_some());
        let perhaps: Vec<Place> =
            subschemas.chain(keywords.map(|keyword| place.child(keyword))).collect();
        for subschema in perhaps {
            if self.schema(&subschema, value, &Pointer::root()).is_empty() {
                beside.push(subschema);
            }
        }
        for part in beside {
            if self.active.iter().any(|(known, _)| *known == part) {
                continue;
            }
            self.active.push((part.clone(), std::ptr::null()));
            self.evaluated(&part, value, known);
            self.active.pop();
        }
    }

    /// Whether a required property has to be there for this direction, by any schema of the object.
    fn is_required_here(&self, name: &str, value: &Json) -> bool {
        let same = self.active.iter().rev().take_while(|(_, of)| std::ptr::eq(*of, value));
        let mut places = Vec::new();
        for (schema, _) in same {
            self.declarations(schema, name, 0, &mut places);
        }
        let is = |keyword: &str| places.iter().any(|place| self.says(place, keyword, 0));
        match self.direction {
            Direction::Request => !is("readOnly"),
            Direction::Response => !is("writeOnly"),
            Direction::Either => !is("readOnly") && !is("writeOnly"),
        }
    }

    /// Where a schema and its parts declare a property.
    fn declarations(&self, place: &Place, name: &str, depth: usize, found: &mut Vec<Place>) {
        let Ok(node) = self.document.node(place) else { return };
        if depth > DEEPEST_DETOUR || found.len() > MOST_DECLARATIONS {
            return;
        }
        if node.get("properties").is_some_and(|properties| properties.get(name).is_some()) {
            found.push(place.child("properties").child(name));
        }
        for part in self.parts(node, place) {
            self.declarations(&part, name, depth + 1, found);
        }
    }

    /// Whether a schema, or what it leads to, has a flag.
    fn says(&self, place: &Place, keyword: &str, depth: usize) -> bool {
        let Ok(node) = self.document.node(place) else { return false };
        let leads =
            || self.parts(node, place).iter().any(|part| self.says(part, keyword, depth + 1));
        flag(node, keyword) || (depth < 4 && leads())
    }

    fn parts(&self, node: &Node, place: &Place) -> Vec<Place> {
        let reference = node.get("$ref").and_then(Node::string);
        let target = reference.and_then(|reference| self.document.resolve(reference, place).ok());
        target.into_iter().chain(list_of(node, place, "allOf")).collect()
    }
}

/// How far the declaration of a property is looked for. What is further is not found, so that a
/// `readOnly` there is not known; real documents nest three levels.
const DEEPEST_DETOUR: usize = 6;
const MOST_DECLARATIONS: usize = 64;

fn names_of(node: Option<&Node>) -> impl Iterator<Item = &str> {
    node.and_then(Node::list).unwrap_or_default().iter().filter_map(Node::string)
}

/// The places of the schemas in a list.
fn list_of(node: &Node, place: &Place, keyword: &str) -> Vec<Place> {
    let count = node.get(keyword).and_then(Node::list).map_or(0, <[Node]>::len);
    let list = place.child(keyword);
    (0..count).map(|index| list.item(index)).collect()
}
