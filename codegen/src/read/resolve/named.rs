//! Names that schemas give themselves, by which references find them: `$id`, `$anchor`,
//! `$dynamicAnchor` (JSON Schema Core, section 8.2).

use foldhash::HashMap;

use crate::pointer::{FileId, Place, Pointer};
use crate::read::source::{Node, Value};
use crate::read::walk::Names;

/// The keywords that give a name.
const NAMING: [&str; 3] = ["$id", "$anchor", "$dynamicAnchor"];

/// Whether a text may hold a name at all, as few descriptions do.
pub(super) fn may_name(text: &str) -> bool {
    NAMING.iter().any(|keyword| text.contains(keyword))
}

/// The names of the schemas of a description.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// `$id` of schemas, each as the whole URI that it means.
    resources: HashMap<String, Place>,
    uris: HashMap<Place, String>,
    /// `$anchor` and `$dynamicAnchor`, by file.
    anchors: HashMap<(FileId, String), Vec<Place>>,
    /// How many schemas have a `$dynamicAnchor` of a name.
    dynamic: HashMap<String, usize>,
}

impl Named {
    /// Adds the names that stand in a file.
    pub(super) fn collect(&mut self, root: &Node, file: FileId) {
        let place = Place { file, pointer: Pointer::root() };
        let mut steps = Vec::new();
        self.below(root, &place, &mut steps, "", Names::OfOpenApi);
    }

    fn below<'n>(
        &mut self,
        node: &'n Node,
        root: &Place,
        steps: &mut Vec<Step<'n>>,
        base: &str,
        names: Names,
    ) {
        match &node.value {
            Value::Object(properties) => {
                let own = match names {
                    Names::OfOpenApi => self.name(node, root, steps, base),
                    Names::OfTheApi => None,
                };
                let base = own.as_deref().unwrap_or(base);
                for (name, property) in properties.iter() {
                    let Some(below) = names.below(name) else { continue };
                    steps.push(Step::Name(name));
                    self.below(property, root, steps, base, below);
                    steps.pop();
                }
            }
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    steps.push(Step::Index(index));
                    self.below(item, root, steps, base, Names::OfOpenApi);
                    steps.pop();
                }
            }
            _ => {}
        }
    }

    /// Notes the names of a node, and tells its URI where it has one of its own.
    fn name(
        &mut self,
        node: &Node,
        root: &Place,
        steps: &[Step<'_>],
        base: &str,
    ) -> Option<String> {
        let text = |keyword: &str| node.get(keyword).and_then(Node::string);
        if NAMING.iter().all(|keyword| text(keyword).is_none()) {
            return None;
        }
        let place = steps.iter().fold(root.clone(), |place, step| match step {
            Step::Name(name) => place.child(name),
            Step::Index(index) => place.item(*index),
        });
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = text(keyword) {
                let key = (place.file, name.to_owned());
                self.anchors.entry(key).or_default().push(place.clone());
                *self.dynamic.entry(name.to_owned()).or_default() +=
                    usize::from(keyword == "$dynamicAnchor");
            }
        }
        let uri = joined(base, text("$id")?.split('#').next().unwrap_or_default());
        self.resources.entry(uri.clone()).or_insert_with(|| place.clone());
        self.uris.insert(place, uri.clone());
        Some(uri)
    }

    /// The schema whose `$id` the path of a reference means, seen from a place.
    pub(super) fn resource(&self, path: &str, from: &Place) -> Option<&Place> {
        if self.resources.is_empty() {
            return None;
        }
        let base = self.around(from).and_then(|place| self.uris.get(&place));
        let whole = joined(base.map_or("", String::as_str), path);
        self.resources.get(&whole).or_else(|| self.resources.get(path))
    }

    /// The schema around a place, or at it, that has an `$id`: what references without a path are
    /// relative to.
    pub(super) fn around(&self, place: &Place) -> Option<Place> {
        if self.uris.is_empty() {
            return None;
        }
        let mut at = place.clone();
        loop {
            if self.uris.contains_key(&at) {
                return Some(at);
            }
            at.pointer = at.pointer.parent()?;
        }
    }

    /// The schema of an anchor: within a resource, or else anywhere in its file.
    pub(super) fn anchor(&self, name: &str, within: &Place) -> Option<&Place> {
        let places = self.anchors.get(&(within.file, name.to_owned()))?;
        places.iter().find(|place| place.is_within(within)).or_else(|| places.first())
    }

    /// Whether one schema alone can be meant by the name of a `$dynamicRef`: which of several is
    /// depends on the way to it.
    pub(super) fn is_certain(&self, name: &str) -> bool {
        self.dynamic.get(name).is_some_and(|count| *count <= 1)
    }
}

enum Step<'n> {
    Name(&'n str),
    Index(usize),
}

/// A reference as a whole URI (RFC 3986, section 5.2), as far as those of schemas go.
fn joined(base: &str, reference: &str) -> String {
    let scheme = |text: &str| -> Option<usize> {
        let length = text.find(':')?;
        let is_part = |sign: char| sign.is_ascii_alphanumeric() || "+-.".contains(sign);
        text[..length].chars().all(is_part).then_some(length)
    };
    if scheme(reference).is_some() || base.is_empty() {
        return reference.to_owned();
    }
    if reference.is_empty() {
        return base.to_owned();
    }
    let authority = base.find("://").map_or(0, |at| {
        let behind = &base[at + 3..];
        at + 3 + behind.find('/').unwrap_or(behind.len())
    });
    let (host, path) = base.split_at(authority);
    let whole = match reference.starts_with('/') {
        true => reference.to_owned(),
        false => format!("{}/{reference}", path.rsplit_once('/').map_or("", |(folder, _)| folder)),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "." => {}
            ".." if steps.len() > 1 => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    format!("{host}{}", steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn references_are_joined() {
        for (base, reference, whole) in [
            ("", "a.json", "a.json"),
            ("https://x.example/a/b.json", "c.json", "https://x.example/a/c.json"),
            ("https://x.example/a/b.json", "../c.json", "https://x.example/c.json"),
            ("https://x.example/a/b.json", "/c", "https://x.example/c"),
            ("https://x.example", "c", "https://x.example/c"),
            ("https://x.example/a", "urn:uuid:5", "urn:uuid:5"),
            ("https://x.example/a", "", "https://x.example/a"),
        ] {
            assert_eq!(joined(base, reference), whole, "{reference} from {base}");
        }
    }
}
