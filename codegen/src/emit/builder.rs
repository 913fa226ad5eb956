//! Builders of what can be sent: the value itself, of which nothing is set at first, and a
//! type parameter for each required property that turns from `Unset` to `Set`, so that
//! `build` exists once all are there.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::setter::converted;
use super::{Emitter, docs, ident, record};
use crate::analysis::{self, Indirection, Setter, Slot, Takes};
use crate::api::{Deprecation, Property, Record, Rest, TypeId};

/// A property of a builder.
struct Settable<'a> {
    index: usize,
    declared: &'a Property,
    takes: Takes,
    field: Ident,
    need: Need,
}

/// Whether a value can be built without a property.
enum Need {
    /// It cannot; the type parameter that tells whether the property is set.
    Required(Ident),
    Optional,
}

impl Emitter<'_> {
    /// `builder` and `validate`, the builder itself, and the constructors of a record whose
    /// values name its properties.
    pub(super) fn builder_items(&self, id: TypeId, record: &Record) -> Vec<TokenStream> {
        if !self.plan.facts.has_builder(id) {
            return Vec::new();
        }
        let properties = self.properties(id, record);
        let states: Vec<&Ident> = properties.iter().filter_map(Settable::state).collect();
        let name = self.type_ident(id);
        let builder = self.builder_ident(id);
        self.paths.import(|imports| {
            imports.wire = true;
            imports.required |= !states.is_empty();
        });
        let extra = (record.rest == Rest::Open).then(|| {
            let extra = self.extra_ident(id);
            quote! { ; #extra }
        });
        let required = self.required_rows(id, &properties, &states, extra);
        let mut items = vec![quote! { wire::builder!(#name, #builder #required); }];
        items.extend(self.other_setters(id, &properties, &states));
        items.extend(self.selector_constructors(id, record));
        items
    }

    /// The type parameters of a builder, one for each required property.
    pub(super) fn builder_states(&self, id: TypeId, record: &Record) -> Vec<Ident> {
        let properties = self.properties(id, record);
        properties.iter().filter_map(Settable::state).cloned().collect()
    }

    fn properties<'m>(&self, id: TypeId, record: &'m Record) -> Vec<Settable<'m>> {
        // A letter for each, but for one that a type of the API is called by.
        let letters = (0..).flat_map(|round| ('A'..='Z').map(move |letter| (letter, round)));
        let names = letters.map(|(letter, round)| match round {
            0 => letter.to_string(),
            round => format!("{letter}{round}"),
        });
        let mut free = names.filter(|name| !self.paths.is_taken(name));
        let settables = analysis::settables(&self.plan.facts, id, record).into_iter();
        settables
            .map(|analysis::Settable { index, need }| {
                let need = match need {
                    analysis::Need::Required => {
                        Need::Required(ident(&free.next().unwrap_or_default()))
                    }
                    analysis::Need::Optional => Need::Optional,
                };
                let declared = &record.properties[index];
                let takes = analysis::takes_for(&self.plan.api, record, declared);
                Settable { index, declared, takes, field: self.inner_ident(id, index), need }
            })
            .collect()
    }

    fn setter(&self, id: TypeId, property: &Settable<'_>) -> &Setter {
        &self.plan.facts.names.setters[id.0 as usize][property.index]
    }

    pub(super) fn builder_ident(&self, id: TypeId) -> Ident {
        ident(&self.plan.facts.names.builders[id.0 as usize])
    }

    /// The states of a builder with the traits that `build` asks of them, and the setters of
    /// required properties.
    fn required_rows(
        &self,
        id: TypeId,
        properties: &[Settable<'_>],
        states: &[&Ident],
        extra: Option<TokenStream>,
    ) -> TokenStream {
        if states.is_empty() {
            return quote! { #extra };
        }
        let bounds = properties.iter().filter_map(|property| {
            let state = property.state()?;
            let trait_name = ident(&self.plan.facts.names.required[&property.declared.wire_name]);
            Some(quote! { #state: required::#trait_name })
        });
        let rows = properties.iter().filter(|property| property.state().is_some());
        let rows = rows.filter(|property| self.is_regular(id, property));
        let rows = rows.map(|property| self.required_row(id, property, states));
        quote! { <#(#bounds),*> #extra { #(#rows,)* } }
    }

    /// The setters of optional properties, and of those that are no row of a table.
    fn other_setters(
        &self,
        id: TypeId,
        properties: &[Settable<'_>],
        states: &[&Ident],
    ) -> Vec<TokenStream> {
        let name = self.type_ident(id);
        let builder = self.builder_ident(id);
        let generics = (!states.is_empty()).then(|| quote! { <#(#states),*> });
        let (rows, others): (Vec<_>, Vec<_>) =
            properties.iter().partition(|property| self.is_regular(id, property));
        let optional = rows.iter().filter(|property| property.state().is_none());
        let optional: Vec<_> = optional.map(|property| self.optional_row(id, property)).collect();
        let optional = (!optional.is_empty()).then(|| {
            quote! { wire::optional_setters!(#name, #builder #generics { #(#optional,)* }); }
        });
        let others = others.into_iter().map(|property| match &property.need {
            Need::Required(_) => self.required_setter(id, property, states),
            Need::Optional => self.optional_setter(id, property),
        });
        let others: Vec<TokenStream> = others.collect();
        let others = (!others.is_empty()).then(|| {
            quote! { impl #generics #builder #generics { #(#others)* } }
        });
        optional.into_iter().chain(others).collect()
    }

    /// Whether a setter is a row of a table: it is called like its field, and does what most do.
    fn is_regular(&self, id: TypeId, property: &Settable<'_>) -> bool {
        let is_plain = property.declared.deprecation == Deprecation::Current
            && property.field == self.setter(id, property).value
            && !property.field.to_string().starts_with("r#");
        let converted = self.conversion(id, property);
        is_plain
            && match self.slot(id, property.index) {
                Slot::Plain | Slot::Optional | Slot::OptionalNullable => converted.is_some(),
                Slot::RequiredOnSend => converted == Some("into"),
                Slot::PlainOnSend => converted.is_some(),
                Slot::PlainOrNull | Slot::Nullable | Slot::Constant => false,
                // What only the server sets has no setter.
                Slot::PlainOnReceipt => false,
            }
    }

    /// The function that makes a property's value of what its setter takes, by its name in `wire`.
    fn conversion(&self, id: TypeId, property: &Settable<'_>) -> Option<&'static str> {
        let plain = match property.takes {
            Takes::Itself => "value",
            Takes::Items(how) => converted(how, ["list", "fitting_list"]),
            Takes::Entries(how) => converted(how, ["map", "fitting_map"]),
            Takes::Becoming(how) => converted(how, ["into", "fits"]),
            Takes::Integer => "integer",
            Takes::KeywordOr => "keyword_or",
        };
        match (self.plan.facts.indirection(id, property.index), plain) {
            (Indirection::Inline, plain) => Some(plain),
            (Indirection::Boxed, "into" | "value") => Some("boxed"),
            (Indirection::Shared, "into" | "value") => Some("shared"),
            (Indirection::Boxed | Indirection::Shared, _) => None,
        }
    }

    /// The same with what else the function is handed: the name of the property, beside which a
    /// number is kept that it cannot hold.
    fn written_conversion(&self, id: TypeId, property: &Settable<'_>) -> Option<TokenStream> {
        let name = ident(self.conversion(id, property)?);
        let is_kept_beside = matches!(property.takes, Takes::Integer | Takes::KeywordOr);
        let wire_name = is_kept_beside.then(|| {
            let wire_name = &property.declared.wire_name;
            quote! { (#wire_name) }
        });
        Some(quote! { #name #wire_name })
    }

    fn required_row(&self, id: TypeId, property: &Settable<'_>, states: &[&Ident]) -> TokenStream {
        let field = &property.field;
        let (argument, _) = self.argument(id, property);
        let states = self.states_with(property, states);
        let convert = match self.slot(id, property.index) {
            Slot::RequiredOnSend => Some(quote! { some }),
            _ => self.written_conversion(id, property),
        };
        quote! { #field -> (#(#states),*): #argument => #convert }
    }

    fn optional_row(&self, id: TypeId, property: &Settable<'_>) -> TokenStream {
        let field = &property.field;
        let (argument, _) = self.argument(id, property);
        let convert = self.written_conversion(id, property);
        let null = (self.slot(id, property.index) == Slot::OptionalNullable).then(|| {
            let name = ident(&self.setter(id, property).null);
            let wire_name = &property.declared.wire_name;
            quote! { or #name = #wire_name }
        });
        quote! { #field: #argument => #convert #null }
    }

    /// The states of a builder once a property is set.
    fn states_with(&self, property: &Settable<'_>, states: &[&Ident]) -> Vec<TokenStream> {
        let set = self.paths.runtime("Set", quote! { Set });
        let states = states.iter().map(|state| match property.state() {
            Some(own) if own == *state => set.clone(),
            _ => quote! { #state },
        });
        states.collect()
    }

    fn required_setter(
        &self,
        id: TypeId,
        property: &Settable<'_>,
        states: &[&Ident],
    ) -> TokenStream {
        let builder = self.builder_ident(id);
        let states = self.states_with(property, states);
        let result = quote! { #builder<#(#states),*> };
        let (argument, value) = self.argument(id, property);
        let slot = self.slot(id, property.index);
        let wire_name = &property.declared.wire_name;
        let value = match slot {
            slot if slot.is_plain() => value,
            _ => quote! { Some(#value) },
        };
        // What was null before is not any more.
        let forget = (slot == Slot::PlainOrNull).then(|| {
            quote! { wire::forget_null(&mut self.0, #wire_name); }
        });
        let null = match slot {
            Slot::Nullable => Some({
                let field = &property.field;
                quote! { self.0.#field = None; }
            }),
            Slot::PlainOrNull => Some(quote! { wire::set_null(&mut self.0, #wire_name); }),
            _ => None,
        };
        let setter = &self.setter(id, property).value;
        let phantom = self.paths.std("PhantomData");
        self.paths.import(|imports| imports.phantom = true);
        let comment = self.setter_comment(id, property, "");
        let written = |name: &str, comment, argument: Option<TokenStream>, set: TokenStream| {
            let name = ident(name);
            let deprecated = record::deprecated(property.declared.deprecation);
            quote! {
                #comment
                #deprecated
                #[inline]
                pub fn #name(mut self, #argument) -> #result {
                    #set
                    #builder(self.0, #phantom)
                }
            }
        };
        let field = &property.field;
        let set = quote! { self.0.#field = #value; #forget };
        let setting = written(setter, comment, Some(quote! { value: #argument }), set);
        let null = null.map(|set| {
            let comment = self.setter_comment(id, property, " to JSON `null`");
            written(&self.setter(id, property).null, comment, None, set)
        });
        quote! { #setting #null }
    }

    fn optional_setter(&self, id: TypeId, property: &Settable<'_>) -> TokenStream {
        let (argument, value) = self.argument(id, property);
        let field = &property.field;
        let written = |name: &str, comment, argument: Option<TokenStream>, set: TokenStream| {
            let name = ident(name);
            let deprecated = record::deprecated(property.declared.deprecation);
            quote! {
                #comment
                #deprecated
                #[inline]
                pub fn #name(mut self, #argument) -> Self {
                    #set;
                    self
                }
            }
        };
        let setter = &self.setter(id, property).value;
        let comment = self.setter_comment(id, property, "");
        let set = quote! { self.0.#field = Some(#value) };
        let setting = written(setter, comment, Some(quote! { value: #argument }), set);
        let slot = self.slot(id, property.index);
        let is_nullable = matches!(slot, Slot::OptionalNullable | Slot::Nullable);
        let null = is_nullable.then(|| {
            let comment = self.setter_comment(id, property, " to JSON `null`");
            let wire_name = &property.declared.wire_name;
            let set = match slot {
                Slot::Nullable => quote! { self.0.#field = None },
                _ => quote! { wire::set_null(&mut self.0, #wire_name) },
            };
            written(&self.setter(id, property).null, comment, None, set)
        });
        quote! { #setting #null }
    }

    fn setter_comment(&self, id: TypeId, property: &Settable<'_>, what: &str) -> TokenStream {
        let name = self.plan.facts.type_name(id);
        let field = &self.plan.facts.names.inner[id.0 as usize][property.index];
        // A constructor may be called like a field, and rustdoc would not know which is meant.
        docs::comment(&format!(
            "Sets [{}](field@{name}::{field}){what}.",
            docs::name(&property.declared.wire_name)
        ))
    }

    /// What a setter takes, and the field's value made of it.
    fn argument(&self, id: TypeId, property: &Settable<'_>) -> (TokenStream, TokenStream) {
        let expr = &property.declared.value.expr;
        let (argument, value) = self.convertible(expr, property.takes);
        let value = match property.takes {
            Takes::Integer => {
                let wire_name = &property.declared.wire_name;
                quote! { wire::integer(value, &mut self.0, #wire_name) }
            }
            Takes::KeywordOr => {
                let wire_name = &property.declared.wire_name;
                quote! { wire::keyword_or(value, &mut self.0, #wire_name) }
            }
            _ => value,
        };
        match self.plan.facts.indirection(id, property.index) {
            Indirection::Inline => (argument, value),
            Indirection::Boxed => {
                let boxed = self.paths.std("Box");
                (argument, quote! { #boxed::new(#value) })
            }
            Indirection::Shared => (argument, quote! { ::std::sync::Arc::new(#value) }),
        }
    }

    /// One constructor for each property that the record's own values name.
    fn selector_constructors(&self, id: TypeId, record: &Record) -> Option<TokenStream> {
        let shortcuts = analysis::shortcuts(&self.plan.api, &self.plan.facts, id, record);
        let properties = self.properties(id, record);
        let find = |index: usize| properties.iter().find(|property| property.index == index);
        let constructors = shortcuts.iter().filter_map(|shortcut| {
            let (tag, property) = (find(shortcut.tag)?, find(shortcut.sibling)?);
            let values_type = self.type_ident(shortcut.values);
            let variant = self.inner_ident(shortcut.values, shortcut.value);
            let (argument, _) = self.argument(id, property);
            let tag_setter = ident(&self.setter(id, tag).value);
            let setter = ident(&self.setter(id, property).value);
            let sibling = docs::code(&property.declared.wire_name);
            let comment = docs::comment(&format!(
                "{sibling} with its settings: sets {} and {sibling}.",
                docs::code(&tag.declared.wire_name),
            ));
            Some(quote! {
                #comment
                #[inline]
                pub fn #setter(value: #argument) -> Self {
                    Self::builder().#tag_setter(#values_type::#variant).#setter(value).build()
                }
            })
        });
        let constructors: Vec<TokenStream> = constructors.collect();
        let name = self.type_ident(id);
        (!constructors.is_empty()).then(|| quote! { impl #name { #(#constructors)* } })
    }
}

impl Settable<'_> {
    /// The type parameter of a required one.
    fn state(&self) -> Option<&Ident> {
        match &self.need {
            Need::Required(state) => Some(state),
            Need::Optional => None,
        }
    }
}
