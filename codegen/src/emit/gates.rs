//! What stands before items that a crate may be without: the features of the tags that they belong
//! to.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::tags::Home;

/// Puts items behind the features of what they belong to: any of them turns them on.
pub(super) fn gated(items: Vec<TokenStream>, home: &Home) -> Vec<TokenStream> {
    let features = home.features();
    let gate = match features.as_slice() {
        [] => return items,
        [only] => quote! { #[cfg(feature = #only)] },
        all => quote! { #[cfg(any(#(feature = #all),*))] },
    };
    let gated =
        items.into_iter().flat_map(|tokens| match syn::parse2::<syn::File>(tokens.clone()) {
            Ok(file) => {
                let each = file.items.into_iter().map(ToTokens::into_token_stream);
                each.map(|item| quote! { #gate #item }).collect()
            }
            // What is no Rust is said to be where it is printed.
            Err(_) => vec![tokens],
        });
    gated.collect()
}

/// An import of a module whose items may all be turned off.
pub(super) fn perhaps_unused(import: TokenStream) -> TokenStream {
    quote! {
        #[allow(unused_imports, reason = "what needs it may be turned off")]
        #import
    }
}
