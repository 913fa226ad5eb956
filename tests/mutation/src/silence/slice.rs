//! Cuts out of a description what one place of it takes part in, so that much of a large one can be tried.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// A component: its section and its name.
type Component = (String, String);

const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// What a description is cut by.
pub(super) struct Slicer<'a> {
    description: &'a Value,
    /// What each component refers to.
    references: BTreeMap<Component, BTreeSet<Component>>,
    /// The operations, each with all that it reaches.
    operations: Vec<(Root, BTreeSet<Component>)>,
}

/// What a slice is made around.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Root {
    /// The operation of a path.
    Operation(String, String),
    /// A path with all its operations.
    Path(String),
    Webhook(String),
    Component(String, String),
}

impl<'a> Slicer<'a> {
    pub(super) fn new(description: &'a Value) -> Self {
        let mut slicer = Self { description, references: BTreeMap::new(), operations: Vec::new() };
        let components = description.get("components").and_then(Value::as_object);
        for (section, all) in components.into_iter().flatten() {
            for (name, component) in all.as_object().into_iter().flatten() {
                let own = (section.clone(), name.clone());
                let mut found = BTreeSet::new();
                referred(component, &mut found);
                // Who extends a base by `allOf` is a variant of it.
                for base in bases(component) {
                    slicer.references.entry(base).or_default().insert(own.clone());
                }
                slicer.references.entry(own).or_default().extend(found);
            }
        }
        let paths = description.get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            for method in item.as_object().into_iter().flatten().map(|(name, _)| name) {
                if METHODS.contains(&method.as_str()) {
                    let root = Root::Operation(path.clone(), method.clone());
                    let reached = slicer.reached(&root);
                    slicer.operations.push((root, reached));
                }
            }
        }
        slicer
    }

    /// What is to be cut out for a place: the smallest operation that it takes part in.
    pub(super) fn root(&self, pointer: &str) -> Option<Root> {
        let mut steps = pointer.split('/').skip(1).map(unescaped);
        let (section, first, second) = (steps.next()?, steps.next(), steps.next());
        Some(match (section.as_str(), first, second) {
            ("paths", Some(path), Some(method)) if METHODS.contains(&method.as_str()) => {
                Root::Operation(path, method)
            }
            ("paths", Some(path), _) => Root::Path(path),
            ("webhooks", Some(name), _) => Root::Webhook(name),
            ("components", Some(section), Some(name)) => {
                let wanted = (section, name);
                let reaching = self.operations.iter().filter(|(_, all)| all.contains(&wanted));
                match reaching.min_by_key(|(_, all)| all.len()) {
                    Some((root, _)) => root.clone(),
                    None => Root::Component(wanted.0, wanted.1),
                }
            }
            _ => self.operations.iter().min_by_key(|(_, all)| all.len())?.0.clone(),
        })
    }

    /// The description with that and what it reaches alone.
    pub(super) fn slice(&self, root: &Root) -> Value {
        let reached = self.reached(root);
        let mut slice = Map::new();
        for (section, value) in self.description.as_object().into_iter().flatten() {
            let value = match section.as_str() {
                "paths" => match root {
                    Root::Operation(path, _) | Root::Path(path) => {
                        let item = self.item(root).unwrap_or_default();
                        Value::Object(Map::from_iter([(path.clone(), item)]))
                    }
                    _ => Value::Object(Map::new()),
                },
                "webhooks" => match root {
                    Root::Webhook(name) => {
                        let hook = value.get(name).cloned().unwrap_or_default();
                        Value::Object(Map::from_iter([(name.clone(), hook)]))
                    }
                    _ => continue,
                },
                "components" => {
                    let sections = value.as_object().into_iter().flatten();
                    let kept = sections.filter_map(|(section, all)| {
                        let all = all.as_object()?.iter().filter(|(name, _)| {
                            section == "securitySchemes"
                                || reached.contains(&(section.clone(), (*name).clone()))
                        });
                        let all = all.map(|(name, one)| (name.clone(), one.clone()));
                        Some((section.clone(), Value::Object(all.collect())))
                    });
                    Value::Object(kept.collect())
                }
                _ => value.clone(),
            };
            slice.insert(section.clone(), value);
        }
        Value::Object(slice)
    }

    /// The path item of a root, with the operation alone that is meant.
    fn item(&self, root: &Root) -> Option<Value> {
        let (path, method) = match root {
            Root::Operation(path, method) => (path, Some(method)),
            Root::Path(path) => (path, None),
            _ => return None,
        };
        let mut item = self.description.get("paths")?.get(path)?.clone();
        if let (Some(method), Value::Object(item)) = (method, &mut item) {
            item.retain(|name, _| name == method || !METHODS.contains(&name.as_str()));
        }
        Some(item)
    }

    fn reached(&self, root: &Root) -> BTreeSet<Component> {
        let mut open = BTreeSet::new();
        match root {
            Root::Component(section, name) => {
                open.insert((section.clone(), name.clone()));
            }
            Root::Webhook(name) => {
                let hook = self.description.get("webhooks").and_then(|all| all.get(name));
                hook.into_iter().for_each(|hook| referred(hook, &mut open));
            }
            _ => {
                self.item(root).iter().for_each(|item| referred(item, &mut open));
            }
        }
        let mut reached = BTreeSet::new();
        while let Some(next) = open.pop_first() {
            if reached.insert(next.clone()) {
                let further = self.references.get(&next).into_iter().flatten();
                open.extend(further.filter(|one| !reached.contains(*one)).cloned());
            }
        }
        reached
    }
}

/// The components that a node refers to, as a `$ref` or in a `mapping`.
fn referred(node: &Value, found: &mut BTreeSet<Component>) {
    match node {
        Value::Object(all) => {
            let reference = all.get("$ref").and_then(Value::as_str);
            found.extend(reference.and_then(component));
            let mapping = all.get("mapping").and_then(Value::as_object).into_iter().flatten();
            for target in mapping.filter_map(|(_, target)| target.as_str()) {
                let by_name = || Some(("schemas".to_owned(), target.to_owned()));
                found.extend(component(target).or_else(by_name));
            }
            all.values().for_each(|one| referred(one, found));
        }
        Value::Array(all) => all.iter().for_each(|one| referred(one, found)),
        _ => {}
    }
}

/// What a component extends.
fn bases(component_: &Value) -> Vec<Component> {
    let parts = component_.get("allOf").and_then(Value::as_array).into_iter().flatten();
    let references = parts.filter_map(|part| part.get("$ref")?.as_str());
    references.filter_map(component).collect()
}

fn component(reference: &str) -> Option<Component> {
    let mut steps = reference.strip_prefix("#/components/")?.split('/').map(unescaped);
    Some((steps.next()?, steps.next()?))
}

fn unescaped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}
