//! Grafts onto the tree what a reference refers to that stands where OpenAPI gives no Reference
//! Object: an operation, the parameters or the answers of one, the servers of a document, the
//! `properties` of a schema (OpenAPI 3.1, sections 4.8.1, 4.8.10 and 4.8.24). Bundlers replace a `$ref` wherever it stands, so that
//! descriptions of many files have them there, and nothing else can be meant. Whoever reads the
//! tree afterwards finds what OpenAPI defines.

use std::borrow::Cow;

use foldhash::HashSet;

use super::operation::{METHODS, names};
use super::resolve::Document;
use super::source::{DEEPEST, Node, Value};
use super::walk::{Names, has_an_id};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::pointer::{Place, Pointer};

/// How often what was grafted may hold a further such reference.
const ROUNDS: usize = 8;

/// What each costs beside its nodes, of which it may have few: a note, with its place.
const FOR_EACH: usize = 50;

/// How many nodes may stand where they stood before, too: what is grafted once is no more than what the
/// files hold.
const MOST_REPEATED: usize = 50_000;

/// Grafts all there is, and says where.
pub(super) fn graft(document: &mut Document, sink: &mut Sink) {
    let mut grafted = Grafted::default();
    for _ in 0..ROUNDS {
        let misplaced = misplaced(document);
        if misplaced.is_empty() {
            return;
        }
        for place in misplaced {
            let text = "OpenAPI has no `$ref` here: it is replaced by what it refers to, as \
                        bundlers do";
            let note = document.problem(Code::ReferenceInferred, &place, text.to_owned());
            match referred(document, &place, &mut grafted) {
                Ok(node) => {
                    sink.push(note);
                    put(document, &place, Some(node));
                }
                Err(problem) => {
                    sink.push(*problem);
                    // There may be as many more as there are nodes: one is enough to say.
                    if grafted.repeated > MOST_REPEATED {
                        return;
                    }
                    put(document, &place, None);
                }
            }
        }
    }
    for place in misplaced(document) {
        let text = "the references go in a cycle".to_owned();
        sink.push(document.problem(Code::ReferenceCycle, &place, text));
        put(document, &place, None);
    }
}

/// What was grafted before.
#[derive(Default)]
struct Grafted {
    targets: HashSet<Place>,
    /// How many nodes of these were grafted again.
    repeated: usize,
}

/// What stands for a reference: what it refers to, with what is written beside it in place of what
/// is there, such as an overlay updates.
fn referred(
    document: &Document,
    place: &Place,
    grafted: &mut Grafted,
) -> Result<Node, Box<Diagnostic>> {
    let target = document.follow(place)?;
    let referred = document.node(&target)?;
    if grafted.repeated <= MOST_REPEATED && !grafted.targets.insert(target.clone()) {
        grafted.repeated += count(referred) + FOR_EACH;
    }
    if grafted.repeated > MOST_REPEATED {
        let text = format!("the references repeat more than {MOST_REPEATED} nodes");
        return Err(Box::new(document.problem(Code::AliasesTooLarge, place, text)));
    }
    if place.pointer.steps().count() + depth(referred) > DEEPEST {
        let text = format!("what the reference refers to nests deeper than {DEEPEST} levels here");
        return Err(Box::new(document.problem(Code::NestedTooDeep, place, text)));
    }
    let mut node = referred.clone();
    if target.file != place.file {
        redirect(&mut node, Names::OfOpenApi, &|reference| {
            document.as_written_in(place.file, reference, target.file)
        });
    }
    let beside = document.node(place).ok().and_then(Node::object);
    if let (Value::Object(properties), Some(beside)) = (&mut node.value, beside) {
        let beside = beside.iter().filter(|(name, _)| *name != "$ref");
        properties.extend(beside.map(|(name, node)| (name.clone(), node.clone())));
    }
    Ok(node)
}

/// Replaces a node, or removes it from the object that has it.
fn put(document: &mut Document, place: &Place, node: Option<Node>) {
    let (Some(parent), Some(name)) = (place.pointer.parent(), place.pointer.last()) else { return };
    let parent = document.tree_mut(place.file).and_then(|root| root.find_mut(&parent));
    let Some(Value::Object(properties)) = parent.map(|parent| &mut parent.value) else { return };
    match node {
        Some(node) => drop(properties.insert(name, node)),
        None => drop(properties.shift_remove(&name)),
    }
}

fn depth(node: &Node) -> usize {
    let below = match &node.value {
        Value::Object(properties) => properties.values().map(depth).max(),
        Value::List(items) => items.iter().map(depth).max(),
        _ => None,
    };
    1 + below.unwrap_or_default()
}

fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::Object(properties) => properties.values().map(count).sum(),
        Value::List(items) => items.iter().map(count).sum(),
        _ => 0,
    }
}

/// Writes the references of a tree otherwise. What only looks like one, as data may, is none, and
/// within a schema that has an `$id` they are relative to that.
fn redirect(node: &mut Node, whose: Names, otherwise: &dyn Fn(&str) -> Option<String>) {
    match &mut node.value {
        Value::Object(properties) if has_an_id(properties, whose) => {}
        Value::Object(properties) => {
            for (name, property) in properties.iter_mut() {
                match (name.as_str(), whose.below(name), &mut property.value) {
                    ("$ref", _, Value::String(reference)) => {
                        *reference = otherwise(reference).unwrap_or(std::mem::take(reference));
                    }
                    ("mapping", _, Value::Object(mapping)) => {
                        // One that is no more than a name is that of a component.
                        let targets = mapping.values_mut().map(|target| &mut target.value);
                        for target in targets {
                            if let Value::String(target) = target
                                && target.contains(['#', '/', '.'])
                            {
                                *target = otherwise(target).unwrap_or(std::mem::take(target));
                            }
                        }
                    }
                    (_, Some(below), _) => redirect(property, below, otherwise),
                    (_, None, _) => {}
                }
            }
        }
        Value::List(items) => {
            items.iter_mut().for_each(|item| redirect(item, Names::OfOpenApi, otherwise));
        }
        _ => {}
    }
}

/// Where references stand to which OpenAPI gives no place.
fn misplaced(document: &Document) -> Vec<Place> {
    let mut search = Search {
        document,
        found: Vec::new(),
        known: HashSet::default(),
        known_parts: HashSet::default(),
    };
    let root = Place::in_document(Pointer::root());
    search.look(&root, &["info", "servers", "security", "tags", "webhooks", "components"]);
    for place in [root.child("paths"), root.child("webhooks")] {
        search.path_items(&place);
    }
    let components = root.child("components");
    search.path_items(&components.child("pathItems"));
    for section in ["requestBodies", "responses"] {
        search.parts(&components.child(section));
    }
    for file in document.files_with(&["$ref".to_owned()]) {
        if let Some(tree) = document.tree(file) {
            let root = Place { file, pointer: Pointer::root() };
            of_schemas(tree, Names::OfOpenApi, &root, &mut Vec::new(), &mut search.found);
        }
    }
    search.found
}

/// The `properties` of schemas that are references, wherever they stand.
fn of_schemas<'n>(
    node: &'n Node,
    whose: Names,
    root: &Place,
    steps: &mut Vec<Cow<'n, str>>,
    found: &mut Vec<Place>,
) {
    match &node.value {
        Value::Object(properties) => {
            for (name, property) in properties.iter() {
                let Some(below) = whose.below(name) else { continue };
                steps.push(Cow::Borrowed(name));
                let is_of_a_schema = matches!(name.as_str(), "properties" | "patternProperties");
                let is_misplaced = whose == Names::OfOpenApi
                    && is_of_a_schema
                    && property.get("$ref").is_some_and(|reference| reference.string().is_some());
                if is_misplaced {
                    found.push(steps.iter().fold(root.clone(), |place, step| place.child(step)));
                } else {
                    of_schemas(property, below, root, steps, found);
                }
                steps.pop();
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                steps.push(Cow::Owned(index.to_string()));
                of_schemas(item, Names::OfOpenApi, root, steps, found);
                steps.pop();
            }
        }
        _ => {}
    }
}

struct Search<'a> {
    document: &'a Document,
    found: Vec<Place>,
    known: HashSet<Place>,
    /// Bodies and answers.
    known_parts: HashSet<Place>,
}

impl Search<'_> {
    fn is_reference(&self, place: &Place) -> bool {
        let node = self.document.node(place).ok();
        node.and_then(|node| node.get("$ref")?.string()).is_some()
    }

    fn look(&mut self, place: &Place, fields: &[&str]) {
        for field in fields.iter().map(|field| place.child(field)) {
            if self.is_reference(&field) {
                self.found.push(field);
            }
        }
    }

    /// What stands below names of the API's own, each where it really is.
    fn named(&self, place: &Place) -> Vec<Place> {
        let Ok(place) = self.document.follow(place) else { return Vec::new() };
        let names = names(self.document, &place).into_iter();
        let places = names.filter(|name| !name.starts_with("x-")).map(|name| place.child(&name));
        places.filter_map(|place| self.document.follow(&place).ok()).collect()
    }

    fn path_items(&mut self, place: &Place) {
        for item in self.named(place) {
            if !self.known.insert(item.clone()) {
                continue;
            }
            self.look(&item, &["parameters", "servers", "additionalOperations"]);
            self.look(&item, &METHODS);
            for method in METHODS {
                self.operation(&item.child(method));
            }
            let others = item.child("additionalOperations");
            let methods = names(self.document, &others);
            self.look(&others, &methods.iter().map(String::as_str).collect::<Vec<_>>());
            for method in methods {
                self.operation(&others.child(&method));
            }
        }
    }

    fn operation(&mut self, place: &Place) {
        if self.is_reference(place) || self.document.node(place).is_err() {
            return;
        }
        let fields = ["parameters", "servers", "security", "tags", "responses", "callbacks"];
        self.look(place, &fields);
        if let Ok(body) = self.document.follow(&place.child("requestBody")) {
            self.part(body);
        }
        self.parts(&place.child("responses"));
    }

    fn parts(&mut self, place: &Place) {
        if !self.is_reference(place) {
            self.named(place).into_iter().for_each(|part| self.part(part));
        }
    }

    /// A body or an answer.
    fn part(&mut self, place: Place) {
        if !self.known_parts.contains(&place) {
            self.look(&place, &["content", "headers", "links"]);
            self.known_parts.insert(place);
        }
    }
}
