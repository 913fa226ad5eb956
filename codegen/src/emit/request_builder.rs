//! What an operation sends: its method, its parameters and its body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, ident};
use crate::analysis::OperationNames;
use crate::api::{
    Content, Expr, Operation, ParameterIn, ParameterRow, ParameterStyle, PartRow, PathParameter,
    Use,
};

impl Emitter<'_> {
    /// Its path parameters.
    pub(super) fn outgoing_path(
        &self,
        operation: &Operation,
        names: &OperationNames,
    ) -> TokenStream {
        let calls = operation.path_parameters.iter().zip(&names.path_parameters).map(
            |(parameter, name)| {
                let field = ident(name);
                let wire_name = &parameter.wire_name;
                let value = match self.is_copied(parameter) {
                    true => quote! { &self.#field },
                    false => quote! { self.#field },
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
            },
        );
        quote! { #(#calls)* }
    }

    /// Whether an argument is handed over as it is.
    pub(super) fn is_copied(&self, parameter: &PathParameter) -> bool {
        matches!(
            self.plan.api.underlying(&parameter.value.expr),
            Expr::Integer | Expr::Unsigned | Expr::Number | Expr::Boolean | Expr::Null
        )
    }

    /// Its body.
    pub(super) fn outgoing_body(&self, operation: &Operation) -> TokenStream {
        let Some(body) = &operation.body else { return quote! {} };
        let media_type = &body.media_type;
        let value = if body.required {
            quote! { Some(self.request) }
        } else {
            quote! { self.request }
        };
        let limits = |used: &Use| {
            let limits =
                (!used.limits.is_empty()).then(|| self.paths.limits_in_a_body(&used.limits));
            limits.map(|limits| quote! { .limits(#limits) })
        };
        match &body.content {
            Content::Json(used) => {
                let limits = limits(used);
                quote! { #limits.json(#media_type, #value) }
            }
            Content::Form(used) => {
                let limits = limits(used);
                quote! { #limits.form(#media_type, #value) }
            }
            Content::Multipart(used) => {
                let limits = limits(used);
                let rows = body.parts.iter().map(part_row);
                // RFC 2046, section 5.1.1: the boundary is for who writes the body to choose.
                let media_type = media_type.split(';').next().unwrap_or_default().trim();
                quote! { #limits.multipart(#media_type, #value, &[#(#rows),*]) }
            }
            Content::Text => quote! { .text(#media_type, #value) },
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

/// The function that makes a row.
pub(super) fn row_ident(location: ParameterIn) -> Ident {
    ident(match location {
        ParameterIn::Query => "query",
        ParameterIn::Header => "header",
        ParameterIn::Cookie => "cookie",
    })
}

/// A row of the table of parameters.
pub(super) fn parameter_row(row: &ParameterRow) -> TokenStream {
    let location = row_ident(row.location);
    let implied = match row.location {
        ParameterIn::Query | ParameterIn::Cookie => ParameterStyle::Form,
        ParameterIn::Header => ParameterStyle::Simple,
    };
    let (wire_name, style) = (&row.wire_name, styled(row.style, row.explode, implied));
    let property = (row.property != row.wire_name).then(|| {
        let property = &row.property;
        quote! { .property(#property) }
    });
    quote! { #location(#wire_name) #style #property }
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
pub(super) fn method(name: &str) -> TokenStream {
    let constants = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];
    if constants.contains(&name) {
        let name = ident(name);
        quote! { operation::Method::#name }
    } else {
        quote! { operation::method(#name) }
    }
}
