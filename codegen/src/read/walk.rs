//! Tells, of each property of a description, what it holds: what OpenAPI and JSON Schema define, what
//! has names of the API's own, or data. Who walks the whole tree asks here.

use super::source::Properties;

/// Whose names the properties of an object are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    OfOpenApi,
    /// They are the API's own: a property may be called `example`, an answer `default`.
    OfTheApi,
}

impl Names {
    /// Whose names stand in the object that a property holds; none where that is data, which only
    /// looks like a description, as an example may.
    pub(super) fn below(self, name: &str) -> Option<Names> {
        match (self, name) {
            (Names::OfTheApi, _) => Some(Names::OfOpenApi),
            (_, "example" | "examples" | "default" | "enum" | "const") => None,
            (
                _,
                "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions"
                | "schemas" | "responses" | "parameters" | "requestBodies" | "headers"
                | "securitySchemes" | "links" | "callbacks" | "pathItems" | "mediaTypes"
                | "content" | "encoding" | "paths" | "webhooks",
            ) => Some(Names::OfTheApi),
            _ => Some(Names::OfOpenApi),
        }
    }
}

/// Whether the references of a schema are relative to its own `$id` (JSON Schema Core, section
/// 8.2.1).
pub(super) fn has_an_id(properties: &Properties, whose: Names) -> bool {
    whose == Names::OfOpenApi && properties.get("$id").is_some_and(|id| id.string().is_some())
}
