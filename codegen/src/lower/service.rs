//! Servers and credentials.

use super::Lowering;
use crate::api::{Credential, CredentialWay, Docs, Server, Service};
use crate::config::Selection;
use crate::diagnostic::Code;
use crate::read::operation::Operation;
use crate::read::service::{self, Scheme, Way};

impl Lowering<'_> {
    /// The servers, and the credentials that the chosen operations ask for.
    pub(super) fn service(&mut self, selection: &Selection, chosen: &[Operation]) -> Service {
        let docs = |text: Option<String>| Docs {
            text: text.unwrap_or_default().trim().to_owned(),
            ..Docs::default()
        };
        let servers = service::servers(self.schemas.document()).into_iter();
        let servers =
            servers.map(|server| Server { url: server.url, docs: docs(server.description) });
        let is_wanted = |scheme: &Scheme| {
            *selection == Selection::Everything
                || chosen.iter().any(|operation| operation.security.contains(&scheme.name))
        };
        let schemes = service::schemes(self.schemas.document(), self.schemas.sink());
        let mut credentials = Vec::new();
        for scheme in schemes.into_iter().filter(is_wanted) {
            match way(&scheme.way) {
                Ok(way) => credentials.push(Credential {
                    name: scheme.name,
                    way,
                    docs: docs(scheme.description),
                }),
                Err(reason) => {
                    let text = format!("the credential `{}` is not written: {reason}", scheme.name);
                    self.note(Code::CredentialUnsupported, &scheme.place, text);
                }
            }
        }
        Service { servers: servers.collect(), credentials }
    }
}

fn way(read: &Way) -> Result<CredentialWay, String> {
    match read {
        Way::Bearer => Ok(CredentialWay::Bearer),
        Way::Basic => Ok(CredentialWay::Basic),
        Way::Query(name) => Ok(CredentialWay::Query(name.clone())),
        Way::Cookie(name) => Ok(CredentialWay::Cookie(name.clone())),
        Way::Header(name) if is_token(name) => Ok(CredentialWay::Header(name.to_ascii_lowercase())),
        Way::Header(name) => Err(format!("`{name}` is not a valid header name")),
        Way::Otherwise(what) => Err(format!("it is {what}, which the client has to bring along")),
    }
}

/// RFC 9110, section 5.6.2.
fn is_token(name: &str) -> bool {
    let is_mark = |c: char| "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || is_mark(c))
}
