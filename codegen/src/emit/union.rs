//! Unions: the enum and its variants.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, json_type, record, table};
use crate::analysis::Common;
use crate::api::{
    Matcher, SecondaryTag, Shape, TagPresence, TagValue, TypeId, Union, ValueType, Variant,
};

impl Emitter<'_> {
    /// The enum.
    pub(super) fn union_type(&self, id: TypeId, union: &Union) -> TokenStream {
        let kind = self.plan.api.get(id);
        let name = self.type_ident(id);
        let comment = docs::of_item(&kind.docs, &self.standing(id, "One of several types"));
        let rows = union.variants.iter().enumerate().map(|(index, variant)| {
            let comment = docs::of_property(&variant.docs, &variant.value, &recognised(variant));
            let ident = self.inner_ident(id, index);
            let value = self.placed(id, index, &variant.value.expr);
            let gone = record::deprecated(variant.deprecation);
            quote! { #comment #gone #ident(#value) }
        });
        let value = self.paths.value();
        let gone = record::deprecated(kind.deprecation);
        let derived = self.derived(id);
        quote! {
            #comment
            #gone
            #derived
            #[non_exhaustive]
            pub enum #name {
                #(#rows,)*
                /// A value of none of the variants above, preserved as received.
                Other(#value),
            }
        }
    }

    /// A method for each property that the variants have as a field of one type.
    pub(super) fn common_properties(&self, id: TypeId) -> Option<TokenStream> {
        let common = self.plan.facts.common_of(id).iter();
        let methods: Vec<TokenStream> =
            common.filter_map(|common| self.common_property(id, common)).collect();
        let name = self.type_ident(id);
        (!methods.is_empty()).then(|| quote! { impl #name { #(#methods)* } })
    }

    fn common_property(&self, id: TypeId, common: &Common) -> Option<TokenStream> {
        let (base, index) = common.base;
        let arms = common.found.iter().enumerate().filter_map(|(variant, found)| {
            let (of, index) = (*found)?;
            let (variant, field) = (self.inner_ident(id, variant), self.inner_ident(of, index));
            Some(match self.slot(of, index).is_plain() {
                true => quote! { Self::#variant(value) => Some(&value.#field) },
                false => quote! { Self::#variant(value) => value.#field.as_ref() },
            })
        });
        let lacking = common.found.iter().enumerate().filter(|(_, found)| found.is_none());
        let lacking = lacking.map(|(variant, _)| {
            let variant = self.inner_ident(id, variant);
            quote! { Self::#variant(_) | }
        });
        let method = self.inner_ident(base, index);
        let Shape::Record(record) = &self.plan.api.get(base).shape else { return None };
        let property = record.properties.get(index)?;
        let option = self.paths.std("Option");
        let kind = self.expr(&property.value.expr);
        let otherwise = self.named_type(&property.wire_name, &property.value);
        let comment = docs::of_property(&property.docs, &property.value, &otherwise);
        let deprecated = record::deprecated(property.deprecation);
        Some(quote! {
            #comment
            #deprecated
            #[inline]
            pub fn #method(&self) -> #option<&#kind> {
                match self {
                    #(#arms,)*
                    #(#lacking)* Self::Other(_) => None,
                }
            }
        })
    }

    /// The implementation of `wire::Union`.
    pub(super) fn union_table(&self, id: TypeId, union: &Union) -> TokenStream {
        let name = self.type_ident(id);
        let rows = union.variants.iter().enumerate().map(|(index, variant)| {
            let ident = self.inner_ident(id, index);
            let row = variant_row(variant, &self.plan.facts.names.inner[id.0 as usize][index]);
            let loose = self.plan.api.is_loose(variant).then(|| quote! { .or_named_otherwise() });
            let limits = table::with_limits(&variant.value.limits);
            let lent = self.variant_lending(&variant.value.expr);
            quote! { #ident #lent: #row #loose #limits }
        });
        quote! { wire::union!(#name { #(#rows,)* }); }
    }
}

fn variant_row(variant: &Variant, name: &str) -> TokenStream {
    match &variant.matcher {
        Matcher::Tag { property, values, presence } => {
            let or_absent = match presence {
                TagPresence::Always => quote! {},
                TagPresence::Optional => quote! { .or_absent() },
                TagPresence::Default => quote! { .or_any() },
            };
            let (texts, scalars) = by_kind(values);
            let or_scalar = scalars.map(|scalars| quote! { .or_scalar(&[#(#scalars),*]) });
            let secondary_tag = variant.secondary_tag.as_ref().map(|tag| {
                let (property, (texts, scalars)) = (&tag.property, by_kind(&tag.values));
                let or_scalar =
                    scalars.map(|scalars| quote! { .or_secondary_scalar(&[#(#scalars),*]) });
                quote! { .secondary_tag(#property, &[#(#texts),*]) #or_scalar }
            });
            quote! { tag(#property, &[#(#texts),*]) #or_scalar #or_absent #secondary_tag }
        }
        Matcher::AnyTag(property) => quote! { any_tag(#property) },
        Matcher::Type(kinds) => {
            let kinds = kinds.iter().map(|kind| table::kind_ident(*kind));
            quote! { variant(#name, &[#(#kinds),*]) }
        }
    }
}

/// The strings among the values of a tag, and the JSON texts of the others, if there are any.
fn by_kind(values: &[TagValue]) -> (Vec<&str>, Option<Vec<String>>) {
    let texts = values.iter().filter_map(TagValue::text).collect();
    let scalars = values.iter().filter(|value| value.text().is_none());
    let scalars: Vec<String> = scalars.map(ToString::to_string).collect();
    (texts, (!scalars.is_empty()).then_some(scalars))
}

/// The documentation of a variant that the description says nothing of.
fn recognised(variant: &Variant) -> String {
    let is_one_of = |property: &str, values: &[TagValue]| {
        let values: Vec<String> =
            values.iter().map(|value| docs::code(&value.to_string())).collect();
        format!("whose {} is {}", docs::code(property), values.join(" or "))
    };
    match &variant.matcher {
        Matcher::Tag { property, values, .. } => {
            let first = is_one_of(property, values);
            match &variant.secondary_tag {
                None => format!("An object {first}."),
                Some(SecondaryTag { property, values }) => {
                    format!("An object {first} and {}.", is_one_of(property, values))
                }
            }
        }
        Matcher::AnyTag(property) => {
            format!("An object whose {} is a string.", docs::code(property))
        }
        Matcher::Type(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind_text(*kind)).collect();
            let text = kinds.join(" or ");
            json_type::sentence(&text)
        }
    }
}

pub(super) fn kind_text(kind: ValueType) -> &'static str {
    match kind {
        ValueType::Boolean => "a boolean",
        ValueType::Integer => "an integer",
        ValueType::Number => "a number",
        ValueType::String => "a string",
        ValueType::Array => "an array",
        ValueType::Object => "an object",
        ValueType::Null => "null",
    }
}
