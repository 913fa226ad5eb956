//! Leads `#/$defs/Name` to the schema around that has such a definition, where the document has
//! none: libraries that write JSON Schemas write them as documents of their own, with references
//! from their root (JSON Schema Core, section 8.2.4), and a description that holds one as it is
//! leads them nowhere. The nearest schema around is what was the root.

use percent_encoding::percent_decode_str;

use super::resolve::Document;
use super::source::{Node, Value};
use super::walk::{Names, has_an_id};
use crate::diagnostic::{Code, Sink};
use crate::pointer::{FileId, Place, Pointer};

/// The keywords whose properties are definitions, the second that of earlier drafts.
const KEYWORDS: [&str; 2] = ["$defs", "definitions"];

/// Redirects all there are, and says where.
pub(super) fn settle(document: &mut Document, sink: &mut Sink) {
    for file in document.files_with(&KEYWORDS.map(|keyword| format!("#/{keyword}/"))) {
        let mut found = Vec::new();
        if let Some(root) = document.tree(file) {
            let mut search = Search { root, file, around: Vec::new(), found: &mut found };
            search.below(root, &Pointer::root(), Names::OfOpenApi);
        }
        for Found { place, reference, target } in found {
            let message = format!(
                "`{reference}` is read from the schema around, `#{target}`: from the root of its \
                 file it leads nowhere"
            );
            sink.push(document.problem(Code::ReferenceInferred, &place, message));
            let root = document.tree_mut(file);
            if let Some(node) = root.and_then(|root| root.find_mut(&place.pointer)) {
                // In a fragment, a `%` begins an escape (RFC 3986, section 3.5).
                let text = format!("#{}", target.as_str().replace('%', "%25"));
                node.value = Value::String(text);
            }
        }
    }
}

/// A reference that the document leads nowhere, and where the schema around leads it.
struct Found {
    place: Place,
    reference: String,
    target: Pointer,
}

struct Search<'n> {
    root: &'n Node,
    file: FileId,
    /// The nodes around that have definitions, the nearest last.
    around: Vec<(Pointer, &'n Node)>,
    found: &'n mut Vec<Found>,
}

impl<'n> Search<'n> {
    fn below(&mut self, node: &'n Node, pointer: &Pointer, whose: Names) {
        match &node.value {
            Value::Object(properties) if has_an_id(properties, whose) => {}
            Value::Object(properties) => {
                let is_around = whose == Names::OfOpenApi
                    && KEYWORDS.iter().any(|keyword| properties.contains_key(*keyword));
                if is_around {
                    self.around.push((pointer.clone(), node));
                }
                for (name, property) in properties.iter() {
                    let below = pointer.child(name);
                    match (name.as_str(), whose.below(name)) {
                        ("$ref", _) => self.reference(property, below),
                        ("mapping", _) => {
                            for (name, target) in property.object().into_iter().flatten() {
                                self.reference(target, below.child(name));
                            }
                        }
                        (_, Some(names)) => self.below(property, &below, names),
                        (_, None) => {}
                    }
                }
                if is_around {
                    self.around.pop();
                }
            }
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.below(item, &pointer.item(index), Names::OfOpenApi);
                }
            }
            _ => {}
        }
    }

    fn reference(&mut self, node: &Node, pointer: Pointer) {
        let Some(reference) = node.string() else { return };
        let Some(fragment) = reference.strip_prefix('#') else { return };
        let path = Pointer::parse(&percent_decode_str(fragment).decode_utf8_lossy());
        let is_of_definitions = path.steps().next().is_some_and(|step| KEYWORDS.contains(&&*step));
        if !is_of_definitions || self.root.find(&path).is_some() {
            return;
        }
        let nearest = self.around.iter().rev().find(|(_, around)| around.find(&path).is_some());
        if let Some((around, _)) = nearest {
            let target = path.segments().fold(around.clone(), |target, step| target.child(&step));
            let place = Place { file: self.file, pointer };
            self.found.push(Found { place, reference: reference.to_owned(), target });
        }
    }
}
