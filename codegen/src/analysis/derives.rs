//! Which types have an obvious default: records of which nothing is required.

use serde::{Deserialize, Serialize};

use super::{Held, Slot};
use crate::api::{Api, Shape};

/// Whether a type has an obvious default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Defaultable {
    /// `Default` gives the object without any optional property.
    Yes,
    /// A value needs something that only its maker knows.
    No,
}

pub(super) fn defaults(api: &Api, slots: &[Vec<Slot>], held: &Held) -> Vec<Defaultable> {
    let types = api.ids().zip(slots);
    types
        .map(|(id, slots)| match &api.get(id).shape {
            Shape::Record(_)
                // One that was published stays, though it lacks what has to be there where it leaves.
                if slots.iter().all(|slot| match slot {
                    slot if slot.is_plain() => false,
                    Slot::RequiredOnSend => held.of_type(id).is_some_and(|held| held.is_default),
                    _ => true,
                }) =>
            {
                Defaultable::Yes
            }
            _ => Defaultable::No,
        })
        .collect()
}
