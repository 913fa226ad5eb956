//! The body of a request, in each of the ways in which one is described.

use http::header::{CONTENT_TYPE, HeaderValue};

use super::{RequestBuilder, joined, known, text, undivided};
use crate::operation::parameter::Parameter;
use crate::operation::tree::Tree;
use crate::operation::{Body, Part, form, multipart};
use crate::wire::check::check;
use crate::wire::{At, File, Limit, View, Violation, Wire};

impl RequestBuilder {
    /// Sets the limits of the body as a whole, which come before it.
    #[must_use]
    pub fn limits(self, limits: &[Limit]) -> Self {
        Self { limits: limits.to_vec(), ..self }
    }

    /// Sets a body of JSON.
    #[must_use]
    pub fn json<T: Wire>(mut self, media_type: &'static str, value: &T) -> Self {
        if self.is_valid(&value.view(), At::Text) {
            match crate::json::write(&value.view()) {
                Ok(body) => self.set_body_of(media_type, None, "application/json", body),
                Err(error) => self.violations[1].push(Violation::new(String::new(), error)),
            }
        }
        self
    }

    /// Says how fields of a form are written that comes next, each as a parameter of a query is.
    #[must_use]
    pub fn fields(self, fields: &[Parameter]) -> Self {
        Self { fields: fields.to_vec(), ..self }
    }

    /// Sets a body of form fields.
    #[must_use]
    pub fn form<T: Wire>(mut self, media_type: &'static str, value: &T) -> Self {
        if !self.is_valid(&value.view(), At::Text) {
            return self;
        }
        let tree = match Tree::of(&value.view()) {
            Ok(tree) => tree,
            Err(error) => {
                self.violations[1].push(Violation::new(String::new(), error));
                return self;
            }
        };
        for (name, words) in form::ambiguous(&tree, &self.fields) {
            At::Name(&At::Text, name).refuse(undivided(words), &mut self.violations[1]);
        }
        let pairs = form::pairs(&tree, &self.fields);
        self.set_body(known(media_type), joined(&pairs));
        self
    }

    /// Sets a body of several parts: each property is one, as the table or else its kind says.
    #[must_use]
    pub fn multipart<T: Wire>(
        mut self,
        media_type: &'static str,
        value: &T,
        table: &[Part],
    ) -> Self {
        if self.is_valid(&value.view(), At::Parts) {
            match multipart::body(media_type, &value.view(), table) {
                Ok((media_type, body)) => self.set_body(text(&media_type), body),
                Err(violations) => self.violations[1].extend(violations),
            }
        }
        self
    }

    /// Sets a body of text.
    #[must_use]
    pub fn text(mut self, media_type: &'static str, value: &str) -> Self {
        if self.is_valid(&View::Text(value), At::Text) {
            self.set_body_of(media_type, None, "text/plain", value.to_owned());
        }
        self
    }

    /// Sets a body of bytes, of the described media type unless the file has one. Where a range
    /// is described (`image/*`), a file without one is of `application/octet-stream`, unless the
    /// caller says of which it is.
    #[must_use]
    pub fn bytes(mut self, media_type: &'static str, file: &File) -> Self {
        match Body::from_file(file) {
            Ok(body) => {
                let own = file.media_type();
                self.set_body_of(media_type, own, "application/octet-stream", body);
            }
            Err(error) => {
                let message = format!("cannot be read: {error}");
                self.violations[1].push(Violation::new(String::new(), message));
            }
        }
        self
    }

    /// Checks a body.
    fn is_valid(&mut self, value: &View<'_>, root: At<'_>) -> bool {
        self.range = None;
        let [_, violations] = &mut self.violations;
        // Of a body that is set again only the last one counts.
        violations.clear();
        check(value, &std::mem::take(&mut self.limits), root, violations);
        violations.is_empty()
    }

    pub(super) fn set_body(&mut self, media_type: Option<HeaderValue>, body: impl Into<Body>) {
        // A media type of a description that no header can hold is left to the server's guess.
        match media_type {
            Some(media_type) => self.headers.insert(CONTENT_TYPE, media_type),
            None => self.headers.remove(CONTENT_TYPE),
        };
        self.body = body.into();
    }
}
