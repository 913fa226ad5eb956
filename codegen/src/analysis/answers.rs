//! How the answers of an operation are read: as one type, or by their status.

use serde::{Deserialize, Serialize};

use super::Placement;
use super::boxing::size;
use crate::api::{Api, Content, Operation, Outcome};

/// How the successes, or the failures, of an operation are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answers {
    /// The description lists none.
    Undescribed,
    /// All alike: as the first is.
    Alike,
    /// Each by its status; the placement of each one's value.
    ByStatus(Vec<Placement>),
}

/// The answers of an operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperationAnswers {
    /// The successes.
    pub success: Answers,
    /// The failures.
    pub failure: Answers,
}

/// The answers of every operation.
pub(super) fn answers(api: &Api, placements: &[Vec<Placement>]) -> Vec<OperationAnswers> {
    let of = |operation: &Operation| OperationAnswers {
        success: decide(api, &operation.success.outcomes, placements),
        failure: decide(api, &operation.failures, placements),
    };
    api.operations.iter().map(of).collect()
}

/// How many bytes a value may have that stands beside others; clippy warns from 200.
const TOLERATED: usize = 160;

fn decide(api: &Api, outcomes: &[Outcome], placements: &[Vec<Placement>]) -> Answers {
    let Some((first, others)) = outcomes.split_first() else { return Answers::Undescribed };
    if others.iter().all(|other| other.content == first.content) {
        return Answers::Alike;
    }
    let placement = |outcome: &Outcome| match &outcome.content {
        Content::Json(value) if size(api, &value.expr, placements, 0) > TOLERATED => {
            Placement::Boxed
        }
        _ => Placement::Inline,
    };
    Answers::ByStatus(outcomes.iter().map(placement).collect())
}
