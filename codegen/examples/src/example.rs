//! What an example is: where it stands, of which schemas it is one, and how it is written.

use serde_json::Value as Json;

use crate::judge::Direction;
use specwright_codegen::pointer::Place;

/// A value that a description gives as an example.
#[derive(Clone, Debug)]
pub struct Example {
    /// Where the value stands.
    pub place: Place,
    /// What kind of example it is.
    pub origin: ExampleKind,
    /// Who sends such a value.
    pub direction: Direction,
    /// The schemas of which it has to fit one, or why there is none.
    pub(super) schemas: Result<Vec<Place>, Skipped>,
    /// Whether the value is written as JSON is.
    pub(super) notation: Notation,
}

/// Where an example stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExampleKind {
    /// `example` or `examples` of a schema.
    Schema,
    /// `example` or `examples` of a media type.
    Media,
    /// `example` or `examples` of a parameter.
    Parameter,
    /// `example` or `examples` of a header.
    Header,
    /// A vendor extension, by its number among those that the user names.
    Vendor(usize),
}

/// How an example is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// As the value that it is.
    Value,
    /// A string may be the text of another notation: XML, a form, a stream of events.
    MediaText,
    /// A string may hold JSON, or whatever else a vendor's pages show.
    VendorText,
}

/// Why an example was not checked against a schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skipped {
    /// `externalValue`: nothing is fetched.
    Elsewhere,
    /// There is no schema that it could be an example of.
    NoSchema,
    /// It is text of another notation than JSON.
    NotJson,
    /// It is text that begins like JSON and is not: what is wrong, and where in the text.
    Broken(String),
    /// It is not where the specification has examples, or not in the form that it asks for.
    Misplaced(&'static str),
    /// No place refers to it.
    Unused,
    /// Its schema cannot be followed, or it would take too long.
    Undecided(String),
}

/// The JSON that a text holds, if that is an object or a list; `None` where it does not even
/// begin like one.
pub(super) fn json_in(text: &str) -> Option<Result<Json, String>> {
    let is_one = text.trim_start().starts_with(['{', '[']);
    is_one.then(|| {
        serde_json::from_str(text).map_err(|error| format!("its text is no JSON: {error}"))
    })
}
