//! Who sends a type: the client, the server, both or nobody, by walking from each body.

use serde::{Deserialize, Serialize};

use super::Held;
use crate::api::{Api, Content, Deprecation, Expr, Rest, Shape, TypeId};

/// Who sends a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// Only the client.
    Sent,
    /// Only the server.
    Received,
    /// Both.
    Both,
    /// No operation does, though there are operations.
    Neither,
}

impl Direction {
    /// Whether the client sends it.
    pub fn is_sent(self) -> bool {
        matches!(self, Direction::Sent | Direction::Both)
    }

    /// Whether the server sends it.
    pub fn is_received(self) -> bool {
        matches!(self, Direction::Received | Direction::Both)
    }

    /// Whether the client may send it, if only by a way that the description does not tell of.
    pub fn may_be_sent(self) -> bool {
        self != Direction::Received
    }
}

/// The direction of every type; without operations, any may be sent and received.
pub(super) fn directions(api: &Api, held: &Held) -> Vec<Direction> {
    let mut sent = Reached::new(api);
    let mut received = Reached::new(api);
    for operation in &api.operations {
        for parameter in &operation.path_parameters {
            sent.reach(&parameter.value.expr);
        }
        for parameter in &operation.parameters {
            sent.reach(&parameter.value.expr);
        }
        for body in operation.body.iter().chain(&operation.other_bodies) {
            sent.reach_content(&body.content);
        }
        for response in operation.success.responses.iter().chain(&operation.failures) {
            received.reach_content(&response.content);
            for header in &response.headers {
                received.reach(&header.value.expr);
            }
        }
        for representation in &operation.representations {
            received.reach_content(&representation.content);
        }
        for items in operation.items() {
            received.reach(&items.item.expr);
        }
    }
    if api.operations.is_empty() {
        return vec![Direction::Both; api.types.len()];
    }
    // What makes values of a type stays, though nothing sends it any more.
    let was_sent = api.ids().map(|id| held.of_type(id).is_some_and(|held| held.is_sent));
    let each = sent.found.iter().zip(was_sent).zip(&received.found);
    each.map(|((sent, was_sent), received)| match (*sent || was_sent, *received) {
        (true, false) => Direction::Sent,
        (false, true) => Direction::Received,
        (true, true) => Direction::Both,
        (false, false) => Direction::Neither,
    })
    .collect()
}

struct Reached<'a> {
    api: &'a Api,
    found: Vec<bool>,
}

impl<'a> Reached<'a> {
    fn new(api: &'a Api) -> Self {
        Self { api, found: vec![false; api.types.len()] }
    }

    fn reach_content(&mut self, content: &Content) {
        if let Content::Json(used) | Content::Form(used) | Content::Multipart(used) = content {
            self.reach(&used.expr);
        }
    }

    fn reach(&mut self, expr: &Expr) {
        let mut waiting: Vec<TypeId> = expr.all_named();
        while let Some(id) = waiting.pop() {
            let found = &mut self.found[id.0 as usize];
            if *found {
                continue;
            }
            *found = true;
            waiting.extend(mentioned(&self.api.get(id).shape));
        }
    }
}

/// The types that a shape mentions by what the description has, not by what it has no more.
pub(crate) fn mentioned_now(shape: &Shape) -> Vec<TypeId> {
    let mut shape = shape.clone();
    match &mut shape {
        Shape::Record(record) => {
            record.properties.retain(|property| property.deprecation != Deprecation::Dropped)
        }
        Shape::Union(union) => {
            union.variants.retain(|variant| variant.deprecation != Deprecation::Dropped);
        }
        _ => {}
    }
    mentioned(&shape)
}

/// The types that a shape mentions.
pub(crate) fn mentioned(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Record(record) => {
            let properties = record.properties.iter().map(|property| &property.value);
            let rest = match &record.rest {
                Rest::Typed(used) => Some(used),
                Rest::Open | Rest::Closed => None,
            };
            properties.chain(rest).flat_map(|used| used.expr.all_named()).collect()
        }
        Shape::Union(union) => {
            union.variants.iter().flat_map(|variant| variant.value.expr.all_named()).collect()
        }
        Shape::Alias(used) => used.expr.all_named(),
        Shape::OpenEnum(_) | Shape::KeywordOrValue(_) => Vec::new(),
    }
}
