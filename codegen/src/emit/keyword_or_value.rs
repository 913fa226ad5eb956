//! A keyword or a number: the enum and its keywords.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, record};
use crate::api::{Expr, KeywordOrValue, TypeId};

impl Emitter<'_> {
    /// The enum. Which of the keywords a place allows stands at the place.
    pub(super) fn keyword_or_value_type(
        &self,
        id: TypeId,
        sentinel: &KeywordOrValue,
    ) -> TokenStream {
        let kind = self.plan.api.get(id);
        let name = self.type_ident(id);
        let keywords: Vec<String> =
            sentinel.keywords.iter().map(|keyword| docs::code(keyword)).collect();
        let number = if sentinel.value == Expr::Integer { "an integer" } else { "a number" };
        let text = format!("A keyword ({}), or {number}.", keywords.join(", "));
        let comment = docs::of_item(&kind.docs, &text);
        let variants = sentinel.keywords.iter().enumerate().map(|(index, keyword)| {
            let comment = docs::comment(&docs::code(keyword));
            let variant = self.inner_ident(id, index);
            let gone = record::deprecated(sentinel.deprecation_of(keyword));
            quote! { #comment #gone #variant }
        });
        let text = self.paths.std("String");
        let value = self.expr(&sentinel.value);
        let value_comment = docs::comment(&format!("The value itself, {number}."));
        let gone = record::deprecated(kind.deprecation);
        let derived = self.derived(id);
        quote! {
            #comment
            #gone
            #[derive(Clone, Debug, PartialEq)]
            #derived
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                #value_comment
                Value(#value),
                /// A value not listed in the description.
                Other(#text),
            }
        }
    }

    /// The implementation of `wire::KeywordOrValue`.
    pub(super) fn keyword_or_value_table(
        &self,
        id: TypeId,
        sentinel: &KeywordOrValue,
    ) -> TokenStream {
        let name = self.type_ident(id);
        let variants: Vec<_> =
            (0..sentinel.keywords.len()).map(|index| self.inner_ident(id, index)).collect();
        let known = &sentinel.keywords;
        let value = self.expr(&sentinel.value);
        quote! {
            wire::keyword_or_value!(#name(#value) { #(#variants: #known,)* });
        }
    }
}
