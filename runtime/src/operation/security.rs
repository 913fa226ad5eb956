//! Which credentials a call needs.

/// The credentials that an operation takes (OpenAPI 3.1, section 4.8.30).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Security {
    /// The description says nothing about it: every credential of the client is sent.
    #[default]
    Unspecified,
    /// One of these alternatives is enough, and each needs all of its schemes. An empty
    /// alternative makes the others optional; without any alternative no credential is sent.
    AnyOf(&'static [&'static [Scheme]]),
}

/// A kind of credential that a description names (OpenAPI 3.1, section 4.8.27).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    name: &'static str,
    sent_as: SentAs,
}

/// How the credential of a scheme is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SentAs {
    /// `Authorization: Bearer …` (RFC 6750, section 2.1).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// A header of this name.
    Header(&'static str),
    /// A parameter of the query.
    Query(&'static str),
    /// A cookie.
    Cookie(&'static str),
    /// By the client's certificate (`mutualTLS`).
    Certificate,
    /// In a way that is not known here.
    Otherwise,
}

impl Scheme {
    /// A scheme by its name among the description's, and how its credential is sent.
    pub const fn new(name: &'static str, sent_as: SentAs) -> Self {
        Self { name, sent_as }
    }

    /// Its name among the description's.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// How its credential is sent.
    pub const fn sent_as(&self) -> SentAs {
        self.sent_as
    }
}
