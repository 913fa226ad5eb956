//! Where an API is served, and the credentials that it asks for.

use openapiv3::SecurityScheme as Typed;

use super::resolve::Document;
use super::source::Node;
use crate::diagnostic::{Code, Sink};
use crate::pointer::{Place, Pointer};

/// A server (OpenAPI 3.1, section 4.8.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// `url`, with its variables in braces.
    pub url: String,
    /// What the braces stand for.
    pub variables: Vec<Variable>,
    /// `description`.
    pub description: Option<String>,
}

/// A variable of a server's URL (OpenAPI 3.1, section 4.8.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// What stands in the braces.
    pub name: String,
    /// `default`.
    pub default: Option<String>,
    /// `enum`.
    pub values: Vec<String>,
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
    /// The flows by which OAuth 2 gives one.
    pub flows: Vec<Flow>,
    /// `bearerFormat`.
    pub bearer_format: Option<String>,
    /// `openIdConnectUrl`.
    pub open_id_url: Option<String>,
    /// `description`.
    pub description: Option<String>,
}

/// A way to a token (OpenAPI 3.1, section 4.8.29).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// `clientCredentials`, `authorizationCode` and the like.
    pub kind: String,
    /// `authorizationUrl`.
    pub authorization_url: Option<String>,
    /// `tokenUrl`.
    pub token_url: Option<String>,
    /// `refreshUrl`.
    pub refresh_url: Option<String>,
    /// `scopes`, each with its description.
    pub scopes: Vec<(String, String)>,
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
    /// By the client's certificate.
    Certificate,
    /// In a way that a request cannot show: a scheme of this name.
    Otherwise(String),
}

/// The servers that a document, a path item or an operation lists; what of their variables cannot
/// work is said.
pub fn servers(document: &Document, holder: &Place, sink: &mut Sink) -> Vec<Server> {
    let all = holder.child("servers");
    let count = document.node(&all).ok().and_then(Node::list).map_or(0, <[Node]>::len);
    (0..count).filter_map(|index| server(document, &all.item(index), sink)).collect()
}

fn server(document: &Document, place: &Place, sink: &mut Sink) -> Option<Server> {
    let node = document.node(place).ok()?;
    let url = node.get("url")?.string()?.to_owned();
    let described = node.get("variables").and_then(Node::object).into_iter().flatten();
    let mut variables: Vec<Variable> = described
        .filter(|(name, _)| url.contains(&format!("{{{name}}}")))
        .map(|(name, node)| variable(name, node))
        .collect();
    for name in in_braces(&url) {
        let known = variables.iter().find(|variable| variable.name == name);
        let message = match known {
            None => format!("the variable `{name}` of this server is not described"),
            Some(known) => match &known.default {
                None => format!("the variable `{name}` of this server has no `default`"),
                Some(default) if !known.values.is_empty() && !known.values.contains(default) => {
                    format!("the `default` of `{name}`, `{default}`, is not one of its `enum`")
                }
                Some(_) => continue,
            },
        };
        sink.push(document.problem(Code::ServerVariable, place, message));
        if known.is_none() {
            let values = Vec::new();
            variables.push(Variable { name, default: None, values, description: None });
        }
    }
    Some(Server { url, variables, description: text(node, "description") })
}

fn variable(name: &str, node: &Node) -> Variable {
    // YAML reads an unquoted port or version as a number, which is meant as it is written.
    let written = |node: &Node| match node.string() {
        Some(text) => Some(text.to_owned()),
        None => Some(node.to_json()).filter(|json| !json.is_null()).map(|json| json.to_string()),
    };
    let values = node.get("enum").and_then(Node::list).unwrap_or_default();
    Variable {
        name: name.to_owned(),
        default: node.get("default").and_then(written),
        values: values.iter().filter_map(written).collect(),
        description: text(node, "description"),
    }
}

/// The names in the braces of a URL.
fn in_braces(url: &str) -> Vec<String> {
    let opened = url.split('{').skip(1);
    opened.filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect()
}

fn text(node: &Node, keyword: &str) -> Option<String> {
    node.get(keyword).and_then(Node::string).map(str::to_owned)
}

fn flows(node: &Node) -> Vec<Flow> {
    let flows = node.get("flows").and_then(Node::object).into_iter().flatten();
    let flow = |(kind, node): (&String, &Node)| Flow {
        kind: kind.clone(),
        authorization_url: text(node, "authorizationUrl"),
        token_url: text(node, "tokenUrl"),
        refresh_url: text(node, "refreshUrl"),
        scopes: node
            .get("scopes")
            .and_then(Node::object)
            .into_iter()
            .flatten()
            .map(|(name, node)| (name.clone(), node.string().unwrap_or_default().to_owned()))
            .collect(),
    };
    flows.filter(|(kind, _)| !kind.starts_with("x-")).map(flow).collect()
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
    let text = |keyword: &str| text(node, keyword);
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
        Err(_) if text("type").as_deref() == Some("mutualTLS") => Way::Certificate,
        Err(error) => {
            let message = format!("this security scheme cannot be read: {error}");
            sink.push(document.problem(Code::SecurityUnreadable, &place, message));
            return None;
        }
    };
    let (description, open_id_url) = (text("description"), text("openIdConnectUrl"));
    let bearer_format = text("bearerFormat");
    Some(Scheme { flows: flows(node), description, bearer_format, open_id_url, place, name, way })
}
