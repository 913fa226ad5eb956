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
            #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
        let (text, option) = (self.paths.std("String"), self.paths.std("Option"));
        quote! {
            impl wire::OpenEnum for #name {
                fn from_word(word: &str) -> #option<Self> {
                    Some(match word {
                        #(#known => Self::#variants,)*
                        _ => return None,
                    })
                }
                fn other(word: #text) -> Self {
                    Self::Other(word)
                }
                fn word(&self) -> &str {
                    match self {
                        #(Self::#variants => #known,)*
                        Self::Other(word) => word,
                    }
                }
            }
            wire::open_enum!(#name);
        }
    }
}
