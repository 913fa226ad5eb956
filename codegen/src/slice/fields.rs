//! Which part of OpenAPI stands in which field of which (OpenAPI 3.2, section 4; JSON Schema Core,
//! sections 10 and 11). What stands in no field that is listed refers to nothing.

use crate::read::operation::METHODS;

/// A part of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Encoding,
    Schema,
    Discriminator,
    Example,
    Link,
    Callback,
    SecurityScheme,
    /// The Security Requirement Object.
    Requirement,
    Webhooks,
    /// What refers to nothing: data, text, extensions.
    Plain,
}

/// How parts stand in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// One, or a list of them.
    Of(Part),
    /// By names that are the description's own.
    Named(Part),
}

/// The sections of the Components Object, and the parts that each has.
pub(super) const SECTIONS: [(&str, Part); 11] = [
    ("schemas", Part::Schema),
    ("responses", Part::Response),
    ("parameters", Part::Parameter),
    ("examples", Part::Example),
    ("requestBodies", Part::RequestBody),
    ("headers", Part::Header),
    ("securitySchemes", Part::SecurityScheme),
    ("links", Part::Link),
    ("callbacks", Part::Callback),
    ("pathItems", Part::PathItem),
    ("mediaTypes", Part::MediaType),
];

/// The section of the Components Object where a part of this kind can stand in any version.
pub(super) fn section(part: Part) -> Option<&'static str> {
    let is_everywhere = !matches!(part, Part::PathItem | Part::MediaType);
    SECTIONS.iter().find(|(_, of)| *of == part && is_everywhere).map(|(section, _)| *section)
}

/// What stands in a field of a part.
pub(super) fn field(part: Part, name: &str) -> Field {
    use Field::{Named, Of};

    match (part, name) {
        // What an extension holds is nobody's to follow, but where the names are free.
        (Part::Callback | Part::Webhooks, _) => Of(Part::PathItem),
        (_, name) if name.starts_with("x-") => Of(Part::Plain),
        (Part::PathItem | Part::Operation, "parameters") => Of(Part::Parameter),
        (Part::PathItem, "additionalOperations") => Named(Part::Operation),
        (Part::PathItem, method) if METHODS.contains(&method) => Of(Part::Operation),
        (Part::Operation, "requestBody") => Of(Part::RequestBody),
        (Part::Operation, "responses") => Named(Part::Response),
        (Part::Operation, "callbacks") => Named(Part::Callback),
        (Part::Operation, "security") => Of(Part::Requirement),
        (Part::Parameter | Part::Header | Part::RequestBody | Part::Response, "content") => {
            Named(Part::MediaType)
        }
        (Part::Parameter | Part::Header | Part::MediaType, "schema" | "itemSchema") => {
            Of(Part::Schema)
        }
        (Part::Parameter | Part::Header | Part::MediaType, "examples") => Named(Part::Example),
        (Part::Response | Part::Encoding, "headers") => Named(Part::Header),
        (Part::Response, "links") => Named(Part::Link),
        (Part::MediaType | Part::Encoding, "encoding") => Named(Part::Encoding),
        (Part::MediaType | Part::Encoding, "itemEncoding" | "prefixEncoding") => Of(Part::Encoding),
        (Part::Schema, "discriminator") => Of(Part::Discriminator),
        (Part::Schema, name) => of_schema(name),
        _ => Of(Part::Plain),
    }
}

fn of_schema(keyword: &str) -> Field {
    match keyword {
        "items"
        | "additionalItems"
        | "prefixItems"
        | "unevaluatedItems"
        | "contains"
        | "additionalProperties"
        | "unevaluatedProperties"
        | "propertyNames"
        | "allOf"
        | "anyOf"
        | "oneOf"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contentSchema" => Field::Of(Part::Schema),
        "properties" | "patternProperties" | "dependentSchemas" | "dependencies" | "$defs"
        | "definitions" => Field::Named(Part::Schema),
        _ => Field::Of(Part::Plain),
    }
}
