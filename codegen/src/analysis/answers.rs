//! How the answers of an operation are read: as one type, or by their status.

#[cfg(feature = "dump")]
use serde::{Deserialize, Serialize};

use super::Indirection;
use super::boxing::Sizes;
use crate::api::{Api, Content, Operation, Response};

/// How the successes, or the failures, of an operation are read.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "dump", derive(Serialize, Deserialize))]
pub enum Answers {
    /// The description lists none.
    Undescribed,
    /// All alike: as the first is.
    Alike,
    /// Each by its status; the indirection of each one's value.
    ByStatus(Vec<Indirection>),
}

/// The answers of an operation.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "dump", derive(Serialize, Deserialize))]
pub struct OperationAnswers {
    /// The successes.
    pub success: Answers,
    /// The failures.
    pub failure: Answers,
}

/// The answers of every operation.
pub(super) fn answers(api: &Api, indirections: &[Vec<Indirection>]) -> Vec<OperationAnswers> {
    let mut sizes = Sizes::new(api, indirections.to_vec());
    let of = |operation: &Operation| OperationAnswers {
        success: decide(&operation.success.responses, &mut sizes),
        failure: decide(&operation.failures, &mut sizes),
    };
    api.operations.iter().map(of).collect()
}

/// How many bytes a value may have that stands beside others; clippy warns from 200.
const TOLERATED: usize = 160;

fn decide(responses: &[Response], sizes: &mut Sizes<'_>) -> Answers {
    let Some((first, others)) = responses.split_first() else { return Answers::Undescribed };
    if others.iter().all(|other| other.content == first.content) {
        return Answers::Alike;
    }
    let indirection = |response: &Response| match &response.content {
        Content::Json(value) if sizes.of(&value.expr) > TOLERATED => Indirection::Boxed,
        _ => Indirection::Inline,
    };
    Answers::ByStatus(responses.iter().map(indirection).collect())
}
