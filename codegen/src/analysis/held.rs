//! What of the Rust was published for an API, beside it: the names and the decisions that stay
//! whatever else the description says.
//!
//! What was not published, or is not found again, is `None`, and is decided anew.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Indirection, Pages, Setter, Slot};
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

impl Held {
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

fn is_false(value: &bool) -> bool {
    !value
}
