//! Another name for a type, and for its builder.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::modules::unused;
use super::{Emitter, docs, json_type, record};
use crate::analysis;
use crate::api::{Deprecation, Expr, Shape, TypeId, Use};

impl Emitter<'_> {
    /// The alias.
    pub(super) fn alias_type(&self, id: TypeId, used: &Use) -> TokenStream {
        let kind = self.plan.api.get(id);
        let name = self.type_ident(id);
        let expr = self.expr(&used.expr);
        // A name that was published, of what is called otherwise now.
        let now = match (&used.expr, kind.deprecation) {
            (Expr::Named(now), Deprecation::Dropped) => Some(self.type_name(*now)),
            _ => None,
        };
        let otherwise = match now {
            Some(now) => format!("The former name of [`{now}`]."),
            None => json_type::sentence(&self.json_type(&used.expr, used.null)),
        };
        let comment = docs::of_property(&kind.docs, used, &otherwise);
        if let Some(now) = self.plan.api.enum_named(&used.expr) {
            return self.enum_by_another_name(&comment, now, &name);
        }
        let gone = match now {
            Some(now) => {
                let text = format!("it is called `{now}` now");
                quote! { #[deprecated = #text] }
            }
            None => record::deprecated(kind.deprecation),
        };
        quote! { #comment #gone pub type #name = #expr; }
    }

    /// The variants of an enum are imported by whatever name it is shown, and by no `type` that stands
    /// for it: who wrote `use api::State::*` goes on with what was published as `State`. rustc warns of
    /// no deprecated `use`, so the comment alone says that it is a former name.
    fn enum_by_another_name(
        &self,
        comment: &TokenStream,
        now: TypeId,
        name: &Ident,
    ) -> TokenStream {
        let now = self.type_ident(now);
        let (unused, visible) = (unused(), self.around.visible());
        // What is around shows all types, be each in a file of its own.
        quote! { #comment #unused #visible use super::#now as #name; }
    }

    /// The former name of a builder, of a type that is called otherwise now.
    pub(super) fn builder_alias(&self, id: TypeId) -> Option<TokenStream> {
        let now = analysis::builder_of_alias(&self.plan.api, &self.plan.facts, id)?;
        let Shape::Record(record) = &self.plan.api.get(now).shape else { return None };
        let (former, builder) = (self.builder_ident(id), self.builder_ident(now));
        let states = self.builder_states(now, record);
        let (declared, handed) = match states.is_empty() {
            true => (None, None),
            false => (
                Some(quote! { <#(#states = specwright::Unset),*> }),
                Some(quote! { <#(#states),*> }),
            ),
        };
        let comment = docs::comment(&format!("The former name of [`{builder}`]."));
        let gone = format!("it is called `{builder}` now");
        Some(
            quote! { #comment #[deprecated = #gone] pub type #former #declared = #builder #handed; },
        )
    }
}
