//! Rows of the tables: limits.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::api::Limit;

/// `.limits(&[…])`, or nothing.
pub(super) fn with_limits(all: &[Limit]) -> TokenStream {
    if all.is_empty() {
        return quote! {};
    }
    let limits = limits(all);
    quote! { .limits(#limits) }
}

/// `&[…]`.
pub(super) fn limits(limits: &[Limit]) -> TokenStream {
    let limits = limits.iter().map(limit);
    quote! { &[#(#limits),*] }
}

fn limit(limit: &Limit) -> TokenStream {
    let call = |name: &str, argument: TokenStream| {
        let name = Ident::new(name, Span::call_site());
        quote! { wire::#name(#argument) }
    };
    match limit {
        Limit::AtLeast(bound) => call("at_least", quote! { #bound }),
        Limit::AtMost(bound) => call("at_most", quote! { #bound }),
        Limit::Minimum(bound) => call("minimum", quote! { #bound }),
        Limit::Maximum(bound) => call("maximum", quote! { #bound }),
        Limit::Above(bound) => call("above", quote! { #bound }),
        Limit::Below(bound) => call("below", quote! { #bound }),
        Limit::MultipleOf(step) => call("multiple_of", quote! { #step }),
        Limit::MinLength(length) => call("min_length", quote! { #length }),
        Limit::MaxLength(length) => call("max_length", quote! { #length }),
        Limit::Pattern(pattern) => call("pattern", quote! { #pattern }),
        Limit::MinItems(count) => call("min_items", quote! { #count }),
        Limit::MaxItems(count) => call("max_items", quote! { #count }),
        Limit::UniqueItems => call("unique_items", quote! {}),
        Limit::MinMembers(count) => call("min_members", quote! { #count }),
        Limit::MaxMembers(count) => call("max_members", quote! { #count }),
        Limit::Each(each) => call("each", limits(each)),
        Limit::Names(names) => call("names", limits(names)),
    }
}
