//! OpenAPI Overlay 1.0: corrections of a description, applied to its tree.
//!
//! Targets are JSONPath (RFC 9535). An action that selects nothing or changes
//! nothing is an error: either it never fitted the document, or the document has
//! been mended since and the correction has had its day.

use serde_json::Value as Json;

use self::target::Target;
use super::source::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::pointer::Pointer;

mod target;

/// An action that was applied: what the generation report says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The JSONPath of the action.
    pub target: String,
    /// Its description: the correction and its evidence.
    pub evidence: String,
    /// The nodes that it selected.
    pub places: Vec<Pointer>,
}

/// Applies the actions of an overlay to a document, in order.
pub fn apply(overlay: &Node, document: &mut Node, sink: &mut Sink) -> Vec<Correction> {
    match overlay.get("overlay").and_then(Node::string) {
        Some(version) if version.starts_with("1.") => {}
        _ => sink.push(
            Diagnostic::new(Code::NoOverlay, "this is not an OpenAPI Overlay of version 1")
                .at(overlay.location)
                .help("an overlay begins with `overlay: 1.0.0`"),
        ),
    }
    let Some(actions) = overlay.get("actions").and_then(Node::list) else {
        sink.push(
            Diagnostic::new(Code::NoOverlay, "the overlay has no array of `actions`")
                .at(overlay.location),
        );
        return Vec::new();
    };
    // The JSONPath library reads plain JSON, so a plain copy is kept beside the tree.
    let mut plain = document.to_json();
    let mut corrections = Vec::new();
    for (index, node) in actions.iter().enumerate() {
        let pointer = Pointer::root().child("actions").item(index);
        match Action::read(node).and_then(|action| action.apply(document, &mut plain)) {
            Ok(correction) => corrections.push(correction),
            Err(problem) => {
                let location = problem.at.as_ref().map_or(node.location, |at| at.location);
                sink.push((*problem).at_node(location, pointer));
            }
        }
    }
    corrections
}

struct Action<'a> {
    node: &'a Node,
    target: &'a Node,
    path: Target,
    change: Change<'a>,
}

enum Change<'a> {
    Remove,
    Update(&'a Node),
}

impl<'a> Action<'a> {
    fn read(node: &'a Node) -> Result<Self, Box<Diagnostic>> {
        let problem = |message: &str| {
            Box::new(Diagnostic::new(Code::ActionMalformed, message).at(node.location))
        };
        let target = node.get("target").ok_or_else(|| problem("the action has no `target`"))?;
        let text =
            target.string().ok_or_else(|| problem("the action's `target` is not a string"))?;
        let path = Target::parse(text).map_err(|problem| problem.at(target.location))?;
        let removes = node.get("remove").is_some_and(|flag| flag.value == Value::Boolean(true));
        let change = match (removes, node.get("update")) {
            (true, _) => Change::Remove,
            (false, Some(update)) => Change::Update(update),
            (false, None) => return Err(problem("the action neither updates nor removes")),
        };
        Ok(Self { node, target, path, change })
    }

    fn apply(self, document: &mut Node, plain: &mut Json) -> Result<Correction, Box<Diagnostic>> {
        let places = self.path.select(plain);
        let target = self.target.string().unwrap_or_default().to_owned();
        let useless = |what: &str| {
            Box::new(
                Diagnostic::new(Code::ActionWithoutEffect, format!("the action {what}: {target}"))
                    .at(self.target.location)
                    .help("where the description says by now what it corrects, it has no effect any more: remove it; else correct its target"),
            )
        };
        if places.is_empty() {
            return Err(useless("selects nothing"));
        }
        let mut changed = false;
        match self.change {
            // Later items first, so that the indices of the earlier ones stay true.
            Change::Remove => {
                for place in places.iter().rev() {
                    changed |= remove(document, place);
                    remove_plain(plain, place);
                }
            }
            Change::Update(update) => {
                for place in &places {
                    let Some(node) = document.find_mut(place) else { continue };
                    changed |= merge(node, update);
                    let json = node.to_json();
                    if let Some(target) = plain.pointer_mut(place.as_str()) {
                        *target = json;
                    }
                }
            }
        }
        if !changed {
            return Err(useless("changes nothing"));
        }
        let evidence = self.node.get("description").and_then(Node::string).unwrap_or_default();
        Ok(Correction { target, evidence: evidence.trim().to_owned(), places })
    }
}

fn remove(document: &mut Node, place: &Pointer) -> bool {
    let (Some(parent), Some(last)) = (place.parent(), place.last()) else { return false };
    match document.find_mut(&parent).map(|node| &mut node.value) {
        Some(Value::Object(properties)) => properties.shift_remove(&last).is_some(),
        Some(Value::List(items)) => match last.parse::<usize>() {
            Ok(index) if index < items.len() => {
                items.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

fn remove_plain(plain: &mut Json, place: &Pointer) {
    let (Some(parent), Some(last)) = (place.parent(), place.last()) else { return };
    match plain.pointer_mut(parent.as_str()) {
        Some(Json::Object(properties)) => {
            properties.shift_remove(&last);
        }
        Some(Json::Array(items)) => {
            if let Ok(index) = last.parse::<usize>()
                && index < items.len()
            {
                items.remove(index);
            }
        }
        _ => {}
    }
}

/// Merges an update into a node (Overlay 1.0, section 4.4.3): objects merge, lists
/// grow, all else is replaced. Tells whether anything is different afterwards; an
/// item that a list already has is not added again.
fn merge(node: &mut Node, update: &Node) -> bool {
    match (&mut node.value, &update.value) {
        (Value::Object(properties), Value::Object(updates)) => {
            let mut changed = false;
            for (name, update) in updates.iter() {
                match properties.get_mut(name) {
                    Some(property) => changed |= merge(property, update),
                    None => {
                        properties.insert(name.clone(), update.clone());
                        changed = true;
                    }
                }
            }
            changed
        }
        (Value::List(items), Value::List(updates)) => {
            let mut changed = false;
            for update in updates {
                changed |= append(items, update);
            }
            changed
        }
        (Value::List(items), _) => append(items, update),
        _ => {
            let changed = node.to_json() != update.to_json();
            *node = update.clone();
            changed
        }
    }
}

fn append(items: &mut Vec<Node>, update: &Node) -> bool {
    let json = update.to_json();
    if items.iter().any(|item| item.to_json() == json) {
        return false;
    }
    items.push(update.clone());
    true
}

#[cfg(all(test, feature = "overlays"))]
mod tests {
    use serde_json::json;

    use super::super::source;
    use super::*;
    use crate::pointer::FileId;

    fn tree(text: &str) -> Node {
        source::read("test.yaml", text.to_owned(), FileId(0)).expect("readable").0
    }

    fn corrected(document: &str, actions: &str) -> (Json, Vec<Diagnostic>) {
        let mut document = tree(document);
        let overlay = tree(&format!("overlay: 1.0.0\nactions:\n{actions}"));
        let mut sink = Sink::default();
        apply(&overlay, &mut document, &mut sink);
        (document.to_json(), sink.into_problems())
    }

    #[test]
    fn objects_merge_lists_grow_and_later_actions_see_it() {
        let (document, problems) = corrected(
            "a: {b: 1, list: [x]}",
            "- {target: $.a, update: {list: [y], c: {d: 2}}}\n- {target: $.a.c.d, remove: true}\n- {target: '$.a.list[?@ == \"x\"]', remove: true}\n",
        );
        assert_eq!(problems, []);
        assert_eq!(document, json!({"a": {"b": 1, "list": ["y"], "c": {}}}));
    }

    #[test]
    fn an_action_that_does_not_bite_is_an_error() {
        let (_, problems) = corrected(
            "a: {b: 1, list: [x]}",
            "- {target: $.nothing, remove: true}\n- {target: $.a, update: {b: 1}}\n- {target: $.a, update: {list: [x]}}\n- {target: '$[', remove: true}\n- {target: $.a}\n",
        );
        let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages.len(), 5, "{messages:?}");
        assert!(messages[0].contains("selects nothing"));
        assert!(messages[1].contains("changes nothing"));
        assert!(messages[2].contains("changes nothing"));
        assert!(messages[3].contains("not a JSONPath"));
        assert!(messages[4].contains("neither updates nor removes"));
    }
}
