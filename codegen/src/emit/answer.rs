//! How an operation's answers are read: a marker, or an enum of the answers by status.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident};
use crate::analysis::{Answers, Indirection, OperationAnswers, OperationNames};
use crate::api::{Content, Operation, Response};

/// Which answers of an operation are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Success,
    Failure,
}

impl Outcome {
    fn responses(self, operation: &Operation) -> &[Response] {
        match self {
            Outcome::Success => &operation.success.responses,
            Outcome::Failure => &operation.failures,
        }
    }

    fn answers(self, answers: &OperationAnswers) -> &Answers {
        match self {
            Outcome::Success => &answers.success,
            Outcome::Failure => &answers.failure,
        }
    }

    fn name(self, names: &OperationNames) -> &str {
        match self {
            Outcome::Success => &names.success,
            Outcome::Failure => &names.failure,
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Outcome::Success => "success",
            Outcome::Failure => "failure",
        }
    }
}

impl Emitter<'_> {
    /// The type that reads the answers.
    pub(super) fn answer(
        &self,
        operation: &Operation,
        names: &OperationNames,
        answers: &OperationAnswers,
        outcome: Outcome,
    ) -> TokenStream {
        match (outcome.answers(answers), outcome) {
            (Answers::Undescribed, Outcome::Success) => quote! { operation::Empty },
            (Answers::Undescribed, Outcome::Failure) => quote! { operation::Bytes },
            (Answers::ByStatus(_), _) => {
                let name = ident(outcome.name(names));
                quote! { #name }
            }
            (Answers::Alike, _) => match &outcome.responses(operation)[0].content {
                Content::Json(value) => {
                    let kind = self.content(value);
                    quote! { operation::Json<#kind> }
                }
                Content::Text => quote! { operation::Text },
                Content::Empty => quote! { operation::Empty },
                Content::Events => quote! { operation::Events },
                Content::Bytes | Content::Form(_) | Content::Multipart(_) => {
                    quote! { operation::Bytes }
                }
            },
        }
    }

    /// The enum of answers that differ by status.
    pub(super) fn answer_enum(
        &self,
        operation: &Operation,
        names: &OperationNames,
        answers: &OperationAnswers,
        outcome: Outcome,
    ) -> Option<TokenStream> {
        let Answers::ByStatus(indirections) = outcome.answers(answers) else { return None };
        let name = ident(outcome.name(names));
        let id = docs::code(&operation.id);
        let comment =
            docs::comment(&format!("The body of a {} of {id}, by its status.", outcome.noun()));
        let responses = outcome.responses(operation);
        let pairs = responses.iter().zip(indirections);
        let variants =
            pairs.clone().map(|(response, indirection)| self.variant(response, *indirection));
        let readers = pairs.map(|(response, indirection)| self.reader(response, *indirection));
        let statuses = responses.iter().map(|response| &response.status);
        let result = self.paths.std("Result");
        Some(quote! {
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
        })
    }

    fn variant(&self, response: &Response, indirection: Indirection) -> TokenStream {
        let comment = docs::of_answer(&response.docs, &response.status);
        let variant = ident(&variant_name(&response.status));
        match (&response.content, indirection) {
            (Content::Empty, _) => quote! { #comment #variant },
            (Content::Json(value), Indirection::Inline) => {
                let kind = self.content(value);
                quote! { #comment #variant(#kind) }
            }
            (Content::Json(value), Indirection::Boxed) => {
                let (kind, boxed) = (self.content(value), self.paths.std("Box"));
                quote! { #comment #variant(#boxed<#kind>) }
            }
            (Content::Text, _) => {
                let text = self.paths.std("String");
                quote! { #comment #variant(#text) }
            }
            _ => quote! { #comment #variant(operation::Bytes) },
        }
    }

    fn reader(&self, response: &Response, indirection: Indirection) -> TokenStream {
        let status = &response.status;
        let variant = ident(&variant_name(status));
        match (&response.content, indirection) {
            (Content::Empty, _) => {
                let ok = ident("Ok");
                quote! { #status => #ok(Self::#variant) }
            }
            (Content::Json(_), Indirection::Inline) => {
                quote! { #status => operation::read_json(response).map(Self::#variant) }
            }
            (Content::Json(_), Indirection::Boxed) => {
                let boxed = self.paths.std("Box");
                quote! {
                    #status => operation::read_json(response).map(#boxed::new).map(Self::#variant)
                }
            }
            (Content::Text, _) => {
                quote! { #status => operation::read_text(response).map(Self::#variant) }
            }
            _ => quote! { #status => operation::read_bytes(response).map(Self::#variant) },
        }
    }
}

/// `Status404`, `Status4XX`, `Default`.
fn variant_name(status: &str) -> String {
    if status.eq_ignore_ascii_case("default") {
        return "Default".to_owned();
    }
    let known: String = status.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("Status{}", known.to_ascii_uppercase())
}
