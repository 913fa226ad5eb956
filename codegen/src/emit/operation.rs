//! Operations: the thin function, and the value behind it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::paths::Paths;
use super::{Emitter, Module, docs, ident, pages, record, representation, returned, service};
use crate::analysis::{
    Answers, OPTIONS, OperationAnswers, OperationNames, Takes, takes_or_refuses,
};
use crate::api::{Body, Content, Expr, Operation, Parameter, Use};
use crate::plan::Plan;
use crate::surface;

/// What the modules of operations import.
pub(super) fn imports(module: Module, paths: &Paths<'_>, plan: &Plan) -> Vec<TokenStream> {
    let types = quote! { use super::types::*; };
    let types = match module {
        _ if names_types(plan, module) => Some(types),
        Module::Operations if returned::links_to_types(plan) => Some(docs::import(types)),
        _ => None,
    };
    let mut imports = match module {
        Module::Operations => {
            let client = (!paths.is_taken("Client")).then(|| quote! { use specwright::Client; });
            let requests = [quote! { use super::requests; }];
            client.into_iter().chain(requests).chain(service::linked(plan)).collect()
        }
        Module::Requests => {
            let free = SHORT.into_iter().filter(|name| !paths.is_taken(name)).map(ident);
            vec![quote! { use specwright::operation::{self, #(#free),*}; }]
        }
        _ => Vec::new(),
    };
    imports.extend(types);
    imports
}

/// Whether the Rust of the operations in a module names a type of the API, so that it imports them.
fn names_types(plan: &Plan, module: Module) -> bool {
    plan.api.operations.iter().any(|operation| names_a_type(operation, module))
}

/// Whether the Rust of an operation in a module names one.
fn names_a_type(operation: &Operation, module: Module) -> bool {
    let is_there = |required: bool| required || module == Module::Requests;
    let path = operation.path_parameters.iter().map(|parameter| &parameter.value);
    let others = operation.parameters.iter().filter(|parameter| is_there(parameter.required));
    let others = others.map(|parameter| &parameter.value);
    let body = operation.body.iter().filter(|body| is_there(body.required));
    let contents = body.map(|body| &body.content);
    let mut contents: Vec<&Content> = contents.collect();
    let mut uses: Vec<&Use> = path.chain(others).collect();
    // The types of answers, and of what else can be sent, stand beside the call.
    if module != Module::Operations {
        contents.extend(operation.other_bodies.iter().map(|body| &body.content));
        contents.extend(operation.representations.iter().map(|other| &other.content));
        uses.extend(operation.items().map(|items| &items.item));
        for response in operation.success.responses.iter().chain(&operation.failures) {
            contents.push(&response.content);
            uses.extend(response.headers.iter().map(|header| &header.value));
        }
    }
    uses.extend(contents.into_iter().filter_map(|content| match content {
        Content::Json(value) | Content::Form(value) | Content::Multipart(value) => Some(value),
        _ => None,
    }));
    uses.into_iter().any(|value| value.expr.named().is_some())
}

impl Emitter<'_> {
    /// The functions.
    pub(super) fn operation_functions(&self) -> Vec<(String, Vec<TokenStream>)> {
        let functions = self.operations().enumerate().map(|(index, of)| {
            let (_, names, _) = of;
            let function = vec![self.function(index, of)];
            (names.function.clone(), self.gated(function, |tags| tags.operation(index).clone()))
        });
        functions.collect()
    }

    /// The values.
    pub(super) fn operation_values(&self) -> Vec<(String, Vec<TokenStream>)> {
        let items = self.operations().enumerate().map(|(index, (operation, names, answers))| {
            let value = self.value_of(operation, names, &answers.success);
            let others = self.representations(operation, names);
            let pages = self.pages(index, operation, names);
            let enums = self.answer_enums(operation, names, answers);
            let items = value.into_iter().chain(others).chain(pages).chain(enums);
            let items = self.gated(items.collect(), |tags| tags.operation(index).clone());
            (names.value.clone(), items)
        });
        let headers = self.header_constants();
        let headers = (!headers.is_empty()).then(|| ("headers".to_owned(), headers));
        items.chain(headers).collect()
    }

    fn operations(&self) -> impl Iterator<Item = (&Operation, &OperationNames, &OperationAnswers)> {
        let facts = &self.plan.facts;
        let named = self.plan.api.operations.iter().zip(&facts.names.operations);
        named.zip(&facts.answers).map(|((operation, names), answers)| (operation, names, answers))
    }

    fn function(
        &self,
        index: usize,
        (operation, names, answers): (&Operation, &OperationNames, &OperationAnswers),
    ) -> TokenStream {
        let name = ident(&names.function);
        let value = ident(&names.value);
        let mut facts = representation::facts(operation, names);
        facts.extend(pages::facts(self.plan.facts.pages_of(index), &names.value));
        facts.extend(service::facts(self.plan, operation));
        facts.extend(described_arguments(operation, names));
        facts.extend(optional(operation, names));
        facts.extend(returned::limits(operation));
        facts.extend(self.example(operation, names));
        let returned = returned::returned(self.plan, operation, names, answers);
        let comment = docs::of_function(&operation.docs, &returned, &facts, ERRORS);
        let deprecated = record::deprecated(operation.deprecation);
        let aliases = self.aliases(operation, names);
        let arguments = self.arguments(operation, names, None);
        let many = many(arguments.len() + 1);
        let passed = arguments.iter().map(|argument| &argument.name);
        let taken = arguments.iter().map(Argument::taken);
        let client = self.paths.runtime("Client", quote! { Client });
        quote! {
            #comment
            #aliases
            #deprecated
            #many
            #[inline]
            pub fn #name(client: &#client, #(#taken),*) -> requests::#value<#client> {
                requests::#value::new(#(#passed),*).by(client)
            }
        }
    }

    fn value_of(
        &self,
        operation: &Operation,
        names: &OperationNames,
        answers: &Answers,
    ) -> [TokenStream; 4] {
        let name = ident(&names.value);
        let comment =
            docs::comment(&format!("A call of {}: {}", docs::code(&operation.id), line(operation)));
        let (many, taken) = self.taken(operation, names, None);
        let id = &operation.id;
        let described = self.described_calls(operation);
        let redirects = self.redirects(operation);
        let request = self.begun_request(operation, names, None);
        let other_constructors = self.other_constructors(operation, names);
        let success = self.success(operation, names, answers);
        let stream = is_stream(operation, answers).then(|| quote! { handed_over: stream, });
        let options = options(names);
        let failure = ident(&names.failure);
        let setters = self.call_setters(operation, names);
        let [caller, no_client, request_builder] = SHORT.map(|name| self.operation_path(name));
        let value = quote! {
            #comment
            #[must_use = "a call is not made until it is awaited"]
            pub struct #name<C: #caller = #no_client>(#request_builder, C::State);
        };
        let call = quote! {
            operation::call!(#name {
                id: #id,
                success: #success,
                failure: #failure,
                #described
                #redirects
                #stream
                #options
            });
        };
        let functions = quote! {
            impl #name {
                /// The call, which a client has yet to make.
                #many
                #[inline]
                pub fn new(#(#taken),*) -> Self {
                    let request = #request;
                    Self(request, #no_client)
                }

                #other_constructors
            }
        };
        [value, call, functions, setters]
    }

    /// The setters of what an operation can do without.
    fn call_setters(&self, operation: &Operation, names: &OperationNames) -> TokenStream {
        let optional = operation.parameters.iter().zip(&names.parameters);
        let optional = optional.filter(|(parameter, _)| !parameter.required);
        let setters = optional.map(|(parameter, name)| self.call_setter(parameter, name));
        let bodies = self.body_setters(operation, names);
        let setters: Vec<TokenStream> = setters.chain(bodies).collect();
        if setters.is_empty() {
            return quote! {};
        }
        let name = ident(&names.value);
        let caller = self.operation_path("Caller");
        quote! { impl<C: #caller> #name<C> { #(#setters)* } }
    }

    fn call_setter(&self, parameter: &Parameter, name: &str) -> TokenStream {
        let name = ident(name);
        let (wire_name, value) = (&parameter.wire_name, &parameter.value);
        let otherwise = self.named_type(wire_name, value);
        let comment = docs::of_property(&parameter.docs, value, &otherwise);
        let deprecated = record::deprecated(parameter.deprecation);
        let (argument, value) = self.set_by(&value.expr);
        let sent = match takes_or_refuses(&self.plan.api, &parameter.value.expr) {
            Takes::Integer => self.set_integer(parameter),
            _ if self.plan.api.is_custom(&parameter.value.expr) => {
                self.set_parameter(parameter, &self.own(&value))
            }
            _ => self.set_parameter(parameter, &quote! { &#value }),
        };
        quote! {
            #comment
            #deprecated
            #[inline]
            pub fn #name(mut self, value: #argument) -> Self {
                self.0 #sent;
                self
            }
        }
    }

    pub(super) fn body_setter(&self, body: &Body, name: &str) -> TokenStream {
        let argument = self.takes(&surface::handed(self.plan, body, name).takes);
        let name = ident(name);
        let comment = docs::of_item(&body.docs, "The body.");
        let sent = self.sent_body(body, &name);
        let deprecated = record::deprecated(body.deprecation);
        quote! {
            #comment
            #deprecated
            #[inline]
            pub fn #name(self, #name: #argument) -> Self {
                Self(self.0 #sent, self.1)
            }
        }
    }

    pub(super) fn operation_path(&self, name: &str) -> TokenStream {
        let ident = ident(name);
        match self.paths.is_taken(name) {
            true => quote! { operation::#ident },
            false => quote! { #ident },
        }
    }

    /// The arguments of what an operation cannot do without, and what clippy is told of them.
    pub(super) fn taken(
        &self,
        operation: &Operation,
        names: &OperationNames,
        other_body: Option<&Body>,
    ) -> (Option<TokenStream>, Vec<TokenStream>) {
        let arguments = self.arguments(operation, names, other_body);
        (many(arguments.len()), arguments.iter().map(Argument::taken).collect())
    }

    /// What an operation cannot do without: of its path, of its other parameters, its body or
    /// another one.
    fn arguments(
        &self,
        operation: &Operation,
        names: &OperationNames,
        other_body: Option<&Body>,
    ) -> Vec<Argument> {
        let arguments = surface::arguments(self.plan, operation, names, other_body).into_iter();
        let written = arguments.map(|argument| {
            let (name, kind) = (ident(&argument.name), self.takes(&argument.takes));
            Argument { name, kind }
        });
        written.collect()
    }
}

/// What a call says by its short name, unless a type of the API is called so.
const SHORT: [&str; 3] = ["Caller", "NoClient", "RequestBuilder"];

/// Whether the body of a success is handed over while it arrives.
fn is_stream(operation: &Operation, answers: &Answers) -> bool {
    *answers == Answers::Alike && operation.success.responses[0].content == Content::Events
}

/// The options that are methods of a call, where not all of them are.
fn options(names: &OperationNames) -> Option<TokenStream> {
    let is_free = |name: &&str| !names.options_taken.iter().any(|taken| taken == name);
    let free = OPTIONS.into_iter().filter(is_free).map(ident);
    (!names.options_taken.is_empty()).then(|| quote! { options(#(#free),*), })
}

/// What there is to say about the parameters that are arguments, in a list.
fn described_arguments(operation: &Operation, names: &OperationNames) -> Option<String> {
    let path = operation.path_parameters.iter().zip(&names.path_parameters);
    let path = path.map(|(parameter, name)| (name, &parameter.docs, &parameter.value));
    let others = operation.parameters.iter().zip(&names.parameters);
    let others = others.filter(|(parameter, _)| parameter.required);
    let others = others.map(|(parameter, name)| (name, &parameter.docs, &parameter.value));
    let any = Use::of(Expr::Json);
    let body = operation.body.iter().filter(|body| body.required);
    let body = body.map(|body| (&names.body, &body.docs, &any));
    let lines = path.chain(others).chain(body);
    let lines = lines.filter_map(|(name, docs, used)| docs::of_argument(name, docs, used));
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What a call can be given besides, by methods of the value that the function returns.
fn optional(operation: &Operation, names: &OperationNames) -> Option<String> {
    let parameters = operation.parameters.iter().zip(&names.parameters);
    let parameters = parameters.filter(|(parameter, _)| !parameter.required);
    let body = operation.body.iter().filter(|body| !body.required).map(|_| &names.body);
    let methods = parameters.map(|(_, name)| name).chain(body);
    let methods: Vec<String> = methods.map(|method| docs::code(method)).collect();
    (!methods.is_empty()).then(|| format!("Optional, by methods: {}.", methods.join(", ")))
}

/// What clippy is told of a function with many arguments.
fn many(arguments: usize) -> Option<TokenStream> {
    (arguments > MANY).then(|| {
        quote! {
            #[allow(clippy::too_many_arguments, reason = "an argument for each that is required")]
        }
    })
}

/// What an operation is on the wire, for documentation.
fn line(operation: &Operation) -> String {
    format!("{}.", docs::code(&format!("{} {}", operation.method, operation.path)))
}

/// When a function fails.
const ERRORS: &str = "The call, once it is awaited, returns [`Error::Invalid`](specwright::Error::Invalid) if an argument breaks a limit; otherwise see [`Error`](specwright::Error).";

/// How many arguments clippy takes.
const MANY: usize = 7;

/// An argument of an operation.
struct Argument {
    name: Ident,
    kind: TokenStream,
}

impl Argument {
    fn taken(&self) -> TokenStream {
        let Self { name, kind } = self;
        quote! { #name: #kind }
    }
}
