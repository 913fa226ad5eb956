//! How the members of a record of parameters are sent.

use super::Style;

/// A row of the table of an operation's parameters.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub(super) member: &'static str,
    pub(super) name: &'static str,
    pub(super) location: Location,
    pub(super) style: Style,
    pub(super) explode: bool,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Location {
    Query,
    Header,
    Cookie,
}

/// A parameter of the query.
pub const fn query(name: &'static str, style: Style, explode: bool) -> Parameter {
    Parameter { member: name, name, location: Location::Query, style, explode }
}

/// A parameter that is a header.
pub const fn header(name: &'static str, style: Style, explode: bool) -> Parameter {
    Parameter { member: name, name, location: Location::Header, style, explode }
}

/// A parameter that is a cookie.
pub const fn cookie(name: &'static str, style: Style, explode: bool) -> Parameter {
    Parameter { member: name, name, location: Location::Cookie, style, explode }
}

impl Parameter {
    /// The parameter, held by a member of another name: the same name is sent in two places.
    pub const fn member(self, member: &'static str) -> Self {
        Self { member, ..self }
    }
}
