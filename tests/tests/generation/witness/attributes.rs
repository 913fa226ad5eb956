//! What stands before an item.

use syn::{Attribute, Visibility};

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

pub(super) fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

pub(super) fn deprecated(attributes: &[Attribute]) -> &'static str {
    if has(attributes, "deprecated") { "#[deprecated] " } else { "" }
}

/// What an item derives, by the last names.
pub(super) fn derives(attributes: &[Attribute]) -> Vec<String> {
    let mut derived = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let parse = attribute.parse_nested_meta(|meta| {
            derived.extend(meta.path.segments.last().map(|last| last.ident.to_string()));
            Ok(())
        });
        parse.expect("derives");
    }
    derived
}

/// Whether an attribute is `#[doc(hidden)]`, and not a text that says so.
pub(super) fn is_doc_hidden(attribute: &Attribute) -> bool {
    let mut is_hidden = false;
    if attribute.path().is_ident("doc") {
        // A text is no list, which is no error here.
        let _ = attribute.parse_nested_meta(|meta| {
            is_hidden |= meta.path.is_ident("hidden");
            Ok(())
        });
    }
    is_hidden
}
