//! Builders of what can be sent: a required property is a type parameter that turns
//! from `Unset` to `Set`, so that `build` exists once all are there; the optional ones
//! stand together in a value that has a default.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, docs, record, word};
use crate::analysis::{Defaultable, Placement, Setter, Slot};
use crate::api::{Expr, Member, Nullability, Record, Rest, TypeId};
use crate::ident;

/// A property of a builder.
struct Property<'a> {
    index: usize,
    member: &'a Member,
    field: Ident,
    /// The type parameter, of a required one.
    state: Ident,
}

impl Emitter<'_> {
    /// `builder`, `validate`, the builder itself, and the constructors of a record whose
    /// words name its members.
    pub(super) fn builder_items(&self, id: TypeId, record: &Record) -> Vec<TokenStream> {
        if !self.plan.facts.direction(id).is_sent() {
            return Vec::new();
        }
        let properties: Vec<Property<'_>> = self
            .fields(id, record)
            .map(|(index, member)| self.property(id, index, member))
            .collect();
        let (required, optional): (Vec<_>, Vec<_>) = properties.iter().partition(|property| {
            matches!(self.slot(id, property.index), Slot::Plain | Slot::Nullable)
        });

        let name = self.type_ident(id);
        let builder = self.builder_ident(id);
        let states: Vec<&Ident> = required.iter().map(|property| &property.state).collect();
        let unset = states.iter().map(|_| quote! { Unset });
        let fields: Vec<&Ident> = required.iter().map(|property| &property.field).collect();
        let begin =
            docs::comment(&format!("Begins a [`{}`] of which nothing is set.", linked(&name)));
        let result = self.paths.std("Result");
        self.paths.mention(|mentions| {
            mentions.wire = true;
            mentions.required |= !required.is_empty();
        });
        let constructors = self.selector_constructors(id, record);
        let has_rest = !optional.is_empty() || record.rest == Rest::Open;
        let draft = self.draft_ident(id);
        let default = self.paths.std("Default");
        let draft_field = self.draft_field(id);
        let start_draft = has_rest.then(|| quote! { #draft_field: #default::default(), });
        let entry = quote! {
            impl #name {
                #begin
                pub fn builder() -> #builder {
                    #builder { #(#fields: Unset,)* #start_draft }
                }

                /// Checks every limit of the description, at every depth.
                ///
                /// # Errors
                /// All violations at once, each with its JSON Pointer.
                pub fn validate(&self) -> #result<(), wire::Invalid> {
                    wire::validate(self)
                }

                #constructors
            }
        };
        let comment = docs::comment(&format!("Builds a [`{}`].", linked(&name)));

        let draft_member = has_rest.then(|| quote! { #draft_field: #draft, });
        let parameters = (!states.is_empty()).then(|| quote! { <#(#states = #unset),*> });
        let structure = quote! {
            #comment
            #[derive(Clone, Debug)]
            #[must_use = "a builder does nothing until `build` is called"]
            pub struct #builder #parameters {
                #(#fields: #states,)*
                #draft_member
            }
        };
        let mut items = vec![entry, structure];
        if has_rest && !required.is_empty() {
            items.push(self.draft(id, record, &optional));
        }
        items.push(self.setters(id, record, &required, &optional));
        items
    }

    fn property<'m>(&self, id: TypeId, index: usize, member: &'m Member) -> Property<'m> {
        let field = self.inner_ident(id, index);
        let mut state = format!("{}State", ident::pascal(&member.wire_name));
        while self.paths.is_taken(&state) {
            state.push('_');
        }
        Property { index, member, field, state: word(&state) }
    }

    fn setter(&self, id: TypeId, property: &Property<'_>) -> &Setter {
        &self.plan.facts.names.setters[id.0 as usize][property.index]
    }

    pub(super) fn builder_ident(&self, id: TypeId) -> Ident {
        word(&self.plan.facts.names.builders[id.0 as usize])
    }

    /// The type of the optional properties together: the built type itself, where nothing
    /// is required of it.
    fn draft_ident(&self, id: TypeId) -> Ident {
        if self.plan.facts.default(id) == Defaultable::Yes && !self.has_nullable(id) {
            return self.type_ident(id);
        }
        let mut name = format!("{}Draft", self.plan.facts.type_name(id));
        while self.paths.is_taken(&name) {
            name.push('_');
        }
        word(&name)
    }

    /// The builder's field for what is optional; a property of that name comes first.
    fn draft_field(&self, id: TypeId) -> Ident {
        let taken = &self.plan.facts.names.inner[id.0 as usize];
        word(if taken.iter().any(|field| field == "draft") { "draft_" } else { "draft" })
    }

    fn has_nullable(&self, id: TypeId) -> bool {
        self.plan.facts.slots[id.0 as usize].contains(&Slot::Nullable)
    }

    /// What is set of the optional properties.
    fn draft(&self, id: TypeId, record: &Record, optional: &[&Property<'_>]) -> TokenStream {
        let draft = self.draft_ident(id);
        let fields = optional.iter().map(|property| {
            let field = &property.field;
            let kind = self.field(id, property.index, &property.member.value.expr);
            quote! { #field: #kind }
        });
        let extra_name = self.extra_ident(id);
        let extra = (record.rest == Rest::Open).then(|| {
            let extra = self.paths.extra();
            quote! { #extra_name: #extra, }
        });
        quote! {
            #[derive(Clone, Debug, Default)]
            struct #draft {
                #(#fields,)*
                #extra
            }
        }
    }

    fn setters(
        &self,
        id: TypeId,
        record: &Record,
        required: &[&Property<'_>],
        optional: &[&Property<'_>],
    ) -> TokenStream {
        let name = self.type_ident(id);
        let builder = self.builder_ident(id);
        let has_draft = !optional.is_empty() || record.rest == Rest::Open;
        let draft_field = self.draft_field(id);
        let states: Vec<&Ident> = required.iter().map(|property| &property.state).collect();
        let generics = (!states.is_empty()).then(|| quote! { <#(#states),*> });

        let mut setters = Vec::new();
        for property in required {
            setters.push(self.required_setter(id, property, required, has_draft));
        }
        for property in optional {
            setters.push(self.optional_setter(id, property));
        }
        if record.rest == Rest::Open {
            let extra = self.extra_ident(id);
            let (text, value, into) =
                (self.paths.std("String"), self.paths.value(), self.paths.std("Into"));
            setters.push(quote! {
                /// Adds a member that the description does not name.
                pub fn #extra(mut self, name: impl #into<#text>, value: impl #into<#value>) -> Self {
                    self.#draft_field.#extra.insert(name, value);
                    self
                }
            });
        }
        let bounds = required.iter().map(|property| {
            let state = &property.state;
            let trait_name = word(&self.plan.facts.names.required[&property.member.wire_name]);
            let kind = self.field(id, property.index, &property.member.value.expr);
            quote! { #state: required::#trait_name<#kind> }
        });
        let bounds = (!required.is_empty()).then(|| quote! { where #(#bounds,)* });
        let given = required.iter().map(|property| {
            let field = &property.field;
            quote! { #field: self.#field.given() }
        });
        let drafted = optional.iter().map(|property| {
            let field = &property.field;
            quote! { #field: self.#draft_field.#field }
        });
        let built = if required.is_empty() && has_draft {
            quote! { self.#draft_field }
        } else {
            let rest = self.built_rest(id, record);
            quote! { #name { #(#given,)* #(#drafted,)* #rest } }
        };
        quote! {
            impl #generics #builder #generics {
                #(#setters)*

                /// The value, once every required property is set.
                pub fn build(self) -> #name #bounds {
                    #built
                }
            }
        }
    }

    fn built_rest(&self, id: TypeId, record: &Record) -> TokenStream {
        let extra = self.extra_ident(id);
        let draft_field = self.draft_field(id);
        match &record.rest {
            Rest::Open => quote! { #extra: self.#draft_field.#extra, },
            Rest::Typed(_) => {
                let default = self.paths.std("Default");
                quote! { #extra: #default::default(), }
            }
            Rest::Closed => quote! {},
        }
    }

    fn required_setter(
        &self,
        id: TypeId,
        property: &Property<'_>,
        required: &[&Property<'_>],
        has_draft: bool,
    ) -> TokenStream {
        let builder = self.builder_ident(id);
        let draft_field = self.draft_field(id);
        let kind = self.field(id, property.index, &property.member.value.expr);
        let others = required.iter().map(|other| {
            let state = &other.state;
            if other.index == property.index {
                quote! { Set<#kind> }
            } else {
                quote! { #state }
            }
        });
        let others: Vec<TokenStream> = others.collect();
        let moved = |value: TokenStream| {
            let fields = required.iter().map(|other| {
                let field = &other.field;
                if other.index == property.index {
                    quote! { #field: Set(#value) }
                } else {
                    quote! { #field: self.#field }
                }
            });
            let draft = has_draft.then(|| quote! { #draft_field: self.#draft_field, });
            quote! { #builder { #(#fields,)* #draft } }
        };
        let setter = word(&self.setter(id, property).value);
        let (argument, value) = self.argument(id, property);
        let is_nullable = self.slot(id, property.index) == Slot::Nullable;
        let value = if is_nullable {
            quote! { Some(#value) }
        } else {
            value
        };
        let made = moved(value);
        let comment = self.setter_comment(id, property, "Sets");
        let deprecated = record::deprecated(property.member.deprecation);
        let null = is_nullable.then(|| {
            let made = moved(quote! { None });
            let null = word(&self.setter(id, property).null);
            let comment = self.setter_comment(id, property, "Writes a null for");
            quote! {
                #comment
                #deprecated
                pub fn #null(self) -> #builder<#(#others),*> {
                    #made
                }
            }
        });
        quote! {
            #comment
            #deprecated
            pub fn #setter(self, value: #argument) -> #builder<#(#others),*> {
                #made
            }
            #null
        }
    }

    fn optional_setter(&self, id: TypeId, property: &Property<'_>) -> TokenStream {
        let field = &property.field;
        let draft_field = self.draft_field(id);
        let setter = word(&self.setter(id, property).value);
        let (argument, value) = self.argument(id, property);
        let is_tri = self.slot(id, property.index) == Slot::OptionalNullable;
        let value = if is_tri {
            quote! { Some(Some(#value)) }
        } else {
            quote! { Some(#value) }
        };
        let comment = self.setter_comment(id, property, "Sets");
        let deprecated = record::deprecated(property.member.deprecation);
        let null = is_tri.then(|| {
            let null = word(&self.setter(id, property).null);
            let comment = self.setter_comment(id, property, "Writes a null for");
            quote! {
                #comment
                #deprecated
                pub fn #null(mut self) -> Self {
                    self.#draft_field.#field = Some(None);
                    self
                }
            }
        });
        quote! {
            #comment
            #deprecated
            pub fn #setter(mut self, value: #argument) -> Self {
                self.#draft_field.#field = #value;
                self
            }
            #null
        }
    }

    fn setter_comment(&self, id: TypeId, property: &Property<'_>, verb: &str) -> TokenStream {
        let name = self.plan.facts.type_name(id);
        let field = &self.plan.facts.names.inner[id.0 as usize][property.index];
        // A constructor may be called like a field, and rustdoc would not know which is meant.
        docs::comment(&format!("{verb} [`{}`](field@{name}::{field}).", property.member.wire_name))
    }

    /// What a setter takes, and the field's value made of it.
    fn argument(&self, id: TypeId, property: &Property<'_>) -> (TokenStream, TokenStream) {
        let expr = &property.member.value.expr;
        let (argument, value) = self.convertible(expr);
        match self.plan.facts.placement(id, property.index) {
            Placement::Inline => (argument, value),
            Placement::Boxed => {
                let boxed = self.paths.std("Box");
                (argument, quote! { #boxed::new(#value) })
            }
        }
    }

    fn convertible(&self, expr: &Expr) -> (TokenStream, TokenStream) {
        let into = self.paths.std("Into");
        let iterator = self.paths.std("IntoIterator");
        match self.underlying(expr) {
            Expr::Boolean => (quote! { bool }, quote! { value }),
            Expr::Null => (quote! { () }, quote! { value }),
            Expr::List(item) if is_simple(&item.expr) && item.null == Nullability::Never => {
                let kind = self.expr(&item.expr);
                (
                    quote! { impl #iterator<Item = impl #into<#kind>> },
                    quote! { value.into_iter().map(#into::into).collect() },
                )
            }
            Expr::Map(value) if is_simple(&value.expr) && value.null == Nullability::Never => {
                let kind = self.expr(&value.expr);
                let text = self.paths.std("String");
                (
                    quote! { impl #iterator<Item = (impl #into<#text>, impl #into<#kind>)> },
                    quote! { value.into_iter().map(|(name, value)| (name.into(), value.into())).collect() },
                )
            }
            _ => {
                let kind = self.expr(expr);
                (quote! { impl #into<#kind> }, quote! { value.into() })
            }
        }
    }

    /// One constructor for each member that the record's own words name.
    fn selector_constructors(&self, id: TypeId, record: &Record) -> TokenStream {
        let Some(selector) = &record.selector else { return quote! {} };
        let find =
            |name: &str| self.fields(id, record).find(|(_, member)| member.wire_name == name);
        let Some((tag_index, tag)) = find(&selector.member) else { return quote! {} };
        let Expr::Named(words_id) = &tag.value.expr else { return quote! {} };
        let crate::api::Shape::OpenEnum(words) = &self.plan.api.get(*words_id).shape else {
            return quote! {};
        };
        // A record that needs more than its tag has no such short cut.
        let needs_more = self.fields(id, record).any(|(index, _)| {
            index != tag_index && matches!(self.slot(id, index), Slot::Plain | Slot::Nullable)
        });
        if needs_more {
            return quote! {};
        }
        let words_type = self.type_ident(*words_id);
        let constructors = selector.siblings.iter().filter_map(|sibling| {
            let (index, member) = find(sibling)?;
            let word_index = words.words.iter().position(|word| word == sibling)?;
            let variant = self.inner_ident(*words_id, word_index);
            let property = self.property(id, index, member);
            let (argument, value) = self.argument(id, &property);
            let tag_setter = word(&self.plan.facts.names.setters[id.0 as usize][tag_index].value);
            let setter = word(&self.setter(id, &property).value);
            let comment = docs::comment(&format!(
                "{} with its settings: sets {} and {}.",
                docs::code(sibling),
                docs::code(&selector.member),
                docs::code(sibling)
            ));
            Some(quote! {
                #comment
                pub fn #setter(value: #argument) -> Self {
                    Self::builder().#tag_setter(#words_type::#variant).#setter(#value).build()
                }
            })
        });
        quote! { #(#constructors)* }
    }
}

/// A struct's name within a link; beside a derive macro of the same name, rustdoc has to
/// be told which is meant.
fn linked(name: &Ident) -> String {
    let macros =
        ["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];
    if macros.iter().any(|known| name == known) {
        format!("struct@{name}")
    } else {
        name.to_string()
    }
}

/// Whether an item can be converted on its own.
fn is_simple(expr: &Expr) -> bool {
    !matches!(expr, Expr::List(_) | Expr::Map(_))
}
