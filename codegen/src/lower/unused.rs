//! Says which components that are no schemas nothing refers to, since they have no Rust then.

use foldhash::{HashMap, HashSet};

use super::Lowering;
use crate::diagnostic::Code;
use crate::pointer::{Place, Pointer};
use crate::read::operation::names;
use crate::read::source::{Node, Value};

/// The sections of components that are parts of operations alone.
const SECTIONS: [&str; 8] = [
    "parameters",
    "requestBodies",
    "responses",
    "headers",
    "pathItems",
    "callbacks",
    "links",
    "mediaTypes",
];

/// A component: its section and its name.
type Component = (String, String);

impl Lowering<'_> {
    /// Says which components have no use.
    pub(super) fn report_unused_components(&mut self) {
        let document = self.schemas.document();
        let components = Place::in_document(Pointer::root().child("components"));
        let mut known: Vec<Component> = Vec::new();
        for section in SECTIONS {
            let all = names(document, &components.child(section));
            let all = all.into_iter().filter(|name| !name.starts_with("x-"));
            known.extend(all.map(|name| (section.to_owned(), name)));
        }
        if known.is_empty() {
            return;
        }
        let used = used(document.roots(), &known);
        for (section, name) in known {
            let component = (section, name);
            if !used.contains(&component) {
                let (section, name) = component;
                let place = components.child(&section).child(&name);
                let text = format!("nothing refers to `{name}` of the `{section}`: it has no Rust");
                self.note(Code::ComponentUnused, &place, text);
            }
        }
    }
}

/// The components that something refers to, but for one that has no use itself.
fn used(roots: &[Node], known: &[Component]) -> HashSet<Component> {
    let known: HashSet<&Component> = known.iter().collect();
    let mut open: Vec<Component> = Vec::new();
    let mut within: HashMap<Component, Vec<Component>> = HashMap::default();
    for root in roots {
        let Some(all) = root.object() else { continue };
        for (name, node) in all.iter() {
            if name != "components" {
                referred(node, &mut open);
                continue;
            }
            for (section, all) in node.object().into_iter().flat_map(|all| all.iter()) {
                for (name, node) in all.object().into_iter().flat_map(|all| all.iter()) {
                    let own = (section.clone(), name.clone());
                    match known.contains(&own) {
                        true => referred(node, within.entry(own).or_default()),
                        false => referred(node, &mut open),
                    }
                }
            }
        }
    }
    let mut used = HashSet::default();
    while let Some(next) = open.pop() {
        if used.insert(next.clone()) {
            open.extend(within.remove(&next).unwrap_or_default());
        }
    }
    used
}

/// The components that a node refers to, from whichever file.
fn referred(node: &Node, found: &mut Vec<Component>) {
    match &node.value {
        Value::Object(all) => {
            let reference = all.get("$ref").and_then(Node::string);
            found.extend(reference.and_then(component));
            all.values().for_each(|node| referred(node, found));
        }
        Value::List(all) => all.iter().for_each(|node| referred(node, found)),
        _ => {}
    }
}

fn component(reference: &str) -> Option<Component> {
    let pointer = reference.split_once('#')?.1;
    let mut steps = Pointer::parse(pointer).segments().collect::<Vec<_>>().into_iter();
    match (steps.next()?.as_str(), steps.next(), steps.next()) {
        ("components", Some(section), Some(name)) => Some((section, name)),
        _ => None,
    }
}
