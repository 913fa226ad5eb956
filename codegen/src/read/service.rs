//! Where an API is served, and the credentials that it asks for.

use openapiv3::SecurityScheme as Typed;

use super::resolve::Document;
use super::source::Node;
use crate::diagnostic::{Code, Sink};
use crate::pointer::{Place, Pointer};

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// `url`, its variables by their defaults.
    pub url: String,
    /// `description`.
    pub description: Option<String>,
}

/// A kind of credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// The scheme.
    pub place: Place,
    /// Its name among the components.
    pub name: String,
    /// How it is sent.
    pub way: Way,
    /// `description`.
    pub description: Option<String>,
}

/// How a credential is sent (OpenAPI 3.1, section 4.8.27).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// `Authorization: Bearer …`, also of OAuth 2 and OpenID Connect.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A key in a header of this name.
    Header(String),
    /// A key in the query.
    Query(String),
    /// A key in a cookie.
    Cookie(String),
    /// In a way that a request cannot show: by a certificate, or a scheme of this name.
    Otherwise(String),
}

/// The servers of the document.
pub fn servers(document: &Document) -> Vec<Server> {
    let list = document.root().get("servers").and_then(Node::list).unwrap_or_default();
    list.iter().filter_map(server).collect()
}

fn server(node: &Node) -> Option<Server> {
    let mut url = node.get("url")?.string()?.to_owned();
    for (name, variable) in node.get("variables").and_then(Node::object).into_iter().flatten() {
        if let Some(default) = variable.get("default").and_then(Node::string) {
            url = url.replace(&format!("{{{name}}}"), default);
        }
    }
    let description = node.get("description").and_then(Node::string).map(str::to_owned);
    Some(Server { url, description })
}

/// The credentials that the document describes; what cannot be read is left out and said.
pub fn schemes(document: &Document, sink: &mut Sink) -> Vec<Scheme> {
    let all = Place::in_document(Pointer::root().child("components").child("securitySchemes"));
    let all = document.follow(&all).unwrap_or(all);
    let names = document.node(&all).ok().and_then(Node::object).map(|all| all.keys().cloned());
    let read = |name: String| scheme(document, &all, name, sink);
    names.into_iter().flatten().filter_map(read).collect()
}

fn scheme(document: &Document, all: &Place, name: String, sink: &mut Sink) -> Option<Scheme> {
    let place = document.follow(&all.child(&name)).ok()?;
    let node = document.node(&place).ok()?;
    let text = |keyword: &str| node.get(keyword).and_then(Node::string).map(str::to_owned);
    let way = match serde_json::from_value::<Typed>(node.to_json()) {
        Ok(Typed::HTTP { scheme, .. }) if scheme.eq_ignore_ascii_case("bearer") => Way::Bearer,
        Ok(Typed::HTTP { scheme, .. }) if scheme.eq_ignore_ascii_case("basic") => Way::Basic,
        Ok(Typed::HTTP { scheme, .. }) => Way::Otherwise(format!("the scheme `{scheme}`")),
        Ok(Typed::APIKey { location, name, .. }) => match location {
            openapiv3::APIKeyLocation::Header => Way::Header(name),
            openapiv3::APIKeyLocation::Query => Way::Query(name),
            openapiv3::APIKeyLocation::Cookie => Way::Cookie(name),
        },
        Ok(Typed::OAuth2 { .. } | Typed::OpenIDConnect { .. }) => Way::Bearer,
        // The reader is strict about flows, which say nothing of how a token is sent.
        Err(_) if matches!(text("type").as_deref(), Some("oauth2" | "openIdConnect")) => {
            Way::Bearer
        }
        Err(_) if text("type").as_deref() == Some("mutualTLS") => {
            Way::Otherwise("a certificate".to_owned())
        }
        Err(error) => {
            let message = format!("this security scheme cannot be read: {error}");
            sink.push(document.problem(Code::SecurityUnreadable, &place, message));
            return None;
        }
    };
    Some(Scheme { description: text("description"), place, name, way })
}
