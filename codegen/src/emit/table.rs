//! Rows of the tables: escapes and limits.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::api::{Limit, ValueType};

/// `.escaped()`, where the name cannot stand in JSON text as it is (RFC 8259, section 7).
pub(super) fn with_escapes(name: &str) -> TokenStream {
    let is_plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    if name.bytes().all(is_plain) {
        quote! {}
    } else {
        quote! { .escaped() }
    }
}

/// `.limits(&[…])`, or nothing.
pub(super) fn with_limits(all: &[Limit]) -> TokenStream {
    if all.is_empty() {
        return quote! {};
    }
    let limits = limits(all, Place::Row);
    quote! { .limits(#limits) }
}

/// Where limits are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a row of a table, which knows them by their names.
    Row,
    /// In the body of a function.
    Body,
}

/// `&[…]`.
pub(super) fn limits(limits: &[Limit], place: Place) -> TokenStream {
    let limits = limits.iter().map(|it| limit(it, place));
    quote! { &[#(#limits),*] }
}

/// `&[…]` in the body of a function, where limits of limits need a constant to live in.
pub(super) fn limits_in_a_body(all: &[Limit]) -> TokenStream {
    let limits = limits(all, Place::Body);
    if !all.iter().any(holds_limits) {
        return limits;
    }
    quote! {
        {
            const LIMITS: &[wire::Limit] = #limits;
            LIMITS
        }
    }
}

fn holds_limits(limit: &Limit) -> bool {
    matches!(
        limit,
        Limit::Each(_)
            | Limit::Items(_)
            | Limit::Names(_)
            | Limit::Matching(..)
            | Limit::Unmatched(..)
            | Limit::AnyOf(_)
            | Limit::Not(_)
            | Limit::Contains(..)
    )
}

/// The name of a kind of values in the tables.
pub(super) fn kind_ident(kind: ValueType) -> Ident {
    let name = match kind {
        ValueType::Boolean => "Boolean",
        ValueType::Integer => "Integer",
        ValueType::Number => "Number",
        ValueType::String => "String",
        ValueType::Array => "Array",
        ValueType::Object => "Object",
        ValueType::Null => "Null",
    };
    Ident::new(name, Span::call_site())
}

fn limit(limit: &Limit, place: Place) -> TokenStream {
    let integer = |bound: i64| Literal::i64_unsuffixed(bound);
    let natural = |count: u64| Literal::u64_unsuffixed(count);
    let float = |bound: f64| Literal::f64_unsuffixed(bound);
    let call = |name: &str, argument: TokenStream| {
        let name = Ident::new(name, Span::call_site());
        match place {
            Place::Row => quote! { #name(#argument) },
            Place::Body => quote! { wire::#name(#argument) },
        }
    };
    match limit {
        Limit::AtLeast(bound) => call("at_least", quoted(integer(*bound))),
        Limit::AtMost(bound) => call("at_most", quoted(integer(*bound))),
        Limit::Minimum(bound) => call("minimum", quoted(float(*bound))),
        Limit::Maximum(bound) => call("maximum", quoted(float(*bound))),
        Limit::Above(bound) => call("above", quoted(float(*bound))),
        Limit::Below(bound) => call("below", quoted(float(*bound))),
        Limit::MultipleOf(step) => call("multiple_of", quoted(float(*step))),
        Limit::OneOf(values) => call("one_of", quote! { &[#(#values),*] }),
        Limit::MinLength(length) => call("min_length", quoted(natural(*length))),
        Limit::MaxLength(length) => call("max_length", quoted(natural(*length))),
        Limit::Pattern(pattern) => call("pattern", quote! { #pattern }),
        Limit::MinItems(count) => call("min_items", quoted(natural(*count))),
        Limit::MaxItems(count) => call("max_items", quoted(natural(*count))),
        Limit::UniqueItems => call("unique_items", quote! {}),
        Limit::MinProperties(count) => call("min_properties", quoted(natural(*count))),
        Limit::MaxProperties(count) => call("max_properties", quoted(natural(*count))),
        Limit::Each(each) => call("each", limits(each, place)),
        Limit::Items(items) => {
            let items = items.iter().map(|item| limits(item, place));
            call("items", quote! { &[#(#items),*] })
        }
        Limit::Names(names) => call("names", limits(names, place)),
        Limit::Matching(pattern, each) => {
            let each = limits(each, place);
            call("matching", quote! { #pattern, #each })
        }
        Limit::Unmatched(patterns, each) => {
            let each = limits(each, place);
            call("unmatched", quote! { &[#(#patterns),*], #each })
        }
        Limit::Not(limits) => call("not", self::limits(limits, place)),
        Limit::HasProperties(names) => call("has_properties", quote! { &[#(#names),*] }),
        Limit::Requires(name, names) => call("requires", quote! { #name, &[#(#names),*] }),
        Limit::Contains(limits, least, most) => {
            let limits = self::limits(limits, place);
            let [least, most] = [least, most].map(|count| natural(*count));
            call("contains", quote! { #limits, #least, #most })
        }
        Limit::Kind(kinds) => {
            let kinds = kinds.iter().map(|kind| kind_ident(*kind));
            match place {
                Place::Row => call("kind", quote! { &[#(#kinds),*] }),
                Place::Body => call("kind", quote! { &[#(wire::rows::#kinds),*] }),
            }
        }
        Limit::AnyOf(sets) => {
            let sets = sets.iter().map(|set| limits(set, place));
            call("any_of", quote! { &[#(#sets),*] })
        }
    }
}

fn quoted(literal: Literal) -> TokenStream {
    quote! { #literal }
}
