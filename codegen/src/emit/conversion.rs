//! Conversions into unions and keywords or values, so that a setter takes what a caller has.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::analysis::Indirection;
use crate::api::{Expr, KeywordOrValue, Shape, TypeId, Union, Variant};

impl Emitter<'_> {
    /// One `From` for each variant whose Rust type no other variant has.
    pub(super) fn union_conversions(&self, id: TypeId, union: &Union) -> Vec<TokenStream> {
        if !self.plan.facts.direction(id).is_sent() {
            return Vec::new();
        }
        let is_unique = |variant: &Variant| {
            let own = self.plan.api.underlying(&variant.value.expr);
            union
                .variants
                .iter()
                .filter(|other| self.plan.api.underlying(&other.value.expr) == own)
                .count()
                == 1
        };
        let mut items = Vec::new();
        for (index, variant) in
            union.variants.iter().enumerate().filter(|(_, variant)| is_unique(variant))
        {
            items.extend(self.variant_conversions(id, index, variant));
        }
        let has_text = union
            .variants
            .iter()
            .any(|variant| *self.plan.api.underlying(&variant.value.expr) == Expr::Text);
        let through = union
            .variants
            .iter()
            .enumerate()
            .filter(|(_, variant)| self.takes_text(&variant.value.expr, 0));
        let through: Vec<_> = through.collect();
        if let [(index, variant)] = through.as_slice()
            && !has_text
        {
            items.push(self.text_through(id, *index, variant));
        }
        items
    }

    fn variant_conversions(&self, id: TypeId, index: usize, variant: &Variant) -> Vec<TokenStream> {
        // Any JSON has conversions of its own, and null nothing to convert.
        if matches!(self.plan.api.underlying(&variant.value.expr), Expr::Json | Expr::Null) {
            return Vec::new();
        }
        let name = self.type_ident(id);
        let ident = self.inner_ident(id, index);
        let kind = self.expr(&variant.value.expr);
        let value = self.boxed(id, index, quote! { value });
        let (from, text) = (self.paths.std("From"), self.paths.std("String"));
        let plain = quote! {
            impl #from<#kind> for #name {
                #[inline]
                fn from(value: #kind) -> Self {
                    Self::#ident(#value)
                }
            }
        };
        let made = |value: TokenStream| {
            let value = self.boxed(id, index, value);
            quote! { Self::#ident(#value) }
        };
        match self.plan.api.underlying(&variant.value.expr) {
            Expr::Text => {
                let made = made(quote! { value.to_owned() });
                vec![
                    plain,
                    quote! {
                        impl #from<&str> for #name {
                            #[inline]
                            fn from(value: &str) -> Self {
                                #made
                            }
                        }
                    },
                ]
            }
            Expr::Map(value)
                if value.null.is_never() && !matches!(value.expr, Expr::List(_) | Expr::Map(_)) =>
            {
                let into = self.paths.std("Into");
                let kind = self.expr(&value.expr);
                self.paths.import(|imports| imports.wire = true);
                let made = made(quote! { wire::map(value) });
                vec![
                    plain,
                    quote! {
                        impl<N: #into<#text>, V: #into<#kind>, const COUNT: usize> #from<[(N, V); COUNT]> for #name {
                            #[inline]
                            fn from(value: [(N, V); COUNT]) -> Self {
                                #made
                            }
                        }
                    },
                ]
            }
            _ => vec![plain],
        }
    }

    /// A string becomes a variant that is itself a union with a variant of strings.
    fn text_through(&self, id: TypeId, index: usize, variant: &Variant) -> TokenStream {
        let name = self.type_ident(id);
        let ident = self.inner_ident(id, index);
        let kind = self.expr(&variant.value.expr);
        let from = self.paths.std("From");
        let value = self.boxed(id, index, quote! { #kind::from(value) });
        quote! {
            impl #from<&str> for #name {
                #[inline]
                fn from(value: &str) -> Self {
                    Self::#ident(#value)
                }
            }
        }
    }

    /// Whether `From<&str>` is there for a union.
    fn takes_text(&self, expr: &Expr, depth: usize) -> bool {
        let Expr::Named(id) = self.plan.api.underlying(expr) else { return false };
        let Shape::Union(union) = &self.plan.api.get(*id).shape else { return false };
        if depth > 1 || !self.plan.facts.direction(*id).is_sent() {
            return false;
        }
        let texts = union
            .variants
            .iter()
            .filter(|variant| *self.plan.api.underlying(&variant.value.expr) == Expr::Text)
            .count();
        let nested = union
            .variants
            .iter()
            .filter(|variant| self.takes_text(&variant.value.expr, depth + 1))
            .count();
        texts == 1 || texts == 0 && nested == 1
    }

    fn boxed(&self, id: TypeId, index: usize, value: TokenStream) -> TokenStream {
        match self.plan.facts.indirection(id, index) {
            Indirection::Inline => value,
            Indirection::Boxed => {
                let boxed = self.paths.std("Box");
                quote! { #boxed::new(#value) }
            }
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
