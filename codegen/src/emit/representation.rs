//! What a call has beside its own answer and its own body: other representations, events and
//! lines, other bodies, and the headers of answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident, record};
use crate::analysis::OperationNames;
use crate::api::{Body, Content, Framing, HeaderStyle, Items, Operation, headers_of};

impl Emitter<'_> {
    /// The rows of the methods that read an answer in another way.
    pub(super) fn representations(
        &self,
        operation: &Operation,
        names: &OperationNames,
    ) -> Vec<TokenStream> {
        let value = ident(&names.value);
        let rows = operation.representations.iter().zip(&names.representations);
        let rows: Vec<TokenStream> = rows
            .map(|(representation, name)| {
                let (name, accept) = (ident(name), &representation.accept);
                let body = self.response_body(&representation.content);
                quote! { #name: #body => #accept, }
            })
            .collect();
        let rows = (!rows.is_empty())
            .then(|| quote! { operation::representations!(#value { #(#rows)* }); });
        let items = |items: &Items| {
            let (item, accept) = (self.content(&items.item), &items.accept);
            let framing = framing(&items.framing);
            quote! { #item, #accept, operation::Framing::#framing }
        };
        let events = operation.events.as_ref().map(|events| {
            let items = items(events);
            quote! { operation::events!(#value, #items); }
        });
        let typed = operation.typed_events.as_ref().map(|events| {
            let items = items(events);
            quote! { operation::typed_events!(#value, #items); }
        });
        let lines = operation.lines.as_ref().map(|lines| {
            let items = items(lines);
            quote! { operation::lines!(#value, #items); }
        });
        rows.into_iter().chain(events).chain(typed).chain(lines).collect()
    }

    /// How a body that comes back is read.
    pub(super) fn response_body(&self, content: &Content) -> TokenStream {
        match content {
            Content::Json(value) => {
                let kind = self.content(value);
                match self.plan.api.is_custom(&value.expr) {
                    true => quote! { operation::CustomJson<#kind> },
                    false => quote! { operation::Json<#kind> },
                }
            }
            Content::Text => quote! { operation::Text },
            Content::Empty => quote! { operation::Empty },
            Content::Events => quote! { operation::Events },
            Content::Bytes | Content::Form(_) | Content::Multipart(_) => {
                quote! { operation::Bytes }
            }
        }
    }

    /// The constructors that take the body in another media type, where it has to be there.
    pub(super) fn other_constructors(
        &self,
        operation: &Operation,
        names: &OperationNames,
    ) -> TokenStream {
        let others = operation.other_bodies.iter().zip(&names.other_bodies);
        let others = others.filter(|(body, _)| body.required);
        let constructors = others.map(|(body, name)| {
            let name = ident(name);
            let text = format!("The call, whose body is {}.", docs::code(&body.media_type));
            let comment = docs::comment(&text);
            let (many, taken) = self.taken(operation, names, Some(body));
            let request = self.begun_request(operation, names, Some(body));
            let no_client = self.operation_path("NoClient");
            quote! {
                #comment
                #many
                #[inline]
                pub fn #name(#(#taken),*) -> Self {
                    let request = #request;
                    Self(request, #no_client)
                }
            }
        });
        quote! { #(#constructors)* }
    }

    /// The setters of bodies in other media types, where none has to be there, and of the media
    /// type of a body that may be of a range of them.
    pub(super) fn body_setters(
        &self,
        operation: &Operation,
        names: &OperationNames,
    ) -> Vec<TokenStream> {
        let own = operation.body.iter().map(|body| (body, &names.body));
        let others = operation.other_bodies.iter().zip(&names.other_bodies);
        let optional = own.chain(others).filter(|(body, _)| !body.required);
        let setters = optional.map(|(body, name)| self.body_setter(body, name));
        let is_range = |body: &&Body| body.media_type.contains('*');
        let ranges = operation.body.iter().chain(&operation.other_bodies).filter(is_range);
        let ranges: Vec<String> = ranges.map(|body| docs::code(&body.media_type)).collect();
        let content_type = (!ranges.is_empty()).then(|| {
            let text = format!("The media type of the body, of {}.", ranges.join(" or "));
            let comment = docs::comment(&text);
            quote! {
                #comment
                #[inline]
                pub fn content_type(self, media_type: &str) -> Self {
                    Self(self.0.content_type(media_type), self.1)
                }
            }
        });
        setters.chain(content_type).collect()
    }

    /// The constants that stand for the headers of answers.
    pub(super) fn header_constants(&self) -> Vec<TokenStream> {
        let headers = headers_of(&self.plan.api.operations);
        let headers = headers.iter().zip(&self.plan.facts.names.headers);
        let constants = headers.flat_map(|(of, name)| {
            let (header, name) = (of.header, ident(name));
            let otherwise = format!("The header {} of an answer.", docs::code(&header.wire_name));
            let comment = docs::of_property(&header.docs, &header.value, &otherwise);
            let deprecated = record::deprecated(header.deprecation);
            let (kind, wire_name) = (self.content(&header.value), &header.wire_name);
            let style = header_style(header.style);
            let constant = quote! {
                #comment
                #deprecated
                pub const #name: operation::Header<#kind> =
                    operation::Header::new(#wire_name) #style;
            };
            self.gated(vec![constant], |tags| tags.operations(&of.operations))
        });
        constants.collect()
    }

    /// The statuses of redirects that are answers.
    pub(super) fn redirects(&self, operation: &Operation) -> Option<TokenStream> {
        let statuses = operation.success.responses.iter().map(|response| response.status.as_str());
        let redirects: Vec<&str> = statuses.filter(|status| status.starts_with('3')).collect();
        (!redirects.is_empty()).then(|| {
            quote! { redirects: &[#(#redirects),*], }
        })
    }
}

/// What a reader of an operation's function should know of what else there is.
pub(super) fn facts(operation: &Operation, names: &OperationNames) -> Vec<String> {
    let by = |media_type: &str, name: &str| {
        format!("{} by {}", docs::code(media_type), docs::method(&names.value, name))
    };
    let mut answers: Vec<String> = Vec::new();
    for (items, name) in operation.named_items() {
        answers.extend(items.iter().map(|items| by(&items.media_type, name)));
    }
    let others = operation.representations.iter().zip(&names.representations);
    answers.extend(others.map(|(other, name)| by(&other.media_type, name)));
    let bodies = operation.other_bodies.iter().zip(&names.other_bodies);
    let bodies: Vec<String> = bodies.map(|(body, name)| by(&body.media_type, name)).collect();
    let mut facts = Vec::new();
    if !answers.is_empty() {
        facts.push(format!("Also answers with {}.", answers.join(", ")));
    }
    if !bodies.is_empty() {
        facts.push(format!("Also takes {}.", bodies.join(", ")));
    }
    let headers: Vec<String> =
        names.headers.iter().map(|name| format!("[`{name}`](requests::{name})")).collect();
    if !headers.is_empty() {
        facts.push(format!("Headers of answers: {}.", headers.join(", ")));
    }
    facts
}

fn framing(framing: &Framing) -> TokenStream {
    match framing {
        Framing::Data => quote! { Data },
        Framing::TaggedData(tag) => quote! { TaggedData(#tag) },
        Framing::Text => quote! { Text },
        Framing::Event => quote! { Event },
        Framing::EventOfJson => quote! { EventOfJson },
        Framing::EventOfEither => quote! { EventOfEither },
        Framing::Lines => quote! { Lines },
        Framing::Records => quote! { Records },
    }
}

fn header_style(style: HeaderStyle) -> Option<TokenStream> {
    let style = match style {
        HeaderStyle::Single => return None,
        HeaderStyle::List => "List",
        HeaderStyle::Object => "Object",
        HeaderStyle::ExplodedObject => "ExplodedObject",
        HeaderStyle::Json => "Json",
    };
    let style = ident(style);
    Some(quote! { .style(operation::HeaderStyle::#style) })
}
