//! Says what a description says that has no Rust and binds nobody: who wrote it, under which license, how its
//! operations are sorted, what can be called next; and which words are none.

use foldhash::HashSet;

use super::Lowering;
use crate::diagnostic::Code;
use crate::pointer::{Place, Pointer};
use crate::read::operation::{Operation, names};
use crate::read::source::{Node, Value};
use crate::read::vocabulary::Vocabulary;

/// What of `info` is in the generated code: its title and its version.
const OF_INFO: [&str; 5] = ["summary", "description", "termsOfService", "contact", "license"];

/// What a tag says beside its name.
const OF_TAGS: [&str; 5] = ["summary", "description", "externalDocs", "parent", "kind"];

impl Lowering<'_> {
    /// Says which annotations around the operations have no Rust.
    pub(super) fn report_annotations(&mut self, operations: &[Operation]) {
        let root = Place::in_document(Pointer::root());
        self.report_keywords(&root, &["externalDocs", "tags", "jsonSchemaDialect"]);
        self.report_unknown(&root, Vocabulary::Document);
        self.report_keywords(&root.child("info"), &OF_INFO);
        for tag in self.items_of(&root.child("tags")) {
            self.report_keywords(&tag, &OF_TAGS);
        }
        let mut items = HashSet::default();
        let mut known = HashSet::default();
        for operation in operations {
            self.report_item(&operation.place, &mut items);
            self.report_keywords(&operation.place, &["externalDocs"]);
            // A call is found by its first tag.
            if operation.groups.len() > 1 {
                self.report_keywords(&operation.place, &["tags"]);
            }
            self.report_unknown(&operation.place, Vocabulary::Operation);
            for parameter in &operation.parameters {
                if known.insert(parameter.place.clone()) {
                    self.report_keywords(&parameter.place, &["allowEmptyValue"]);
                    self.report_unknown(&parameter.place, Vocabulary::Parameter);
                }
            }
            let body = operation.place.child("requestBody");
            self.report_content(&body, Vocabulary::Body, &mut known);
            let responses = operation.place.child("responses");
            for status in names(self.schemas.document(), &responses) {
                let response = responses.child(&status);
                self.report_keywords(&response, &["summary", "links"]);
                self.report_content(&response, Vocabulary::Response, &mut known);
                self.report_headers(&response, &mut known);
            }
        }
    }

    /// Says what a path item says of its operations together, once.
    fn report_item(&mut self, operation: &Place, known: &mut HashSet<Place>) {
        let mut item = operation.clone();
        for _ in 0..2 {
            let Some(parent) = item.pointer.parent() else { return };
            item.pointer = parent;
            if item.pointer.last().as_deref() != Some("additionalOperations") {
                break;
            }
        }
        if known.insert(item.clone()) {
            self.report_keywords(&item, &["summary", "description"]);
            self.report_unknown(&item, Vocabulary::PathItem);
        }
    }

    /// Says which words of a body or an answer, and of its media types, are none, once.
    fn report_content(&mut self, place: &Place, own: Vocabulary, known: &mut HashSet<Place>) {
        let Ok(place) = self.schemas.document().follow(place) else { return };
        if !known.insert(place.clone()) {
            return;
        }
        self.report_unknown(&place, own);
        let content = place.child("content");
        for media_type in names(self.schemas.document(), &content) {
            self.report_unknown(&content.child(&media_type), Vocabulary::Media);
        }
    }

    /// Says which headers of an answer are always there, as no answer is refused for want of one.
    fn report_headers(&mut self, response: &Place, known: &mut HashSet<Place>) {
        let Ok(response) = self.schemas.document().follow(response) else { return };
        let headers = response.child("headers");
        for name in names(self.schemas.document(), &headers) {
            let Ok(header) = self.schemas.document().follow(&headers.child(&name)) else {
                continue;
            };
            if known.insert(header.clone()) {
                self.report_keywords(&header, &["required"]);
            }
        }
    }

    /// The items of a list.
    fn items_of(&self, list: &Place) -> Vec<Place> {
        let count = self.schemas.document().node(list).ok().and_then(Node::list);
        (0..count.map_or(0, <[Node]>::len)).map(|index| list.item(index)).collect()
    }

    /// Says which words of a node are none.
    fn report_unknown(&mut self, place: &Place, vocabulary: Vocabulary) {
        self.schemas.report_unknown(place, vocabulary);
    }

    /// Says which of some keywords a node has, unless they are empty.
    pub(super) fn report_keywords(&mut self, place: &Place, keywords: &[&str]) {
        let document = self.schemas.document();
        let Some(place) = document.follow(place).ok() else { return };
        let Ok(node) = document.node(&place) else { return };
        let is_empty = |node: &Node| match &node.value {
            Value::Boolean(flag) => !flag,
            Value::List(all) => all.is_empty(),
            Value::Object(all) => all.is_empty(),
            Value::String(text) => text.trim().is_empty(),
            _ => false,
        };
        let is_there = |keyword: &&&str| node.get(keyword).is_some_and(|node| !is_empty(node));
        let found: Vec<String> =
            keywords.iter().filter(is_there).map(|keyword| format!("`{keyword}`")).collect();
        if let [first, others @ ..] = found.as_slice() {
            let verb = if others.is_empty() { "has" } else { "have" };
            let others: String = others.iter().map(|one| format!(", {one}")).collect();
            self.note(Code::AnnotationUnused, &place, format!("{first}{others} {verb} no Rust"));
        }
    }
}
