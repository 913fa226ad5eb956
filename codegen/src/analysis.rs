//! Facts about a finished [`Api`], in side tables: the API itself is never changed.
//!
//! Each module answers one question for every type; emission asks and decides nothing.

mod answers;
mod arguments;
mod boxing;
mod common;
mod construction;
mod conversions;
mod cycles;
mod derived;
mod derives;
mod direction;
mod held;
mod names;
mod pages;
mod required;
mod scope;
mod setters;
mod slots;
mod stated;

use serde::{Deserialize, Serialize};

use crate::api::{Api, TypeId};
use crate::config::Strictness;
use crate::diagnostic::Note;

pub use self::answers::{Answers, OperationAnswers, variant_of};
pub use self::arguments::{Passed, passed};
pub use self::boxing::Indirection;
pub use self::common::Common;
pub use self::construction::{Construction, builder_of_alias};
pub use self::conversions::{Conversion, FromNumber, conversions, numbers};
pub use self::derived::{Derived, Underivable, derived};
pub use self::derives::Defaultable;
pub use self::direction::Direction;
pub(crate) use self::direction::{mentioned, mentioned_now};
pub use self::held::{Held, HeldCredential, HeldItem, HeldOperation, HeldType};
pub use self::names::{Names, OPTIONS, OperationNames, Setter, means_something_else};
pub use self::pages::{Misstated, NextPage, Pages, item, pages};
pub use self::setters::{
    Becoming, Need, Settable, Shortcut, Takes, sets_null, settables, shortcuts, takes, takes_for,
    takes_or_refuses,
};
pub(crate) use self::slots::MAX_STATES;
pub use self::slots::Slot;
pub use self::stated::{
    Derivation, DerivedOn, InnerKey, Openness, ParameterKey, Stated, Target, TypeKey,
};

/// What Rust needs to know of an API beside the API.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// What everything is called.
    pub names: Names,
    /// For each type, who sends it.
    pub directions: Vec<Direction>,
    /// For each type and each of its properties or variants, whether the value stands behind a
    /// `Box`.
    pub indirections: Vec<Vec<Indirection>>,
    /// For each type and each of its properties, how the field shows presence and null.
    pub slots: Vec<Vec<Slot>>,
    /// For each type, whether it has an obvious default.
    pub defaults: Vec<Defaultable>,
    /// For each type, how a value of it comes to be.
    pub constructions: Vec<Construction>,
    /// For each type, whether it remembers explicit nulls.
    pub nulls: Vec<bool>,
    /// For each union and each of its variants, whether the variant's value became the union when it
    /// was published.
    pub converted: Vec<Vec<bool>>,
    /// For each union, the properties that its variants have as a field of one type; nothing, where
    /// none has any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub common: Vec<Vec<Common>>,
    /// For each operation, how its answers are read.
    pub answers: Vec<OperationAnswers>,
    /// For each operation, how the pages of its list follow each other, where it has any; nothing,
    /// where none has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<Option<Pages>>,
    /// For each type, what it derives beyond what all of its kind do; nothing, where none does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derived: Vec<Derived>,
    /// For each type, whether it is an enum without other values; nothing, where none is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub openness: Vec<Openness>,
}

/// Answers every question, but for the pages that were not published: see [`pages`].
pub fn analyse(api: &Api, held: &Held, received: Strictness) -> (Facts, Vec<Note>) {
    let (mut names, notes) = names::names(api, held);
    let directions = direction::directions(api, held);
    let mut slots = slots::slots(api, &directions, received, held);
    let constructions = construction::constructions(api, &directions, &slots, held);
    construction::open_endless(api, &mut slots);
    names.required = required::required(api, &constructions, &slots, held);
    let nulls = api.ids().map(|id| {
        let mut slots = slots[id.0 as usize].iter();
        slots.any(|slot| slot.keeps_null()) || held.of_type(id).is_some_and(|held| held.keeps_nulls)
    });
    let nulls = nulls.collect();
    let mut indirections = boxing::indirections(api, held);
    held.stated().place(api, &mut indirections);
    let mut facts = Facts {
        pages: Vec::new(),
        common: Vec::new(),
        derived: match &held.stated {
            // Which of it can be compiled, the facts say first.
            Some(_) => Vec::new(),
            None => held::derived(held),
        },
        openness: match &held.stated {
            Some(stated) => stated.openness(api),
            None => held::openness(held),
        },
        answers: answers::answers(api, held),
        converted: conversions::converted(api, held),
        indirections,
        defaults: derives::defaults(api, &slots, held),
        constructions,
        nulls,
        slots,
        directions,
        names,
    };
    facts.common = common::commons(api, &facts, held);
    facts.set_pages(pages::published_pages(api, &facts, held));
    (facts, notes)
}

/// What an API is called of which nothing was published.
pub(crate) fn names_of(api: &Api) -> Names {
    names::names(api, &Held::default()).0
}

/// Who sends each type of an API of which nothing was published.
pub(crate) fn directions(api: &Api) -> Vec<Direction> {
    direction::directions(api, &Held::default())
}

impl Facts {
    /// The Rust name of a type.
    pub fn type_name(&self, id: TypeId) -> &str {
        &self.names.types[id.0 as usize]
    }

    /// Who sends a type.
    pub fn direction(&self, id: TypeId) -> Direction {
        self.directions[id.0 as usize]
    }

    /// Whether the value of a property or a variant stands behind a `Box`.
    pub fn indirection(&self, id: TypeId, index: usize) -> Indirection {
        self.indirections[id.0 as usize][index]
    }

    /// How a property's field shows presence and null.
    pub fn slot(&self, id: TypeId, index: usize) -> Slot {
        self.slots[id.0 as usize][index]
    }

    /// Whether objects of a type remember what the fields of their properties cannot say.
    pub fn remembers(&self, id: TypeId) -> bool {
        self.nulls[id.0 as usize] || self.slots[id.0 as usize].iter().any(|it| it.is_remembered())
    }

    /// Whether a type has a builder.
    pub fn has_builder(&self, id: TypeId) -> bool {
        self.constructions[id.0 as usize] == Construction::Builder
    }

    /// Whether a type is an enum without other values than those that are listed.
    pub fn is_closed(&self, id: TypeId) -> bool {
        self.openness.get(id.0 as usize).is_some_and(|openness| !openness.is_open())
    }

    /// The properties that the variants of a union have as a field of one type.
    pub fn common_of(&self, id: TypeId) -> &[Common] {
        self.common.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// How the pages of an operation's list follow each other.
    pub fn pages_of(&self, operation: usize) -> Option<&Pages> {
        self.pages.get(operation)?.as_ref()
    }

    /// The same facts of an API with these pages.
    pub fn set_pages(&mut self, pages: Vec<Option<Pages>>) {
        self.pages = if pages.iter().any(Option::is_some) { pages } else { Vec::new() };
    }

    /// Whether a type has an obvious default.
    pub fn default(&self, id: TypeId) -> Defaultable {
        self.defaults[id.0 as usize]
    }
}
