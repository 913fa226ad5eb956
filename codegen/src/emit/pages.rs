//! How the pages of a list follow each other, as the row of a call.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident};
use crate::analysis::{NextPage, OperationNames, Pages, item};
use crate::api::Operation;

impl Emitter<'_> {
    /// The row that gives a call `pages` and `items`.
    pub(super) fn pages(
        &self,
        index: usize,
        operation: &Operation,
        names: &OperationNames,
    ) -> Option<TokenStream> {
        let pages = self.plan.facts.pages_of(index)?;
        let item = self.content(&item(&self.plan.api, operation, pages)?);
        let value = ident(&names.value);
        let plan = plan(pages);
        Some(quote! { operation::pages!(#value, #item, #plan); })
    }
}

fn plan(pages: &Pages) -> TokenStream {
    let items = &pages.items;
    let plan = match &pages.next {
        NextPage::LastItem { parameter, id } => quote! { last_item(#items, #parameter, #id) },
        NextPage::Cursor { parameter, next } => quote! { cursor(#items, #parameter, #next) },
        NextPage::Offset { parameter } => quote! { offset(#items, #parameter) },
        NextPage::Number { parameter, first } => {
            let first = proc_macro2::Literal::i64_unsuffixed(*first);
            quote! { number(#items, #parameter, #first) }
        }
        NextPage::Url { next } => quote! { url(#items, #next) },
        NextPage::Link => quote! { link(#items) },
    };
    let more = pages.more.iter().map(|more| quote! { .more(#more) });
    let done = pages.done.iter().map(|done| quote! { .done(#done) });
    let total = pages.total.iter().map(|total| quote! { .total(#total) });
    quote! { operation::PagePlan::#plan #(#more)* #(#done)* #(#total)* }
}

/// What a reader of an operation's function should know of the pages of its list.
pub(super) fn facts(pages: Option<&Pages>, call: &str) -> Option<String> {
    pages.map(|_| {
        let [items, pages] = ["items", "pages"].map(|method| docs::method(call, method));
        format!(
            "Answers one page of a list: {items} asks for all its items, {pages} for its pages."
        )
    })
}
