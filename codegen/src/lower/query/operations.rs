//! Which operations are wanted, read in full.

use super::Schemas;
use crate::config::Selection;
use crate::diagnostic::{Argument, Code, Diagnostic};
use crate::read::operation::{self, Found, Operation};
use crate::similar::similar;

impl Schemas<'_> {
    /// The wanted operations. Of those that are not wanted, no more than the name is read.
    pub(in crate::lower) fn operations(&mut self, selection: &Selection) -> Vec<Operation> {
        let mut found = operation::find(self.document);
        if let Selection::Operations(wanted) = selection {
            self.refuse_unknown(wanted, &found);
            let is_wanted = |found: &Found| found.id.as_ref().is_some_and(|id| wanted.contains(id));
            found.retain(is_wanted);
        }
        let mut read = Vec::with_capacity(found.len());
        for found in found {
            read.extend(operation::read(self.document, &found, self.sink));
        }
        read
    }

    /// One operation, read in full.
    pub(in crate::lower) fn operation(&mut self, found: &Found) -> Option<Operation> {
        operation::read(self.document, found, self.sink)
    }

    fn refuse_unknown(&mut self, wanted: &[String], found: &[Found]) {
        let known: Vec<&str> =
            found.iter().filter_map(|operation| operation.id.as_deref()).collect();
        for id in wanted.iter().filter(|id| !known.contains(&id.as_str())) {
            let problem =
                Diagnostic::new(Code::UnknownOperation, format!("there is no operation `{id}`"))
                    .at(self.document.root().location)
                    .about(Argument::Operation(id.clone()));
            self.sink.push(match similar(id, known.iter().copied()) {
                Some(nearest) => problem.help(format!("did you mean `{nearest}`?")),
                None if known.is_empty() => {
                    problem.help("the document describes no operation with an `operationId`")
                }
                None => problem.help("`specwright check` lists the operations of a document"),
            });
        }
    }
}
