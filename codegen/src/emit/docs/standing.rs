//! What there is to say of a type that the description says nothing of: what it is, and where its
//! schema stands.

use proc_macro2::TokenStream;

use super::{around, code, limit};
use crate::api::{Literal, Naming, Origin, Presence, Property, Record, Type};

/// The documentation of an object: the text, which of its properties have no field, as they always say
/// the same, and what it allows as a whole.
pub(in crate::emit) fn of_record(kind: &Type, record: &Record, otherwise: &str) -> TokenStream {
    let mut facts: Vec<String> = record.properties.iter().filter_map(always).collect();
    let limits: Vec<String> = record.limits.iter().filter_map(limit).collect();
    if !limits.is_empty() {
        facts.push(format!("Limits: {}.", limits.join(", ")));
    }
    around(&kind.docs.text, otherwise, |text| match facts.is_empty() {
        true => text.to_owned(),
        false => format!("{text}\n\n{}", facts.join(" ")),
    })
}

/// "`type` is always `message`."
fn always(property: &Property) -> Option<String> {
    let Presence::Constant(literal) = &property.presence else { return None };
    let value = match literal {
        Literal::Text(text) => code(text),
        Literal::Integer(integer) => code(&integer.to_string()),
        Literal::Boolean(boolean) => code(&boolean.to_string()),
    };
    Some(format!("{} is always {value}.", code(&property.wire_name)))
}

/// What a type is; of one that has no name in the description, also the property, the parameter or the
/// body that it is of.
pub(in crate::emit) fn standing(origin: &Origin, what: &str) -> String {
    let place = match origin.naming {
        Naming::Inline => of_component(&origin.pointer).or_else(|| of_operation(&origin.pointer)),
        Naming::Component | Naming::Shared => None,
    };
    match place {
        Some(place) => format!("{what}: {place}."),
        None => format!("{what}."),
    }
}

/// The place below a component, as a person would write it: `Job.error`, `Page.data[]`.
fn of_component(pointer: &str) -> Option<String> {
    let (_, pointer) = pointer.split_once("/components/schemas/")?;
    let mut tokens = pointer.split('/');
    let component = unescaped(tokens.next()?);
    let below = below(tokens)?;
    (!below.is_empty()).then(|| code(&format!("{component}{below}")))
}

/// The place in an operation: "a parameter of `GET /jobs`", "`error` of the answer of `GET /jobs`".
fn of_operation(pointer: &str) -> Option<String> {
    let (_, pointer) = pointer.split_once("/paths/")?;
    let mut tokens = pointer.split('/');
    let path = unescaped(tokens.next()?);
    let method = tokens.next()?;
    let part = match tokens.next()? {
        "parameters" => {
            tokens.next()?;
            "a parameter"
        }
        "requestBody" => {
            (tokens.next()? == "content").then(|| tokens.next())??;
            "the body"
        }
        "responses" => {
            tokens.next()?;
            (tokens.next()? == "content").then(|| tokens.next())??;
            "an answer"
        }
        _ => return None,
    };
    (tokens.next()? == "schema").then_some(())?;
    let operation = code(&format!("{} {path}", method.to_ascii_uppercase()));
    let below = below(tokens)?;
    Some(match below.trim_start_matches('.') {
        "" => format!("{part} of {operation}"),
        "[]" => format!("an item of {part} of {operation}"),
        below => format!("{} in {part} of {operation}", code(below)),
    })
}

/// The steps from a schema to one within: `.error`, `.data[]`; nothing, where one has no name.
fn below<'a>(mut tokens: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut place = String::new();
    while let Some(token) = tokens.next() {
        match token {
            "properties" => {
                place.push('.');
                place.push_str(&unescaped(tokens.next()?));
            }
            "items" => place.push_str("[]"),
            "additionalProperties" => place.push_str("[name]"),
            // The same place, described by one of several.
            "allOf" | "anyOf" | "oneOf" => {
                tokens.next()?;
                continue;
            }
            _ => return None,
        }
    }
    Some(place)
}

/// RFC 6901, section 4.
fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(naming: Naming, pointer: &str) -> String {
        let origin = Origin { pointer: pointer.to_owned(), naming, preferred_name: String::new() };
        standing(&origin, "An object")
    }

    #[test]
    fn an_inline_type_says_where_it_stands() {
        for (pointer, expected) in [
            ("/components/schemas/Job/properties/error", "An object: `Job.error`."),
            ("/components/schemas/Job/properties/error/anyOf/0", "An object: `Job.error`."),
            ("/components/schemas/Page/properties/data/items", "An object: `Page.data[]`."),
            ("/components/schemas/A~1b/properties/c~0d", "An object: `A/b.c~d`."),
            ("/components/schemas/Map/additionalProperties", "An object: `Map[name]`."),
            ("b.yaml#/components/schemas/Job/properties/error", "An object: `Job.error`."),
            ("/components/schemas/Job/oneOf/1", "An object."),
            ("/components/schemas/Job/not", "An object."),
            ("/paths/~1jobs/get/responses/200", "An object."),
            ("/paths/~1jobs/get/responses/200/headers/A/schema", "An object."),
            (
                "/paths/~1jobs~1{id}/get/responses/200/content/a~1json/schema",
                "An object: an answer of `GET /jobs/{id}`.",
            ),
            (
                "/paths/~1jobs/get/responses/200/content/a~1json/schema/properties/data/items",
                "An object: `data[]` in an answer of `GET /jobs`.",
            ),
            (
                "/paths/~1jobs/post/requestBody/content/a~1json/schema/oneOf/0",
                "An object: the body of `POST /jobs`.",
            ),
            (
                "/paths/~1jobs/get/parameters/0/schema/items",
                "An object: an item of a parameter of `GET /jobs`.",
            ),
            ("/paths/~1jobs/get/parameters/0/schema", "An object: a parameter of `GET /jobs`."),
            ("/paths/~1jobs/parameters/0/schema", "An object."),
        ] {
            assert_eq!(said(Naming::Inline, pointer), expected);
        }
        let component = "/components/schemas/Job/properties/error";
        assert_eq!(said(Naming::Component, component), "An object.");
    }
}
