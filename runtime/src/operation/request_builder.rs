//! Requests, put together of parameters and a body.

mod body;
mod integer;
mod media_type;

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{ACCEPT, COOKIE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Uri};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::header_text::{cookie, header_text};
use super::parameter::{Parameter, ParameterLocation};
use super::style::encoded;
use super::tree::Tree;
use super::{Body, Request, Style, style};
use crate::wire::check::check;
use crate::wire::{At, Invalid, Limit, View, Violation, Wire};

/// A request in the making. Limits are checked as its parts arrive, and all violations
/// are told at the end.
///
/// A violation of the body has the pointer of the value within the body; one of a
/// parameter begins with where the parameter is sent: `/query/limit`.
#[derive(Debug, Default)]
pub struct RequestBuilder {
    method: Method,
    path: String,
    /// The pairs of the query, percent-encoded.
    query: Vec<(String, String)>,
    /// What is sent outside the path and the body, each once, in the order in which it was set.
    parameters: Vec<Argument>,
    accept: &'static str,
    /// Whether that is so whatever a parameter says.
    accepts_only: bool,
    /// The media type of the body, where a caller says it for a range of them.
    content_type: Option<String>,
    /// The range, where the description has one of the body.
    range: Option<&'static str>,
    headers: HeaderMap,
    body: Body,
    limits: Vec<Limit>,
    fields: Vec<Parameter>,
    /// What is wrong with the path, and what with the body.
    violations: [Vec<Violation>; 2],
}

/// The value of a parameter, and what is wrong with it.
#[derive(Debug)]
struct Argument {
    parameter: Parameter,
    value: Tree,
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
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

// It is so anyway; said, nobody who compiles a call has to find it out of all that is within.
impl Unpin for RequestBuilder {}

impl RequestBuilder {
    /// A request of a method to a path, in which `{name}` stands for a parameter.
    pub fn new(method: Method, path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let query = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (encoded(name), encoded(value))
        });
        Self {
            method,
            path: path.split('#').next().unwrap_or_default().to_owned(),
            query: query.collect(),
            ..Self::default()
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
        let [violations, _] = &mut self.violations;
        check(&value.view(), limits, at, violations);
        match Tree::of(&value.view()) {
            Ok(value) => self.fill(name, style, explode, at, &value),
            Err(error) => violations.push(Violation::new(at.pointer(), error)),
        }
        self
    }

    fn fill(&mut self, name: &str, style: Style, explode: bool, at: At<'_>, value: &Tree) {
        let text = style::text(name, style, explode, value, encoded);
        let template = format!("{{{name}}}");
        let segments = self.path.split('/').filter(|segment| segment.contains(&template));
        // `.` and `..` would walk through the path instead of being a part of it (RFC 3986,
        // section 5.2.4); beside other text they are a part of it.
        let walks = |segment: &str| matches!(&*segment.replace(&template, &text), "" | "." | "..");
        if segments.into_iter().any(walks) {
            let message = format!("must name one segment of a path, but is {text:?}");
            at.refuse(message, &mut self.violations[0]);
        }
        self.path = self.path.replace(&template, &text);
    }

    /// Sends a value outside the path and the body; one that was set before goes.
    #[must_use]
    pub fn parameter<T>(self, parameter: Parameter, value: &T) -> Self
    where
        T: ToOwned<Owned: Wire> + ?Sized,
    {
        self.parameter_within(parameter, &[], value)
    }

    /// Sends a value outside the path and the body; one that was set before goes.
    pub fn set<T: Wire>(&mut self, parameter: Parameter, value: &T) {
        self.argue(parameter, &[], &value.view());
    }

    /// Sends a value that has limits outside the path and the body.
    pub fn set_within<T: Wire>(&mut self, parameter: Parameter, limits: &[Limit], value: &T) {
        self.argue(parameter, limits, &value.view());
    }

    /// Sends a value that has limits outside the path and the body.
    #[must_use]
    pub fn parameter_within<T>(mut self, parameter: Parameter, limits: &[Limit], value: &T) -> Self
    where
        T: ToOwned<Owned: Wire> + ?Sized,
    {
        self.argue(parameter, limits, &value.to_owned().view());
        self
    }

    fn argue(&mut self, parameter: Parameter, limits: &[Limit], value: &View<'_>) {
        let at = At::Name(&At::Text, parameter.location.name());
        let at = At::Name(&at, parameter.name);
        let mut violations = Vec::new();
        check(value, limits, at, &mut violations);
        let value = Tree::of(value).unwrap_or_else(|error| {
            violations.push(Violation::new(at.pointer(), error));
            Tree::Null
        });
        if let Some(words) = style::holds_delimiter(&parameter, &value) {
            at.refuse(undivided(words), &mut violations);
        }
        if parameter.location == ParameterLocation::Header {
            let name = HeaderName::from_bytes(parameter.name.as_bytes());
            let text = HeaderValue::from_str(&header_text(&parameter, &value));
            if name.is_err() || text.is_err() {
                at.refuse("must be a string that a header can hold".to_owned(), &mut violations);
            }
        }
        let argument = Argument { parameter, value, violations };
        let is_same = |known: &&mut Argument| known.parameter.is_same(&parameter);
        match self.parameters.iter_mut().find(is_same) {
            Some(known) => *known = argument,
            None => self.parameters.push(argument),
        }
    }

    /// The request.
    ///
    /// # Errors
    /// Every limit that a parameter or the body breaks.
    pub fn finish(mut self) -> Result<Request, Invalid> {
        let [mut violations, of_body] = std::mem::take(&mut self.violations);
        let mut cookies = Vec::new();
        for Argument { parameter, value, violations: own } in std::mem::take(&mut self.parameters) {
            violations.extend(own);
            match parameter.location {
                // The path was filled in when it was said.
                ParameterLocation::Path => {}
                ParameterLocation::Query => self.query.extend(style::pairs(&parameter, &value)),
                ParameterLocation::Cookie => {
                    let pairs = style::pairs(&parameter, &value).into_iter();
                    cookies.extend(pairs.map(|pair| cookie(&parameter, pair)));
                }
                ParameterLocation::Header => {
                    let name = HeaderName::from_bytes(parameter.name.as_bytes());
                    let value = HeaderValue::from_str(&header_text(&parameter, &value));
                    if let (Ok(name), Ok(value)) = (name, value) {
                        self.headers.append(name, value);
                    }
                }
            }
        }
        let is_said = self.headers.contains_key(ACCEPT) && !self.accepts_only;
        if let (false, Some(accept)) = (is_said, known(self.accept)) {
            self.headers.insert(ACCEPT, accept);
        }
        if !cookies.is_empty() {
            match HeaderValue::from_str(&cookies.join("; ")) {
                Ok(cookies) => {
                    self.headers.insert(COOKIE, cookies);
                }
                Err(_) => {
                    let message = "must be texts that a cookie can hold".to_owned();
                    violations.push(Violation::new("/cookie".to_owned(), message));
                }
            }
        }
        self.settle_media_type(&mut violations);
        let uri = self.uri(&mut violations);
        violations.extend(of_body);
        if let Some(invalid) = Invalid::of(violations) {
            return Err(invalid);
        }
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    /// The path and the query.
    fn uri(&mut self, violations: &mut Vec<Violation>) -> Uri {
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
            violations.push(Violation::new("/path".to_owned(), message));
        }
        if !self.query.is_empty() {
            target.push('?');
            target.push_str(&joined(&self.query));
        }
        Uri::try_from(target).unwrap_or_else(|error| {
            let message = format!("must make a path of a URI: {error}");
            violations.push(Violation::new("/path".to_owned(), message));
            Uri::default()
        })
    }
}

/// What is said of a value that cannot be told from the delimiters around it.
fn undivided(words: &str) -> String {
    format!("must not have {words} in an item, since that is what stands between two")
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
    let text = Some(text).filter(|text| text.is_ascii() && !text.is_empty())?;
    HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())).ok()
}

/// Any text as a header has it; `None` where none can hold it.
fn text(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok()
}

/// Pairs, encoded already, as a query or `application/x-www-form-urlencoded` has them; a space is
/// `%20` in both, which forms take too.
fn joined(pairs: &[(String, String)]) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join("&")
}
