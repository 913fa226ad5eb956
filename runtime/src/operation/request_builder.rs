//! Requests, put together of parameters and a body.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Uri};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::parameter::{Parameter, ParameterLocation};
use super::part::is_concrete;
use super::tree::Tree;
use super::{Body, Part, Request, Style, form, multipart, style};
use crate::wire::check::check;
use crate::wire::{At, File, Invalid, Limit, View, Violation, Wire};

/// A request in the making. Limits are checked as its parts arrive, and all violations
/// are told at the end.
///
/// A violation of the body has the pointer of the value within the body; one of a
/// parameter begins with where the parameter is sent: `/query/limit`.
#[derive(Debug)]
pub struct RequestBuilder {
    method: Method,
    path: String,
    query: Vec<(String, String)>,
    cookies: Vec<(String, String)>,
    headers: HeaderMap,
    body: Body,
    limits: Vec<Limit>,
    violations: Vec<Violation>,
}

/// What may stand in a path or a query as it is: RFC 3986's unreserved characters.
pub(crate) const UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What no path has as it is, beside what is not ASCII (RFC 3986, section 3.3). A `%` stays:
/// what stands for parameters was encoded, and a description may have encoded the rest.
const NOT_IN_A_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

impl RequestBuilder {
    /// A request of a method to a path, in which `{name}` stands for a parameter.
    pub fn new(method: Method, path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let query = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name.to_owned(), value.to_owned())
        });
        Self {
            method,
            path: path.split('#').next().unwrap_or_default().to_owned(),
            query: query.collect(),
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            body: Body::empty(),
            limits: Vec::new(),
            violations: Vec::new(),
        }
    }

    /// Fills in a template of the path.
    #[must_use]
    pub fn path<T>(self, parameter: impl Into<Parameter>, value: &T) -> Self
    where
        T: ToOwned<Owned: Wire> + ?Sized,
    {
        self.path_within(parameter, &[], value)
    }

    /// Fills in a template of the path with a value that has limits.
    #[must_use]
    pub fn path_within<T>(
        mut self,
        parameter: impl Into<Parameter>,
        limits: &[Limit],
        value: &T,
    ) -> Self
    where
        T: ToOwned<Owned: Wire> + ?Sized,
    {
        let Parameter { name, style, explode, .. } = parameter.into();
        let value = &value.to_owned();
        let at = At::Name(&At::Text, "path");
        let at = At::Name(&at, name);
        check(&value.view(), limits, at, &mut self.violations);
        match Tree::of(&value.view()) {
            Ok(value) => self.fill(name, style, explode, at, &value),
            Err(error) => self.violations.push(Violation::new(at.pointer(), error)),
        }
        self
    }

    fn fill(&mut self, name: &str, style: Style, explode: bool, at: At<'_>, value: &Tree) {
        let encode = |part: &str| utf8_percent_encode(part, UNRESERVED).to_string();
        let text = style::text(name, style, explode, value, encode);
        let template = format!("{{{name}}}");
        let segments = self.path.split('/').filter(|segment| segment.contains(&template));
        // `.` and `..` would walk through the path instead of being a part of it (RFC 3986,
        // section 5.2.4); beside other text they are a part of it.
        let walks = |segment: &str| matches!(&*segment.replace(&template, &text), "" | "." | "..");
        if segments.into_iter().any(walks) {
            at.refuse(
                format!("must name one segment of a path, but is {text:?}"),
                &mut self.violations,
            );
        }
        self.path = self.path.replace(&template, &text);
    }

    /// Adds the parameters of a record, each where and how the table says. What the
    /// record leaves out is not sent.
    #[must_use]
    pub fn parameters<T: Wire>(mut self, record: &T, table: &[Parameter]) -> Self {
        let at = At::Name(&At::Text, "parameters");
        check(&record.view(), &[], at, &mut self.violations);
        let properties = match Tree::of(&record.view()) {
            Ok(properties) => properties,
            Err(error) => {
                self.violations.push(Violation::new(at.pointer(), error));
                return self;
            }
        };
        for row in table {
            if let Some(value) = properties.get(row.property) {
                self.parameter(row, value, At::Name(&at, row.property));
            }
        }
        self
    }

    fn parameter(&mut self, row: &Parameter, value: &Tree, at: At<'_>) {
        match row.location {
            // The path has parameters of its own, outside the record.
            ParameterLocation::Path => {}
            ParameterLocation::Query => {
                self.query.extend(style::pairs(row.name, row.style, row.explode, value));
            }
            ParameterLocation::Cookie => {
                // A name or a value that held `;` would begin another cookie (RFC 6265, section
                // 4.2.1); the names of an exploded object are the caller's.
                let pairs = style::pairs(row.name, row.style, row.explode, value).into_iter();
                let encode = |text: String| utf8_percent_encode(&text, UNRESERVED).to_string();
                self.cookies.extend(pairs.map(|(name, value)| match name == row.name {
                    true => (name, encode(value)),
                    false => (encode(name), encode(value)),
                }));
            }
            ParameterLocation::Header => {
                let text = style::text(row.name, row.style, row.explode, value, str::to_owned);
                match (HeaderName::from_bytes(row.name.as_bytes()), HeaderValue::from_str(&text)) {
                    (Ok(name), Ok(text)) => {
                        self.headers.append(name, text);
                    }
                    _ => at.refuse(
                        "must be a string that a header can hold".to_owned(),
                        &mut self.violations,
                    ),
                }
            }
        }
    }

    /// Sets the limits of the body as a whole, which come before it.
    #[must_use]
    pub fn limits(self, limits: &[Limit]) -> Self {
        Self { limits: limits.to_vec(), ..self }
    }

    /// Sets a body of JSON.
    #[must_use]
    pub fn json<T: Wire>(mut self, media_type: &'static str, value: Option<&T>) -> Self {
        let Some(value) = value else { return self };
        if self.is_valid(&value.view(), At::Text) {
            match crate::json::write(&value.view()) {
                Ok(body) => self.set_body(known(media_type), body),
                Err(error) => self.violations.push(Violation::new(String::new(), error)),
            }
        }
        self
    }

    /// Sets a body of form fields.
    #[must_use]
    pub fn form<T: Wire>(mut self, media_type: &'static str, value: Option<&T>) -> Self {
        let Some(value) = value else { return self };
        if self.is_valid(&value.view(), At::Text) {
            match form::pairs(&value.view()) {
                Ok(pairs) => self.set_body(known(media_type), encoded(&pairs)),
                Err(error) => self.violations.push(Violation::new(String::new(), error)),
            }
        }
        self
    }

    /// Sets a body of several parts: each property is one, as the table or else its kind says.
    #[must_use]
    pub fn multipart<T: Wire>(
        mut self,
        media_type: &'static str,
        value: Option<&T>,
        table: &[Part],
    ) -> Self {
        let Some(value) = value else { return self };
        if self.is_valid(&value.view(), At::Parts) {
            match multipart::body(media_type, &value.view(), table) {
                Ok((media_type, body)) => self.set_body(text(&media_type), body),
                Err(violations) => self.violations.extend(violations),
            }
        }
        self
    }

    /// Sets a body of text.
    #[must_use]
    pub fn text(mut self, media_type: &'static str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            self.set_body(known(media_type), value.to_owned());
        }
        self
    }

    /// Sets a body of bytes, of the described media type unless the file has one. Where a range
    /// is described (`image/*`), a file without one is of `application/octet-stream`.
    #[must_use]
    pub fn bytes(mut self, media_type: &'static str, value: Option<&File>) -> Self {
        let Some(file) = value else { return self };
        let described =
            if is_concrete(media_type) { media_type } else { "application/octet-stream" };
        match Body::from_file(file) {
            Ok(body) => self.set_body(text(file.media_type().unwrap_or(described)), body),
            Err(error) => {
                self.violations
                    .push(Violation::new(String::new(), format!("cannot be read: {error}")));
            }
        }
        self
    }

    /// Checks a body.
    fn is_valid(&mut self, value: &View<'_>, root: At<'_>) -> bool {
        let known = self.violations.len();
        check(value, &self.limits, root, &mut self.violations);
        self.violations.len() == known
    }

    /// Says which media types the call can read (`Accept`; RFC 9110, section 12.5.1), unless a
    /// parameter has said so.
    #[must_use]
    pub fn accept(mut self, media_types: &'static str) -> Self {
        if let (false, Some(media_types)) = (self.headers.contains_key(ACCEPT), known(media_types))
        {
            self.headers.insert(ACCEPT, media_types);
        }
        self
    }

    /// The request.
    ///
    /// # Errors
    /// Every limit that a parameter or the body breaks.
    pub fn finish(mut self) -> Result<Request, Invalid> {
        let mut target = match Cow::from(utf8_percent_encode(&self.path, NOT_IN_A_PATH)) {
            Cow::Owned(encoded) => encoded,
            Cow::Borrowed(_) => std::mem::take(&mut self.path),
        };
        if !target.starts_with('/') {
            target.insert(0, '/');
        }
        // Parameters cannot be one (`fill`), so that this is the description's own.
        if target.split('/').any(is_dot_segment) {
            let message = "must not have the segment `.` or `..`, which would leave it".to_owned();
            self.violations.push(Violation::new("/path".to_owned(), message));
        }
        if !self.query.is_empty() {
            target.push('?');
            target.push_str(&encoded(&self.query));
        }
        let uri = Uri::try_from(target).unwrap_or_else(|error| {
            let message = format!("must make a path of a URI: {error}");
            self.violations.push(Violation::new("/path".to_owned(), message));
            Uri::default()
        });
        if !self.cookies.is_empty() {
            let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            match HeaderValue::from_str(&pairs.collect::<Vec<_>>().join("; ")) {
                Ok(cookies) => {
                    self.headers.insert(COOKIE, cookies);
                }
                Err(_) => {
                    let message = "must be texts that a cookie can hold".to_owned();
                    self.violations.push(Violation::new("/cookie".to_owned(), message));
                }
            }
        }
        if let Some(invalid) = Invalid::of(self.violations) {
            return Err(invalid);
        }
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    fn set_body(&mut self, media_type: Option<HeaderValue>, body: impl Into<Body>) {
        // A media type of a description that no header can hold is left to the server's guess.
        if let Some(media_type) = media_type {
            self.headers.insert(CONTENT_TYPE, media_type);
        }
        self.body = body.into();
    }
}

/// Whether a segment walks through a path instead of being a part of it (RFC 3986, section
/// 5.2.4), percent-encoded or not, as URLs are read (WHATWG URL, "single-dot path segment").
fn is_dot_segment(segment: &str) -> bool {
    let segment = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(&*segment, "." | "..")
}

/// A text of the description as a header has it, which is not copied for each call; `None`
/// where no header can hold it.
fn known(text: &'static str) -> Option<HeaderValue> {
    let text = Some(text).filter(|text| text.is_ascii())?;
    HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())).ok()
}

/// Any text as a header has it; `None` where none can hold it.
fn text(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok()
}

/// Pairs as `application/x-www-form-urlencoded`, a space as `%20`, which queries take too.
fn encoded(pairs: &[(String, String)]) -> String {
    let encode = |text: &str| utf8_percent_encode(text, UNRESERVED).to_string();
    let pairs = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}
