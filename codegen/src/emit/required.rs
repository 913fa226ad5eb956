//! One trait for each required property's name, so that the compiler can say which one
//! is not set.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident};

impl Emitter<'_> {
    /// The traits.
    pub(super) fn required_traits(&self) -> Vec<TokenStream> {
        self.plan
            .facts
            .names
            .required
            .iter()
            .map(|(wire_name, name)| {
                let name = ident(name);
                let message = format!("the required property '{wire_name}' is not set");
                let label = format!("set '{wire_name}' before this call");
                let comment = docs::comment(&format!(
                    "Implemented where the property {} is set.",
                    docs::code(wire_name)
                ));
                quote! {
                    #comment
                    #[diagnostic::on_unimplemented(message = #message, label = #label)]
                    pub trait #name {}
                    impl #name for Set {}
                }
            })
            .collect()
    }
}
