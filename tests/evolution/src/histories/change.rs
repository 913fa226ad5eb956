//! One random change of a description.

mod components;
mod families;
mod keywords;
mod media;
mod operations;
mod parts;
mod schemas;
mod tuples;
mod unions;

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
    ("variant added", unions::add_variant),
    ("variant removed", unions::remove_variant),
    ("variants reordered", unions::reorder_variants),
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
    ("null by a union or not", keywords::toggle_null_by_union),
    ("constant or enum", keywords::toggle_constant),
    ("title changed", keywords::change_title),
    ("description changed", keywords::change_description),
    ("format changed", keywords::change_format),
    ("default changed", keywords::change_default),
    ("limits changed", keywords::change_limits),
    ("read-only, write-only or neither", keywords::toggle_access),
    ("operation, parameter or component deprecated or not", keywords::toggle_deprecated),
    ("names of values", keywords::toggle_names_of_values),
    ("inline enum to component", keywords::enum_to_component),
    ("wrapped in allOf or not", parts::toggle_wrapped),
    ("object split into parts", parts::split_object),
    ("property moved to the base", parts::move_to_base),
    ("parts joined", parts::join_parts),
    ("map to object or back", parts::toggle_map),
    ("items become a choice", parts::widen_items),
    ("list or not", parts::toggle_list),
    ("variant of the same tag added", unions::add_variant_of_the_same_tag),
    ("component added to a union", unions::add_any_variant),
    ("oneOf or anyOf", unions::toggle_any_of),
    ("discriminator changed", unions::change_discriminator),
    ("choice or not", unions::toggle_choice),
    ("media type of a body", media::change_media_type_of_a_body),
    ("media type of a body", media::change_media_type_of_a_body),
    ("media type of an answer", media::change_media_type_of_an_answer),
    ("media type of an answer", media::change_media_type_of_an_answer),
    ("header of an answer", media::change_header),
    ("tag of an operation", media::change_tag),
    ("credential added or removed", media::change_credential),
    ("security of an operation", media::change_security),
    ("server changed", media::change_server),
    ("parameter described otherwise", media::change_parameter),
    ("parameter described otherwise", media::change_parameter),
    ("path parameter renamed", media::rename_path_parameter),
    ("operation described otherwise", media::describe_operation),
    ("base of children", families::make_family),
    ("child of a base", families::change_family),
    ("child of a base", families::change_family),
    ("tuple", tuples::change_tuple),
    ("undeclared properties of a type", tuples::change_rest),
    ("component or a copy of it", components::toggle_copy),
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
