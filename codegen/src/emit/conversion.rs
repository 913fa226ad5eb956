//! Conversions into unions and keywords or values, so that a setter takes what a caller has.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::analysis::{Conversion, Indirection, conversions};
use crate::api::{Expr, KeywordOrValue, TypeId, Union, Variant};

impl Emitter<'_> {
    /// One `From` for each thing that becomes a union.
    pub(super) fn union_conversions(&self, id: TypeId, union: &Union) -> Vec<TokenStream> {
        let conversions = conversions(&self.plan.api, &self.plan.facts, id, union).into_iter();
        conversions
            .map(|(index, conversion)| {
                self.union_conversion(id, index, &union.variants[index], conversion)
            })
            .collect()
    }

    fn union_conversion(
        &self,
        id: TypeId,
        index: usize,
        variant: &Variant,
        conversion: Conversion,
    ) -> TokenStream {
        let name = self.type_ident(id);
        let ident = self.inner_ident(id, index);
        let kind = self.expr(&variant.value.expr);
        let (from, text) = (self.paths.std("From"), self.paths.std("String"));
        let made = |value: TokenStream| {
            let value = self.boxed(id, index, value);
            quote! { Self::#ident(#value) }
        };
        let of_text = |value: TokenStream| {
            let made = made(value);
            quote! {
                impl #from<&str> for #name {
                    #[inline]
                    fn from(value: &str) -> Self {
                        #made
                    }
                }
            }
        };
        match (conversion, self.plan.api.underlying(&variant.value.expr)) {
            (Conversion::Text, _) => of_text(quote! { value.to_owned() }),
            (Conversion::TextThrough, _) => of_text(quote! { #kind::from(value) }),
            (Conversion::Entries, Expr::Map(value)) => {
                let into = self.paths.std("Into");
                let kind = self.expr(&value.expr);
                self.paths.import(|imports| imports.wire = true);
                let made = made(quote! { wire::map(value) });
                quote! {
                    impl<N: #into<#text>, V: #into<#kind>, const COUNT: usize> #from<[(N, V); COUNT]> for #name {
                        #[inline]
                        fn from(value: [(N, V); COUNT]) -> Self {
                            #made
                        }
                    }
                }
            }
            _ => {
                let made = made(quote! { value });
                quote! {
                    impl #from<#kind> for #name {
                        #[inline]
                        fn from(value: #kind) -> Self {
                            #made
                        }
                    }
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
        // Also where it is only received, so that none vanishes when the description stops sending.
        let name = self.type_ident(id);
        let kind = self.expr(&sentinel.value);
        let from = self.paths.std("From");
        let mut items = vec![quote! {
            impl #from<#kind> for #name {
                #[inline]
                fn from(value: #kind) -> Self {
                    Self::Value(value)
                }
            }
        }];
        if sentinel.value == Expr::Number {
            // So that `1` is as good as `1.0`.
            items.push(quote! {
                impl #from<i32> for #name {
                    #[inline]
                    fn from(value: i32) -> Self {
                        Self::Value(value.into())
                    }
                }
            });
        }
        items
    }
}
