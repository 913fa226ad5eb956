//! Servers and credentials.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident};
use crate::api::{Credential, CredentialWay};

impl Emitter<'_> {
    /// The base URLs, and a function for each kind of credential.
    pub(super) fn service(&self) -> Vec<TokenStream> {
        let service = &self.plan.api.service;
        let mut items = Vec::new();
        if !service.servers.is_empty() {
            let urls = service.servers.iter().map(|server| &server.url);
            let comment = docs::of_servers(&service.servers);
            items.push(quote! { #comment pub const SERVERS: &[&str] = &[#(#urls),*]; });
        }
        let named = service.credentials.iter().zip(&self.plan.facts.names.credentials);
        items.extend(named.map(|(credential, name)| self.credential(credential, name)));
        items
    }

    fn credential(&self, credential: &Credential, name: &str) -> TokenStream {
        let otherwise = format!("The credential {}.", docs::code(&credential.name));
        let comment = docs::of_item(&credential.docs, &otherwise);
        let name = ident(name);
        let key = quote! { key: impl Into<String> };
        let (arguments, value) = match &credential.way {
            CredentialWay::Bearer => {
                (quote! { token: impl Into<String> }, quote! { Credential::bearer(token) })
            }
            CredentialWay::Basic => (
                quote! { user: impl Into<String>, password: impl Into<String> },
                quote! { Credential::basic(user, password) },
            ),
            CredentialWay::Header(header) => {
                (key, quote! { Credential::header(HeaderName::from_static(#header), key) })
            }
            CredentialWay::Query(query) => (key, quote! { Credential::query(#query, key) }),
            CredentialWay::Cookie(cookie) => (key, quote! { Credential::cookie(#cookie, key) }),
        };
        quote! {
            #comment
            pub fn #name(#arguments) -> Credential {
                #value
            }
        }
    }
}

/// What the module imports.
pub(super) fn imports(credentials: &[Credential]) -> Vec<TokenStream> {
    let mut imports = Vec::new();
    if credentials.iter().any(|credential| matches!(credential.way, CredentialWay::Header(_))) {
        imports.push(quote! { use specwright::http::HeaderName; });
    }
    if !credentials.is_empty() {
        imports.push(quote! { use specwright::client::Credential; });
    }
    imports
}
