//! Which types have a builder: objects that the client sends and of which a value can be made.

use serde::{Deserialize, Serialize};

use super::{Direction, Facts, Held, Slot};
use crate::api::{Api, Expr, Shape, TypeId};

/// How a value of a type comes to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Construction {
    /// By a builder.
    Builder,
    /// As its fields, or from JSON.
    Plain,
}

/// How a value of each type comes to be.
pub(super) fn constructions(
    api: &Api,
    directions: &[Direction],
    slots: &[Vec<Slot>],
    held: &Held,
) -> Vec<Construction> {
    // What is required where it leaves is needed to build a value, though its field may be empty.
    let sent: Vec<Vec<Slot>> =
        slots.iter().map(|slots| slots.iter().map(|slot| when_sent(*slot)).collect()).collect();
    let mut finite = Finite { api, slots: &sent, known: vec![None; api.types.len()] };
    let was = |id: TypeId| held.of_type(id).is_some_and(|held| held.builder.is_some());
    let mut constructions: Vec<Construction> = api
        .ids()
        .zip(directions)
        .map(|(id, direction)| {
            let is_record = matches!(api.get(id).shape, Shape::Record(_));
            match is_record && (was(id) || direction.is_sent() && finite.is_finite(id)) {
                true => Construction::Builder,
                false => Construction::Plain,
            }
        })
        .collect();
    // The former name of a type has that of its builder beside it.
    for id in api.ids().filter(|id| was(*id)) {
        if let Shape::Alias(used) = &api.get(id).shape
            && let Expr::Named(now) = api.underlying(&used.expr)
        {
            constructions[id.0 as usize] = constructions[now.0 as usize];
        }
    }
    constructions
}

/// Of the former name of a type that has a builder, which is called otherwise too: that type.
pub fn builder_of_alias(api: &Api, facts: &Facts, id: TypeId) -> Option<TypeId> {
    let Shape::Alias(used) = &api.get(id).shape else { return None };
    let Expr::Named(now) = api.underlying(&used.expr) else { return None };
    (facts.has_builder(id) && facts.has_builder(*now)).then_some(*now)
}

fn when_sent(slot: Slot) -> Slot {
    match slot {
        Slot::RequiredOnSend => Slot::Plain,
        other => other,
    }
}

/// Opens objects that have no finite value: what they require of their own kind may be missing
/// where it arrives, so that a value of them can begin.
pub(super) fn open_endless(api: &Api, slots: &mut [Vec<Slot>]) {
    let before = slots.to_vec();
    let mut finite = Finite { api, slots: &before, known: vec![None; api.types.len()] };
    for id in api.ids() {
        let Shape::Record(record) = &api.get(id).shape else { continue };
        if finite.is_finite(id) {
            continue;
        }
        let own = &mut slots[id.0 as usize];
        for (property, slot) in record.properties.iter().zip(own) {
            let mut contained = contained(&property.value.expr).into_iter();
            let is_endless = contained.any(|id| !finite.is_finite(id));
            if *slot == Slot::Plain && is_endless {
                *slot = Slot::RequiredOnSend;
            }
        }
    }
}

/// Which types have a finite value: an object that requires one of its own kind has none.
struct Finite<'a> {
    api: &'a Api,
    slots: &'a [Vec<Slot>],
    /// What is known so far; a type that is being asked about counts as endless.
    known: Vec<Option<bool>>,
}

impl Finite<'_> {
    fn is_finite(&mut self, id: TypeId) -> bool {
        if let Some(known) = self.known[id.0 as usize] {
            return known;
        }
        self.known[id.0 as usize] = Some(false);
        let needed: Vec<TypeId> = match &self.api.get(id).shape {
            Shape::Record(record) => {
                let properties = record.properties.iter().zip(&self.slots[id.0 as usize]);
                let needed = properties.filter(|(_, slot)| slot.is_plain());
                needed.flat_map(|(property, _)| contained(&property.value.expr)).collect()
            }
            Shape::Alias(used) => contained(&used.expr),
            // A union has its variant of unknown values, values have any value.
            Shape::Union(_) | Shape::OpenEnum(_) | Shape::KeywordOrValue(_) => Vec::new(),
        };
        let is_finite = needed.into_iter().all(|id| self.is_finite(id));
        self.known[id.0 as usize] = Some(is_finite);
        is_finite
    }
}

/// The types that a value of this expression cannot do without; a list and a map may be empty.
fn contained(expr: &Expr) -> Vec<TypeId> {
    match expr {
        Expr::Named(id) => vec![*id],
        Expr::Tuple(tuple) => {
            let needed = tuple.items.iter().take(tuple.least);
            let needed = needed.filter(|item| item.null.is_never());
            needed.flat_map(|item| contained(&item.expr)).collect()
        }
        _ => Vec::new(),
    }
}
