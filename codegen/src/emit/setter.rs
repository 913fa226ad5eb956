//! What setters take, and what they make of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, ident};
use crate::analysis::{Becoming, Takes, takes_or_refuses};
use crate::api::Expr;
use crate::surface::taken;

impl Emitter<'_> {
    /// What a setter takes for a type, and the value made of it.
    pub(super) fn convertible(&self, expr: &Expr, takes: Takes) -> (TokenStream, TokenStream) {
        let by_wire = |convert: &str| {
            self.paths.import(|imports| imports.wire = true);
            let convert = ident(convert);
            quote! { wire::#convert(value) }
        };
        let value = match takes {
            Takes::Items(how) => by_wire(converted(how, ["list", "fitting_list"])),
            Takes::Entries(how) => by_wire(converted(how, ["map", "fitting_map"])),
            Takes::Becoming(Becoming::Into) => quote! { value.into() },
            Takes::Becoming(Becoming::Fits) => by_wire("fits"),
            Takes::Itself | Takes::Integer | Takes::KeywordOr => quote! { value },
        };
        (self.takes(&taken(self.plan, takes, expr)), value)
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
