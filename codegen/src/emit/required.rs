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
                let shown = in_a_format(wire_name);
                let message = format!("the required property '{shown}' is not set");
                let label = format!("set '{shown}' before this call");
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

/// A name in the attribute's texts, which are format strings and lines of rustc's (The Rust
/// Reference, "The `diagnostic::on_unimplemented` attribute").
fn in_a_format(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for sign in name.chars() {
        match sign {
            '{' | '}' => shown.extend([sign, sign]),
            sign if sign.is_control() => shown.push(' '),
            sign => shown.push(sign),
        }
    }
    shown
}
