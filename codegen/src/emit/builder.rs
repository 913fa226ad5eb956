//! Builders of what can be sent: the value itself, of which nothing is set at first, and a
//! type parameter for each required property that turns from `Unset` to `Set`, so that
//! `build` exists once all are there.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, docs, ident, record};
use crate::analysis::{Indirection, Setter, Slot};
use crate::api::{Access, Expr, Nullability, Property, Record, Rest, Shape, TypeId};

/// A property of a builder.
struct Settable<'a> {
    index: usize,
    declared: &'a Property,
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
        let setters = self.setters(id, &properties);
        let extra = (record.rest == Rest::Open).then(|| {
            let extra = self.extra_ident(id);
            quote! { ; #extra }
        });
        let mut items = vec![quote! {
            wire::builder!(#name, #builder #(, #states)* #extra);
            #setters
        }];
        items.extend(self.selector_constructors(id, record));
        items
    }

    fn properties<'m>(&self, id: TypeId, record: &'m Record) -> Vec<Settable<'m>> {
        // A letter for each, but for one that a type of the API is called by.
        let letters = (0..).flat_map(|round| ('A'..='Z').map(move |letter| (letter, round)));
        let names = letters.map(|(letter, round)| match round {
            0 => letter.to_string(),
            round => format!("{letter}{round}"),
        });
        let mut free = names.filter(|name| !self.paths.is_taken(name));
        // What only the server sets is not to be sent (OpenAPI 3.1, section 4.8.24.4).
        let fields =
            self.fields(id, record).filter(|(_, property)| property.access != Access::ReadOnly);
        fields
            .map(|(index, declared)| {
                let need = match self.slot(id, index) {
                    slot if slot.is_required() => {
                        Need::Required(ident(&free.next().unwrap_or_default()))
                    }
                    _ => Need::Optional,
                };
                Settable { index, declared, field: self.inner_ident(id, index), need }
            })
            .collect()
    }

    fn setter(&self, id: TypeId, property: &Settable<'_>) -> &Setter {
        &self.plan.facts.names.setters[id.0 as usize][property.index]
    }

    pub(super) fn builder_ident(&self, id: TypeId) -> Ident {
        ident(&self.plan.facts.names.builders[id.0 as usize])
    }

    fn setters(&self, id: TypeId, properties: &[Settable<'_>]) -> TokenStream {
        if properties.is_empty() {
            return quote! {};
        }
        let name = self.type_ident(id);
        let builder = self.builder_ident(id);
        let states: Vec<&Ident> = properties.iter().filter_map(Settable::state).collect();
        let generics = (!states.is_empty()).then(|| quote! { <#(#states),*> });
        let setters = properties.iter().map(|property| match &property.need {
            Need::Required(_) => self.required_setter(id, property, &states),
            Need::Optional => self.optional_setter(id, property),
        });
        let bounds = properties.iter().filter_map(|property| {
            let state = property.state()?;
            let trait_name = ident(&self.plan.facts.names.required[&property.declared.wire_name]);
            Some(quote! { #state: required::#trait_name })
        });
        let build = (!states.is_empty()).then(|| {
            quote! {
                /// Builds the value.
                #[inline]
                pub fn build(self) -> #name where #(#bounds,)* {
                    self.0
                }
            }
        });
        quote! {
            impl #generics #builder #generics {
                #(#setters)*
                #build
            }
        }
    }

    fn required_setter(
        &self,
        id: TypeId,
        property: &Settable<'_>,
        states: &[&Ident],
    ) -> TokenStream {
        let builder = self.builder_ident(id);
        let set = self.paths.runtime("Set", quote! { Set });
        let states = states.iter().map(|state| match property.state() {
            Some(own) if own == *state => set.clone(),
            _ => quote! { #state },
        });
        let result = quote! { #builder<#(#states),*> };
        let (argument, value) = self.argument(id, property);
        let slot = self.slot(id, property.index);
        let is_nullable = slot == Slot::Nullable;
        let value = match slot {
            Slot::Plain => value,
            _ => quote! { Some(#value) },
        };
        let setter = &self.setter(id, property).value;
        let phantom = self.paths.std("PhantomData");
        let comment = self.setter_comment(id, property, "");
        let written = |name: &str, comment, argument: Option<TokenStream>, value: TokenStream| {
            let name = ident(name);
            let field = &property.field;
            let deprecated = record::deprecated(property.declared.deprecation);
            quote! {
                #comment
                #deprecated
                #[inline]
                pub fn #name(mut self, #argument) -> #result {
                    self.0.#field = #value;
                    #builder(self.0, #phantom)
                }
            }
        };
        let setting = written(setter, comment, Some(quote! { value: #argument }), value);
        let null = is_nullable.then(|| {
            let comment = self.setter_comment(id, property, " to JSON `null`");
            written(&self.setter(id, property).null, comment, None, quote! { None })
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
        let is_nullable = self.slot(id, property.index) == Slot::OptionalNullable;
        let null = is_nullable.then(|| {
            let comment = self.setter_comment(id, property, " to JSON `null`");
            let wire_name = &property.declared.wire_name;
            let set = quote! { wire::set_null(&mut self.0, #wire_name) };
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
        let (argument, value) = self.convertible(expr);
        match self.plan.facts.indirection(id, property.index) {
            Indirection::Inline => (argument, value),
            Indirection::Boxed => {
                let boxed = self.paths.std("Box");
                (argument, quote! { #boxed::new(#value) })
            }
        }
    }

    fn convertible(&self, expr: &Expr) -> (TokenStream, TokenStream) {
        let into = self.paths.std("Into");
        let iterator = self.paths.std("IntoIterator");
        match self.plan.api.underlying(expr) {
            Expr::Boolean => (quote! { bool }, quote! { value }),
            Expr::Null => (quote! { () }, quote! { value }),
            Expr::List(item) if is_simple(&item.expr) && item.null == Nullability::Never => {
                let kind = self.expr(&item.expr);
                (quote! { impl #iterator<Item = impl #into<#kind>> }, quote! { wire::list(value) })
            }
            Expr::Map(value) if is_simple(&value.expr) && value.null == Nullability::Never => {
                let kind = self.expr(&value.expr);
                let text = self.paths.std("String");
                (
                    quote! { impl #iterator<Item = (impl #into<#text>, impl #into<#kind>)> },
                    quote! { wire::map(value) },
                )
            }
            // Nothing else becomes an object.
            Expr::Named(id) if matches!(self.plan.api.get(*id).shape, Shape::Record(_)) => {
                (self.expr(expr), quote! { value })
            }
            _ => {
                let kind = self.expr(expr);
                (quote! { impl #into<#kind> }, quote! { value.into() })
            }
        }
    }

    /// One constructor for each property that the record's own values name.
    fn selector_constructors(&self, id: TypeId, record: &Record) -> Option<TokenStream> {
        let selector = record.selector.as_ref()?;
        let properties = self.properties(id, record);
        let find =
            |name: &str| properties.iter().find(|property| property.declared.wire_name == name);
        let tag = find(&selector.property)?;
        let Expr::Named(values_id) = &tag.declared.value.expr else { return None };
        let Shape::OpenEnum(open) = &self.plan.api.get(*values_id).shape else { return None };
        // A record that needs more than its tag has no such short cut.
        let needs_more = properties
            .iter()
            .any(|property| property.index != tag.index && property.state().is_some());
        if needs_more {
            return None;
        }
        let values_type = self.type_ident(*values_id);
        let constructors = selector.siblings.iter().filter_map(|sibling| {
            let property = find(sibling)?;
            let value_index = open.values.iter().position(|value| value.wire == *sibling)?;
            let variant = self.inner_ident(*values_id, value_index);
            let (argument, value) = self.argument(id, property);
            let tag_setter = ident(&self.setter(id, tag).value);
            let setter = ident(&self.setter(id, property).value);
            let comment = docs::comment(&format!(
                "{} with its settings: sets {} and {}.",
                docs::code(sibling),
                docs::code(&selector.property),
                docs::code(sibling)
            ));
            Some(quote! {
                #comment
                #[inline]
                pub fn #setter(value: #argument) -> Self {
                    Self::builder().#tag_setter(#values_type::#variant).#setter(#value).build()
                }
            })
        });
        let name = self.type_ident(id);
        Some(quote! { impl #name { #(#constructors)* } })
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

/// Whether an item can be converted on its own.
fn is_simple(expr: &Expr) -> bool {
    !matches!(expr, Expr::List(_) | Expr::Map(_))
}
