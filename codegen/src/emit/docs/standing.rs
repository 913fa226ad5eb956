//! What there is to say of a type that the description says nothing of: what it is, and where its
//! schema stands.

use super::code;
use crate::api::{Naming, Origin};

/// What a type is; of one that has no name in the description, also the property that it is of.
pub(in crate::emit) fn standing(origin: &Origin, what: &str) -> String {
    match place(origin) {
        Some(place) => format!("{what}: {}.", code(&place)),
        None => format!("{what}."),
    }
}

/// The place below a component, as a person would write it: `Job.error`, `Page.data[]`.
fn place(origin: &Origin) -> Option<String> {
    if origin.naming != Naming::Inline {
        return None;
    }
    let (_, pointer) = origin.pointer.split_once("/components/schemas/")?;
    let mut tokens = pointer.split('/');
    let mut place = unescaped(tokens.next()?);
    let mut has_left = false;
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
        has_left = true;
    }
    has_left.then_some(place)
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
        ] {
            assert_eq!(said(Naming::Inline, pointer), expected);
        }
        let component = "/components/schemas/Job/properties/error";
        assert_eq!(said(Naming::Component, component), "An object.");
    }
}
