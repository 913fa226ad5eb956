//! Servers and credentials.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident, record};
use crate::api::{Credential, CredentialWay, Need, Operation, Server, Service};
use crate::plan::Plan;

impl Emitter<'_> {
    /// The servers, what begins a client of them, and a function for each kind of credential.
    pub(super) fn service(&self) -> Vec<TokenStream> {
        let service = &self.plan.api.service;
        let names = &self.plan.facts.names;
        let mut items = Vec::new();
        if !service.servers.is_empty() {
            let servers = service.servers.iter().map(server);
            let comment = docs::of_servers(&service.servers);
            items.push(quote! { #comment pub const SERVERS: &[Server] = &[#(#servers),*]; });
        }
        let own = own_servers(&self.plan.api.operations);
        if !own.is_empty() {
            let servers = own.into_iter().map(server);
            let comment = docs::comment("The servers that single operations have of their own.");
            items.push(quote! {
                #comment
                pub const OPERATION_SERVERS: &[Server] = &[#(#servers),*];
            });
        }
        if !self.plan.api.operations.is_empty() {
            items.push(self.client());
        }
        let named = service.credentials.iter().zip(&names.credentials).zip(&names.credential_flows);
        for ((credential, name), flow) in named {
            items.push(written(credential, name));
            items.extend(flow.as_ref().and_then(|flow| client_credentials(credential, name, flow)));
        }
        items
    }

    /// What begins a client: at the first server of the description.
    fn client(&self) -> TokenStream {
        let api = &self.plan.api;
        let first = api.service.servers.first();
        let comment = match first {
            Some(first) => format!(
                "Begins a client of the API, at {}.\n\nOf the description's servers, `server` \
                 chooses another, and `server_variable` what stands in\nbraces; `base_url` goes \
                 elsewhere.",
                docs::code(&first.url)
            ),
            None => "Begins a client of the API. The description names no server: `base_url` has \
                     to."
            .to_owned(),
        };
        let comment = docs::comment(&comment);
        let first = first.map(|_| quote! { .server(SERVERS[0]) });
        let own = (!own_servers(&api.operations).is_empty())
            .then(|| quote! { .operation_servers(OPERATION_SERVERS) });
        quote! {
            #comment
            pub fn client() -> Builder {
                Client::builder() #first #own
            }
        }
    }

    /// The servers of an operation that has its own, and the credentials that it takes.
    pub(super) fn described_calls(&self, operation: &Operation) -> TokenStream {
        let servers = (!operation.servers.is_empty()).then(|| {
            let servers = operation.servers.iter().map(server);
            quote! { servers: &[#(#servers),*], }
        });
        let security = operation.security.as_ref().map(|alternatives| {
            let service = &self.plan.api.service;
            let alternatives = alternatives.iter().map(|all| {
                let all = all.iter().map(|need| scheme(service, need));
                quote! { &[#(#all),*] }
            });
            quote! { security: &[#(#alternatives),*], }
        });
        quote! { #servers #security }
    }
}

/// What the functions import so that their documentation can link to what makes a credential.
pub(super) fn linked(plan: &Plan) -> Option<TokenStream> {
    let names = |operation: &Operation| {
        let needs = operation.security.iter().flatten().flatten();
        let credentials = &plan.api.service.credentials;
        needs.map(|need| &need.scheme).any(|name| credentials.iter().any(|it| it.name == *name))
    };
    let is_linked = plan.api.operations.iter().any(names);
    is_linked.then(|| docs::import(quote! { use super::service; }))
}

/// What a reader of an operation's function should know of where it goes and what it needs.
pub(super) fn facts(plan: &Plan, operation: &Operation) -> Vec<String> {
    let mut facts = Vec::new();
    let server = |server: &Server| {
        let words: Vec<&str> = server.docs.text.split_whitespace().collect();
        match words.is_empty() {
            true => docs::code(&server.url),
            false => format!("{} ({})", docs::code(&server.url), docs::code(&words.join(" "))),
        }
    };
    let servers: Vec<String> = operation.servers.iter().map(server).collect();
    if !servers.is_empty() {
        facts.push(format!("Server: {}.", servers.join(", or ")));
    }
    match operation.security.as_deref() {
        None => {}
        Some([]) => facts.push("Authentication: none.".to_owned()),
        Some(alternatives) => {
            let alternatives: Vec<String> =
                alternatives.iter().map(|all| all_of(plan, all)).collect();
            facts.push(format!("Authentication: {}.", alternatives.join(", or ")));
        }
    }
    facts
}

fn all_of(plan: &Plan, all: &[Need]) -> String {
    if all.is_empty() {
        return "none".to_owned();
    }
    // Each with the function that makes one.
    let credentials = plan.api.service.credentials.iter().zip(&plan.facts.names.credentials);
    let scheme = |name: &String| {
        let function = credentials.clone().find(|(credential, _)| credential.name == *name);
        let function = function.map(|(_, function)| {
            let path = format!("service::{function}");
            format!(" ([{}])", docs::code(&path))
        });
        let function = function.unwrap_or_default();
        format!("{}{function}", docs::code(name))
    };
    let need = |need: &Need| {
        let scopes: Vec<String> = need.scopes.iter().map(|scope| docs::code(scope)).collect();
        match scopes.len() {
            0 => scheme(&need.scheme),
            1 => format!("{} with the scope {}", scheme(&need.scheme), scopes[0]),
            _ => format!("{} with the scopes {}", scheme(&need.scheme), scopes.join(", ")),
        }
    };
    all.iter().map(need).collect::<Vec<_>>().join(" and ")
}

/// The servers that operations have of their own, each once.
fn own_servers(operations: &[Operation]) -> Vec<&Server> {
    let mut own: Vec<&Server> = Vec::new();
    for server in operations.iter().flat_map(|operation| &operation.servers) {
        if !own
            .iter()
            .any(|known| (&known.url, &known.variables) == (&server.url, &server.variables))
        {
            own.push(server);
        }
    }
    own
}

fn server(server: &Server) -> TokenStream {
    let url = &server.url;
    let variables = server.variables.iter().map(|variable| {
        let (name, values) = (&variable.name, &variable.values);
        let default = variable.default.as_ref().map(|default| quote! { .default(#default) });
        let values = (!values.is_empty()).then(|| quote! { .values(&[#(#values),*]) });
        quote! { ServerVariable::new(#name) #default #values }
    });
    let variables =
        (!server.variables.is_empty()).then(|| quote! { .variables(&[#(#variables),*]) });
    quote! { Server::new(#url) #variables }
}

fn scheme(service: &Service, need: &Need) -> TokenStream {
    let name = &need.scheme;
    let known = service.credentials.iter().find(|credential| credential.name == *name);
    let is_certificate =
        service.unsent.iter().any(|unsent| unsent.name == *name && unsent.is_certificate);
    let sent_as = match known.map(|credential| &credential.way) {
        Some(CredentialWay::Bearer) => quote! { Bearer },
        Some(CredentialWay::Basic) => quote! { Basic },
        Some(CredentialWay::Header(header)) => quote! { Header(#header) },
        Some(CredentialWay::Query(query)) => quote! { Query(#query) },
        Some(CredentialWay::Cookie(cookie)) => quote! { Cookie(#cookie) },
        None if is_certificate => quote! { Certificate },
        None => quote! { Otherwise },
    };
    quote! { Scheme::new(#name, SentAs::#sent_as) }
}

fn written(credential: &Credential, name: &str) -> TokenStream {
    let comment = docs::of_credential(credential);
    let scheme = &credential.name;
    let name = ident(name);
    let arguments: Vec<_> = credential.way.arguments().iter().map(|name| ident(name)).collect();
    let value = match &credential.way {
        CredentialWay::Bearer => quote! { Credential::bearer(#(#arguments),*) },
        CredentialWay::Basic => quote! { Credential::basic(#(#arguments),*) },
        CredentialWay::Header(header) => {
            quote! { Credential::header(HeaderName::from_static(#header), #(#arguments),*) }
        }
        CredentialWay::Query(query) => quote! { Credential::query(#query, #(#arguments),*) },
        CredentialWay::Cookie(cookie) => quote! { Credential::cookie(#cookie, #(#arguments),*) },
    };
    let deprecated = record::deprecated(credential.deprecation);
    quote! {
        #comment
        #deprecated
        pub fn #name(#(#arguments: impl Into<String>),*) -> Credential {
            #value.for_scheme(#scheme)
        }
    }
}

/// The function of a credential that a program gets by itself.
fn client_credentials(credential: &Credential, name: &str, flow: &str) -> Option<TokenStream> {
    let url = credential.client_credentials_url()?;
    let comment = docs::comment(&format!(
        "The credential {}, got by the client-credentials flow of OAuth 2 and renewed before it\n\
         expires, at {}; see [`{name}`].",
        docs::code(&credential.name),
        docs::code(url)
    ));
    let (scheme, flow) = (&credential.name, ident(flow));
    let deprecated = record::deprecated(credential.deprecation);
    Some(quote! {
        #comment
        #deprecated
        pub fn #flow(
            client_id: impl Into<String>,
            client_secret: impl Into<String>,
            scopes: &[&str],
        ) -> Credential {
            Credential::client_credentials(#url, client_id, client_secret, scopes)
                .for_scheme(#scheme)
        }
    })
}

/// What the module imports.
pub(super) fn imports(service: &Service, operations: &[Operation]) -> Vec<TokenStream> {
    let credentials = &service.credentials;
    let mut imports = Vec::new();
    if credentials.iter().any(|credential| matches!(credential.way, CredentialWay::Header(_))) {
        imports.push(quote! { use specwright::http::HeaderName; });
    }
    if !operations.is_empty() {
        imports.push(quote! { use specwright::Client; });
        imports.push(quote! { use specwright::client::Builder; });
    }
    if !credentials.is_empty() {
        imports.push(quote! { use specwright::client::Credential; });
    }
    let own = own_servers(operations);
    let servers = || service.servers.iter().chain(own.iter().copied());
    if servers().next().is_some() {
        imports.push(quote! { use specwright::operation::Server; });
    }
    if servers().any(|server| !server.variables.is_empty()) {
        imports.push(quote! { use specwright::operation::ServerVariable; });
    }
    imports
}
