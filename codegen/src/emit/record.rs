//! Objects: the struct and its table.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, docs, table, word};
use crate::analysis::{Defaultable, Direction, Slot};
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
        let fields = self.fields(id, record).map(|(index, member)| {
            let comment = docs::of_member(
                &member.docs,
                &member.value.limits,
                &format!("The member {}.", docs::name(&member.wire_name)),
            );
            let deprecated = deprecated(member.deprecation);
            let field = self.inner_ident(id, index);
            let kind = self.field(id, index, &member.value.expr);
            quote! { #comment #deprecated pub #field: #kind }
        });
        let extra = self.extra_field(id, record);
        // What nobody is known to send has no builder, and can be written as it is.
        let open = match self.plan.facts.direction(id) {
            Direction::Neither => quote! {},
            _ => quote! { #[non_exhaustive] },
        };
        quote! {
            #comment
            #open
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
        let rows =
            self.fields(id, record).map(|(index, member)| member_row(member, self.slot(id, index)));
        self.paths.mention(|mentions| {
            for (index, member) in record.members.iter().enumerate() {
                match (&member.presence, self.slot(id, index)) {
                    (Presence::Constant(Literal::Text(_)), _) => mentions.constant_row = true,
                    (Presence::Constant(_), _) | (_, Slot::Awaited) => {}
                    (_, Slot::Optional | Slot::OptionalNullable) => mentions.optional_row = true,
                    _ => mentions.required_row = true,
                }
            }
        });
        let limits = self.record_limits(record);
        let parts = self.parts(id, record);
        let kinds: Vec<&TokenStream> = parts.iter().map(|part| &part.kind).collect();
        let kinds = tuples(&kinds, Spelling::Type);
        let lent: Vec<&TokenStream> = parts.iter().map(|part| &part.lent).collect();
        let lent = tuples(&lent, Spelling::Value);
        let taking = taking(&parts);
        let default = match self.plan.facts.default(id) {
            Defaultable::Yes => quote! { , Default },
            Defaultable::No => quote! {},
        };
        quote! {
            impl wire::Record for #name {
                const MEMBERS: wire::Members = &[#(#constants,)* #(#rows,)*];
                #limits
                type Parts = #kinds;
                #taking
                fn parts(&self) -> wire::Refs<'_, Self> {
                    #lent
                }
            }
            wire::record!(#name #default);
        }
    }

    /// The fields, and then what keeps the undeclared members.
    fn parts(&self, id: TypeId, record: &Record) -> Vec<Part> {
        let field =
            |name: Ident, kind| Part { kind, lent: quote! { &self.#name }, field: Some(name) };
        let fields = self.fields(id, record).map(|(index, member)| {
            field(self.inner_ident(id, index), self.field(id, index, &member.value.expr))
        });
        let rest = match &record.rest {
            Rest::Open => field(self.extra_ident(id), self.paths.extra()),
            Rest::Typed(value) => field(self.extra_ident(id), self.rest_type(value)),
            Rest::Closed => Part {
                kind: quote! { wire::Closed },
                lent: quote! { wire::Closed::REF },
                field: None,
            },
        };
        fields.chain([rest]).collect()
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

/// A part of a record's tuple.
struct Part {
    kind: TokenStream,
    lent: TokenStream,
    /// The field that it comes from and goes to, if there is one.
    field: Option<Ident>,
}

/// How wide a line may be that names every part of a record.
const LINE: usize = 44;

/// The way from a tuple to a record: its parts by name where one line takes them all,
/// by their numbers where it would take a list that says everything twice.
fn taking(parts: &[Part]) -> TokenStream {
    let fields = || parts.iter().filter_map(|part| part.field.as_ref());
    let width: usize = fields().map(|field| field.to_string().len() + 2).sum();
    // Clippy takes these for names that nobody has thought about.
    let is_placeholder = |field: &Ident| ["foo", "baz", "quux"].iter().any(|name| field == name);
    if width <= LINE && parts.len() <= WIDEST && !fields().any(is_placeholder) {
        let pattern: Vec<TokenStream> = parts
            .iter()
            .map(|part| match &part.field {
                Some(field) => quote! { #field },
                None => quote! { _ },
            })
            .collect();
        let pattern = tuples(&pattern, Spelling::Value);
        let fields = fields();
        return quote! {
            fn from_parts(#pattern: Self::Parts) -> Self {
                Self { #(#fields),* }
            }
        };
    }
    let fields = parts.iter().zip(0..).filter_map(|(part, index)| {
        let field = part.field.as_ref()?;
        let path = path(index, parts.len());
        Some(quote! { #field: parts #path })
    });
    quote! {
        fn from_parts(parts: Self::Parts) -> Self {
            Self { #(#fields),* }
        }
    }
}

/// The way to a part through pairs of tuples.
fn path(index: usize, count: usize) -> TokenStream {
    if count <= WIDEST + 1 {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        return quote! { .#index };
    }
    match index.checked_sub(WIDEST) {
        None => {
            let index = proc_macro2::Literal::usize_unsuffixed(index);
            quote! { .0.#index }
        }
        Some(index) => {
            let rest = path(index, count - WIDEST);
            quote! { .1 #rest }
        }
    }
}

/// A row of a member that has one value.
fn constant_row(member: &Member) -> Option<TokenStream> {
    let name = &member.wire_name;
    let Presence::Constant(literal) = &member.presence else { return None };
    let escapes = table::with_escapes(name);
    Some(match literal {
        Literal::Text(text) => quote! { constant(#name, #text) #escapes },
        Literal::Integer(integer) => {
            let integer = proc_macro2::Literal::i64_unsuffixed(*integer);
            quote! { wire::constant_integer(#name, #integer) #escapes }
        }
        Literal::Boolean(boolean) => quote! { wire::constant_boolean(#name, #boolean) #escapes },
    })
}

fn member_row(member: &Member, slot: Slot) -> TokenStream {
    let name = &member.wire_name;
    let escapes = table::with_escapes(name);
    let limits = table::with_limits(&member.value.limits);
    let presence = match slot {
        Slot::Optional | Slot::OptionalNullable => word("optional"),
        Slot::Plain | Slot::Nullable | Slot::Constant => word("required"),
        Slot::Awaited => return quote! { wire::awaited(#name) #escapes #limits },
    };
    quote! { #presence(#name) #escapes #limits }
}

/// How a pair of tuples is spelled.
#[derive(Clone, Copy)]
enum Spelling {
    /// As a type: `Both<A, B>`.
    Type,
    /// As a pattern or a value: `Both(a, b)`.
    Value,
}

/// One tuple, or pairs of tuples where there are more fields than one tuple takes; the last
/// part is what keeps the undeclared members.
fn tuples<T: quote::ToTokens>(parts: &[T], spelling: Spelling) -> TokenStream {
    match parts {
        [one] => quote! { (#one,) },
        parts if parts.len() <= WIDEST + 1 => quote! { (#(#parts),*) },
        parts => {
            let (first, rest) = parts.split_at(WIDEST);
            let rest = tuples(rest, spelling);
            match spelling {
                Spelling::Type => quote! { wire::Both<(#(#first),*), #rest> },
                Spelling::Value => quote! { wire::Both((#(#first),*), #rest) },
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
