//! Which types have an obvious default: records of which nothing is required.

use serde::{Deserialize, Serialize};

use super::Slot;
use crate::api::{Api, Shape};

/// Whether a type has an obvious default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Defaultable {
    /// `Default` gives the object without any optional property.
    Yes,
    /// A value needs something that only its maker knows.
    No,
}

pub(super) fn defaults(api: &Api, slots: &[Vec<Slot>]) -> Vec<Defaultable> {
    let types = api.types.iter().zip(slots);
    types
        .map(|(kind, slots)| match &kind.shape {
            Shape::Record(_)
                if !slots.iter().any(|slot| matches!(slot, Slot::Plain | Slot::RequiredOnSend)) =>
            {
                Defaultable::Yes
            }
            _ => Defaultable::No,
        })
        .collect()
}
