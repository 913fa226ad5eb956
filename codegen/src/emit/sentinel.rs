//! A word or a number: the enum and its words.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs};
use crate::api::{Expr, Sentinel, TypeId};

impl Emitter<'_> {
    /// The enum.
    pub(super) fn sentinel_type(&self, id: TypeId, sentinel: &Sentinel) -> TokenStream {
        let kind = self.plan.api.get(id);
        let name = self.type_ident(id);
        let words: Vec<String> = sentinel.words.iter().map(|word| docs::code(word)).collect();
        let number = if sentinel.value == Expr::Integer { "an integer" } else { "a number" };
        let comment = docs::of_item(&kind.docs, &format!("{}, or {number}.", words.join(", ")));
        let variants = sentinel.words.iter().enumerate().map(|(index, word)| {
            let comment = docs::comment(&docs::code(word));
            let variant = self.inner_ident(id, index);
            quote! { #comment #variant }
        });
        let text = self.paths.std("String");
        let value = self.expr(&sentinel.value);
        let value_comment = docs::comment(&format!("The value itself, {number}."));
        quote! {
            #comment
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                #value_comment
                Value(#value),
                /// A word that the description does not name.
                Other(#text),
            }
        }
    }

    /// The implementation of `wire::Sentinel`.
    pub(super) fn sentinel_table(&self, id: TypeId, sentinel: &Sentinel) -> TokenStream {
        let name = self.type_ident(id);
        let variants: Vec<_> =
            (0..sentinel.words.len()).map(|index| self.inner_ident(id, index)).collect();
        let known = &sentinel.words;
        let option = self.paths.std("Option");
        let value = self.expr(&sentinel.value);
        quote! {
            impl wire::Sentinel for #name {
                type Value = #value;
                const WORDS: wire::Words<Self> = &[#((#known, Self::#variants)),*];
                fn from_value(value: #value) -> Self {
                    Self::Value(value)
                }
                fn as_value(&self) -> #option<&#value> {
                    match self {
                        Self::Value(value) => Some(value),
                        _ => None,
                    }
                }
            }
            wire::sentinel!(#name);
        }
    }
}
