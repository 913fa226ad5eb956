//! The names of the traits by which the compiler says which required property is not set:
//! one for each wire name of a required property of anything that has a builder.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::{Construction, Held, Slot};
use crate::api::{Api, Shape};
use crate::ident;

/// The name of the trait of each wire name.
pub(super) fn required(
    api: &Api,
    constructions: &[Construction],
    slots: &[Vec<Slot>],
    held: &Held,
) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for ((kind, building), slots) in api.types.iter().zip(constructions).zip(slots) {
        let Shape::Record(record) = &kind.shape else { continue };
        if *building != Construction::Builder {
            continue;
        }
        for (property, slot) in record.properties.iter().zip(slots) {
            if slot.is_required() && !names.contains_key(&property.wire_name) {
                names.insert(property.wire_name.clone(), trait_name(&property.wire_name));
            }
        }
    }
    // Two names of one spelling, `fileId` and `file_id`, are told apart by a number, which
    // must not make it that of a third, `fileId2`.
    let mut taken: HashSet<String> = RESERVED.iter().map(|name| (*name).to_owned()).collect();
    let mut counts: HashMap<String, usize> = HashMap::default();
    taken.extend(held.required.values().cloned());
    for (wire_name, name) in &mut names {
        if let Some(published) = held.required.get(wire_name) {
            name.clone_from(published);
            continue;
        }
        let preferred = name.clone();
        let count = counts.entry(preferred.clone()).or_insert(1);
        while !taken.insert(name.clone()) {
            *count += 1;
            *name = format!("{preferred}{count}");
        }
    }
    names.extend(held.required.clone());
    names
}

/// What stands beside the traits: what they are made of, and their own parameter.
const RESERVED: &[&str] = &["Given", "Set", "T"];

fn trait_name(property: &str) -> String {
    let name = ident::pascal(property);
    if ident::is_never_a_name(&name) { format!("{name}Property") } else { name }
}
