//! How a call is found by more than its name: by its group, its path, its `operationId`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs};
use crate::analysis::OperationNames;
use crate::api::Operation;

impl Emitter<'_> {
    /// The documentation of the module of calls, with the calls of each group.
    ///
    /// They are listed, and no modules of their own: a description moves an operation to another
    /// group, or gives it a second one, without a word, and no program should break for it.
    pub(super) fn index(&self) -> TokenStream {
        let mut text =
            "Operations as values: they build a request and read a response without any network."
                .to_owned();
        let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
        let named = self.plan.api.operations.iter().zip(&self.plan.facts.names.operations);
        for (operation, names) in named {
            let Some(group) = operation.group.as_deref() else { continue };
            let call = format!("[`{}`](requests::{})", names.function, names.value);
            match groups.iter_mut().find(|(name, _)| *name == group) {
                Some((_, calls)) => calls.push(call),
                None => groups.push((group, vec![call])),
            }
        }
        if !groups.is_empty() {
            text.push_str("\n\nBy group:\n");
            for (group, calls) in groups {
                text.push_str(&format!("\n- {}\n  - {}", docs::name(group), calls.join("\n  - ")));
            }
        }
        docs::comment(&text)
    }

    /// By what else a function is found, in its documentation and while a call is written.
    pub(super) fn aliases(&self, operation: &Operation, names: &OperationNames) -> TokenStream {
        let place = format!("{} {}", operation.method, operation.path);
        let group = operation.group.clone().unwrap_or_default();
        let mut aliases = vec![place, operation.id.clone(), group];
        // A search minds neither capitals nor `_`.
        let sought = |text: &str| text.replace('_', "").to_lowercase();
        aliases.retain(|alias| is_alias(alias) && sought(alias) != sought(&names.function));
        let mut seen = Vec::new();
        aliases.retain(|alias| {
            let is_new = !seen.contains(&sought(alias));
            seen.push(sought(alias));
            is_new
        });
        // On one line, if there is room.
        let width = aliases.iter().map(|alias| alias.chars().count() + ", ''".len()).sum::<usize>();
        match aliases.as_slice() {
            [_, _, ..] if width <= MOST => quote! { #[doc(alias(#(#aliases),*))] },
            _ => quote! { #(#[doc(alias = #aliases)])* },
        }
    }
}

/// How long aliases of one attribute may be together, with what stands around each.
const MOST: usize = 70;

/// Whether rustdoc takes a text as an alias: neither quotation marks nor white space but single
/// blanks within.
fn is_alias(text: &str) -> bool {
    let is_taken =
        |it: char| it == ' ' || !it.is_whitespace() && !it.is_control() && !"'\"".contains(it);
    !text.is_empty() && text.trim() == text && text.chars().all(is_taken)
}
