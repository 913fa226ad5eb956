//! Finds the operations that an API calls its user with: webhooks and callbacks (OpenAPI 3.1,
//! sections 4.8.1 and 4.8.18).

use super::find::{Found, names, operations_of};
use crate::pointer::{Place, Pointer};
use crate::read::resolve::Document;

/// An operation that is not the API's, and what it is called there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundReceived {
    /// The name of the webhook or of the callback.
    pub name: String,
    /// Whether it is the only operation of that name.
    pub is_alone: bool,
    /// The operation.
    pub operation: Found,
}

/// The operations of the webhooks of a document.
pub fn find_webhooks(document: &Document) -> Vec<FoundReceived> {
    let webhooks = Place::in_document(Pointer::root().child("webhooks"));
    let webhooks = document.follow(&webhooks).unwrap_or(webhooks);
    let mut found = Vec::new();
    for name in names(document, &webhooks) {
        push(operations_of(document, &name, &webhooks.child(&name)), &name, &mut found);
    }
    found
}

/// The operations of the callbacks of an operation.
pub fn find_callbacks(document: &Document, operation: &Place) -> Vec<FoundReceived> {
    let callbacks = operation.child("callbacks");
    let mut found = Vec::new();
    for name in names(document, &callbacks) {
        let Ok(callback) = document.follow(&callbacks.child(&name)) else { continue };
        let expressions = names(document, &callback).into_iter();
        let expressions = expressions.filter(|expression| !expression.starts_with("x-"));
        let operations = expressions.flat_map(|expression| {
            operations_of(document, &expression, &callback.child(&expression))
        });
        push(operations.collect(), &name, &mut found);
    }
    found
}

fn push(operations: Vec<Found>, name: &str, into: &mut Vec<FoundReceived>) {
    let is_alone = operations.len() == 1;
    let received = |operation| FoundReceived { name: name.to_owned(), is_alone, operation };
    into.extend(operations.into_iter().map(received));
}
