//! How a field shows whether its member is missing or null.

use serde::{Deserialize, Serialize};

use super::Direction;
use crate::api::{Api, Expr, Nullability, Presence, Shape};

/// How a field shows presence and null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slot {
    /// There is no field: the member is a constant.
    Constant,
    /// `T`: always there.
    Plain,
    /// `Option<T>`: always there, null where it is `None`.
    Nullable,
    /// `Option<T>`: left out where it is `None`; a null that arrives reads as `None`.
    Optional,
    /// `Option<Option<T>>`: left out where it is `None`, null where it is `Some(None)`.
    OptionalNullable,
}

/// The slots of every type's members.
pub(super) fn slots(api: &Api, directions: &[Direction]) -> Vec<Vec<Slot>> {
    let types = api.types.iter().zip(directions);
    types
        .map(|(kind, direction)| match &kind.shape {
            Shape::Record(record) => record
                .members
                .iter()
                .map(|member| {
                    // Any JSON has a null of its own.
                    let is_nullable = member.value.null == Nullability::Nullable
                        && !matches!(member.value.expr, Expr::Json | Expr::Null);
                    match (&member.presence, is_nullable) {
                        (Presence::Constant(_), _) => Slot::Constant,
                        (Presence::Required, false) => Slot::Plain,
                        (Presence::Required, true) => Slot::Nullable,
                        (Presence::Optional, true) if direction.may_be_sent() => {
                            Slot::OptionalNullable
                        }
                        (Presence::Optional, _) => Slot::Optional,
                    }
                })
                .collect(),
            _ => Vec::new(),
        })
        .collect()
}
