//! Another name for a type.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, json_type, record};
use crate::api::{TypeId, Use};

impl Emitter<'_> {
    /// The alias.
    pub(super) fn alias_type(&self, id: TypeId, used: &Use) -> TokenStream {
        let kind = self.plan.api.get(id);
        let name = self.type_ident(id);
        let otherwise = json_type::sentence(self.json_type(&used.expr, used.null));
        let comment = docs::of_property(&kind.docs, used, &otherwise);
        let expr = self.expr(&used.expr);
        let gone = record::deprecated(kind.deprecation);
        quote! { #comment #gone pub type #name = #expr; }
    }
}
