//! How parameters, and the fields of forms, are sent.

use super::Style;

/// A parameter: its name, where and how it is sent.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub(super) name: &'static str,
    pub(super) location: ParameterLocation,
    pub(super) style: Style,
    pub(super) explode: bool,
    pub(super) allow_reserved: bool,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}

/// A parameter of the path, of the style `simple`.
pub const fn path(name: &'static str) -> Parameter {
    Parameter::new(name, ParameterLocation::Path, Style::Simple)
}

/// A parameter of the query, of the style `form`, each item on its own.
pub const fn query(name: &'static str) -> Parameter {
    Parameter::new(name, ParameterLocation::Query, Style::Form)
}

/// A parameter that is a header, of the style `simple`.
pub const fn header(name: &'static str) -> Parameter {
    Parameter::new(name, ParameterLocation::Header, Style::Simple)
}

/// A parameter that is a cookie, of the style `form`, each item on its own.
pub const fn cookie(name: &'static str) -> Parameter {
    Parameter::new(name, ParameterLocation::Cookie, Style::Form)
}

impl Parameter {
    const fn new(name: &'static str, location: ParameterLocation, style: Style) -> Self {
        let explode = matches!(style, Style::Form);
        Self { name, location, style, explode, allow_reserved: false }
    }

    /// The parameter in another style, each item on its own or not (`explode`).
    pub const fn style(self, style: Style, explode: bool) -> Self {
        Self { style, explode, ..self }
    }

    /// The parameter with the characters that URIs reserve as they are (`allowReserved`), but for
    /// those that end a value or a query, or are read as a blank there: `&`, `#`, `+`, `[` and `]`
    /// (OpenAPI 3.1.1, section 4.8.12.2.1). What is percent-encoded already stays so.
    pub const fn allow_reserved(self) -> Self {
        Self { allow_reserved: true, ..self }
    }

    /// Whether both are the same parameter: of one name in one place (OpenAPI 3.1, section
    /// 4.8.12).
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (self.location, self.name) == (other.location, other.name)
    }
}

impl ParameterLocation {
    /// The place, as a violation says it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// A parameter of the path, by its name.
impl From<&'static str> for Parameter {
    fn from(name: &'static str) -> Self {
        path(name)
    }
}
