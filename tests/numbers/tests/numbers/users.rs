//! Types that somebody derives around generated ones. What serde derives for them holds all
//! properties back before it hands them on.

use serde::{Deserialize, Serialize};
use specwright_numbers::api;

#[derive(Serialize, Deserialize)]
pub(super) struct Flat<T> {
    mine: String,
    #[serde(flatten)]
    generated: T,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Tagged {
    Integer(api::RequiredInteger),
    Double(api::RequiredDouble),
    Told(api::Told),
}
