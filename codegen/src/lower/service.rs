//! Servers and credentials.

use super::Lowering;
use crate::api::{
    Credential, CredentialWay, Deprecation, Docs, Flow, Server, ServerVariable, Service, Unsent,
};
use crate::config::Selection;
use crate::diagnostic::Code;
use crate::pointer::{Place, Pointer};
use crate::read::operation::{Operation, names};
use crate::read::service::{self, Scheme, Way};

impl Lowering<'_> {
    /// The servers, and the credentials that the chosen operations ask for.
    pub(super) fn service(&mut self, selection: &Selection, chosen: &[Operation]) -> Service {
        let root = Place::in_document(Pointer::root());
        let servers = service::servers(self.schemas.document(), &root, self.schemas.sink());
        let needs = |operation: &Operation, scheme: &Scheme| {
            let needs = operation.security.iter().flatten().flatten();
            needs.into_iter().any(|need| need.scheme == scheme.name)
        };
        let is_wanted = |scheme: &Scheme| {
            *selection == Selection::Everything
                || chosen.iter().any(|operation| needs(operation, scheme))
        };
        let schemes = service::schemes(self.schemas.document(), self.schemas.sink());
        self.note_unknown(chosen);
        let (mut credentials, mut unsent) = (Vec::new(), Vec::new());
        for scheme in schemes.into_iter().filter(is_wanted) {
            match way(&scheme.way) {
                Ok(way) => credentials.push(Credential {
                    name: scheme.name,
                    way,
                    flows: scheme.flows.into_iter().map(flow).collect(),
                    open_id_url: scheme.open_id_url,
                    docs: docs(with_format(scheme.description, scheme.bearer_format)),
                    deprecation: Deprecation::Current,
                }),
                Err(reason) => {
                    let text = format!("the credential `{}` is not written: {reason}", scheme.name);
                    self.note(Code::CredentialUnsupported, &scheme.place, text);
                    let is_certificate = scheme.way == Way::Certificate;
                    unsent.push(Unsent { name: scheme.name, is_certificate });
                }
            }
        }
        Service { servers: lowered(servers), credentials, unsent }
    }
}

impl Lowering<'_> {
    /// Says which schemes operations ask for that the description does not have.
    fn note_unknown(&mut self, chosen: &[Operation]) {
        let all = Place::in_document(Pointer::root().child("components").child("securitySchemes"));
        let all = self.schemas.document().follow(&all).unwrap_or(all);
        let known = names(self.schemas.document(), &all);
        let mut said: Vec<&str> = Vec::new();
        for operation in chosen {
            for need in operation.security.iter().flatten().flatten() {
                let name = need.scheme.as_str();
                if known.iter().any(|known| known == name) || said.contains(&name) {
                    continue;
                }
                said.push(name);
                let text = format!(
                    "`security` asks for `{name}`, which is none of the `securitySchemes`: a client \
                     has to be given a credential for it by that name"
                );
                self.note(Code::UnknownScheme, &operation.place, text);
            }
        }
    }
}

/// Servers as the API has them.
pub(super) fn lowered(servers: Vec<service::Server>) -> Vec<Server> {
    let variable = |variable: service::Variable| ServerVariable {
        name: variable.name,
        default: variable.default,
        values: variable.values,
        docs: docs(variable.description),
    };
    let server = |server: service::Server| Server {
        url: server.url,
        variables: server.variables.into_iter().map(variable).collect(),
        docs: docs(server.description),
    };
    servers.into_iter().map(server).collect()
}

fn flow(read: service::Flow) -> Flow {
    let service::Flow { kind, authorization_url, token_url, refresh_url, scopes } = read;
    Flow { kind, authorization_url, token_url, refresh_url, scopes }
}

/// What is said of a credential, and of which format its token is.
fn with_format(text: Option<String>, format: Option<String>) -> Option<String> {
    let Some(format) = format.filter(|format| !format.trim().is_empty()) else { return text };
    let text = text.unwrap_or_default();
    Some(format!("{}\n\nThe token is of the format {format}.", text.trim()))
}

fn docs(text: Option<String>) -> Docs {
    Docs { text: text.unwrap_or_default().trim().to_owned(), ..Docs::default() }
}

fn way(read: &Way) -> Result<CredentialWay, String> {
    match read {
        Way::Bearer => Ok(CredentialWay::Bearer),
        Way::Basic => Ok(CredentialWay::Basic),
        Way::Query(name) => Ok(CredentialWay::Query(name.clone())),
        Way::Cookie(name) => Ok(CredentialWay::Cookie(name.clone())),
        Way::Header(name) if is_token(name) => Ok(CredentialWay::Header(name.to_ascii_lowercase())),
        Way::Header(name) => Err(format!("`{name}` is not a valid header name")),
        Way::Certificate => {
            Err("it is a certificate, which the client has to bring along".to_owned())
        }
        Way::Otherwise(what) => Err(format!("it is {what}, which the client has to bring along")),
    }
}

/// RFC 9110, section 5.6.2.
fn is_token(name: &str) -> bool {
    let is_mark = |c: char| "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || is_mark(c))
}
