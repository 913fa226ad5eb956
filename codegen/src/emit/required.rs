//! One trait for each required property's name, so that the compiler can say which one
//! is not set.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, word};
use crate::analysis::Slot;
use crate::api::{Shape, TypeId};
use crate::ident;
use crate::plan::Plan;

/// The wire names of the required properties of everything that has a builder, each with
/// the name of its trait.
pub(super) fn properties(plan: &Plan) -> BTreeMap<&str, String> {
    let mut names = BTreeMap::new();
    for id in plan.api.ids().filter(|id| plan.facts.direction(*id).is_sent()) {
        for name in required(plan, id) {
            names.entry(name).or_insert_with(|| trait_name(name));
        }
    }
    // Two names of one spelling, `fileId` and `file_id`, are told apart by a number.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for name in names.values_mut() {
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            *name = format!("{name}{count}");
        }
    }
    names
}

fn trait_name(property: &str) -> String {
    let name = ident::pascal(property);
    if ident::is_never_a_name(&name) { format!("{name}Property") } else { name }
}

fn required(plan: &Plan, id: TypeId) -> Vec<&str> {
    let Shape::Record(record) = &plan.api.get(id).shape else { return Vec::new() };
    let members = record.members.iter().enumerate();
    members
        .filter(|(index, _)| matches!(plan.facts.slot(id, *index), Slot::Plain | Slot::Nullable))
        .map(|(_, member)| member.wire_name.as_str())
        .collect()
}

impl Emitter<'_> {
    /// The traits.
    pub(super) fn required_traits(&self) -> Vec<TokenStream> {
        properties(self.plan)
            .iter()
            .map(|(wire_name, name)| {
                let name = word(name);
                let message = format!("the required property '{wire_name}' is not set");
                let label = format!("set '{wire_name}' before this call");
                let comment =
                    docs::comment(&format!("The property {} is set.", docs::code(wire_name)));
                quote! {
                    #comment
                    #[diagnostic::on_unimplemented(message = #message, label = #label)]
                    pub trait #name<T>: Given<T> {}
                    impl<T> #name<T> for Set<T> {}
                }
            })
            .collect()
    }
}
