//! Says what a description says that has no Rust and binds nobody: who wrote it, under which license, how its
//! operations are sorted, what can be called next.

use super::Lowering;
use crate::diagnostic::Code;
use crate::pointer::{Place, Pointer};
use crate::read::operation::{Operation, names};
use crate::read::source::Node;

/// What of `info` is in the generated code: its title and its version.
const OF_INFO: [&str; 5] = ["summary", "description", "termsOfService", "contact", "license"];

impl Lowering<'_> {
    /// Says which annotations around the operations have no Rust.
    pub(super) fn report_annotations(&mut self, operations: &[Operation]) {
        let root = Place::in_document(Pointer::root());
        self.report_keywords(&root, &["externalDocs"]);
        self.report_keywords(&root.child("info"), &OF_INFO);
        for operation in operations {
            self.report_keywords(&operation.place, &["tags", "externalDocs"]);
            let responses = operation.place.child("responses");
            for status in names(self.schemas.document(), &responses) {
                self.report_keywords(&responses.child(&status), &["links"]);
            }
        }
    }

    /// Says which of some keywords a node has, unless they are empty.
    fn report_keywords(&mut self, place: &Place, keywords: &[&str]) {
        let document = self.schemas.document();
        let Some(place) = document.follow(place).ok() else { return };
        let Ok(node) = document.node(&place) else { return };
        let is_empty = |node: &Node| {
            node.list().is_some_and(<[Node]>::is_empty)
                || node.object().is_some_and(|all| all.is_empty())
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
