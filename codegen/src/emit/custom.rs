//! Types of the user's: how they are written, how tables say that serde reads and writes them, and
//! what stands in a field before there is a value.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Emitter;
use crate::analysis::Slot;
use crate::api::{Expr, Nested, TypeId};

impl Emitter<'_> {
    /// What a row says of a field whose value is of a type of the user's.
    pub(super) fn field_lending(&self, expr: &Expr, slot: Slot) -> Option<TokenStream> {
        match slot {
            _ if !self.plan.api.is_custom(expr) => None,
            Slot::Constant => None,
            slot if slot.is_plain() => self.variant_lending(expr),
            _ => Some(quote! { as optional_custom(None) }),
        }
    }

    /// What a row says of a variant that holds a type of the user's.
    pub(super) fn variant_lending(&self, expr: &Expr) -> Option<TokenStream> {
        self.plan.api.is_custom(expr).then(|| {
            let placeholder = self.placeholder(expr);
            quote! { as custom(#placeholder) }
        })
    }

    /// What stands where there is no value yet: it is never sent, and none who reads meets it.
    fn placeholder(&self, expr: &Expr) -> TokenStream {
        let nested = |nested: &Nested| match nested.null.is_never() {
            true => self.placeholder(&nested.expr),
            false => quote! { None },
        };
        match self.plan.api.underlying(expr) {
            Expr::Custom(custom) => known(&custom.path)
                .unwrap_or_else(|| quote! { ::core::default::Default::default() }),
            Expr::List(_) | Expr::Map(_) => quote! { ::core::default::Default::default() },
            Expr::Tuple(tuple) => {
                let items = tuple.items.iter().map(nested);
                quote! { (#(#items,)*) }
            }
            _ => quote! { wire::blank() },
        }
    }

    /// What a type derives and is annotated with beyond what all of its kind are.
    pub(super) fn derived(&self, id: TypeId) -> TokenStream {
        let Some(derived) = self.plan.facts.derived.get(id.0 as usize) else {
            return quote! {};
        };
        let derives = derived.derives.iter().map(|derive| path(derive));
        let derives = (!derived.derives.is_empty()).then(|| quote! { #[derive(#(#derives),*)] });
        let hashes = derived.derives.iter().any(|derive| derive == "Hash");
        let allowed = hashes.then(|| {
            quote! {
                #[allow(
                    clippy::derived_hash_with_manual_eq,
                    reason = "what is equal has the same fields"
                )]
            }
        });
        let attributes = derived.attributes.iter().map(|attribute| path(attribute));
        quote! { #derives #allowed #(#[#attributes])* }
    }

    /// What is lent, a value of the user's among it, where the runtime takes what it can lend itself.
    pub(super) fn lent(&self, expr: &Expr, value: &Ident) -> TokenStream {
        match self.plan.api.is_custom(expr) {
            false => quote! { #value },
            true => self.own(&quote! { #value.to_owned() }),
        }
    }

    /// A value of the user's as one that the runtime can lend.
    pub(super) fn own(&self, value: &TokenStream) -> TokenStream {
        self.paths.import(|imports| imports.wire = true);
        quote! { &wire::own(#value) }
    }
}

/// A path or an attribute as tokens; it was read as one before it was kept.
pub(super) fn path(path: &str) -> TokenStream {
    path.parse().unwrap_or_default()
}

/// A value of the types that have no `Default` and are often named.
fn known(path: &str) -> Option<TokenStream> {
    Some(match path {
        "::std::net::Ipv4Addr" | "::core::net::Ipv4Addr" => {
            quote! { ::core::net::Ipv4Addr::UNSPECIFIED }
        }
        "::std::net::Ipv6Addr" | "::core::net::Ipv6Addr" => {
            quote! { ::core::net::Ipv6Addr::UNSPECIFIED }
        }
        "::std::net::IpAddr" | "::core::net::IpAddr" => {
            quote! { ::core::net::IpAddr::V4(::core::net::Ipv4Addr::UNSPECIFIED) }
        }
        "::time::OffsetDateTime" => quote! { ::time::OffsetDateTime::UNIX_EPOCH },
        "::time::PrimitiveDateTime" => quote! { ::time::PrimitiveDateTime::MIN },
        "::time::Date" => quote! { ::time::Date::MIN },
        "::time::Time" => quote! { ::time::Time::MIDNIGHT },
        "::url::Url" => quote! { ::url::Url::parse("about:blank").expect("it is a URL") },
        _ => return None,
    })
}
