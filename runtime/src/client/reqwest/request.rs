//! Turns a request into one of reqwest's.

use std::sync::OnceLock;

use http::uri::{Authority, Scheme};
use http::{Request, Uri};
use reqwest::Url;

/// The request as reqwest has it. Its own conversion takes every request, but formats the
/// address piece by piece, and reads it anew each time.
pub(super) fn converted(
    request: Request<reqwest::Body>,
    known: &OnceLock<Origin>,
) -> Result<reqwest::Request, reqwest::Error> {
    let Some(url) = url(request.uri(), known).filter(|_| request.extensions().is_empty()) else {
        return reqwest::Request::try_from(request);
    };
    let (head, body) = request.into_parts();
    let mut request = reqwest::Request::new(head.method, url);
    *request.version_mut() = head.version;
    *request.headers_mut() = head.headers;
    *request.body_mut() = Some(body);
    Ok(request)
}

/// A server that has been spoken to, and its address as reqwest has it.
pub(super) struct Origin {
    scheme: Scheme,
    authority: Authority,
    url: Url,
}

/// An address as reqwest has it, which is read from its text where its server is not the known
/// one: to read the name of a host takes longer than all the rest.
fn url(uri: &Uri, known: &OnceLock<Origin>) -> Option<Url> {
    let (scheme, authority) = (uri.scheme()?, uri.authority()?);
    let target = uri.path_and_query()?;
    if let Some(known) = known.get()
        && (&known.scheme, known.authority.as_str()) == (scheme, authority.as_str())
    {
        let mut url = known.url.clone();
        url.set_path(target.path());
        url.set_query(target.query());
        return Some(url);
    }
    let text = [scheme.as_str(), "://", authority.as_str(), target.as_str()].concat();
    let url = Url::parse(&text).ok()?;
    known.get_or_init(|| Origin {
        scheme: scheme.clone(),
        authority: authority.clone(),
        url: url.clone(),
    });
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_at_a_known_server_is_what_its_text_says() {
        let known = OnceLock::new();
        for text in [
            "http://A.example:80/v1",
            "http://A.example:80",
            "http://A.example:80/?",
            "http://A.example:80/v1/jobs?limit=2&a=%20",
            "http://A.example:80/a/../b/./c//d/",
            "http://A.example:80/%2e%2E/%2f",
            "http://A.example:80/v1?a=b?c/../d",
            "http://A.example:80/\"|{}^~!$&'()*+,;=:@",
            "http://A.example:80/v1?|{}^'~!$&()*+,;=:@",
            "https://A.example:80/v1",
            "http://B.example/v1",
            "http://[::1]:8080/v1",
        ] {
            let Ok(uri) = text.parse::<Uri>() else { panic!("{text}") };
            let read = Url::parse(text).unwrap();
            assert_eq!(url(&uri, &known).unwrap().as_str(), read.as_str(), "{text}");
        }
        assert_eq!(known.get().unwrap().authority, "a.example:80");
        assert!(url(&Uri::from_static("/v1"), &known).is_none());
    }
}
