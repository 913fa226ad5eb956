//! Decides which server a call goes to: one that the description or the user named.

use std::sync::Arc;

use super::options::CallOptions;
use super::url::BaseUrl;
use crate::error::ConfigError;
use crate::operation::Server;

/// What a builder is told about servers.
#[derive(Clone, Default)]
pub(crate) struct ServerConfig {
    pub(crate) base: Option<Base>,
    /// The servers that operations of the description have of their own.
    pub(crate) of_operations: Vec<Server>,
    pub(crate) variables: Vec<(String, String)>,
    /// Described URLs, and what the user names instead.
    pub(crate) replaced: Vec<(String, String)>,
    pub(crate) plain_http_to: Vec<String>,
}

/// Where a client's calls go.
#[derive(Clone)]
pub(crate) enum Base {
    /// Where the user says.
    Url(String),
    /// Where the description says.
    Described(Server),
}

/// The servers of a client, made ready.
pub(crate) struct Servers {
    pub(crate) base: Option<Arc<BaseUrl>>,
    config: ServerConfig,
}

impl Servers {
    /// Reads the base URL, and checks the variables.
    pub(crate) fn new(config: ServerConfig) -> Result<Self, ConfigError> {
        let described = match &config.base {
            Some(Base::Described(server)) => Some(server),
            _ => None,
        };
        let all = || described.into_iter().chain(&config.of_operations);
        for (name, value) in &config.variables {
            if !all().any(|server| has_variable(server, name)) {
                let message = format!("no server of the description has the variable `{name}`");
                return Err(ConfigError::new(message));
            }
            for server in all() {
                check(server, name, value)?;
            }
        }
        let mut servers = Self { base: None, config };
        let base = match &servers.config.base {
            None if servers.config.of_operations.is_empty() => return Err(none_known()),
            None => None,
            Some(Base::Url(url)) => Some(BaseUrl::parse(url, &servers.config.plain_http_to)?),
            Some(Base::Described(server)) => Some(servers.resolve(server)?),
        };
        servers.base = base.map(Arc::new);
        Ok(servers)
    }

    /// Whether no server is spoken to but by plain HTTP, as far as is known.
    pub(crate) fn is_plain_http(&self) -> bool {
        self.base.as_ref().is_some_and(|base| base.is_plain_http())
    }

    /// Where a call goes: where its options say, else its operation, else the client.
    pub(crate) fn of_call(
        &self,
        own: &[Server],
        options: &CallOptions,
    ) -> Result<Arc<BaseUrl>, ConfigError> {
        if let Some(url) = &options.base_url {
            return BaseUrl::parse(url, &self.config.plain_http_to).map(Arc::new);
        }
        match own.first() {
            Some(server) => self.resolve(server).map(Arc::new),
            None => self.base.clone().ok_or_else(none_known),
        }
    }

    /// Reads an address that the description names, such as that of a token.
    pub(crate) fn described(&self, url: &str) -> Result<BaseUrl, ConfigError> {
        let replaced = self.config.replaced.iter().find(|(described, _)| described == url);
        let url = replaced.map_or(url, |(_, instead)| instead);
        let has_scheme = url.contains("://");
        match &self.base {
            _ if has_scheme => BaseUrl::parse(url, &self.config.plain_http_to),
            Some(base) => base.relative(url, &self.config.plain_http_to),
            None => Err(ConfigError::new(format!(
                "the description's server `{url}` is relative to where the description is served; \
                 set `base_url`"
            ))),
        }
    }

    fn resolve(&self, server: &Server) -> Result<BaseUrl, ConfigError> {
        let replaced = self.config.replaced.iter().find(|(url, _)| url == server.url());
        if let Some((_, url)) = replaced {
            return BaseUrl::parse(url, &self.config.plain_http_to);
        }
        let mut url = String::new();
        let mut rest = server.url();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            url.push_str(before);
            let chosen = self.config.variables.iter().rfind(|(known, _)| known == name);
            if let Some((_, value)) = chosen {
                stays_in_its_place(&url, name, value)?;
            }
            let default = || server.variable(name).and_then(|variable| variable.default_value());
            match chosen.map(|(_, value)| &**value).or_else(default) {
                Some(value) => url.push_str(value),
                None => {
                    return Err(ConfigError::new(format!(
                        "the server `{}` has no default for `{name}`: \
                         set server_variable({name:?}, …), or `base_url`",
                        server.url()
                    )));
                }
            }
            rest = after;
        }
        url.push_str(rest);
        self.described(&url)
    }
}

/// A value stays where its variable stands: what is a part of the host names no other host, what
/// is a part of the path does not end it. Where the URL begins with it, it may be any.
fn stays_in_its_place(before: &str, name: &str, value: &str) -> Result<(), ConfigError> {
    let ends_it: &[char] = match before.split_once("://") {
        _ if before.is_empty() => &[],
        Some((_, host)) if !host.contains('/') => &['/', '?', '#', '@', ':', '\\'],
        _ => &['?', '#', '\\'],
    };
    let walks = !before.is_empty() && value.split('/').any(|segment| matches!(segment, "." | ".."));
    if walks || value.contains(ends_it) {
        let message =
            format!("the variable `{name}` of a server cannot be {value:?} where it stands");
        return Err(ConfigError::new(message));
    }
    Ok(())
}

fn has_variable(server: &Server, name: &str) -> bool {
    server.variable(name).is_some() || server.url().contains(&format!("{{{name}}}"))
}

/// A variable has one of the values that its `enum` lists.
fn check(server: &Server, name: &str, value: &str) -> Result<(), ConfigError> {
    let Some(variable) = server.variable(name) else { return Ok(()) };
    let allowed = variable.allowed();
    if allowed.is_empty() || allowed.contains(&value) {
        return Ok(());
    }
    let allowed: Vec<String> = allowed.iter().map(|value| format!("`{value}`")).collect();
    Err(ConfigError::new(format!(
        "the variable `{name}` of the server `{}` must be one of {}, but is `{value}`",
        server.url(),
        allowed.join(", ")
    )))
}

fn none_known() -> ConfigError {
    ConfigError::new(
        "no server is known for the call: set `base_url`, or begin with the `service::client()` \
         of a generated API, which knows the servers of its description",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::ServerVariable;

    const SERVER: Server = Server::new("https://{region}.parcels.example/{version}").variables(&[
        ServerVariable::new("region").default("eu").values(&["eu", "us"]),
        ServerVariable::new("version"),
    ]);

    fn config(variables: &[(&str, &str)]) -> ServerConfig {
        ServerConfig {
            base: Some(Base::Described(SERVER)),
            variables: variables.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect(),
            ..ServerConfig::default()
        }
    }

    fn base(variables: &[(&str, &str)]) -> Result<String, String> {
        let servers = Servers::new(config(variables)).map_err(|error| error.to_string())?;
        Ok(format!("{:?}", servers.base.unwrap()))
    }

    #[test]
    fn variables_are_defaults_or_chosen_and_checked() {
        assert_eq!(base(&[("version", "v2")]).unwrap(), "https://eu.parcels.example/v2");
        let us = [("version", "v2"), ("region", "us")];
        assert_eq!(base(&us).unwrap(), "https://us.parcels.example/v2");
        assert!(base(&[]).unwrap_err().contains("no default for `version`"));
        let error = base(&[("version", "v2"), ("region", "mars")]).unwrap_err();
        assert!(error.contains("must be one of `eu`, `us`, but is `mars`"), "{error}");
        let error = base(&[("version", "v2"), ("planet", "mars")]).unwrap_err();
        assert!(error.contains("no server of the description has the variable `planet`"));
    }

    #[test]
    fn a_call_goes_where_it_its_operation_or_the_client_says() {
        let servers = Servers::new(config(&[("version", "v2")])).unwrap();
        let at = |own: &[Server], options: &CallOptions| {
            servers.of_call(own, options).map(|base| format!("{base:?}"))
        };
        let none = CallOptions::new();
        assert_eq!(at(&[], &none).unwrap(), "https://eu.parcels.example/v2");
        let own = [Server::new("https://images.example")];
        assert_eq!(at(&own, &none).unwrap(), "https://images.example");
        let relative = [Server::new("/images/")];
        assert_eq!(at(&relative, &none).unwrap(), "https://eu.parcels.example/images");
        let network = [Server::new("//images.example/x")];
        assert_eq!(at(&network, &none).unwrap(), "https://images.example/x");
        let told = CallOptions::new().base_url("https://told.example");
        assert_eq!(at(&own, &told).unwrap(), "https://told.example");
        assert!(at(&[Server::new("http://images.example")], &none).is_err(), "plain HTTP");
    }

    #[test]
    fn without_a_server_nothing_is_built() {
        let error = Servers::new(ServerConfig::default()).err().unwrap();
        assert!(error.to_string().contains("base_url"), "{error}");
    }
}
