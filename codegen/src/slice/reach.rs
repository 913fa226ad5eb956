//! Copies what is wanted of a description, and finds what that refers to.

use foldhash::{HashMap, HashSet};
use indexmap::IndexMap;

use super::fields::{Field, Part, SECTIONS, field};
use super::homes::{Component, Homes, components, reference};
use super::object;
use crate::diagnostic::Sink;
use crate::pointer::{Place, Pointer};
use crate::read::operation::{Found, names};
use crate::read::resolve::Document;
use crate::read::source::{Node, Properties, Value};

/// How often a path item or a media type may be copied into itself.
const DEEPEST: usize = 32;

/// What has been copied so far, and what is yet to be.
pub(super) struct Reach<'a> {
    document: &'a Document,
    homes: Homes,
    /// The operations that are left out, and what they are called.
    unwanted: HashMap<Place, Option<String>>,
    /// The path items that have others.
    items: HashSet<Place>,
    sink: &'a mut Sink,
    /// The components that are reached, copied or to be copied.
    reached: IndexMap<Component, Option<Node>>,
    /// The components that extend one by `allOf`.
    children: HashMap<Place, Vec<Component>>,
    /// The tags of the operations that were copied.
    pub(super) tags: HashSet<String>,
    /// Whether an operation that was copied leaves its credentials to the description.
    has_default_security: bool,
    depth: usize,
}

impl<'a> Reach<'a> {
    pub(super) fn new(
        document: &'a Document,
        found: &[Found],
        unwanted: HashMap<Place, Option<String>>,
        sink: &'a mut Sink,
    ) -> Self {
        let wanted = found.iter().filter(|found| !unwanted.contains_key(&found.place));
        let items = wanted.map(|found| found.item.clone()).collect();
        Self {
            document,
            homes: Homes::of(document),
            unwanted,
            items,
            sink,
            reached: IndexMap::new(),
            children: children(document),
            tags: HashSet::default(),
            has_default_security: false,
            depth: 0,
        }
    }

    /// Whether a path item has an operation that is not left out.
    pub(super) fn has_operations(&self, item: &Place) -> bool {
        self.document.follow(item).is_ok_and(|item| self.items.contains(&item))
    }

    /// What stands at a place, if anything does, with its references as they are in the slice.
    pub(super) fn copied(&mut self, place: &Place, part: Part) -> Option<Node> {
        // Where there is no room among the components of every version, the part itself is copied.
        let place = match part {
            Part::PathItem | Part::MediaType => self.document.follow(place).ok()?,
            _ => place.clone(),
        };
        let node = self.document.node(&place).ok()?;
        if self.depth > DEEPEST * 8 {
            return Some(node.clone());
        }
        self.depth += 1;
        let copy = self.copy(node, &place, part);
        self.depth -= 1;
        Some(copy)
    }

    /// The credentials that go with every operation which names none.
    pub(super) fn security(&mut self, is_whole: bool) -> Option<Node> {
        let place = Place::in_document(Pointer::root().child("security"));
        match self.has_default_security || is_whole {
            true => self.copied(&place, Part::Requirement),
            false => None,
        }
    }

    pub(super) fn want_every_component(&mut self) {
        for (section, _) in SECTIONS {
            for (component, _) in components(self.document, section) {
                self.reached.entry(component).or_default();
            }
        }
    }

    pub(super) fn want_schemas(&mut self, names: &[String]) {
        for name in names {
            let component = Component { section: "schemas".to_owned(), name: name.clone() };
            self.reached.entry(component).or_default();
        }
    }

    /// The components that are reached: those of the description in its order, then those that
    /// stood elsewhere.
    pub(super) fn components(&mut self) -> Option<Node> {
        let mut next = 0;
        while let Some((component, _)) = self.reached.get_index(next) {
            let component = component.clone();
            let copy = self.component(&component);
            self.reached.insert(component, copy);
            next += 1;
        }
        let root = self.document.root();
        let mut sections = Properties::default();
        for section in self.sections() {
            let own = components(self.document, &section).into_iter().map(|(own, _)| own);
            let mut kept = Properties::default();
            for component in own {
                let copy = self.reached.shift_remove(&component).flatten();
                kept.extend(copy.map(|copy| (component.name, copy)));
            }
            let mut moved: Vec<(String, Node)> = Vec::new();
            for (component, copy) in &mut self.reached {
                if component.section == section {
                    moved.extend(copy.take().map(|copy| (component.name.clone(), copy)));
                }
            }
            moved.sort_by(|(one, _), (other, _)| one.cmp(other));
            kept.extend(moved);
            if !kept.is_empty() {
                sections.insert(section, object(root, kept));
            }
        }
        (!sections.is_empty()).then(|| object(root, sections))
    }

    /// The sections of components in the order of the description, then those that it lacks.
    fn sections(&self) -> Vec<String> {
        let place = Place::in_document(Pointer::root().child("components"));
        let place = self.document.follow(&place).unwrap_or(place);
        let own = names(self.document, &place);
        let others = SECTIONS.iter().map(|(section, _)| (*section).to_owned());
        let others = others.filter(|section| !own.contains(section)).collect::<Vec<_>>();
        own.into_iter().chain(others).collect()
    }

    fn component(&mut self, component: &Component) -> Option<Node> {
        let part = SECTIONS.iter().find(|(section, _)| *section == component.section);
        let part = part.map_or(Part::Plain, |(_, part)| *part);
        let place = match self.homes.place(component) {
            Some(place) => place.clone(),
            None => {
                let place = Place::in_document(component.pointer());
                self.document.through_files(place)
            }
        };
        self.want_children(&place);
        self.copied(&place, part)
    }

    /// A base with a discriminator is not whole without what extends it.
    fn want_children(&mut self, base: &Place) {
        let node = self.document.node(base).ok();
        if node.is_none_or(|node| node.get("discriminator").is_none()) {
            return;
        }
        let mut open = vec![base.clone()];
        let mut seen = HashSet::default();
        while let Some(place) = open.pop() {
            for child in self.children.get(&place).into_iter().flatten() {
                if seen.insert(child.clone()) {
                    self.reached.entry(child.clone()).or_default();
                    open.push(self.document.through_files(Place::in_document(child.pointer())));
                }
            }
        }
    }

    fn copy(&mut self, node: &Node, place: &Place, part: Part) -> Node {
        match (&node.value, part) {
            (_, Part::Plain) => node.clone(),
            (Value::List(items), _) => {
                let copies = items.iter().enumerate();
                let copies = copies.map(|(index, item)| self.copy(item, &place.item(index), part));
                Node { value: Value::List(copies.collect()), location: node.location }
            }
            (Value::Object(properties), _) => {
                self.see(properties, part);
                let copies = properties.iter().filter_map(|(name, value)| {
                    let copy = self.property(name, value, &place.child(name), place, part)?;
                    Some((name.clone(), copy))
                });
                let copies = copies.collect();
                object(node, copies)
            }
            _ => node.clone(),
        }
    }

    /// Takes notice of what a part names without referring to it.
    fn see(&mut self, properties: &Properties, part: Part) {
        match part {
            Part::Operation => {
                let tags = properties.get("tags").and_then(Node::list).into_iter().flatten();
                self.tags.extend(tags.filter_map(Node::string).map(str::to_owned));
                self.has_default_security |= !properties.contains_key("security");
            }
            Part::Requirement => {
                let schemes = components(self.document, "securitySchemes").into_iter();
                let named = schemes.filter(|(scheme, _)| properties.contains_key(&scheme.name));
                for (scheme, _) in named {
                    self.reached.entry(scheme).or_default();
                }
            }
            _ => {}
        }
    }

    fn property(
        &mut self,
        name: &str,
        value: &Node,
        at: &Place,
        within: &Place,
        part: Part,
    ) -> Option<Node> {
        if let (Some(text), true) = (value.string(), refers(name, part)) {
            return Some(string(value, self.reference(text, within, part)));
        }
        if part == Part::Discriminator {
            return Some(match name {
                "mapping" => self.mapping(value, within),
                "defaultMapping" => self.mapped(value, within),
                _ => value.clone(),
            });
        }
        match field(part, name) {
            Field::Of(Part::Operation) if self.unwanted.contains_key(at) => None,
            Field::Of(of @ (Part::PathItem | Part::MediaType)) => self.copied(at, of),
            Field::Of(of) => Some(self.copy(value, at, of)),
            Field::Named(of) => self.named(value, at, of),
        }
    }

    /// Parts by their names.
    fn named(&mut self, value: &Node, at: &Place, part: Part) -> Option<Node> {
        let Some(properties) = value.object() else { return Some(value.clone()) };
        let mut kept = Properties::default();
        for (name, node) in properties {
            let place = at.child(name);
            let copy = match part {
                Part::Operation if self.unwanted.contains_key(&place) => None,
                Part::Link if self.leads_out(&place) => None,
                // The fields of a Responses Object are its own, but for those of vendors.
                Part::Response if name.starts_with("x-") => Some(node.clone()),
                Part::MediaType | Part::PathItem => self.copied(&place, part),
                _ => Some(self.copy(node, &place, part)),
            };
            kept.extend(copy.map(|copy| (name.clone(), copy)));
        }
        (properties.is_empty() || !kept.is_empty()).then(|| object(value, kept))
    }

    /// Whether a link is one to an operation that is left out.
    fn leads_out(&self, place: &Place) -> bool {
        let Ok(place) = self.document.follow(place) else { return false };
        let Ok(link) = self.document.node(&place) else { return false };
        let id = link.get("operationId").and_then(Node::string);
        let is_it = |unwanted: &Option<String>| id.is_some() && unwanted.as_deref() == id;
        let to = link.get("operationRef").and_then(Node::string);
        let to = to.and_then(|to| self.document.resolve(to, &place).ok());
        to.is_some_and(|to| self.unwanted.contains_key(&to)) || self.unwanted.values().any(is_it)
    }

    /// A reference as it is in the slice; what it refers to is reached.
    fn reference(&mut self, text: &str, from: &Place, part: Part) -> String {
        match self.document.resolve(text, from) {
            Ok(target) => self.reference_to(text, from, &target, part),
            Err(problem) => {
                self.sink.push(*problem);
                text.to_owned()
            }
        }
    }

    fn reference_to(&mut self, text: &str, from: &Place, target: &Place, part: Part) -> String {
        if self.stands(target) {
            return text.to_owned();
        }
        let Some((component, below)) = self.homes.component(self.document, target, part) else {
            return text.to_owned();
        };
        let home = Pointer::parse(&format!("{}{below}", component.pointer()));
        self.reached.entry(component).or_default();
        // What says the same stays as it is written.
        let is_at_home = *target == Place::in_document(home.clone());
        let is_own = from.file == target.file && !text.contains("://");
        if is_at_home && is_own { text.to_owned() } else { reference(&home) }
    }

    /// Whether a place stands in the slice where it stood: in an operation that is wanted.
    fn stands(&self, target: &Place) -> bool {
        let steps: Vec<String> = target.pointer.segments().take(3).collect();
        let [paths, path, field] = steps.as_slice() else { return false };
        let item = Place::in_document(Pointer::root().child(paths).child(path));
        let is_left_out = self.unwanted.contains_key(&item.child(field));
        target.is_within(&item) && paths == "paths" && !is_left_out && self.has_operations(&item)
    }

    fn mapping(&mut self, mapping: &Node, from: &Place) -> Node {
        let Some(properties) = mapping.object() else { return mapping.clone() };
        let mapped = properties.iter().map(|(value, to)| (value.clone(), self.mapped(to, from)));
        let mapped = mapped.collect();
        object(mapping, mapped)
    }

    /// What a value of a discriminator means: a reference, or the name of a schema (OpenAPI 3.1,
    /// section 4.8.25).
    fn mapped(&mut self, to: &Node, from: &Place) -> Node {
        let Some(text) = to.string() else { return to.clone() };
        let component = Component { section: "schemas".to_owned(), name: text.to_owned() };
        if self.document.node(&Place::in_document(component.pointer())).is_ok() {
            self.reached.entry(component).or_default();
            return to.clone();
        }
        // A name that no schema has refers to nothing, and the generator says so.
        match self.document.resolve(text, from) {
            Ok(target) => string(to, self.reference_to(text, from, &target, Part::Schema)),
            Err(_) => to.clone(),
        }
    }
}

/// Whether a property refers to another part.
fn refers(name: &str, part: Part) -> bool {
    match name {
        "$ref" => !matches!(part, Part::Webhooks | Part::Requirement),
        "$dynamicRef" => part == Part::Schema,
        _ => false,
    }
}

/// Which components extend which places by `allOf`.
fn children(document: &Document) -> HashMap<Place, Vec<Component>> {
    let mut children: HashMap<Place, Vec<Component>> = HashMap::default();
    for (component, place) in components(document, "schemas") {
        let place = document.through_files(place);
        let parts = document.node(&place).ok().and_then(|node| node.get("allOf")?.list());
        for index in 0..parts.map_or(0, <[Node]>::len) {
            if let Ok(base) = document.follow(&place.child("allOf").item(index)) {
                children.entry(base).or_default().push(component.clone());
            }
        }
    }
    children
}

fn string(instead_of: &Node, text: String) -> Node {
    Node { value: Value::String(text), location: instead_of.location }
}
