//! How a field shows whether its property is missing or null.

use foldhash::HashSet;
use serde::{Deserialize, Serialize};

use super::Direction;
use super::held::{Held, HeldItem, HeldType};
use crate::api::{Access, Api, Expr, Matcher, Nullability, Presence, Property, Shape, TypeId};
use crate::config::Strictness;

/// How a field shows presence and null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slot {
    /// There is no field: the property is a constant.
    Constant,
    /// `T`: always there.
    Plain,
    /// `T`, as it was published: always there; a null that is sent instead is remembered beside it.
    PlainOrNull,
    /// `Option<T>`: always there, null where it is `None`.
    Nullable,
    /// `Option<T>`: left out where it is `None`; a null that arrives reads as `None`.
    Optional,
    /// `Option<T>`: left out where it is `None`; a null that arrives is remembered beside it.
    OptionalNullable,
    /// `Option<T>`: may be missing where it arrives, has to be there where it leaves.
    RequiredOnSend,
    /// `T`, as it was published while it was only sent: may be missing where it arrives, which is
    /// remembered beside it, and has to be there where it leaves.
    PlainOnSend,
    /// `T`, as it was published while it was only received: always there where it arrives, and left
    /// out where it leaves while it is blank.
    PlainOnReceipt,
}

impl Slot {
    /// Whether a value cannot be built without the property.
    pub fn is_required(self) -> bool {
        match self {
            Slot::Plain | Slot::PlainOrNull | Slot::PlainOnSend => true,
            Slot::Nullable | Slot::RequiredOnSend => true,
            Slot::Constant | Slot::PlainOnReceipt => false,
            Slot::Optional | Slot::OptionalNullable => false,
        }
    }

    /// Whether its field is of the value's own type, and not an `Option` of it.
    pub fn is_plain(self) -> bool {
        match self {
            Slot::Plain | Slot::PlainOrNull | Slot::PlainOnSend | Slot::PlainOnReceipt => true,
            Slot::Constant => false,
            Slot::Nullable | Slot::Optional | Slot::OptionalNullable | Slot::RequiredOnSend => {
                false
            }
        }
    }

    /// Whether a null is remembered beside its field.
    pub fn keeps_null(self) -> bool {
        matches!(self, Slot::OptionalNullable | Slot::PlainOrNull)
    }

    /// Whether anything is remembered beside its field, which cannot say it.
    pub fn is_remembered(self) -> bool {
        self.keeps_null() || matches!(self, Slot::PlainOnSend | Slot::PlainOnReceipt)
    }
}

/// The slots of every type's properties.
pub(super) fn slots(
    api: &Api,
    directions: &[Direction],
    received: Strictness,
    held: &Held,
) -> Vec<Vec<Slot>> {
    let tags = tags(api);
    let types = api.ids().zip(directions);
    types
        .map(|(id, direction)| match &api.get(id).shape {
            Shape::Record(record) => {
                let slot = |property: &Property| {
                    let is_tag = tags.contains(&(id, property.wire_name.as_str()));
                    let received = if is_tag { Strictness::Strict } else { received };
                    slot(property, *direction, received)
                };
                let slots = record.properties.iter().map(slot).collect();
                let mut slots = match direction.is_sent() {
                    true => within_states(&record.properties, slots),
                    false => slots,
                };
                for (index, slot) in slots.iter_mut().enumerate() {
                    let now = Now {
                        slot: *slot,
                        direction: *direction,
                        is_set_by_the_server: record.properties.get(index).is_some_and(|it| {
                            it.access == Access::ReadOnly && it.presence == Presence::Required
                        }),
                    };
                    *slot = hold(now, held.of_type(id), held.of_item(id, index));
                }
                slots
            }
            _ => Vec::new(),
        })
        .collect()
}

/// How many required properties a builder asks for while it is compiled. Each setter names the state
/// of all of them, so that what is written grows with their square.
pub(crate) const MAX_STATES: usize = 128;

/// The slots of an object that is sent: of its required properties those beyond [`MAX_STATES`] may be
/// missing until it is checked. One that may be null is null until it is set.
fn within_states(properties: &[Property], slots: Vec<Slot>) -> Vec<Slot> {
    let mut states = 0;
    let slots = properties.iter().zip(slots).map(|(property, slot)| {
        states += usize::from(slot.is_required() && property.access != Access::ReadOnly);
        if slot == Slot::Plain && states > MAX_STATES { Slot::RequiredOnSend } else { slot }
    });
    slots.collect()
}

/// What is described of a property now.
struct Now {
    slot: Slot,
    direction: Direction,
    /// Whether every value that arrives has it, and none that leaves should.
    is_set_by_the_server: bool,
}

/// How a field shows what it holds now, if it was published: it stays as long as it can hold all
/// that may arrive.
fn hold(now: Now, kind: Option<&HeldType>, item: Option<&HeldItem>) -> Slot {
    let Now { slot: new, direction, is_set_by_the_server } = now;
    let was_received = kind.and_then(|kind| kind.direction).is_none_or(Direction::is_received);
    let Some(old) = item.and_then(|item| item.slot) else {
        // A type that was published with `Default` keeps it, whatever it requires now.
        return match (new, direction) {
            (Slot::Plain, Direction::Received) if kind.is_some_and(|kind| kind.is_default) => {
                Slot::Optional
            }
            (Slot::Plain, _) if kind.is_some_and(|kind| kind.is_default) => Slot::RequiredOnSend,
            _ => new,
        };
    };
    match (old, new, direction) {
        // What only the server sets is no part of what leaves, though its field always has a value.
        (Slot::Plain | Slot::PlainOnReceipt, Slot::Optional, Direction::Sent | Direction::Both)
            if is_set_by_the_server =>
        {
            Slot::PlainOnReceipt
        }
        // Nobody has read what arrives in it now, so that a blank takes nobody in; builders go on
        // asking for it.
        (
            Slot::Plain,
            Slot::Optional | Slot::RequiredOnSend,
            Direction::Both | Direction::Received,
        ) if !was_received => Slot::PlainOnSend,
        (Slot::PlainOnSend, Slot::Optional | Slot::RequiredOnSend, _) => Slot::PlainOnSend,
        (Slot::PlainOnReceipt, _, Direction::Sent) => Slot::PlainOnReceipt,
        // Nothing arrives in what is only sent; a null leaves by a setter of its own, which stays.
        (Slot::Plain, Slot::Nullable, Direction::Sent) => Slot::PlainOrNull,
        (Slot::Plain, _, Direction::Sent) => Slot::Plain,
        (Slot::PlainOrNull, _, Direction::Sent) | (Slot::PlainOrNull, Slot::Plain, _) => {
            Slot::PlainOrNull
        }
        // Its builder asks for it, its field stays.
        (
            Slot::Optional | Slot::OptionalNullable | Slot::Nullable,
            Slot::Plain,
            Direction::Sent | Direction::Both,
        ) => Slot::RequiredOnSend,
        (
            Slot::Optional | Slot::OptionalNullable | Slot::Nullable,
            Slot::Plain,
            Direction::Received | Direction::Neither,
        ) => old,
        (Slot::RequiredOnSend, Slot::Plain, _) => Slot::RequiredOnSend,
        // Whoever asks whether it was null goes on asking.
        (Slot::OptionalNullable, Slot::Optional, _) => Slot::OptionalNullable,
        _ => new,
    }
}

fn slot(property: &Property, direction: Direction, received: Strictness) -> Slot {
    // Any JSON has a null of its own.
    let is_nullable = property.value.null == Nullability::Nullable
        && !matches!(property.value.expr, Expr::Json | Expr::Null);
    match (&property.presence, is_nullable) {
        (Presence::Constant(_), _) => Slot::Constant,
        (Presence::Required, _) => required(property.access, is_nullable, direction, received),
        (Presence::Optional | Presence::Otherwise(_), true) => Slot::OptionalNullable,
        (Presence::Optional | Presence::Otherwise(_), _) => Slot::Optional,
    }
}

/// `required` is about the side that sets the property (OpenAPI 3.0, "Schema Object":
/// `readOnly` and `writeOnly`).
fn required(access: Access, is_nullable: bool, direction: Direction, received: Strictness) -> Slot {
    let is_lenient = received == Strictness::Lenient;
    match (direction, access) {
        (Direction::Received, Access::WriteOnly) => Slot::Optional,
        (Direction::Received, _) if is_lenient && !is_nullable => Slot::Optional,
        (Direction::Sent | Direction::Both, Access::ReadOnly) => Slot::Optional,
        // A missing property reads as the null that it may be.
        _ if is_nullable => Slot::Nullable,
        (Direction::Both, Access::WriteOnly) => Slot::RequiredOnSend,
        (Direction::Both, _) if is_lenient => Slot::RequiredOnSend,
        _ => Slot::Plain,
    }
}

/// The properties by which unions discriminate their variants.
fn tags(api: &Api) -> HashSet<(TypeId, &str)> {
    let mut tags = HashSet::default();
    for kind in &api.types {
        let Shape::Union(union) = &kind.shape else { continue };
        for variant in &union.variants {
            let (Matcher::Tag { property, .. } | Matcher::AnyTag(property)) = &variant.matcher
            else {
                continue;
            };
            if let Expr::Named(id) = api.underlying(&variant.value.expr) {
                tags.insert((*id, property.as_str()));
            }
        }
    }
    tags
}
