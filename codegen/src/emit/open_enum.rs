//! String enums: the enum and its words.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs};
use crate::api::{OpenEnum, TypeId};

impl Emitter<'_> {
    /// The enum.
    pub(super) fn open_enum_type(&self, id: TypeId, words: &OpenEnum) -> TokenStream {
        let kind = self.plan.api.get(id);
        let name = self.type_ident(id);
        let comment = docs::of_item(&kind.docs, "A string of which some words are known.");
        let variants = words.words.iter().enumerate().map(|(index, word)| {
            let comment = docs::comment(&docs::code(word));
            let variant = self.inner_ident(id, index);
            quote! { #comment #variant }
        });
        let text = self.paths.std("String");
        quote! {
            #comment
            #[derive(Clone, Debug, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// A word that the description does not name.
                Other(#text),
            }
        }
    }

    /// The implementation of `wire::OpenEnum`.
    pub(super) fn open_enum_table(&self, id: TypeId, words: &OpenEnum) -> TokenStream {
        let name = self.type_ident(id);
        let variants: Vec<_> =
            (0..words.words.len()).map(|index| self.inner_ident(id, index)).collect();
        let known = &words.words;
        quote! {
            impl wire::OpenEnum for #name {
                const WORDS: wire::Words<Self> = &[#((#known, Self::#variants)),*];
            }
            wire::open_enum!(#name);
        }
    }
}
