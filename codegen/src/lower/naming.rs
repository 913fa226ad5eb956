//! The names that a place gives to what stands there.

use super::{Lowering, PreferredName};
use crate::ident;
use crate::pointer::Place;

impl Lowering<'_> {
    /// A name for a place that something refers to although it is no component.
    pub(super) fn preferred_name_of(&mut self, place: &Place) -> PreferredName {
        let mut preferred = String::new();
        let segments: Vec<String> = place.pointer.segments().collect();
        let is_of_operations =
            segments.first().is_some_and(|first| matches!(first.as_str(), "paths" | "webhooks"));
        let mut steps = segments.as_slice();
        while let [first, rest @ ..] = steps {
            steps = rest;
            match (first.as_str(), rest) {
                ("components", [_, name, rest @ ..]) if preferred.is_empty() => {
                    preferred = ident::pascal(name);
                    steps = rest;
                }
                // Below an operation, whose way is long, a definition has a name to go by.
                ("$defs" | "definitions", [name, rest @ ..]) if is_of_operations => {
                    preferred = ident::pascal(name);
                    steps = rest;
                }
                ("properties" | "$defs" | "definitions", [name, rest @ ..]) => {
                    preferred += &ident::pascal(name);
                    steps = rest;
                }
                // The parts of an `allOf` are of what stands around them.
                ("allOf", [_, rest @ ..]) => steps = rest,
                ("oneOf" | "anyOf", [index, rest @ ..]) => {
                    let number = index.parse().map_or(0, |index: usize| index + 1);
                    preferred += &format!("Variant{number}");
                    steps = rest;
                }
                ("then" | "else" | "if", _) => {}
                ("dependentSchemas", [_, rest @ ..]) => steps = rest,
                ("items", _) => preferred += "Item",
                ("additionalProperties", _) => preferred += "Value",
                ("schema" | "content" | "paths", _) => {}
                (step, _) => preferred += &ident::pascal(step),
            }
        }
        PreferredName::new(preferred)
    }

    /// The name of a schema component: of the document's own, or of what stands at the top
    /// of another file, which is called by its name there or by the file's.
    pub(super) fn component_name(&self, place: &Place) -> Option<String> {
        let segments: Vec<String> = place.pointer.segments().collect();
        match (segments.as_slice(), self.schemas.document().file_name(place.file)) {
            ([components, schemas, name], _)
                if components == "components" && schemas == "schemas" =>
            {
                Some(name.clone())
            }
            ([name], Some(_)) => Some(name.clone()),
            ([], Some(file)) => {
                let file = file.rsplit('/').next().unwrap_or_default();
                Some(file.split('.').next().unwrap_or_default().to_owned())
            }
            _ => None,
        }
    }
}
