//! How an operation's answers are read: a marker, or an enum of the answers by status.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, word};
use crate::analysis::{Answers, OperationAnswers, OperationNames, Placement};
use crate::api::{Content, Operation, Outcome};

/// Which answers of an operation are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Success,
    Failure,
}

impl Side {
    fn outcomes(self, operation: &Operation) -> &[Outcome] {
        match self {
            Side::Success => &operation.success.outcomes,
            Side::Failure => &operation.failures,
        }
    }

    fn answers(self, answers: &OperationAnswers) -> &Answers {
        match self {
            Side::Success => &answers.success,
            Side::Failure => &answers.failure,
        }
    }

    fn name(self, names: &OperationNames) -> &str {
        match self {
            Side::Success => &names.success,
            Side::Failure => &names.failure,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Side::Success => "success",
            Side::Failure => "failure",
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
        side: Side,
    ) -> TokenStream {
        match (side.answers(answers), side) {
            (Answers::Undescribed, Side::Success) => quote! { operation::Nothing },
            (Answers::Undescribed, Side::Failure) => quote! { operation::Raw },
            (Answers::ByStatus(_), _) => {
                let name = word(side.name(names));
                quote! { #name }
            }
            (Answers::Alike, _) => match &side.outcomes(operation)[0].content {
                Content::Json(value) => {
                    let kind = self.content(value);
                    quote! { operation::Json<#kind> }
                }
                Content::Text => quote! { operation::Text },
                Content::Empty => quote! { operation::Nothing },
                Content::Events => quote! { operation::Events },
                Content::Bytes | Content::Form(_) | Content::Multipart(_) => {
                    quote! { operation::Raw }
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
        side: Side,
    ) -> Option<TokenStream> {
        let Answers::ByStatus(placements) = side.answers(answers) else { return None };
        let name = word(side.name(names));
        let id = docs::code(&operation.id);
        let comment =
            docs::comment(&format!("What a {} of {id} carries, by its status.", side.word()));
        let outcomes = side.outcomes(operation);
        let arms = outcomes.iter().zip(placements);
        let variants = arms.clone().map(|(outcome, placement)| self.variant(outcome, *placement));
        let readers = arms.map(|(outcome, placement)| self.reader(outcome, *placement));
        let statuses = outcomes.iter().map(|outcome| &outcome.status);
        let result = self.paths.std("Result");
        Some(quote! {
            #comment
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// An answer of a status that the description does not list.
                Other(operation::Bytes),
            }

            impl operation::Answer for #name {
                type Output = Self;
                fn read(response: &operation::Response) -> #result<Self, wire::DecodeError> {
                    match operation::described(response, &[#(#statuses),*]) {
                        #(#readers,)*
                        _ => operation::read_bytes(response).map(Self::Other),
                    }
                }
            }
        })
    }

    fn variant(&self, outcome: &Outcome, placement: Placement) -> TokenStream {
        let comment = docs::of_answer(&outcome.docs, &outcome.status);
        let variant = word(&variant_name(&outcome.status));
        match (&outcome.content, placement) {
            (Content::Empty, _) => quote! { #comment #variant },
            (Content::Json(value), Placement::Inline) => {
                let kind = self.content(value);
                quote! { #comment #variant(#kind) }
            }
            (Content::Json(value), Placement::Boxed) => {
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

    fn reader(&self, outcome: &Outcome, placement: Placement) -> TokenStream {
        let status = &outcome.status;
        let variant = word(&variant_name(status));
        match (&outcome.content, placement) {
            (Content::Empty, _) => {
                let ok = word("Ok");
                quote! { #status => #ok(Self::#variant) }
            }
            (Content::Json(_), Placement::Inline) => {
                quote! { #status => operation::read_json(response).map(Self::#variant) }
            }
            (Content::Json(_), Placement::Boxed) => {
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
