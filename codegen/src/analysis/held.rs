//! What of the Rust was published for an API, beside it: the names and the decisions that stay
//! whatever else the description says.
//!
//! What was not published, or is not found again, is `None`, and is decided anew.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Derived, Direction, Indirection, Openness, Pages, Setter, Slot, Stated};
use crate::api::TypeId;

/// What was published of an API, in the order of the API that it stands beside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    /// Of each type.
    pub types: Vec<Option<HeldType>>,
    /// Of each operation.
    pub operations: Vec<Option<HeldOperation>>,
    /// Of each credential.
    pub credentials: Vec<Option<HeldCredential>>,
    /// Of each wire name of a required property, the trait by which a builder asks for it.
    pub required: BTreeMap<String, String>,
    /// What the user states of single items, which comes before what was published.
    /// Nothing, where it is what was published that is asked.
    pub stated: Option<Stated>,
}

/// What was published of a type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HeldType {
    /// Its name.
    #[serde(skip)]
    pub name: String,
    /// The name of its builder, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub builder: Option<String>,
    /// Whether a client may send it, so that it has what makes values of it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_sent: bool,
    /// Whether it remembers explicit nulls, and has what asks for them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub keeps_nulls: bool,
    /// Whether it has `Default`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_default: bool,
    /// The properties, by their wire names, that a method lends of whichever variant, of a union.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lends: Vec<String>,
    /// What it derives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derives: Vec<String>,
    /// Whether it keeps values that are not listed.
    #[serde(default, skip_serializing_if = "Openness::is_open")]
    pub openness: Openness,
    /// Who sent it, where that is known.
    #[serde(skip)]
    pub direction: Option<Direction>,
    /// Of each property, value or variant.
    #[serde(skip)]
    pub inner: Vec<Option<HeldItem>>,
}

/// What was published of a property, a value or a variant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HeldItem {
    /// The name of its field or variant; of a constant, empty.
    #[serde(skip)]
    pub name: String,
    /// What its setters are called, of a property.
    #[serde(default, rename = "setters", skip_serializing_if = "Option::is_none")]
    pub setter: Option<Setter>,
    /// How its field shows presence and null, of a property.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Slot>,
    /// Whether its value becomes the union, of a variant.
    #[serde(default, skip_serializing_if = "is_false")]
    pub converts: bool,
    /// Whether its value stands behind a `Box`.
    #[serde(default, skip_serializing_if = "Indirection::is_inline")]
    pub indirection: Indirection,
    /// Whether it is of another type now, so that where its value stood says nothing.
    #[serde(skip)]
    pub is_retyped: bool,
}

/// What was published of an operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HeldOperation {
    /// Its function.
    #[serde(skip)]
    pub function: String,
    /// The type of its calls.
    #[serde(rename = "call")]
    pub value: String,
    /// The enum of its successes, where they are read by their status.
    #[serde(rename = "successes_by_status", default, skip_serializing_if = "Option::is_none")]
    pub success: Option<String>,
    /// The enum of its failures.
    #[serde(rename = "failures_by_status")]
    pub failure: String,
    /// Its path's parameters.
    #[serde(skip)]
    pub path_parameters: Vec<Option<String>>,
    /// Its other parameters.
    #[serde(skip)]
    pub parameters: Vec<Option<String>>,
    /// Where the value of each success stands, in an enum of them.
    #[serde(skip)]
    pub successes: Vec<Option<Indirection>>,
    /// Where the value of each failure stands.
    #[serde(skip)]
    pub failures: Vec<Option<Indirection>>,
    /// How the pages of its list follow each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<Pages>,
}

/// What was published of a credential.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HeldCredential {
    /// Its function.
    #[serde(skip)]
    pub function: String,
    /// The function that gets one by the client-credentials flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
}

/// That nothing is stated.
static NOTHING: Stated =
    Stated { renamed: Vec::new(), derived: Vec::new(), closed: Vec::new(), behind: Vec::new() };

impl Held {
    /// What the user states.
    pub(super) fn stated(&self) -> &Stated {
        self.stated.as_ref().unwrap_or(&NOTHING)
    }

    /// What was published of a type.
    pub(super) fn of_type(&self, id: TypeId) -> Option<&HeldType> {
        self.types.get(id.0 as usize)?.as_ref()
    }

    /// What was published of a property, a value or a variant.
    pub(super) fn of_item(&self, id: TypeId, index: usize) -> Option<&HeldItem> {
        self.of_type(id)?.inner.get(index)?.as_ref()
    }

    /// What was published of an operation.
    pub(super) fn of_operation(&self, index: usize) -> Option<&HeldOperation> {
        self.operations.get(index)?.as_ref()
    }
}

/// What was published of what types derive; nothing, where none does.
pub(super) fn derived(held: &Held) -> Vec<Derived> {
    let derives = |held: &Option<HeldType>| held.as_ref().map(|held| held.derives.clone());
    let each = held
        .types
        .iter()
        .map(|held| Derived { derives: derives(held).unwrap_or_default(), attributes: Vec::new() });
    let each: Vec<Derived> = each.collect();
    if each.iter().all(|derived| derived.derives.is_empty()) { Vec::new() } else { each }
}

/// What was published of which enums are closed; nothing, where none is.
pub(super) fn openness(held: &Held) -> Vec<Openness> {
    let openness = |held: &Option<HeldType>| held.as_ref().map(|held| held.openness);
    let each = held.types.iter().map(|held| openness(held).unwrap_or_default());
    let each: Vec<Openness> = each.collect();
    if each.iter().all(Openness::is_open) { Vec::new() } else { each }
}

fn is_false(value: &bool) -> bool {
    !value
}
