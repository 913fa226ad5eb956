//! What another type of a place means on the wire: whether what a client goes on sending is of it,
//! and whether what it goes on reading can be.

use super::{Step, Wire};
use crate::analysis::Direction;
use crate::api::{Expr, Limit, Nested, Shape, TypeId, Use};
use crate::reconcile::hold::{Holding, is_text};

/// What the step from one type of a place to another means for a client that goes on as it was built.
pub(super) fn wire(step: &Step<'_>, direction: Direction, was: &Use, is: &Use) -> Wire {
    let is_sent = matches!(direction, Direction::Sent | Direction::Both);
    let is_received = matches!(direction, Direction::Received | Direction::Both);
    let may_be_null = |was: &Use, is: &Use| was.null.is_never() || !is.null.is_never();
    // What was never negative is not so now.
    let is_unsigned = |limit: &Limit| matches!(limit, Limit::AtLeast(least) if *least >= 0);
    let is_accepted = match (&was.expr, &is.expr) {
        (Expr::Integer, Expr::Unsigned) => was.limits.iter().any(is_unsigned),
        (was, is) => accepts(step, is, was),
    };
    if is_sent && !(is_accepted && may_be_null(was, is)) {
        return Wire::RequestRefused;
    }
    if is_received && !(reads(step, &was.expr, &is.expr) && may_be_null(is, was)) {
        return Wire::AnswerUnreadable;
    }
    Wire::Neither
}

/// Whether the published type can be read where the newer one is sent.
fn reads(step: &Step<'_>, was: &Expr, is: &Expr) -> bool {
    let same = |old: TypeId, new: TypeId| step.matches.types.get(&old) == Some(&new);
    let holding = Holding {
        outer: step.old.api,
        inner: step.new.api,
        same: &same,
        becomes: &|_| None,
        is_checked: false,
        steps: Default::default(),
    };
    holding.holds(was, is)
}

/// Whether each value of the older type is one of the newer; in doubt it is not.
fn accepts(step: &Step<'_>, is: &Expr, was: &Expr) -> bool {
    let one = |is: &Nested, was: &Nested| {
        accepts(step, &is.expr, &was.expr) && (was.null.is_never() || !is.null.is_never())
    };
    if step.is_same(was, is) {
        return true;
    }
    match (step.new.api.underlying(is), step.old.api.underlying(was)) {
        (Expr::Json, _)
        | (Expr::Number, Expr::Integer | Expr::Unsigned)
        | (Expr::Integer, Expr::Unsigned) => true,
        (Expr::List(is), Expr::List(was)) | (Expr::Map(is), Expr::Map(was)) => one(is, was),
        (Expr::Tuple(is), Expr::Tuple(was)) => is.holds(was, one),
        (Expr::Named(id), was) => match &step.new.api.get(*id).shape {
            Shape::Union(union) => {
                union.variants.iter().any(|variant| accepts(step, &variant.value.expr, was))
            }
            Shape::KeywordOrValue(either) => match step.old.shape(was) {
                Some(Shape::KeywordOrValue(was)) => accepts(step, &either.value, &was.value),
                Some(Shape::OpenEnum(was)) => {
                    was.values.iter().all(|value| either.keywords.contains(&value.wire))
                }
                _ => accepts(step, &either.value, was),
            },
            // Any string, of which some have names.
            Shape::OpenEnum(open) if open.limits.is_empty() => {
                is_text(open.kind) && *was == Expr::Text
            }
            _ => false,
        },
        (Expr::Text, Expr::Named(id)) => {
            let shape = &step.old.api.get(*id).shape;
            matches!(shape, Shape::OpenEnum(open) if is_text(open.kind))
        }
        _ => false,
    }
}
