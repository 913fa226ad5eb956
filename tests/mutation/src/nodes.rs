//! The nodes of a tree, by their JSON Pointers.

use fastrand::Rng;
use serde_json::Value;

/// The pointers of all nodes below the root.
pub(crate) fn all(tree: &Value) -> Vec<String> {
    walked(tree).into_iter().map(|(pointer, _)| pointer).collect()
}

/// All nodes below the root, with their pointers: to follow each pointer again would take as
/// long as there are nodes for each of them.
fn walked(tree: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    let mut waiting = vec![(String::new(), tree)];
    while let Some((pointer, node)) = waiting.pop() {
        match node {
            Value::Object(properties) => {
                for (name, property) in properties {
                    waiting.push((format!("{pointer}/{}", escaped(name)), property));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    waiting.push((format!("{pointer}/{index}"), item));
                }
            }
            _ => {}
        }
        if !pointer.is_empty() {
            found.push((pointer, node));
        }
    }
    found
}

/// One of the nodes that a test holds for.
pub(crate) fn any(
    tree: &Value,
    rng: &mut Rng,
    is_wanted: impl Fn(&str, &Value) -> bool,
) -> Option<String> {
    let mut found = walked(tree);
    found.retain(|(pointer, node)| is_wanted(pointer, node));
    rng.choice(found).map(|(pointer, _)| pointer)
}

/// The pointer without its last step, and that step as it is without escapes.
pub(crate) fn split(pointer: &str) -> Option<(&str, String)> {
    let (parent, last) = pointer.rsplit_once('/')?;
    Some((parent, last.replace("~1", "/").replace("~0", "~")))
}

/// A name as a step of a pointer.
pub(crate) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Takes a node out of the tree.
pub(crate) fn remove(tree: &mut Value, pointer: &str) -> Option<Value> {
    let (parent, last) = split(pointer)?;
    match tree.pointer_mut(parent)? {
        Value::Object(properties) => properties.shift_remove(&last),
        Value::Array(items) => {
            let index = last.parse::<usize>().ok().filter(|index| *index < items.len())?;
            Some(items.remove(index))
        }
        _ => None,
    }
}

/// Gives a property another name, at the place where it stands.
pub(crate) fn rename(tree: &mut Value, pointer: &str, name: &str) -> Option<()> {
    let (parent, last) = split(pointer)?;
    let properties = tree.pointer_mut(parent)?.as_object_mut()?;
    let renamed = std::mem::take(properties).into_iter();
    for (old, property) in renamed {
        let new = if old == last { name.to_owned() } else { old };
        properties.insert(new, property);
    }
    Some(())
}
