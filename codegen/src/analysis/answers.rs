//! How the answers of an operation are read: as one type, or by their status.

use serde::{Deserialize, Serialize};

use super::{Held, HeldOperation, Indirection};
use crate::api::{Api, Content, Expr, Operation, Response, Shape};

/// How the successes of an operation are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answers {
    /// The description lists none.
    Undescribed,
    /// All alike: as the first is.
    Alike,
    /// Each by its status; the indirection of each one's value.
    ByStatus(Vec<Indirection>),
}

/// The answers of an operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperationAnswers {
    /// The successes.
    pub success: Answers,
    /// The failures, always by their status, so that one that is described later is a variant more:
    /// the indirection of each one's value.
    pub failure: Vec<Indirection>,
}

/// The answers of every operation.
pub(super) fn answers(api: &Api, held: &Held) -> Vec<OperationAnswers> {
    let of = |(index, operation): (usize, &Operation)| {
        let held = held.of_operation(index);
        let failures = held.map_or(&[] as &[_], |held| held.failures.as_slice());
        OperationAnswers {
            success: decide(api, &operation.success.responses, held),
            failure: by_status(api, &operation.failures, failures),
        }
    };
    api.operations.iter().enumerate().map(of).collect()
}

fn decide(api: &Api, responses: &[Response], held: Option<&HeldOperation>) -> Answers {
    let Some((first, others)) = responses.split_first() else { return Answers::Undescribed };
    let was_an_enum = held.is_some_and(|held| held.success.is_some());
    let successes = held.map_or(&[] as &[_], |held| held.successes.as_slice());
    match others.iter().all(|other| other.content == first.content) && !was_an_enum {
        true => Answers::Alike,
        false => Answers::ByStatus(by_status(api, responses, successes)),
    }
}

/// Whatever can grow is boxed, however small it is, so that one property more does not make a
/// `Box` of what was none.
fn by_status(api: &Api, responses: &[Response], held: &[Option<Indirection>]) -> Vec<Indirection> {
    let indirection = |response: &Response| match &response.content {
        Content::Json(value) => match api.underlying(&value.expr) {
            Expr::Named(id) if matches!(api.get(*id).shape, Shape::Record(_) | Shape::Union(_)) => {
                Indirection::Boxed
            }
            _ => Indirection::Inline,
        },
        _ => Indirection::Inline,
    };
    let held = held.iter().copied().chain(std::iter::repeat(None));
    let each = responses.iter().zip(held);
    each.map(|(response, held)| held.unwrap_or_else(|| indirection(response))).collect()
}

/// The variant of a status: `Status404`, `Status4XX`, `Default`.
pub fn variant_of(status: &str) -> String {
    if status.eq_ignore_ascii_case("default") {
        return "Default".to_owned();
    }
    let known: String = status.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("Status{}", known.to_ascii_uppercase())
}
