//! How an operation's answers are read: a marker, or an enum of the answers by status.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident, record};
use crate::analysis::{Answers, Indirection, OperationAnswers, OperationNames, variant_of};
use crate::api::{Content, Operation, Response};

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
            true => vec![self.undescribed(operation, names)],
            false => self.answer_enum(operation, &failure),
        };
        let success = success.map(|success| self.answer_enum(operation, &success));
        success.into_iter().flatten().chain(failure).collect()
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

    /// The enum, and how it is read.
    fn answer_enum(&self, operation: &Operation, by_status: &ByStatus<'_>) -> Vec<TokenStream> {
        let ByStatus { responses, noun, .. } = by_status;
        let name = ident(by_status.name);
        let id = docs::code(&operation.id);
        let comment = docs::comment(&format!("The body of a {noun} of {id}, by its status."));
        let pairs = responses.iter().zip(by_status.indirections);
        let variants =
            pairs.clone().map(|(response, indirection)| self.variant(response, *indirection));
        let readers = pairs.map(|(response, indirection)| self.reader(response, *indirection));
        let kind = quote! {
            #comment
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// A response of a status not listed in the description.
                Other(operation::Bytes),
            }

        };
        vec![kind, quote! { operation::by_status!(#name { #(#readers,)* }); }]
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

    /// The row of a status: its variant, and what reads its body.
    fn reader(&self, response: &Response, indirection: Indirection) -> TokenStream {
        let status = &response.status;
        let variant = ident(&variant_of(status));
        let is_boxed = indirection != Indirection::Inline;
        let read = match &response.content {
            Content::Empty => return quote! { #variant: #status },
            Content::Json(value) => match (self.plan.api.is_custom(&value.expr), is_boxed) {
                (false, false) => "read_json",
                (false, true) => "read_boxed_json",
                (true, false) => "read_custom_json",
                (true, true) => "read_boxed_custom_json",
            },
            Content::Text => "read_text",
            _ => "read_bytes",
        };
        let read = ident(read);
        quote! { #variant: #status => #read }
    }
}
