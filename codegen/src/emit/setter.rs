//! What setters take, and what they make of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, ident};
use crate::analysis::{Becoming, Takes, takes_or_refuses};
use crate::api::Expr;

impl Emitter<'_> {
    /// What a setter takes for a type, and the value made of it.
    pub(super) fn convertible(&self, expr: &Expr, takes: Takes) -> (TokenStream, TokenStream) {
        let by_wire = || self.paths.import(|imports| imports.wire = true);
        match (takes, self.plan.api.underlying(expr)) {
            (Takes::Items(how), Expr::List(item)) => {
                by_wire();
                let (item, iterator) =
                    (self.becomes(&item.expr, how), self.paths.std("IntoIterator"));
                let convert = ident(converted(how, ["list", "fitting_list"]));
                (quote! { impl #iterator<Item = #item> }, quote! { wire::#convert(value) })
            }
            (Takes::Entries(how), Expr::Map(item)) => {
                by_wire();
                let (item, iterator) =
                    (self.becomes(&item.expr, how), self.paths.std("IntoIterator"));
                let (into, text) = (self.paths.std("Into"), self.paths.std("String"));
                let convert = ident(converted(how, ["map", "fitting_map"]));
                (
                    quote! { impl #iterator<Item = (impl #into<#text>, #item)> },
                    quote! { wire::#convert(value) },
                )
            }
            (Takes::Becoming(how), _) => {
                let value = match how {
                    Becoming::Into => quote! { value.into() },
                    Becoming::Fits => {
                        by_wire();
                        quote! { wire::fits(value) }
                    }
                };
                (self.becomes(expr, how), value)
            }
            (Takes::Integer, _) => {
                let integer = self.paths.runtime("Integer", quote! { Integer });
                (quote! { impl #integer }, quote! { value })
            }
            (Takes::KeywordOr, _) => {
                by_wire();
                let by = self.paths.runtime("KeywordOr", quote! { KeywordOr });
                let kind = self.expr(expr);
                (quote! { impl #by<#kind> }, quote! { value })
            }
            _ => (self.expr(expr), quote! { value }),
        }
    }

    /// What becomes a value of a type.
    fn becomes(&self, expr: &Expr, how: Becoming) -> TokenStream {
        let by = match how {
            Becoming::Into => self.paths.std("Into"),
            Becoming::Fits => self.paths.runtime("Fits", quote! { Fits }),
        };
        let kind = self.expr(expr);
        quote! { impl #by<#kind> }
    }

    /// What the setter of a parameter takes, and the value made of it, whose type is said.
    pub(super) fn set_by(&self, expr: &Expr) -> (TokenStream, TokenStream) {
        let takes = takes_or_refuses(&self.plan.api, expr);
        let (argument, value) = self.convertible(expr, takes);
        let said = match (takes, self.plan.api.underlying(expr)) {
            (Takes::Items(how), Expr::List(item)) => {
                Some((converted(how, ["list", "fitting_list"]), &item.expr))
            }
            (Takes::Entries(how), Expr::Map(value)) => {
                Some((converted(how, ["map", "fitting_map"]), &value.expr))
            }
            (Takes::Becoming(how), _) => Some((converted(how, ["into", "fits"]), expr)),
            _ => None,
        };
        match said {
            None => (argument, value),
            Some((convert, of)) => {
                self.paths.import(|imports| imports.wire = true);
                let (convert, of) = (ident(convert), self.expr(of));
                (argument, quote! { wire::#convert::<#of>(value) })
            }
        }
    }
}

/// The function of a pair that converts so.
pub(super) fn converted(how: Becoming, [into, fits]: [&'static str; 2]) -> &'static str {
    match how {
        Becoming::Into => into,
        Becoming::Fits => fits,
    }
}
