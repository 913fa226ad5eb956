//! How an operation's answers are read: a marker, or an enum of the answers by status.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, docs, ident, record};
use crate::analysis::{Answers, Indirection, OperationAnswers, OperationNames, variant_of};
use crate::api::{Content, Operation, Response, Use};

/// Answers of an operation that are read by their status.
struct ByStatus<'a> {
    name: &'a str,
    noun: &'static str,
    responses: &'a [Response],
    indirections: &'a [Indirection],
}

impl Emitter<'_> {
    /// The type that reads the successes.
    pub(super) fn success(
        &self,
        operation: &Operation,
        names: &OperationNames,
        answers: &Answers,
    ) -> TokenStream {
        match answers {
            Answers::Undescribed => quote! { operation::Empty },
            Answers::ByStatus(_) => {
                let name = ident(&names.success);
                quote! { #name }
            }
            Answers::Alike => self.response_body(&operation.success.responses[0].content),
        }
    }

    /// The enums of an operation's answers: that of its successes where they differ, and that of
    /// its failures.
    pub(super) fn answer_enums(
        &self,
        operation: &Operation,
        names: &OperationNames,
        answers: &OperationAnswers,
    ) -> Vec<TokenStream> {
        let success = match &answers.success {
            Answers::ByStatus(indirections) => Some(ByStatus {
                name: &names.success,
                noun: "success",
                responses: &operation.success.responses,
                indirections,
            }),
            _ => None,
        };
        let failure = ByStatus {
            name: &names.failure,
            noun: "failure",
            responses: &operation.failures,
            indirections: &answers.failure,
        };
        let failure = match operation.failures.is_empty() {
            true => self.undescribed(operation, names),
            false => self.answer_enum(operation, &failure),
        };
        let success = success.map(|success| self.answer_enum(operation, &success));
        success.into_iter().chain([failure]).collect()
    }

    /// The name of the failures where none is described: of a type of this operation alone, which
    /// costs no implementation, and has the variant that every enum of failures has.
    fn undescribed(&self, operation: &Operation, names: &OperationNames) -> TokenStream {
        let (name, value) = (ident(&names.failure), ident(&names.value));
        let id = docs::code(&operation.id);
        let text = format!("The body of a failure of {id}, of which the description lists none.");
        let comment = docs::comment(&text);
        quote! { #comment pub type #name = operation::Undescribed<#value>; }
    }

    fn answer_enum(&self, operation: &Operation, by_status: &ByStatus<'_>) -> TokenStream {
        let ByStatus { responses, noun, .. } = by_status;
        let name = ident(by_status.name);
        let id = docs::code(&operation.id);
        let comment = docs::comment(&format!("The body of a {noun} of {id}, by its status."));
        let pairs = responses.iter().zip(by_status.indirections);
        let variants =
            pairs.clone().map(|(response, indirection)| self.variant(response, *indirection));
        let readers = pairs.map(|(response, indirection)| self.reader(response, *indirection));
        let statuses = responses.iter().map(|response| &response.status);
        let result = self.paths.std("Result");
        quote! {
            #comment
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// A response of a status not listed in the description.
                Other(operation::Bytes),
            }

            impl operation::ResponseBody for #name {
                type Output = Self;
                #[inline]
                fn read(response: &operation::Response) -> #result<Self, specwright::DecodeError> {
                    match operation::match_status(response, &[#(#statuses),*]) {
                        #(#readers,)*
                        _ => operation::read_bytes(response).map(Self::Other),
                    }
                }
            }
        }
    }

    fn variant(&self, response: &Response, indirection: Indirection) -> TokenStream {
        let comment = docs::of_answer(&response.docs, &response.status);
        let gone = record::deprecated(response.deprecation);
        let variant = ident(&variant_of(&response.status));
        match (&response.content, indirection) {
            (Content::Empty, _) => quote! { #comment #gone #variant },
            (Content::Json(value), Indirection::Inline) => {
                let kind = self.content(value);
                quote! { #comment #gone #variant(#kind) }
            }
            (Content::Json(value), Indirection::Boxed | Indirection::Shared) => {
                let (kind, boxed) = (self.content(value), self.paths.std("Box"));
                quote! { #comment #gone #variant(#boxed<#kind>) }
            }
            (Content::Text, _) => {
                let text = self.paths.std("String");
                quote! { #comment #gone #variant(#text) }
            }
            _ => quote! { #comment #gone #variant(operation::Bytes) },
        }
    }

    /// What reads a body of JSON.
    fn read_json(&self, value: &Use) -> Ident {
        ident(if self.plan.api.is_custom(&value.expr) { "read_custom_json" } else { "read_json" })
    }

    fn reader(&self, response: &Response, indirection: Indirection) -> TokenStream {
        let status = &response.status;
        let variant = ident(&variant_of(status));
        match (&response.content, indirection) {
            (Content::Empty, _) => {
                let ok = ident("Ok");
                quote! { #status => #ok(Self::#variant) }
            }
            (Content::Json(value), Indirection::Inline) => {
                let read = self.read_json(value);
                quote! { #status => operation::#read(response).map(Self::#variant) }
            }
            (Content::Json(value), Indirection::Boxed | Indirection::Shared) => {
                let read = self.read_json(value);
                let boxed = self.paths.std("Box");
                quote! {
                    #status => operation::#read(response).map(#boxed::new).map(Self::#variant)
                }
            }
            (Content::Text, _) => {
                quote! { #status => operation::read_text(response).map(Self::#variant) }
            }
            _ => quote! { #status => operation::read_bytes(response).map(Self::#variant) },
        }
    }
}
