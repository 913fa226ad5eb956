//! Another name for a type.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, json_type, record};
use crate::api::{Deprecation, Expr, TypeId, Use};

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
        let gone = match now {
            Some(now) => {
                let text = format!("it is called `{now}` now");
                quote! { #[deprecated = #text] }
            }
            None => record::deprecated(kind.deprecation),
        };
        quote! { #comment #gone pub type #name = #expr; }
    }
}
