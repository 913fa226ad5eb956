//! Operations: the thin function, and the value behind it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::paths::Paths;
use super::{Emitter, Module, docs, record, word};
use crate::analysis::OperationNames;
use crate::api::{Content, Operation, ParameterIn, ParameterStyle};
use crate::plan::Plan;

/// What the modules of operations import.
pub(super) fn imports(module: Module, paths: &Paths<'_>, plan: &Plan) -> Vec<TokenStream> {
    let names_types = plan.api.operations.iter().any(mentions_types);
    let types = names_types.then(|| quote! { use super::types::*; });
    let mut imports = match module {
        Module::Operations => {
            let free = ["Client", "Reply"].into_iter().filter(|name| !paths.is_taken(name));
            let free = free.map(word);
            let free = free.map(|name| quote! { use specwright::#name; });
            free.chain([quote! { use super::requests; }]).collect()
        }
        Module::Requests => vec![
            quote! { use specwright::operation::{self, Method, Outgoing}; },
            quote! { use specwright::wire; },
        ],
        _ => Vec::new(),
    };
    imports.extend(types);
    imports
}

/// Whether the Rust of an operation names a type of the API.
fn mentions_types(operation: &Operation) -> bool {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.value);
    let contents = operation.body.iter().map(|body| &body.content);
    let contents = contents.chain(std::iter::once(success(operation)));
    let contents = contents.filter_map(|content| match content {
        Content::Json(value) | Content::Form(value) | Content::Multipart(value) => Some(value),
        _ => None,
    });
    parameters.chain(contents).any(|value| value.expr.named().is_some())
}

impl Emitter<'_> {
    /// The functions.
    pub(super) fn operation_functions(&self) -> Vec<TokenStream> {
        let operations = self.plan.api.operations.iter().zip(&self.plan.facts.names.operations);
        operations.map(|(operation, names)| self.function(operation, names)).collect()
    }

    /// The values.
    pub(super) fn operation_values(&self) -> Vec<TokenStream> {
        let operations = self.plan.api.operations.iter().zip(&self.plan.facts.names.operations);
        operations.map(|(operation, names)| self.value_of(operation, names)).collect()
    }

    fn function(&self, operation: &Operation, names: &OperationNames) -> TokenStream {
        let name = word(&names.function);
        let value = word(&names.value);
        let comment = docs::of_item(&operation.docs, &line(operation));
        let deprecated = record::deprecated(operation.deprecation);
        let arguments = self.arguments(operation, names);
        let fields = self.arguments(operation, names).into_iter().map(|(field, _)| field);
        let arguments = arguments.into_iter().map(|(field, kind)| quote! { #field: #kind });
        let output = self.output(operation);
        let result = self.paths.std("Result");
        let error = quote! { specwright::Error };
        let reply = self.paths.runtime("Reply", quote! { Reply });
        let client = self.paths.runtime("Client", quote! { Client });
        quote! {
            #comment
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " Where the arguments break a limit of the description, in which case nothing is sent;"]
            #[doc = " where the call fails; where the answer is a failure or cannot be read."]
            #deprecated
            pub async fn #name(client: &#client, #(#arguments),*) -> #result<#reply<#output>, #error> {
                client.send(&requests::#value { #(#fields),* }).await
            }
        }
    }

    fn value_of(&self, operation: &Operation, names: &OperationNames) -> TokenStream {
        let name = word(&names.value);
        let comment =
            docs::comment(&format!("A call of {}: {}", docs::code(&operation.id), line(operation)));
        let arguments = self.arguments(operation, names);
        let borrows = arguments.iter().any(|(_, kind)| kind.to_string().starts_with('&'));
        let lifetime = borrows.then(|| quote! { <'a> });
        let elided = borrows.then(|| quote! { <'_> });
        let fields = arguments.iter().map(|(field, kind)| {
            let kind = lifetimed(kind);
            let comment = docs::comment("What is sent.");
            quote! { #comment pub #field: #kind }
        });
        let id = &operation.id;
        let method = Ident::new(&operation.method, Span::call_site());
        let path = &operation.path;
        let parameters = self.outgoing_parameters(operation, names);
        let body = self.outgoing_body(operation);
        let output = self.output(operation);
        let read = self.read_response(operation);
        let result = self.paths.std("Result");
        quote! {
            #comment
            #[derive(Clone, Copy, Debug)]
            pub struct #name #lifetime {
                #(#fields,)*
            }

            impl operation::Operation for #name #elided {
                type Output = #output;
                const ID: &'static str = #id;
                fn request(&self) -> #result<operation::Request, wire::Invalid> {
                    Outgoing::new(Method::#method, #path) #parameters #body .finish()
                }
                fn response(&self, response: &operation::Response) -> #result<#output, wire::DecodeError> {
                    #read
                }
            }
        }
    }

    /// The arguments of an operation: its parameters, then its body.
    fn arguments(
        &self,
        operation: &Operation,
        names: &OperationNames,
    ) -> Vec<(Ident, TokenStream)> {
        let option = self.paths.std("Option");
        let mut arguments = Vec::new();
        for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
            let kind = self.expr(&parameter.value.expr);
            let kind = if parameter.required {
                quote! { &#kind }
            } else {
                quote! { #option<&#kind> }
            };
            arguments.push((word(name), kind));
        }
        if let Some(body) = &operation.body {
            let kind = match &body.content {
                Content::Json(value) | Content::Form(value) | Content::Multipart(value) => {
                    self.expr(&value.expr)
                }
                Content::Text => quote! { str },
                Content::Bytes | Content::Events | Content::Empty => quote! { [u8] },
            };
            let kind = if body.required {
                quote! { &#kind }
            } else {
                quote! { #option<&#kind> }
            };
            arguments.push((word("request"), kind));
        }
        arguments
    }

    fn outgoing_parameters(&self, operation: &Operation, names: &OperationNames) -> TokenStream {
        let calls = operation.parameters.iter().zip(&names.parameters).map(|(parameter, name)| {
            let field = word(name);
            let wire_name = &parameter.wire_name;
            let location = Ident::new(
                match parameter.location {
                    ParameterIn::Path => "path",
                    ParameterIn::Query => "query",
                    ParameterIn::Header => "header",
                    ParameterIn::Cookie => "cookie",
                },
                Span::call_site(),
            );
            let style = Ident::new(
                match parameter.style {
                    ParameterStyle::Simple => "Simple",
                    ParameterStyle::Label => "Label",
                    ParameterStyle::Matrix => "Matrix",
                    ParameterStyle::Form => "Form",
                    ParameterStyle::SpaceDelimited => "SpaceDelimited",
                    ParameterStyle::PipeDelimited => "PipeDelimited",
                    ParameterStyle::DeepObject => "DeepObject",
                    ParameterStyle::Json => "Json",
                },
                Span::call_site(),
            );
            let explode = parameter.explode;
            let value = if parameter.required {
                quote! { Some(self.#field) }
            } else {
                quote! { self.#field }
            };
            quote! { .#location(#wire_name, operation::Style::#style, #explode, #value) }
        });
        quote! { #(#calls)* }
    }

    fn outgoing_body(&self, operation: &Operation) -> TokenStream {
        let Some(body) = &operation.body else { return quote! {} };
        let media_type = &body.media_type;
        let value = if body.required {
            quote! { Some(self.request) }
        } else {
            quote! { self.request }
        };
        match &body.content {
            Content::Json(_) => quote! { .json(#media_type, #value) },
            Content::Form(_) => quote! { .form(#media_type, #value) },
            Content::Multipart(_) => quote! { .multipart(#value) },
            Content::Text => quote! { .text(#media_type, #value) },
            Content::Bytes | Content::Events | Content::Empty => {
                quote! { .bytes(#media_type, #value) }
            }
        }
    }

    /// What a success carries.
    fn output(&self, operation: &Operation) -> TokenStream {
        match success(operation) {
            Content::Json(value) => self.expr(&value.expr),
            Content::Text => self.paths.std("String"),
            Content::Empty => quote! { () },
            _ => quote! { specwright::operation::Bytes },
        }
    }

    fn read_response(&self, operation: &Operation) -> TokenStream {
        match success(operation) {
            Content::Json(_) => quote! { operation::read_json(response) },
            Content::Text => quote! { operation::read_text(response) },
            Content::Empty => quote! { operation::read_nothing(response) },
            _ => quote! { operation::read_bytes(response) },
        }
    }
}

fn success(operation: &Operation) -> &Content {
    operation.success.outcomes.first().map_or(&Content::Empty, |outcome| &outcome.content)
}

/// What an operation is on the wire, for documentation.
fn line(operation: &Operation) -> String {
    format!("{}.", docs::code(&format!("{} {}", operation.method, operation.path)))
}

/// A borrowed type with the lifetime of the value that holds it.
fn lifetimed(kind: &TokenStream) -> TokenStream {
    let mut tokens = Vec::new();
    for tree in kind.clone() {
        let is_borrow =
            matches!(&tree, proc_macro2::TokenTree::Punct(punct) if punct.as_char() == '&');
        tokens.push(quote! { #tree });
        if is_borrow {
            tokens.push(quote! { 'a });
        }
    }
    quote! { #(#tokens)* }
}
