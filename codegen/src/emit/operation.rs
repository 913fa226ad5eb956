//! Operations: the thin function, and the value behind it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::paths::Paths;
use super::request_builder::{method, parameter_row, row_ident};
use super::{Emitter, Module, docs, ident, record, service};
use crate::analysis::{Answers, OperationAnswers, OperationNames};
use crate::api::{Content, Expr, Operation, ParameterIn, Response};
use crate::plan::Plan;

/// What the modules of operations import.
pub(super) fn imports(module: Module, paths: &Paths<'_>, plan: &Plan) -> Vec<TokenStream> {
    let mut operations = plan.api.operations.iter().zip(&plan.facts.answers);
    let names_types =
        operations.any(|(operation, answers)| imports_types(operation, answers, module));
    let types = names_types.then(|| quote! { use super::types::*; });
    let mut imports = match module {
        Module::Operations => {
            let client = [("Client", quote! { Client }), ("Call", quote! { client::Call })];
            let free = client.into_iter().filter(|(name, _)| !paths.is_taken(name));
            let free = free.map(|(_, path)| quote! { use specwright::#path; });
            free.chain([quote! { use super::requests; }]).collect()
        }
        Module::Requests => {
            let rows =
                plan.api.operations.iter().filter_map(|operation| operation.parameters.as_ref());
            let used: Vec<ParameterIn> =
                rows.flat_map(|parameters| &parameters.rows).map(|row| row.location).collect();
            let all = [ParameterIn::Cookie, ParameterIn::Header, ParameterIn::Query];
            let rows = all.into_iter().filter(|location| used.contains(location)).map(row_ident);
            let request_builder =
                (!paths.is_taken("RequestBuilder")).then(|| quote! { RequestBuilder, });
            vec![quote! { use specwright::operation::{self, #request_builder #(#rows),*}; }]
        }
        _ => Vec::new(),
    };
    imports.extend(types);
    imports
}

/// Whether the Rust of an operation in a module names a type of the API.
fn imports_types(operation: &Operation, answers: &OperationAnswers, module: Module) -> bool {
    if operation.parameters.is_some() {
        return true;
    }
    let parameters = operation.path_parameters.iter().map(|parameter| &parameter.value);
    let contents = operation.body.iter().map(|body| &body.content);
    // A function names a success that is always the same; others, and failures, have a type
    // beside the call.
    let responses: Vec<&Response> = match (module, &answers.success) {
        (Module::Operations, Answers::Alike) => operation.success.responses.iter().collect(),
        (Module::Operations, _) => Vec::new(),
        _ => operation.success.responses.iter().chain(&operation.failures).collect(),
    };
    let contents = contents.chain(responses.into_iter().map(|response| &response.content));
    let contents = contents.filter_map(|content| match content {
        Content::Json(value) | Content::Form(value) | Content::Multipart(value) => Some(value),
        _ => None,
    });
    parameters.chain(contents).any(|value| value.expr.named().is_some())
}

impl Emitter<'_> {
    /// The functions.
    pub(super) fn operation_functions(&self) -> Vec<(String, Vec<TokenStream>)> {
        let functions = self.operations().map(|(operation, names, answers)| {
            let function = self.function(operation, names, &answers.success);
            (names.function.clone(), vec![function])
        });
        functions.collect()
    }

    /// The values.
    pub(super) fn operation_values(&self) -> Vec<(String, Vec<TokenStream>)> {
        let items = self.operations().map(|(operation, names, answers)| {
            let value = self.value_of(operation, names, &answers.success);
            let enums = self.answer_enums(operation, names, answers);
            (names.value.clone(), [value].into_iter().chain(enums).collect())
        });
        items.collect()
    }

    fn operations(&self) -> impl Iterator<Item = (&Operation, &OperationNames, &OperationAnswers)> {
        let facts = &self.plan.facts;
        let named = self.plan.api.operations.iter().zip(&facts.names.operations);
        named.zip(&facts.answers).map(|((operation, names), answers)| (operation, names, answers))
    }

    fn function(
        &self,
        operation: &Operation,
        names: &OperationNames,
        answers: &Answers,
    ) -> TokenStream {
        let name = ident(&names.function);
        let value = ident(&names.value);
        let facts = service::facts(operation);
        let comment = docs::of_function(&operation.docs, &line(operation), &facts, ERRORS);
        let deprecated = record::deprecated(operation.deprecation);
        let arguments = self.arguments(operation, names);
        let fields: Vec<&Ident> = arguments.iter().map(|argument| &argument.name).collect();
        let fields = (!fields.is_empty()).then(|| quote! { { #(#fields),* } });
        let option = self.paths.std("Option");
        let many = (arguments.len() >= MANY).then(|| {
            quote! {
                #[allow(clippy::too_many_arguments, reason = "an argument for each template of the path")]
            }
        });
        let arguments = arguments.iter().map(|argument| {
            let (name, kind) = (&argument.name, argument.by_ref(&quote! {}, &option));
            quote! { #name: #kind }
        });
        let output = self.output(operation, names, answers);
        let call = match answers {
            Answers::Alike if operation.success.responses[0].content == Content::Events => "stream",
            _ => "send",
        };
        let call = ident(call);
        let called = self.paths.runtime("Call", quote! { client::Call });
        let client = self.paths.runtime("Client", quote! { Client });
        quote! {
            #comment
            #deprecated
            #many
            #[inline]
            pub fn #name(client: &#client, #(#arguments),*) -> #called<#output> {
                client.#call(&requests::#value #fields)
            }
        }
    }

    fn value_of(
        &self,
        operation: &Operation,
        names: &OperationNames,
        answers: &Answers,
    ) -> TokenStream {
        let name = ident(&names.value);
        let comment =
            docs::comment(&format!("A call of {}: {}", docs::code(&operation.id), line(operation)));
        let arguments = self.arguments(operation, names);
        let borrows = self.borrows(operation, names);
        let lifetime = borrows.then(|| quote! { <'a> });
        let elided = borrows.then(|| quote! { <'_> });
        let fields = arguments.iter().map(|argument| {
            let (field, kind) =
                (&argument.name, argument.by_ref(&quote! { 'a }, &self.paths.std("Option")));
            let comment = docs::comment(&argument.comment);
            quote! { #comment pub #field: #kind }
        });
        let fields = match arguments.is_empty() {
            true => quote! { ; },
            false => quote! { { #(#fields,)* } },
        };
        let id = &operation.id;
        let method = method(&operation.method);
        let path = &operation.path;
        let path_parameters = self.outgoing_path(operation, names);
        let parameters = operation.parameters.as_ref().map(|parameters| {
            let rows = parameters.rows.iter().map(parameter_row);
            quote! { .parameters(self.params, &[#(#rows),*]) }
        });
        let body = self.outgoing_body(operation);
        let accept = (!operation.accept.is_empty()).then(|| {
            let accept = &operation.accept;
            quote! { .accept(#accept) }
        });
        let described = self.described_calls(operation);
        let request_builder = match self.paths.is_taken("RequestBuilder") {
            true => quote! { operation::RequestBuilder },
            false => quote! { RequestBuilder },
        };
        let success = self.success(operation, names, answers);
        let failure = ident(&names.failure);
        let result = self.paths.std("Result");
        quote! {
            #comment
            #[derive(Clone, Copy, Debug)]
            pub struct #name #lifetime #fields

            impl operation::Operation for #name #elided {
                type Success = #success;
                type Failure = #failure;
                const ID: &'static str = #id;
                #described
                #[inline]
                fn request(&self) -> #result<operation::Request, specwright::Invalid> {
                    #request_builder::new(#method, #path) #path_parameters #parameters #body #accept .finish()
                }
            }
        }
    }

    /// Whether a call borrows any of its arguments.
    pub(super) fn borrows(&self, operation: &Operation, names: &OperationNames) -> bool {
        let mut arguments = self.arguments(operation, names).into_iter();
        arguments.any(|argument| argument.passing != Passing::Copied)
    }

    /// The arguments of an operation: those of its path, its other parameters, its body.
    fn arguments(&self, operation: &Operation, names: &OperationNames) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for (parameter, name) in operation.path_parameters.iter().zip(&names.path_parameters) {
            let (target, passing) = match self.plan.api.underlying(&parameter.value.expr) {
                Expr::Text => (quote! { str }, Passing::Required),
                Expr::List(item) => {
                    let item = self.nested(item);
                    (quote! { [#item] }, Passing::Required)
                }
                _ if self.is_copied(parameter) => {
                    (self.expr(&parameter.value.expr), Passing::Copied)
                }
                _ => (self.expr(&parameter.value.expr), Passing::Required),
            };
            let comment = format!("{} of the path.", docs::name(&parameter.wire_name));
            arguments.push(Argument { name: ident(name), target, passing, comment });
        }
        if let Some(parameters) = &operation.parameters {
            let target = self.expr(&Expr::Named(parameters.record));
            let comment = "What is sent outside the path and the body.".to_owned();
            arguments.push(Argument {
                name: ident("params"),
                target,
                passing: Passing::Required,
                comment,
            });
        }
        if let Some(body) = &operation.body {
            let target = match &body.content {
                Content::Json(value) | Content::Form(value) | Content::Multipart(value) => {
                    self.content(value)
                }
                Content::Text => quote! { str },
                Content::Bytes | Content::Events | Content::Empty => self.paths.file(),
            };
            let passing = if body.required { Passing::Required } else { Passing::Optional };
            let comment = "The body.".to_owned();
            arguments.push(Argument { name: ident("request"), target, passing, comment });
        }
        arguments
    }

    /// What the function returns of a success.
    fn output(
        &self,
        operation: &Operation,
        names: &OperationNames,
        answers: &Answers,
    ) -> TokenStream {
        match answers {
            Answers::Undescribed => quote! { () },
            Answers::ByStatus(_) => {
                let name = ident(&names.success);
                quote! { requests::#name }
            }
            Answers::Alike => match &operation.success.responses[0].content {
                Content::Json(value) => self.content(value),
                Content::Text => self.paths.std("String"),
                Content::Empty => quote! { () },
                Content::Events => quote! { specwright::client::ByteStream },
                _ => quote! { specwright::operation::Bytes },
            },
        }
    }
}

/// What an operation is on the wire, for documentation.
fn line(operation: &Operation) -> String {
    format!("{}.", docs::code(&format!("{} {}", operation.method, operation.path)))
}

/// When a function fails.
const ERRORS: &str = "The call, once it is awaited, returns [`Error::Invalid`](specwright::Error::Invalid) if an argument\nbreaks a limit; otherwise see [`Error`](specwright::Error).";

/// How many arguments beside the client are many to clippy.
const MANY: usize = 7;

/// An argument of an operation, which it borrows.
struct Argument {
    name: Ident,
    target: TokenStream,
    passing: Passing,
    comment: String,
}

/// Whether an argument has to be given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passing {
    Required,
    /// Always, and so small that it is not borrowed.
    Copied,
    Optional,
}

impl Argument {
    /// The argument's type, borrowed for a lifetime or for none in particular.
    fn by_ref(&self, lifetime: &TokenStream, option: &TokenStream) -> TokenStream {
        let target = &self.target;
        match self.passing {
            Passing::Required => quote! { &#lifetime #target },
            Passing::Copied => quote! { #target },
            Passing::Optional => quote! { #option<&#lifetime #target> },
        }
    }
}
