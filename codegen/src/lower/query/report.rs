//! Says what of a schema is neither a type nor a limit nor documentation: what is not checked, what has no
//! Rust, what is no keyword, what contradicts itself.

use serde_json::Value as Json;

use super::Schemas;
use super::merge::has_no_structure;
use crate::api::TagValue;
use crate::diagnostic::Code;
use crate::pointer::Place;
use crate::read::schema::{Additional, JsonType, Schema};
use crate::read::source::{Node, Value};
use crate::read::vocabulary::Vocabulary;

/// What a schema says of values that no Rust and no documentation of ours does.
const ANNOTATIONS: [&str; 3] = ["xml", "externalDocs", "$comment"];

/// What annotates a value where it is used: within a list, a map or a union nothing shows it.
const OF_USES: [&str; 4] = ["default", "deprecated", "readOnly", "writeOnly"];

/// The assertions that speak of values of some kinds alone.
const OF_KINDS: [(&[JsonType], &[&str]); 4] = [
    (
        &[JsonType::String],
        &[
            "minLength",
            "maxLength",
            "pattern",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
        ],
    ),
    (
        &[JsonType::Integer, JsonType::Number],
        &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
    ),
    (
        &[JsonType::Array],
        &[
            "items",
            "prefixItems",
            "additionalItems",
            "unevaluatedItems",
            "minItems",
            "maxItems",
            "uniqueItems",
            "contains",
            "minContains",
            "maxContains",
        ],
    ),
    (
        &[JsonType::Object],
        &[
            "properties",
            "required",
            "minProperties",
            "maxProperties",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "unevaluatedProperties",
            "discriminator",
        ],
    ),
];

impl Schemas<'_> {
    /// Says which assertions of a schema are neither types nor limits here.
    pub(super) fn report_unsupported(&mut self, schema: &Schema, place: &Place) {
        let is_open = matches!(schema.additional, Additional::Unspecified | Additional::Any);
        let is_mixed = !schema.pattern_properties.is_empty() && !schema.properties.is_empty();
        // What is kept as it came is checked where it is a scalar.
        let is_scalar = |schema: &Schema| matches!(schema.types.as_slice(), [one] if !matches!(one, JsonType::Array | JsonType::Object));
        self.report_annotations(place);
        self.report_within(schema);
        self.report_contradicting_values(schema, place);
        self.report_pointless(schema, place);
        let places: Vec<Place> =
            schema.pattern_properties.iter().map(|(_, place)| place.clone()).collect();
        let is_mixed =
            is_mixed && is_open && !places.iter().all(|place| is_scalar(&self.at(place)));
        let patterns = is_mixed.then_some("patternProperties");
        let unsupported = schema.unsupported_keywords.iter().map(String::as_str);
        let keywords = unsupported.chain(patterns);
        let keywords: Vec<String> = keywords.map(|keyword| format!("`{keyword}`")).collect();
        if let [first, others @ ..] = keywords.as_slice() {
            let verb = if others.is_empty() { "is" } else { "are" };
            let text = format!("{first}{} {verb} not checked", joined(others));
            self.note(Code::AssertionUnchecked, place, text);
        }
    }

    /// Says where a schema lists values that its `type` does not allow, so that nothing has both.
    fn report_contradicting_values(&mut self, schema: &Schema, place: &Place) {
        let is_of_a_type = |value: &Json| {
            let is = |kind: &JsonType| match kind {
                JsonType::Boolean => value.is_boolean(),
                JsonType::String => value.is_string(),
                JsonType::Array => value.is_array(),
                JsonType::Object => value.is_object(),
                JsonType::Number => value.is_number(),
                JsonType::Integer => value.as_f64().is_some_and(|number| number.fract() == 0.0),
            };
            schema.types.iter().any(is)
        };
        let values = schema.values.iter().flatten();
        let others = values.filter(|value| !is_of_a_type(value)).count();
        if others > 0 && !schema.types.is_empty() && !schema.listed_otherwise {
            let text = "its `enum` or `const` lists what is not of its `type`, and counts alone";
            self.note(Code::EnumAgainstType, place, text);
        }
    }

    /// Says which annotations of a schema have no Rust.
    fn report_annotations(&mut self, place: &Place) {
        let Ok(node) = self.document.node(place) else { return };
        let is_there = |keyword: &&&str| node.get(keyword).is_some();
        let keywords: Vec<&str> = ANNOTATIONS.iter().filter(is_there).copied().collect();
        for keyword in keywords {
            self.note(Code::AnnotationUnused, place, format!("`{keyword}` has no Rust"));
        }
        self.report_unknown(place, Vocabulary::Schema);
    }

    /// Says which annotations of what a value holds have no Rust: a property has a field to show
    /// them, and neither an item, a value of a map nor one of several variants has.
    fn report_within(&mut self, schema: &Schema) {
        let additional = match &schema.additional {
            Additional::Schema(values) => Some(values),
            _ => None,
        };
        let named = schema.pattern_properties.iter().map(|(_, place)| place);
        let within = schema.items.iter().chain(additional).chain(&schema.prefix_items).chain(named);
        let mut within: Vec<Place> = within.cloned().collect();
        let variants = [&schema.one_of, &schema.any_of].into_iter().flatten();
        let is_value = |variant: &&Place| {
            let node = self.document.node(variant).ok();
            let kind = node.and_then(|node| node.get("type"));
            !kind.is_some_and(|kind| {
                matches!(kind.value, Value::Null) || kind.string() == Some("null")
            })
        };
        let variants: Vec<&Place> = variants.filter(is_value).collect();
        if variants.len() > 1 {
            within.extend(variants.into_iter().cloned());
        }
        while let Some(place) = within.pop() {
            let Ok(node) = self.document.node(&place) else { continue };
            let says = |keyword: &&&str| {
                let value = node.get(keyword).map(|node| &node.value);
                !matches!(value, None | Some(Value::Boolean(false) | Value::Null))
            };
            let found = OF_USES.iter().filter(says);
            // A type of its own is deprecated as such.
            let found = found.filter(|keyword| **keyword != "deprecated" || !has_own_type(node));
            let found: Vec<String> = found.map(|keyword| format!("`{keyword}`")).collect();
            let parts = node.get("allOf").and_then(Node::list).map_or(0, <[Node]>::len);
            within.extend((0..parts).map(|index| place.child("allOf").item(index)));
            if let [first, others @ ..] = found.as_slice() {
                let verb = if others.is_empty() { "has" } else { "have" };
                let text = format!("{first}{} {verb} no Rust", joined(others));
                self.note(Code::AnnotationUnused, &place, text);
            }
        }
    }

    /// Says which words of a node are none of OpenAPI or JSON Schema, and not those of a vendor.
    pub(in crate::lower) fn report_unknown(&mut self, place: &Place, vocabulary: Vocabulary) {
        let Ok(node) = self.document.node(place) else { return };
        for (word, meant) in vocabulary.unknown(node) {
            let meant = meant.map(|meant| format!("; did you mean `{meant}`?"));
            let text =
                format!("`{word}` is no keyword, and is ignored{}", meant.unwrap_or_default());
            self.note(Code::KeywordUnknown, place, text);
        }
    }

    /// Says which assertions speak of values of another kind than the `type` beside them, so that every
    /// value keeps them (JSON Schema Core, section 7.6.1).
    fn report_pointless(&mut self, schema: &Schema, place: &Place) {
        let Ok(node) = self.document.node(place) else { return };
        if schema.types.is_empty() {
            let says_nothing_else = has_no_structure(schema)
                && schema.reference.is_none()
                && [&schema.all_of, &schema.any_of, &schema.one_of].iter().all(|it| it.is_empty());
            // A part of an `allOf` that says nothing else means the whole.
            let around = place.pointer.parent().and_then(|around| around.last());
            let is_part = around.as_deref() == Some("allOf");
            // OpenAPI 3.0, section 4.7.24: it adds null to the `type` beside it.
            let is_said = schema.nullable && node.get("nullable").is_some();
            if is_said && says_nothing_else && !is_part {
                let text = "`nullable` says nothing: without a `type`, any value is allowed";
                self.note(Code::KeywordPointless, place, text);
            }
            return;
        }
        let mut pointless: Vec<String> = Vec::new();
        for (kinds, keywords) in OF_KINDS {
            if !kinds.iter().any(|kind| schema.types.contains(kind)) {
                let there = keywords.iter().filter(|keyword| node.get(keyword).is_some());
                pointless.extend(there.map(|keyword| format!("`{keyword}`")));
            }
        }
        if let [first, others @ ..] = pointless.as_slice() {
            let verb = if others.is_empty() { "says" } else { "say" };
            let text = format!("{first}{} {verb} nothing of its `type`", joined(others));
            self.note(Code::KeywordPointless, place, text);
        }
    }

    /// Says which entries of a `mapping` name none of the variants.
    pub(in crate::lower) fn report_mapping(
        &mut self,
        schema: &Schema,
        variants: &[Place],
        place: &Place,
    ) {
        let Some(discriminator) = schema.discriminator.clone() else { return };
        for (value, target) in &discriminator.mapping {
            let Some(variant) = variants.iter().find(|variant| self.means(target, variant)) else {
                let text = format!("the `mapping` of `{value}` to `{target}` names no variant");
                self.note(Code::MappingIgnored, place, text);
                continue;
            };
            let summary = self.summary(variant);
            let kinds = self.kinds_of_property(&summary, &discriminator.property);
            if TagValue::named(value, &kinds).is_none() {
                let property = &discriminator.property;
                let text = format!(
                    "the `mapping` of `{value}` to `{target}` is ignored: `{property}` is never that"
                );
                self.note(Code::MappingIgnored, place, text);
            }
        }
    }
}

/// Whether what a node describes becomes a type that has its documentation.
fn has_own_type(node: &Node) -> bool {
    ["enum", "properties", "oneOf", "anyOf"].iter().any(|keyword| node.get(keyword).is_some())
}

/// What follows the first of several keywords.
fn joined(others: &[String]) -> String {
    others.iter().map(|keyword| format!(", {keyword}")).collect()
}
