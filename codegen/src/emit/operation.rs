//! Operations: the thin function, and the value behind it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::paths::Paths;
use super::{Emitter, Module, docs, record, table, word};
use crate::analysis::OperationNames;
use crate::api::{Content, Expr, Operation, ParameterIn, ParameterRow, ParameterStyle};
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
            quote! { use specwright::operation::{self, Outgoing}; },
            quote! { use specwright::wire; },
        ],
        _ => Vec::new(),
    };
    imports.extend(types);
    imports
}

/// Whether the Rust of an operation names a type of the API.
fn mentions_types(operation: &Operation) -> bool {
    if operation.parameters.is_some() {
        return true;
    }
    let parameters = operation.path_parameters.iter().map(|parameter| &parameter.value);
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
        let fields = arguments.iter().map(|argument| &argument.name);
        let option = self.paths.std("Option");
        let arguments = arguments.iter().map(|argument| {
            let (name, kind) = (&argument.name, argument.lent(&quote! {}, &option));
            quote! { #name: #kind }
        });
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
        let lifetime = (!arguments.is_empty()).then(|| quote! { <'a> });
        let elided = (!arguments.is_empty()).then(|| quote! { <'_> });
        let fields = arguments.iter().map(|argument| {
            let (field, kind) =
                (&argument.name, argument.lent(&quote! { 'a }, &self.paths.std("Option")));
            let comment = docs::comment(&argument.comment);
            quote! { #comment pub #field: #kind }
        });
        let id = &operation.id;
        let method = method(&operation.method);
        let path = &operation.path;
        let path_parameters = self.outgoing_path(operation, names);
        let parameters = operation
            .parameters
            .is_some()
            .then(|| quote! { .parameters(self.params, Self::PARAMETERS) });
        let body = self.outgoing_body(operation);
        let output = self.output(operation);
        let read = self.read_response(operation);
        let result = self.paths.std("Result");
        let table = operation.parameters.as_ref().map(|parameters| {
            let rows = parameters.rows.iter().map(parameter_row);
            quote! {
                impl #name #elided {
                    const PARAMETERS: &'static [operation::Parameter] = &[#(#rows),*];
                }
            }
        });
        quote! {
            #comment
            #[derive(Clone, Copy, Debug)]
            pub struct #name #lifetime {
                #(#fields,)*
            }

            #table

            impl operation::Operation for #name #elided {
                type Output = #output;
                const ID: &'static str = #id;
                fn request(&self) -> #result<operation::Request, wire::Invalid> {
                    Outgoing::new(#method, #path) #path_parameters #parameters #body .finish()
                }
                fn response(&self, response: &operation::Response) -> #result<#output, wire::DecodeError> {
                    #read
                }
            }
        }
    }

    /// The arguments of an operation: those of its path, its other parameters, its body.
    fn arguments(&self, operation: &Operation, names: &OperationNames) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for (parameter, name) in operation.path_parameters.iter().zip(&names.path_parameters) {
            let target = match self.underlying(&parameter.value.expr) {
                Expr::Text => quote! { str },
                _ => self.expr(&parameter.value.expr),
            };
            let comment = format!("`{}` of the path.", parameter.wire_name);
            arguments.push(Argument { name: word(name), target, presence: Given::Always, comment });
        }
        if let Some(parameters) = &operation.parameters {
            let target = self.expr(&Expr::Named(parameters.record));
            let comment = "What is sent outside the path and the body.".to_owned();
            arguments.push(Argument {
                name: word("params"),
                target,
                presence: Given::Always,
                comment,
            });
        }
        if let Some(body) = &operation.body {
            let target = match &body.content {
                Content::Json(value) | Content::Form(value) | Content::Multipart(value) => {
                    self.expr(&value.expr)
                }
                Content::Text => quote! { str },
                Content::Bytes | Content::Events | Content::Empty => quote! { [u8] },
            };
            let presence = if body.required { Given::Always } else { Given::Perhaps };
            let comment = "The body.".to_owned();
            arguments.push(Argument { name: word("request"), target, presence, comment });
        }
        arguments
    }

    fn outgoing_path(&self, operation: &Operation, names: &OperationNames) -> TokenStream {
        let calls = operation.path_parameters.iter().zip(&names.path_parameters).map(
            |(parameter, name)| {
                let field = word(name);
                let wire_name = &parameter.wire_name;
                let style = style(parameter.style);
                let explode = parameter.explode;
                let limits = table::limits(&parameter.value.limits);
                let call = match self.underlying(&parameter.value.expr) {
                    Expr::Text => word("path_text"),
                    _ => word("path"),
                };
                quote! { .#call(#wire_name, #style, #explode, #limits, self.#field) }
            },
        );
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

/// An argument of an operation, which it borrows.
struct Argument {
    name: Ident,
    target: TokenStream,
    presence: Given,
    comment: String,
}

/// Whether an argument has to be given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Always,
    Perhaps,
}

impl Argument {
    /// The argument's type, borrowed for a lifetime or for none in particular.
    fn lent(&self, lifetime: &TokenStream, option: &TokenStream) -> TokenStream {
        let target = &self.target;
        match self.presence {
            Given::Always => quote! { &#lifetime #target },
            Given::Perhaps => quote! { #option<&#lifetime #target> },
        }
    }
}

fn parameter_row(row: &ParameterRow) -> TokenStream {
    let location = word(match row.location {
        ParameterIn::Query => "query",
        ParameterIn::Header => "header",
        ParameterIn::Cookie => "cookie",
    });
    let (wire_name, style, explode) = (&row.wire_name, style(row.style), row.explode);
    let member = (row.member != row.wire_name).then(|| {
        let member = &row.member;
        quote! { .member(#member) }
    });
    quote! { operation::#location(#wire_name, #style, #explode) #member }
}

fn style(style: ParameterStyle) -> TokenStream {
    let style = word(match style {
        ParameterStyle::Simple => "Simple",
        ParameterStyle::Label => "Label",
        ParameterStyle::Matrix => "Matrix",
        ParameterStyle::Form => "Form",
        ParameterStyle::SpaceDelimited => "SpaceDelimited",
        ParameterStyle::PipeDelimited => "PipeDelimited",
        ParameterStyle::DeepObject => "DeepObject",
        ParameterStyle::Json => "Json",
    });
    quote! { operation::Style::#style }
}

/// A method: one of the constants that `http` has, or another by its name.
fn method(name: &str) -> TokenStream {
    let constants = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];
    if constants.contains(&name) {
        let name = word(name);
        quote! { operation::Method::#name }
    } else {
        quote! { operation::method(#name) }
    }
}
