//! What operations are called: by their `operationId`, by method and path, or, where several have
//! one `operationId`, by what their paths differ in.

use foldhash::HashMap;

use super::Lowering;
use crate::diagnostic::Code;
use crate::ident;
use crate::read::operation::Operation;

impl Lowering<'_> {
    /// The name of each operation. The first one of an `operationId` keeps it, so that one more
    /// moves no name.
    pub(super) fn ids(&mut self, read: &[Operation]) -> Vec<String> {
        let mut first: HashMap<String, &Operation> = HashMap::default();
        let mut taken: Vec<String> = Vec::new();
        let mut ids = Vec::with_capacity(read.len());
        for operation in read {
            let Some(id) = &operation.id else {
                let id = format!("{} {}", operation.method.to_lowercase(), operation.path);
                let text = format!("named `{}`", ident::snake(&id));
                self.note(Code::OperationNamed, &operation.place, text);
                ids.push(id);
                continue;
            };
            let name = ident::snake(id);
            let Some(known) = first.get(&name) else {
                first.insert(name, operation);
                ids.push(id.clone());
                continue;
            };
            let mut own = format!("{id}_{}", difference(operation, known));
            // What does not tell them apart leaves it to a number.
            if taken.contains(&own) {
                own.clone_from(id);
            } else {
                taken.push(own.clone());
                let pointer = self.schemas.pointer_text(&known.place);
                let text = format!(
                    "named `{}`: the `operationId` `{id}` is that of {pointer}, too",
                    ident::snake(&own)
                );
                self.note(Code::OperationNamed, &operation.place, text);
            }
            ids.push(own);
        }
        ids
    }
}

/// The segments of a path that another one does not have, or else the method.
fn difference(operation: &Operation, other: &Operation) -> String {
    let others: Vec<&str> = other.path.split('/').collect();
    let own = operation.path.split('/').filter(|segment| !segment.is_empty());
    let own: Vec<&str> = own.filter(|segment| !others.contains(segment)).collect();
    let literal: Vec<&str> =
        own.iter().copied().filter(|segment| !segment.starts_with('{')).collect();
    let told = if literal.is_empty() { own } else { literal };
    match told.is_empty() {
        true => operation.method.to_lowercase(),
        false => told.join("_"),
    }
}
