//! Conversions into unions and keywords or values, so that a setter takes what a caller has.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, ident};
use crate::analysis::{Conversion, FromNumber, Indirection, conversions, numbers};
use crate::api::{Expr, KeywordOrValue, Nested, TypeId, Union, Variant};

impl Emitter<'_> {
    /// One `From` for each thing that becomes a union: a row each, but for maps, which anything is
    /// that has entries.
    pub(super) fn union_conversions(&self, id: TypeId, union: &Union) -> Vec<TokenStream> {
        let conversions = conversions(&self.plan.api, &self.plan.facts, id, union);
        let mut rows = Vec::new();
        let mut others = Vec::new();
        for (index, conversion) in conversions {
            let variant = &union.variants[index];
            match (conversion, self.plan.api.underlying(&variant.value.expr)) {
                (Conversion::Entries, Expr::Map(value)) => {
                    others.push(self.entries_conversion(id, index, value));
                }
                (conversion, _) => rows.push(self.conversion_row(id, index, variant, conversion)),
            }
        }
        self.conversion_rows(id, &rows).into_iter().chain(others).collect()
    }

    fn conversion_row(
        &self,
        id: TypeId,
        index: usize,
        variant: &Variant,
        conversion: Conversion,
    ) -> TokenStream {
        let from = match conversion {
            Conversion::Text | Conversion::TextThrough => quote! { &str },
            Conversion::Value | Conversion::Entries => self.expr(&variant.value.expr),
        };
        let convert = match (self.plan.facts.indirection(id, index), conversion) {
            (Indirection::Boxed, _) => "boxed",
            (Indirection::Shared, _) => "shared",
            (Indirection::Inline, Conversion::Value) => "value",
            (Indirection::Inline, _) => "into",
        };
        let (variant, convert) = (self.inner_ident(id, index), ident(convert));
        quote! { #variant: #from => #convert }
    }

    fn conversion_rows(&self, id: TypeId, rows: &[TokenStream]) -> Option<TokenStream> {
        let name = self.type_ident(id);
        (!rows.is_empty()).then(|| {
            self.paths.import(|imports| imports.wire = true);
            quote! { wire::conversions!(#name { #(#rows,)* }); }
        })
    }

    fn entries_conversion(&self, id: TypeId, index: usize, value: &Nested) -> TokenStream {
        let (name, variant) = (self.type_ident(id), self.inner_ident(id, index));
        let [from, into, text] = ["From", "Into", "String"].map(|name| self.paths.std(name));
        let kind = self.expr(&value.expr);
        self.paths.import(|imports| imports.wire = true);
        let map = self.boxed(id, index, quote! { wire::map(value) });
        quote! {
            impl<N: #into<#text>, V: #into<#kind>, const COUNT: usize> #from<[(N, V); COUNT]> for #name {
                #[inline]
                fn from(value: [(N, V); COUNT]) -> Self {
                    Self::#variant(#map)
                }
            }
        }
    }

    fn boxed(&self, id: TypeId, index: usize, value: TokenStream) -> TokenStream {
        match self.plan.facts.indirection(id, index) {
            Indirection::Inline => value,
            Indirection::Boxed => {
                let boxed = self.paths.std("Box");
                quote! { #boxed::new(#value) }
            }
            Indirection::Shared => quote! { ::std::sync::Arc::new(#value) },
        }
    }

    /// `From` a number.
    pub(super) fn keyword_or_value_conversions(
        &self,
        id: TypeId,
        sentinel: &KeywordOrValue,
    ) -> Vec<TokenStream> {
        let kind = self.expr(&sentinel.value);
        let rows = numbers(&sentinel.value).into_iter().map(|number| match number {
            FromNumber::Value => quote! { Value: #kind => value },
            FromNumber::I32 => quote! { Value: i32 => into },
        });
        self.conversion_rows(id, &rows.collect::<Vec<_>>()).into_iter().collect()
    }
}
