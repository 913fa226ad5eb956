//! One random change of a description.

mod components;
mod operations;
mod schemas;

use fastrand::Rng;
use serde_json::{Map, Value};

/// A change: what it is called, and what makes it, where it can be made.
type Change = (&'static str, fn(&mut Value, &mut Rng) -> Option<()>);

const CHANGES: &[Change] = &[
    ("property added", schemas::add_property),
    ("property added", schemas::add_property),
    ("property removed", schemas::remove_property),
    ("property renamed", schemas::rename_property),
    ("properties reordered", schemas::reorder_properties),
    ("required or not", schemas::toggle_required),
    ("nullable or not", schemas::toggle_null),
    ("property of another type", schemas::retype_property),
    ("property deprecated or not", schemas::toggle_deprecated),
    ("value added", schemas::add_value),
    ("value removed", schemas::remove_value),
    ("values reordered", schemas::reorder_values),
    ("variant added", schemas::add_variant),
    ("variant removed", schemas::remove_variant),
    ("variants reordered", schemas::reorder_variants),
    ("parameter added", operations::add_parameter),
    ("parameter removed", operations::remove_parameter),
    ("parameter required or not", operations::toggle_parameter),
    ("body added, removed or required", operations::change_body),
    ("status added", operations::add_status),
    ("status removed", operations::remove_status),
    ("operation added", operations::add_operation),
    ("operation removed", operations::remove_operation),
    ("operation renamed", operations::rename_operation),
    ("operation moved", operations::move_operation),
    ("component added", components::add_component),
    ("component renamed", components::rename_component),
    ("component removed", components::remove_component),
    ("inline object to component", components::to_component),
    ("component to inline object", components::to_inline),
    ("object closed or opened", schemas::toggle_closed),
    ("components reordered", components::reorder_components),
];

/// Makes one change, and says which.
pub(super) fn change(document: &mut Value, rng: &mut Rng) -> &'static str {
    for _ in 0..100 {
        let (name, make) = CHANGES[rng.usize(..CHANGES.len())];
        if make(document, rng).is_some() {
            return name;
        }
    }
    "nothing"
}

/// A place of a list or a map: first, in the middle, last.
fn place(length: usize, rng: &mut Rng) -> usize {
    match rng.u8(..3) {
        0 => 0,
        1 => length / 2,
        _ => length,
    }
}

fn shuffled(map: &mut Map<String, Value>, rng: &mut Rng) {
    let mut entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
    rng.shuffle(&mut entries);
    map.extend(entries);
}
