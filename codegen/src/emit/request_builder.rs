//! What an operation sends: its method, its parameters and its body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, ident};
use crate::analysis::{OperationNames, Passed, passed};
use crate::api::{
    Body, Content, FieldRow, Limit, Operation, Parameter, ParameterIn, ParameterStyle, PartRow,
    PathParameter, Use,
};

impl Emitter<'_> {
    /// The request, of all that is required; with another body than its own.
    pub(super) fn begun_request(
        &self,
        operation: &Operation,
        names: &OperationNames,
        other_body: Option<&Body>,
    ) -> TokenStream {
        let method = method(&operation.method);
        let path = &operation.path;
        let path_parameters = operation.path_parameters.iter().zip(&names.path_parameters);
        let path_parameters =
            path_parameters.map(|(parameter, name)| self.path_parameter(parameter, name));
        let required = operation.parameters.iter().zip(&names.parameters);
        let required = required.filter(|(parameter, _)| parameter.required);
        let required = required.map(|(parameter, name)| {
            let name = ident(name);
            let value = match self.is_copied(&parameter.value) {
                true => quote! { &#name },
                false => self.lent(&parameter.value.expr, &name),
            };
            self.sent_parameter(parameter, &value)
        });
        let body = other_body.or(operation.body.as_ref()).filter(|body| body.required);
        let body = body.map(|body| self.sent_body(body, &ident(&names.body)));
        let accept = (!operation.accept.is_empty()).then(|| {
            let accept = &operation.accept;
            quote! { .accept(#accept) }
        });
        let request_builder = self.operation_path("RequestBuilder");
        quote! {
            #request_builder::new(#method, #path)
                #accept #(#path_parameters)* #(#required)* #body
        }
    }

    fn path_parameter(&self, parameter: &PathParameter, name: &str) -> TokenStream {
        let name = ident(name);
        let wire_name = &parameter.wire_name;
        let value = match self.is_copied(&parameter.value) {
            true => quote! { &#name },
            false => self.lent(&parameter.value.expr, &name),
        };
        let style = styled(parameter.style, parameter.explode, ParameterStyle::Simple);
        let limits = &parameter.value.limits;
        let parameter = if style.is_empty() {
            quote! { #wire_name }
        } else {
            quote! { operation::path(#wire_name) #style }
        };
        if limits.is_empty() {
            return quote! { .path(#parameter, #value) };
        }
        let limits = self.paths.limits_in_a_body(limits);
        quote! { .path_within(#parameter, #limits, #value) }
    }

    /// A parameter outside the path with its value.
    fn sent_parameter(&self, parameter: &Parameter, value: &TokenStream) -> TokenStream {
        self.with_parameter(&quote! { parameter }, &quote! { parameter_within }, parameter, value)
    }

    /// A parameter outside the path with its value, set later.
    pub(super) fn set_parameter(&self, parameter: &Parameter, value: &TokenStream) -> TokenStream {
        self.with_parameter(&quote! { set }, &quote! { set_within }, parameter, value)
    }

    /// An integer outside the path, set later.
    pub(super) fn set_integer(&self, parameter: &Parameter) -> TokenStream {
        let kind = self.expr(&parameter.value.expr);
        let described = described(parameter);
        let limits = match parameter.value.limits.as_slice() {
            [] => quote! { &[] },
            limits => self.paths.limits_in_a_body(limits),
        };
        quote! { .set_integer::<#kind>(#described, #limits, value) }
    }

    fn with_parameter(
        &self,
        set: &TokenStream,
        within: &TokenStream,
        parameter: &Parameter,
        value: &TokenStream,
    ) -> TokenStream {
        let described = described(parameter);
        let limits = &parameter.value.limits;
        if limits.is_empty() {
            return quote! { .#set(#described, #value) };
        }
        let limits = self.paths.limits_in_a_body(limits);
        quote! { .#within(#described, #limits, #value) }
    }

    /// Whether an argument is handed over as it is.
    pub(super) fn is_copied(&self, value: &Use) -> bool {
        passed(&self.plan.api, &value.expr) == Passed::Copied
    }

    /// A body with its value.
    pub(super) fn sent_body(&self, body: &Body, value: &Ident) -> TokenStream {
        let media_type = &body.media_type;
        let limits = |limits: &[Limit]| {
            let limits = (!limits.is_empty()).then(|| self.paths.limits_in_a_body(limits));
            limits.map(|limits| quote! { .limits(#limits) })
        };
        let value = match &body.content {
            Content::Json(used) | Content::Form(used) | Content::Multipart(used) => {
                self.lent(&used.expr, value)
            }
            _ => quote! { #value },
        };
        match &body.content {
            Content::Json(used) => {
                let limits = limits(&used.limits);
                quote! { #limits.json(#media_type, #value) }
            }
            Content::Form(used) => {
                let limits = limits(&used.limits);
                let fields = (!body.fields.is_empty()).then(|| {
                    let rows = body.fields.iter().map(field_row);
                    quote! { .fields(&[#(#rows),*]) }
                });
                quote! { #limits #fields.form(#media_type, #value) }
            }
            Content::Multipart(used) => {
                let limits = limits(&used.limits);
                let rows = body.parts.iter().map(part_row);
                // RFC 2046, section 5.1.1: the boundary is for who writes the body to choose.
                let media_type = media_type.split(';').next().unwrap_or_default().trim();
                quote! { #limits.multipart(#media_type, #value, &[#(#rows),*]) }
            }
            Content::Text => {
                let limits = limits(&body.limits);
                quote! { #limits.text(#media_type, #value) }
            }
            Content::Bytes | Content::Events | Content::Empty => {
                quote! { .bytes(#media_type, #value) }
            }
        }
    }
}

/// A row of the table of parts.
fn part_row(row: &PartRow) -> TokenStream {
    let name = &row.wire_name;
    let content_types = (!row.content_types.is_empty()).then(|| {
        let content_types = &row.content_types;
        quote! { .content_types(&[#(#content_types),*]) }
    });
    let headers = (!row.headers.is_empty()).then(|| {
        let headers = row.headers.iter().map(|(name, value)| quote! { (#name, #value) });
        quote! { .headers(&[#(#headers),*]) }
    });
    let required_headers = (!row.required_headers.is_empty()).then(|| {
        let names = &row.required_headers;
        quote! { .required_headers(&[#(#names),*]) }
    });
    quote! { operation::part(#name) #content_types #headers #required_headers }
}

/// A parameter: where it is sent, and how.
fn described(parameter: &Parameter) -> TokenStream {
    let (location, implied) = match parameter.location {
        ParameterIn::Query => ("query", ParameterStyle::Form),
        ParameterIn::Header => ("header", ParameterStyle::Simple),
        ParameterIn::Cookie => ("cookie", ParameterStyle::Form),
    };
    let (location, wire_name) = (ident(location), &parameter.wire_name);
    let style = styled(parameter.style, parameter.explode, implied);
    let reserved = reserved(parameter.allow_reserved);
    quote! { operation::#location(#wire_name) #style #reserved }
}

/// A row of the table of fields.
fn field_row(row: &FieldRow) -> TokenStream {
    let wire_name = &row.wire_name;
    let style = styled(row.style, row.explode, ParameterStyle::Form);
    let reserved = reserved(row.allow_reserved);
    quote! { operation::query(#wire_name) #style #reserved }
}

fn reserved(is_allowed: bool) -> Option<TokenStream> {
    is_allowed.then(|| quote! { .allow_reserved() })
}

/// The style of a parameter, where it is not the one that its place implies
/// (OpenAPI 3.1, section 4.8.12.2).
fn styled(style: ParameterStyle, explode: bool, implied: ParameterStyle) -> TokenStream {
    if style == implied && explode == (style == ParameterStyle::Form) {
        return quote! {};
    }
    let style = ident(match style {
        ParameterStyle::Simple => "Simple",
        ParameterStyle::Label => "Label",
        ParameterStyle::Matrix => "Matrix",
        ParameterStyle::Form => "Form",
        ParameterStyle::SpaceDelimited => "SpaceDelimited",
        ParameterStyle::PipeDelimited => "PipeDelimited",
        ParameterStyle::DeepObject => "DeepObject",
        ParameterStyle::Json => "Json",
    });
    quote! { .style(operation::Style::#style, #explode) }
}

/// A method: one of the constants that `http` has, or another by its name.
fn method(name: &str) -> TokenStream {
    let constants = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];
    if constants.contains(&name) {
        let name = ident(name);
        quote! { operation::Method::#name }
    } else {
        quote! { operation::method(#name) }
    }
}
