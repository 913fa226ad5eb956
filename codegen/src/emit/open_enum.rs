//! String enums: the enum and its values.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs};
use crate::api::{OpenEnum, TypeId};

impl Emitter<'_> {
    /// The enum.
    pub(super) fn open_enum_type(&self, id: TypeId, open: &OpenEnum) -> TokenStream {
        let kind = self.plan.api.get(id);
        let name = self.type_ident(id);
        let comment = docs::of_item(&kind.docs, "A string of which some values are known.");
        let variants = open.values.iter().enumerate().map(|(index, value)| {
            let comment = docs::comment(&docs::code(value));
            let variant = self.inner_ident(id, index);
            quote! { #comment #variant }
        });
        let text = self.paths.std("String");
        quote! {
            #comment
            #[derive(Clone)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// A value not listed in the description.
                Other(#text),
            }
        }
    }

    /// What makes it an open enum.
    pub(super) fn open_enum_table(&self, id: TypeId, open: &OpenEnum) -> TokenStream {
        let name = self.type_ident(id);
        let variants: Vec<_> =
            (0..open.values.len()).map(|index| self.inner_ident(id, index)).collect();
        let known = &open.values;
        quote! {
            wire::open_enum!(#name { #(#variants: #known,)* });
        }
    }
}
