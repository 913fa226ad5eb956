//! Addresses: the base, what is appended to it, where a redirect leads.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;

use http::Uri;
use http::uri::{Authority, Scheme};
use percent_encoding::utf8_percent_encode;

use crate::error::ConfigError;
use crate::operation::UNRESERVED;

/// Where a server's operations are: an origin, the prefix of every path, a query for every call.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    /// The path as it was written.
    path: String,
    /// The same without a slash at its end.
    prefix: String,
    query: Option<String>,
}

impl BaseUrl {
    /// Reads a base URL; plain HTTP is only for this machine and for the hosts named.
    pub(crate) fn parse(text: &str, plain_http_to: &[String]) -> Result<Self, ConfigError> {
        // The text is not repeated in an error: someone may have put a password into it.
        let uri = text.trim().parse::<Uri>();
        let uri = uri.map_err(|error| ConfigError::new(format!("the base URL: {error}")))?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(ConfigError::new(
                "the base URL has no scheme, such as https://, or no host",
            ));
        };
        if authority.as_str().contains('@') {
            let message = "the base URL holds a user's name or password; use a credential instead";
            return Err(ConfigError::new(message));
        }
        let host = authority.host();
        let is_port = |port: &str| port.parse::<u16>().is_ok_and(|port| port != 0);
        let port = authority.as_str().strip_prefix(host).unwrap_or_default();
        if host.is_empty() {
            return Err(ConfigError::new("the base URL has no host"));
        }
        if port.strip_prefix(':').is_some_and(|port| !port.is_empty() && !is_port(port)) {
            return Err(ConfigError::new("the base URL's port is not one from 1 to 65535"));
        }
        // What reads it is the judge of what a host is (`https://1.2.3.4.5`).
        if reqwest::Url::parse(&format!("{scheme}://{authority}/")).is_err() {
            return Err(ConfigError::new(format!("the base URL's host `{host}` is not a host")));
        }
        if scheme == Scheme::HTTP {
            let is_allowed = plain_http_to.iter().any(|allowed| allowed.eq_ignore_ascii_case(host));
            if !is_allowed && !is_loopback(host) {
                return Err(ConfigError::new(format!(
                    "plain http:// would show the key to everyone on the way to {host}; \
                     use https://, or allow_plain_http_to({host:?})"
                )));
            }
        } else if scheme != Scheme::HTTPS {
            return Err(ConfigError::new(format!("the base URL's scheme {scheme} is not HTTP")));
        }
        let path = parts.path_and_query.as_ref();
        let query = path.and_then(|path| path.query()).filter(|query| !query.is_empty());
        let path = path.map_or("", |path| path.path()).to_owned();
        let query = query.map(str::to_owned);
        let prefix = path.trim_end_matches('/').to_owned();
        Ok(Self { scheme, authority, path, prefix, query })
    }

    pub(crate) fn is_plain_http(&self) -> bool {
        self.scheme == Scheme::HTTP
    }

    /// The server that a relative URL of a description names (RFC 3986, section 5.2).
    pub(crate) fn relative(
        &self,
        url: &str,
        plain_http_to: &[String],
    ) -> Result<Self, ConfigError> {
        let origin = format!("{}://{}", self.scheme, self.authority);
        let text = match url.strip_prefix("./").unwrap_or(url) {
            network if network.starts_with("//") => format!("{}:{network}", self.scheme),
            absolute if absolute.starts_with('/') => format!("{origin}{absolute}"),
            beside => format!("{origin}{}/{beside}", self.prefix),
        };
        // What this client may speak plainly to, it may here.
        let mut plain_http_to = plain_http_to.to_vec();
        if self.is_plain_http() {
            plain_http_to.push(self.authority.host().to_owned());
        }
        Self::parse(&text, &plain_http_to)
    }

    /// The address itself.
    pub(crate) fn uri(&self) -> Result<Uri, ConfigError> {
        let mut target = self.path.clone();
        if let Some(query) = &self.query {
            target.push('?');
            target.push_str(query);
        }
        self.build(target)
    }

    /// Appends an operation's path and query; `extra` replaces what the base's query says by the same name.
    pub(crate) fn join(
        &self,
        operation: &Uri,
        extra: &[(String, String)],
    ) -> Result<Uri, ConfigError> {
        let names: Vec<String> = extra.iter().map(|(name, _)| encode(name)).collect();
        let is_replaced = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or(pair);
            names.iter().any(|replaced| replaced == name)
        };
        let base = self.query.iter().flat_map(|query| query.split('&'));
        let base = base.filter(|pair| !is_replaced(pair)).map(Cow::Borrowed);
        let own = operation.query().filter(|query| !query.is_empty()).map(Cow::Borrowed);
        let extra = extra.iter().map(|extra| Cow::Owned(pair(extra)));
        let (path, query) = (operation.path(), operation.query().unwrap_or_default());
        let mut target = String::with_capacity(self.prefix.len() + path.len() + 1 + query.len());
        target.push_str(&self.prefix);
        target.push_str(path);
        push_query(&mut target, base.chain(own).chain(extra));
        self.build(target)
    }

    /// Where a redirect leads, if it stays at this server.
    pub(crate) fn redirected(&self, location: &str) -> Option<Uri> {
        let location = location.split('#').next().unwrap_or(location);
        if location.starts_with('/') && !location.starts_with("//") {
            return self.build(location.to_owned()).ok();
        }
        let uri = location.parse::<Uri>().ok()?;
        let is_here = uri.scheme() == Some(&self.scheme)
            && uri.host()?.eq_ignore_ascii_case(self.authority.host())
            && port(&self.scheme, uri.port_u16()) == port(&self.scheme, self.authority.port_u16())
            && !uri.authority()?.as_str().contains('@');
        is_here.then_some(uri)
    }

    fn build(&self, path_and_query: String) -> Result<Uri, ConfigError> {
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(path_and_query)
            .build()
            .map_err(|error| ConfigError::new(format!("the address of the request: {error}")))
    }
}

/// Shows no query: someone may have put a key into it.
impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority, self.prefix)
    }
}

/// The address with more parameters.
pub(crate) fn with_query(uri: &Uri, pairs: &[(String, String)]) -> Result<Uri, ConfigError> {
    let mut text = uri.path().to_owned();
    let own = uri.query().filter(|query| !query.is_empty()).map(Cow::Borrowed);
    push_query(&mut text, own.into_iter().chain(pairs.iter().map(|more| Cow::Owned(pair(more)))));
    replaced(uri, text)
}

/// The address with this value of a parameter, and with no other one of it.
pub(crate) fn with_parameter(uri: &Uri, name: &str, value: &str) -> Result<Uri, ConfigError> {
    let encoded = encode(name);
    let is_other = |part: &&str| part.split('=').next() != Some(encoded.as_str());
    let own = uri.query().into_iter().flat_map(|query| query.split('&'));
    let own = own.filter(|part| !part.is_empty()).filter(is_other).map(Cow::Borrowed);
    let mut text = uri.path().to_owned();
    let set = Cow::Owned(format!("{encoded}={}", encode(value)));
    push_query(&mut text, own.chain([set]));
    replaced(uri, text)
}

/// The address with another path and query.
fn replaced(uri: &Uri, path_and_query: String) -> Result<Uri, ConfigError> {
    let mut parts = uri.clone().into_parts();
    let invalid_config = |_| ConfigError::new("the address of the request would be too long");
    parts.path_and_query = Some(path_and_query.parse().map_err(invalid_config)?);
    Uri::from_parts(parts).map_err(|_| ConfigError::new("the request has no address"))
}

/// Appends the parts of a query to a path.
fn push_query<'a>(path: &mut String, parts: impl Iterator<Item = Cow<'a, str>>) {
    let mut separator = '?';
    for part in parts {
        path.push(separator);
        path.push_str(&part);
        separator = '&';
    }
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

fn pair((name, value): &(String, String)) -> String {
    format!("{}={}", encode(name), encode(value))
}

fn port(scheme: &Scheme, port: Option<u16>) -> u16 {
    port.unwrap_or(if *scheme == Scheme::HTTP { 80 } else { 443 })
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let host = host.to_ascii_lowercase();
    host == "localhost"
        || host.ends_with(".localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> BaseUrl {
        BaseUrl::parse(text, &[]).unwrap()
    }

    fn joined(text: &str, operation: &str, extra: &[(&str, &str)]) -> String {
        let extra: Vec<_> =
            extra.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        base(text).join(&operation.parse().unwrap(), &extra).unwrap().to_string()
    }

    #[test]
    fn a_parameter_replaces_those_of_its_name() {
        let set = |uri: &str| {
            with_parameter(&uri.parse().unwrap(), "page[after]", "a&b").unwrap().to_string()
        };
        let expected = "https://a.example/j?q=1&page%5Bafter%5D=a%26b";
        assert_eq!(set("https://a.example/j?page%5Bafter%5D=x&q=1&page%5Bafter%5D"), expected);
        assert_eq!(set("https://a.example/j?q=1"), expected);
        assert_eq!(set("https://a.example/j"), "https://a.example/j?page%5Bafter%5D=a%26b");
    }

    #[test]
    fn prefixes_and_queries_are_merged() {
        assert_eq!(joined("https://a.example", "/jobs", &[]), "https://a.example/jobs");
        assert_eq!(
            joined("https://a.example/v1/?", "/jobs?limit=2", &[]),
            "https://a.example/v1/jobs?limit=2"
        );
        let prefixed = "https://a.example:8443/models?api-version=1&x=2";
        assert_eq!(
            joined(prefixed, "/jobs?after=a%20b", &[("api-version", "2"), ("q q", "ä&")]),
            "https://a.example:8443/models/jobs?x=2&after=a%20b&api-version=2&q%20q=%C3%A4%26"
        );
    }

    #[test]
    fn plain_http_is_for_this_machine_and_for_named_hosts() {
        for fine in
            ["http://localhost/v1", "http://127.0.0.9:80", "http://[::1]:1/", "http://a.localhost"]
        {
            assert!(BaseUrl::parse(fine, &[]).is_ok(), "{fine}");
        }
        for plain in
            ["http://a.example", "http://127.0.0.1.a.example", "http://[::2]", "http://10.0.0.1"]
        {
            let error = BaseUrl::parse(plain, &["b.example".into()]).unwrap_err();
            assert!(error.to_string().contains("allow_plain_http_to"), "{plain}: {error}");
        }
        assert!(BaseUrl::parse("http://A.example", &["a.example".into()]).is_ok());
        for odd in
            ["", "a.example", "/v1", "ftp://a.example", "https://me:secret@a.example", "https://ä"]
        {
            let error = BaseUrl::parse(odd, &[]).unwrap_err();
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }

    /// Each was built into a client once, and failed at every call.
    #[test]
    fn what_no_call_could_reach_is_said_when_building() {
        for odd in [
            "https://:443",
            "https://a.example:99999",
            "https://a.example:0/v1",
            "https://a.example:65536",
            "http://[::1]:99999",
            "https://1.2.3.4.5",
            "https://999.1.1.1",
            "https://a..example%00",
        ] {
            assert!(BaseUrl::parse(odd, &[]).is_err(), "{odd}");
        }
        for fine in ["https://a.example:", "https://a.example:65535", "http://[::1]:1/v1"] {
            assert!(BaseUrl::parse(fine, &[]).is_ok(), "{fine}");
        }
    }

    #[test]
    fn a_redirect_stays_at_the_server_or_is_none() {
        let base = base("https://a.example/v1");
        let to = |location: &str| base.redirected(location).map(|uri| uri.to_string());
        assert_eq!(to("/v2/jobs?x=1#top"), Some("https://a.example/v2/jobs?x=1".into()));
        assert_eq!(to("https://A.example:443/x"), Some("https://A.example:443/x".into()));
        for away in [
            "https://b.example/x",
            "//b.example/x",
            "http://a.example/x",
            "https://a.example:444/",
            "https://a.example@b.example/",
            "https://u:p@a.example/",
            "jobs",
            "",
            "ftp://a.example/",
            "https://a.example.b.example/",
            "\\\\b.example",
            "/\\b.example\u{0}",
        ] {
            let to = to(away);
            assert!(to.is_none(), "{away}: {to:?}");
        }
    }
}
