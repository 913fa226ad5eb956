//! Objects: the struct and its table.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, docs, table, word};
use crate::analysis::{Defaultable, Slot};
use crate::api::{Deprecation, Literal, Member, Presence, Record, Rest, TypeId};

/// How many fields one tuple of the runtime takes.
const WIDEST: usize = 16;

impl Emitter<'_> {
    /// The struct.
    pub(super) fn record_type(&self, id: TypeId, record: &Record) -> TokenStream {
        let kind = self.plan.api.get(id);
        let name = self.type_ident(id);
        let comment =
            docs::of_item(&kind.docs, &format!("An object `{}`.", self.plan.facts.type_name(id)));
        let default = match self.plan.facts.default(id) {
            Defaultable::Yes => quote! { , Default },
            Defaultable::No => quote! {},
        };
        let fields = self.fields(id, record).map(|(index, member)| {
            let comment = docs::of_member(
                &member.docs,
                &member.value.limits,
                &format!("The member `{}`.", member.wire_name),
            );
            let deprecated = deprecated(member.deprecation);
            let field = self.inner_ident(id, index);
            let kind = self.field(id, index, &member.value.expr);
            quote! { #comment #deprecated pub #field: #kind }
        });
        let extra = self.extra_field(id, record);
        quote! {
            #comment
            #[derive(Clone, Debug, PartialEq #default)]
            #[non_exhaustive]
            pub struct #name {
                #(#fields,)*
                #extra
            }
        }
    }

    fn extra_field(&self, id: TypeId, record: &Record) -> TokenStream {
        let name = self.extra_ident(id);
        match &record.rest {
            Rest::Open => {
                let extra = self.paths.extra();
                quote! {
                    /// Members that the description does not name, kept as they came.
                    pub #name: #extra,
                }
            }
            Rest::Typed(value) => {
                let kind = self.rest_type(value);
                quote! {
                    /// The members beyond those above, by name.
                    pub #name: #kind,
                }
            }
            Rest::Closed => quote! {},
        }
    }

    fn rest_type(&self, value: &crate::api::Use) -> TokenStream {
        let nested = crate::api::Nested { expr: value.expr.clone(), null: value.null };
        self.expr(&crate::api::Expr::Map(Box::new(nested)))
    }

    /// The members that have a field.
    pub(super) fn fields<'r>(
        &self,
        id: TypeId,
        record: &'r Record,
    ) -> impl Iterator<Item = (usize, &'r Member)> {
        let slots = self.plan.facts.slots[id.0 as usize].clone();
        record.members.iter().enumerate().filter(move |(index, _)| slots[*index] != Slot::Constant)
    }

    /// The implementation of `wire::Record`.
    pub(super) fn record_table(&self, id: TypeId, record: &Record) -> TokenStream {
        let name = self.type_ident(id);
        let constants = record.members.iter().filter_map(constant_row);
        let rows = self.fields(id, record).map(|(_, member)| member_row(member));
        let fields: Vec<Ident> =
            self.fields(id, record).map(|(index, _)| self.inner_ident(id, index)).collect();
        let types: Vec<TokenStream> = self
            .fields(id, record)
            .map(|(index, member)| self.field(id, index, &member.value.expr))
            .collect();
        let extra = self.extra_ident(id);
        let (rest_type, rest_pattern, rest_field, rest) = match &record.rest {
            Rest::Open => (
                quote! { wire::Extra },
                quote! { #extra },
                quote! { #extra },
                quote! { &self.#extra },
            ),
            Rest::Typed(value) => (
                self.rest_type(value),
                quote! { #extra },
                quote! { #extra },
                quote! { &self.#extra },
            ),
            Rest::Closed => {
                (quote! { wire::Closed }, quote! { _ }, quote! {}, quote! { wire::Closed::REF })
            }
        };
        let parts = tuples(&types, Spelling::Type);
        let pattern = tuples(&fields, Spelling::Value);
        let lent: Vec<TokenStream> = fields.iter().map(|field| quote! { &self.#field }).collect();
        let lent = if lent.is_empty() {
            quote! {}
        } else {
            tuples(&lent, Spelling::Value)
        };
        let limits = self.record_limits(record);
        quote! {
            impl wire::Record for #name {
                const MEMBERS: &'static [wire::Member] = &[#(#constants,)* #(#rows,)*];
                #limits
                type Parts = #parts;
                type Rest = #rest_type;
                fn from_parts(#pattern: Self::Parts, #rest_pattern: Self::Rest) -> Self {
                    Self { #(#fields,)* #rest_field }
                }
                fn parts(&self) -> wire::Refs<'_, Self> {
                    #lent
                }
                fn rest(&self) -> &Self::Rest {
                    #rest
                }
            }
            wire::record!(#name);
        }
    }

    fn record_limits(&self, record: &Record) -> TokenStream {
        let mut limits = record.limits.clone();
        if let Rest::Typed(value) = &record.rest
            && !value.limits.is_empty()
        {
            limits.push(crate::api::Limit::Each(value.limits.clone()));
        }
        if limits.is_empty() {
            return quote! {};
        }
        let limits = table::limits(&limits);
        quote! { const LIMITS: &'static [wire::Limit] = #limits; }
    }
}

/// A row of a member that has one value.
fn constant_row(member: &Member) -> Option<TokenStream> {
    let name = &member.wire_name;
    let Presence::Constant(literal) = &member.presence else { return None };
    Some(match literal {
        Literal::Text(text) => quote! { wire::constant(#name, #text) },
        Literal::Integer(integer) => {
            let integer = proc_macro2::Literal::i64_unsuffixed(*integer);
            quote! { wire::constant_integer(#name, #integer) }
        }
        Literal::Boolean(boolean) => quote! { wire::constant_boolean(#name, #boolean) },
    })
}

fn member_row(member: &Member) -> TokenStream {
    let name = &member.wire_name;
    let presence = match member.presence {
        Presence::Optional => word("optional"),
        Presence::Required | Presence::Constant(_) => word("required"),
    };
    let limits = table::with_limits(&member.value.limits);
    quote! { wire::#presence(#name) #limits }
}

/// How a pair of tuples is spelled.
#[derive(Clone, Copy)]
enum Spelling {
    /// As a type: `Both<A, B>`.
    Type,
    /// As a pattern or a value: `Both(a, b)`.
    Value,
}

/// One tuple, or pairs of tuples where there are more parts than one tuple takes.
fn tuples<T: quote::ToTokens>(parts: &[T], spelling: Spelling) -> TokenStream {
    match parts {
        [one] => quote! { (#one,) },
        parts if parts.len() <= WIDEST => quote! { (#(#parts),*) },
        parts => {
            let (first, rest) = parts.split_at(WIDEST);
            let (first, rest) = (tuples(first, spelling), tuples(rest, spelling));
            match spelling {
                Spelling::Type => quote! { wire::Both<#first, #rest> },
                Spelling::Value => quote! { wire::Both(#first, #rest) },
            }
        }
    }
}

/// The attribute of what the description discourages.
pub(super) fn deprecated(deprecation: Deprecation) -> TokenStream {
    match deprecation {
        Deprecation::Current => quote! {},
        Deprecation::Deprecated => quote! { #[deprecated] },
    }
}
