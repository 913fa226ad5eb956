//! Enums of strings and of integers: the enum and its values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Emitter, docs, record};
use crate::api::{EnumKind, OpenEnum, TypeId};

impl Emitter<'_> {
    /// The enum.
    pub(super) fn open_enum_type(&self, id: TypeId, open: &OpenEnum) -> TokenStream {
        let kind = self.plan.api.get(id);
        let name = self.type_ident(id);
        let (otherwise, derives, other) = match open.kind {
            EnumKind::Text | EnumKind::TextOrOther => {
                let text = self.paths.std("String");
                let said = match self.plan.facts.is_closed(id) {
                    true => "A string of which all values are known",
                    false => "A string of which some values are known",
                };
                (said, quote! { Clone }, text)
            }
            EnumKind::Integer | EnumKind::IntegerOrText => (
                "An integer of which some values are known",
                quote! { Clone, Copy },
                quote! { i64 },
            ),
        };
        let comment = docs::of_item(&kind.docs, &self.standing(id, otherwise));
        let variants = open.values.iter().enumerate().map(|(index, value)| {
            let comment = docs::of_value(&value.docs, &value.wire);
            let variant = self.inner_ident(id, index);
            let gone = record::deprecated(value.deprecation);
            quote! { #comment #gone #variant }
        });
        let gone = record::deprecated(kind.deprecation);
        let derived = self.derived(id);
        if self.plan.facts.is_closed(id) {
            return quote! {
                #comment
                #gone
                #[derive(Clone, Copy)]
                #derived
                pub enum #name {
                    #(#variants,)*
                }
            };
        }
        quote! {
            #comment
            #gone
            #[derive(#derives)]
            #derived
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// A value not listed in the description.
                Other(#other),
            }
        }
    }

    /// What makes it an open enum.
    pub(super) fn open_enum_table(&self, id: TypeId, open: &OpenEnum) -> TokenStream {
        let name = self.type_ident(id);
        let variants: Vec<_> =
            (0..open.values.len()).map(|index| self.inner_ident(id, index)).collect();
        let known = open.values.iter().map(|value| match open.kind {
            EnumKind::Text | EnumKind::TextOrOther => Literal::string(&value.wire),
            EnumKind::Integer | EnumKind::IntegerOrText => {
                Literal::i64_unsuffixed(value.wire.parse().unwrap_or_default())
            }
        });
        let rows = quote! { #name { #(#variants: #known,)* } };
        match open.kind {
            EnumKind::Text if self.plan.facts.is_closed(id) => {
                quote! { wire::closed_enum!(#rows); }
            }
            EnumKind::Text => quote! { wire::open_enum!(#rows); },
            EnumKind::TextOrOther => quote! { wire::open_enum!(#rows, or_other_kinds); },
            EnumKind::Integer => quote! { wire::integer_enum!(#rows); },
            EnumKind::IntegerOrText => quote! { wire::integer_enum!(#rows, or_text); },
        }
    }
}
