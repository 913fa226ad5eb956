//! Objects: the struct and its table.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident, table};
use crate::analysis::{Defaultable, Slot};
use crate::api::{Deprecation, Literal, Nullability, Presence, Property, Record, Rest, TypeId};

impl Emitter<'_> {
    /// The struct.
    pub(super) fn record_type(&self, id: TypeId, record: &Record) -> TokenStream {
        let kind = self.plan.api.get(id);
        let name = self.type_ident(id);
        let comment = docs::of_record(kind, record, &self.standing(id, "An object"));
        let fields = self.fields(id, record).map(|(index, property)| {
            let otherwise = self.named_type(&property.wire_name, &property.value);
            let comment = docs::of_field(property, self.slot(id, index), &otherwise);
            let deprecated = deprecated(property.deprecation);
            let field = self.inner_ident(id, index);
            let kind = self.field(id, index, property);
            quote! { #comment #deprecated pub #field: #kind }
        });
        let extra = self.extra_field(id, record);
        let gone = deprecated(kind.deprecation);
        let nulls = self.remembers_apart(id, record).then(|| {
            let (name, nulls) = (self.nulls_ident(id), quote! { specwright::wire::Nulls });
            quote! { #[doc(hidden)] pub #name: #nulls, }
        });
        let default = match self.plan.facts.default(id) {
            Defaultable::Yes => quote! { #[derive(Default)] },
            Defaultable::No => quote! {},
        };
        let derived = self.derived(id);
        quote! {
            #comment
            #gone
            #default
            #derived
            #[non_exhaustive]
            pub struct #name {
                #(#fields,)*
                #extra
                #nulls
            }
        }
    }

    /// Whether a record needs a field of its own to remember explicit nulls by, and what else other
    /// fields cannot say, since it has no undeclared properties beside which it could.
    fn remembers_apart(&self, id: TypeId, record: &Record) -> bool {
        record.rest != Rest::Open && self.plan.facts.remembers(id)
    }

    fn extra_field(&self, id: TypeId, record: &Record) -> TokenStream {
        let name = self.extra_ident(id);
        match &record.rest {
            Rest::Open => {
                let extra = self.paths.extra();
                quote! {
                    /// Undeclared properties, preserved as received.
                    pub #name: #extra,
                }
            }
            Rest::Typed(value) => {
                let kind = self.rest_type(value);
                quote! {
                    /// The other properties, by name.
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

    /// The properties that have a field.
    pub(super) fn fields<'r>(
        &self,
        id: TypeId,
        record: &'r Record,
    ) -> impl Iterator<Item = (usize, &'r Property)> {
        let slots = self.plan.facts.slots[id.0 as usize].clone();
        record
            .properties
            .iter()
            .enumerate()
            .filter(move |(index, _)| slots[*index] != Slot::Constant)
    }

    /// What makes it a record: the rows of its table, and behind them the fields that keep what
    /// the table does not name.
    pub(super) fn record_table(&self, id: TypeId, record: &Record) -> TokenStream {
        let name = self.type_ident(id);
        let constants = record.properties.iter().filter_map(constant_row);
        let rows = self.fields(id, record).map(|(index, property)| {
            let field = self.inner_ident(id, index);
            let slot = self.slot(id, index);
            let (lent, row) =
                (self.field_lending(&property.value.expr, slot), property_row(property, slot));
            quote! { #field #lent: #row }
        });
        let rest = (record.rest != Rest::Closed).then(|| self.extra_ident(id));
        let nulls = self.remembers_apart(id, record).then(|| self.nulls_ident(id));
        let behind = rest.into_iter().chain(nulls);
        let limits = self.record_limits(record);
        let nullable = self.plan.facts.nulls[id.0 as usize].then(|| quote! { , nullable });
        quote! {
            wire::record!(#name { #(_: #constants,)* #(#rows,)* #(..#behind,)* } #limits #nullable);
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
        let limits = table::limits(&limits, table::Place::Row);
        quote! { , limits(#limits) }
    }
}

/// A row of a property that has one value.
fn constant_row(property: &Property) -> Option<TokenStream> {
    let name = &property.wire_name;
    let Presence::Constant(literal) = &property.presence else { return None };
    let escapes = table::with_escapes(name);
    Some(match literal {
        Literal::Text(text) => quote! { constant(#name, #text) #escapes },
        Literal::Integer(integer) => {
            let integer = proc_macro2::Literal::i64_unsuffixed(*integer);
            quote! { constant_integer(#name, #integer) #escapes }
        }
        Literal::Boolean(boolean) => quote! { constant_boolean(#name, #boolean) #escapes },
    })
}

fn property_row(property: &Property, slot: Slot) -> TokenStream {
    let name = &property.wire_name;
    let escapes = table::with_escapes(name);
    let limits = table::with_limits(&property.value.limits);
    let null = property.value.null;
    let presence = ident(match slot {
        Slot::OptionalNullable if null == Nullability::Nullable => "nullable",
        Slot::Optional | Slot::OptionalNullable => "optional",
        Slot::Plain | Slot::PlainOrNull | Slot::Nullable | Slot::Constant => "required",
        Slot::RequiredOnSend => "required_on_send",
        Slot::PlainOnSend => "plain_on_send",
        Slot::PlainOnReceipt => "plain_on_receipt",
    });
    let nullable = match (slot, null) {
        // It could be null when it was published.
        (Slot::OptionalNullable | Slot::PlainOrNull, Nullability::Never) => {
            quote! { .null_received() }
        }
        (Slot::PlainOrNull, Nullability::Nullable) => quote! { .nullable() },
        _ => quote! {},
    };
    let otherwise = match &property.presence {
        Presence::Otherwise(Literal::Text(text)) => quote! { .otherwise(#text) },
        Presence::Otherwise(Literal::Integer(integer)) => {
            let integer = proc_macro2::Literal::i64_unsuffixed(*integer);
            quote! { .otherwise_integer(#integer) }
        }
        Presence::Otherwise(Literal::Boolean(boolean)) => {
            quote! { .otherwise_boolean(#boolean) }
        }
        Presence::Constant(_) | Presence::Required | Presence::Optional => quote! {},
    };
    quote! { #presence(#name) #escapes #nullable #otherwise #limits }
}

/// The attribute of what is discouraged.
pub(super) fn deprecated(deprecation: Deprecation) -> TokenStream {
    match deprecation {
        Deprecation::Current => quote! {},
        Deprecation::Deprecated => quote! { #[deprecated] },
        Deprecation::Dropped => {
            quote! { #[deprecated = "the description has this no more"] }
        }
    }
}
