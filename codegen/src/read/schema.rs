//! One schema, typed: the only file that knows the kinds of schema `openapiv3` tells apart.
//!
//! The reader's kinds are flattened into one [`Schema`] of independent keywords, as
//! JSON Schema sees it: a keyword about another kind of value than the one at hand
//! simply says nothing.

use openapiv3::{
    AdditionalProperties, ReferenceOr, Schema as Typed, SchemaKind, Type, VariantOrUnknownOrEmpty,
};
use serde::de::value::MapDeserializer;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value as Json};

use super::dialect::{self, PREFIX};
use super::source::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Place;

/// A schema, its subschemas named by their places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// `$ref`, as written. Siblings count as if beside an `allOf` of one subschema.
    pub reference: Option<String>,
    /// `type`; empty where any is allowed.
    pub types: Vec<JsonType>,
    /// Whether null is allowed beside the types.
    pub nullable: bool,
    /// Whether null is all that is allowed.
    pub only_null: bool,
    /// `false`: nothing is allowed.
    pub nothing: bool,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `default`; a default of null is kept.
    pub default: Option<Json>,
    /// `example` and `examples`.
    pub examples: Vec<Json>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `format`.
    pub format: Option<String>,
    /// `enum` and `const`, without null.
    pub values: Option<Vec<Json>>,
    /// `properties`.
    pub properties: Vec<(String, Place)>,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// `patternProperties`.
    pub pattern_properties: Vec<(String, Place)>,
    /// `propertyNames`.
    pub property_names: Option<Place>,
    /// `items`.
    pub items: Option<Place>,
    /// `prefixItems`.
    pub prefix_items: Vec<Place>,
    /// `allOf`.
    pub all_of: Vec<Place>,
    /// `anyOf`.
    pub any_of: Vec<Place>,
    /// `oneOf`.
    pub one_of: Vec<Place>,
    /// `not`.
    pub not: Option<Place>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// The assertions about numbers, lengths and counts.
    pub bounds: Bounds,
    /// The keywords that assert something which no Rust of ours says.
    pub unsupported_keywords: Vec<String>,
}

/// The types of JSON Schema (Core, section 4.2.1), null apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub enum JsonType {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// What a schema says of undeclared properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Additional {
    /// Nothing: any are allowed.
    #[default]
    Unspecified,
    /// `true`: any are expected.
    Any,
    /// `false`: none are allowed.
    Closed,
    /// They are of this schema.
    Schema(Place),
}

/// The property that tells variants apart, and which variant each value means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discriminator {
    /// `propertyName`.
    pub property: String,
    /// `mapping`: value to schema name or reference, as written.
    pub mapping: Vec<(String, String)>,
}

/// Assertions about numbers, lengths and counts.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "the names are those of JSON Schema")]
pub struct Bounds {
    pub minimum: Option<Number>,
    pub maximum: Option<Number>,
    pub exclusive_minimum: Option<Number>,
    pub exclusive_maximum: Option<Number>,
    pub multiple_of: Option<Number>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub pattern: Option<String>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub unique_items: bool,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
}

/// Reads the schema at a node.
///
/// # Errors
/// Where even the translated schema is not one that 3.0 knows.
pub fn read(node: &Node, place: &Place) -> Result<(Schema, Vec<Diagnostic>), Box<Diagnostic>> {
    let translated = dialect::translate(node);
    let keywords = MapDeserializer::new(translated.keywords.into_iter());
    let typed = Typed::deserialize(keywords).map_err(|error: serde_json::Error| {
        Diagnostic::new(Code::SchemaUnreadable, format!("this schema cannot be read: {error}"))
            .at_node(node.location, place.pointer.clone())
    })?;
    Ok((flatten(typed, place, node.location), translated.problems))
}

fn flatten(typed: Typed, place: &Place, _: Location) -> Schema {
    let mut schema = flatten_kind(typed.schema_kind, place);
    let data = typed.schema_data;
    schema.nullable = data.nullable;
    schema.title = data.title;
    schema.description = data.description;
    schema.default = data.default;
    schema.examples.extend(data.example);
    schema.deprecated = data.deprecated;
    schema.read_only = data.read_only;
    schema.write_only = data.write_only;
    schema.discriminator = data.discriminator.map(|discriminator| Discriminator {
        property: discriminator.property_name,
        mapping: discriminator.mapping.into_iter().collect(),
    });
    for (name, value) in data.extensions {
        if let Some(keyword) = name.strip_prefix(PREFIX) {
            take_stashed(&mut schema, keyword, value, place);
        }
    }
    schema
}

/// Takes back what travelled because 3.0 has no keyword for it.
fn take_stashed(schema: &mut Schema, keyword: &str, value: Json, place: &Place) {
    match (keyword, value) {
        ("$ref", Json::String(reference)) => schema.reference = Some(reference),
        ("false", _) => schema.nothing = true,
        ("null", _) => schema.only_null = true,
        ("null-value", _) => schema.nullable = true,
        ("default", value) => schema.default = Some(value),
        ("examples", Json::Array(examples)) => schema.examples.extend(examples),
        ("types", Json::Array(types)) => {
            schema.types = types.iter().filter_map(Json::as_str).filter_map(json_type).collect();
        }
        ("minimum", Json::Number(bound)) => schema.bounds.minimum = Some(bound),
        ("maximum", Json::Number(bound)) => schema.bounds.maximum = Some(bound),
        ("exclusiveMinimum", Json::Number(bound)) => schema.bounds.exclusive_minimum = Some(bound),
        ("exclusiveMaximum", Json::Number(bound)) => schema.bounds.exclusive_maximum = Some(bound),
        ("prefixItems", Json::Array(items)) => {
            let places = place.child(keyword);
            schema.prefix_items = (0..items.len()).map(|index| places.item(index)).collect();
        }
        ("patternProperties", Json::Object(patterns)) => {
            let places = place.child(keyword);
            schema.pattern_properties =
                patterns.into_iter().map(|(name, _)| (name.clone(), places.child(&name))).collect();
        }
        ("propertyNames", _) => schema.property_names = Some(place.child(keyword)),
        (keyword, _) if UNSUPPORTED.contains(&keyword) => {
            schema.unsupported_keywords.push(keyword.to_owned())
        }
        _ => {}
    }
}

/// Assertions of JSON Schema that are stashed and have no Rust; the others annotate.
const UNSUPPORTED: &[&str] = &[
    "$dynamicRef",
    "$recursiveRef",
    "contains",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

fn flatten_kind(kind: SchemaKind, place: &Place) -> Schema {
    let mut schema = Schema::default();
    match kind {
        SchemaKind::Type(Type::String(string)) => {
            schema.types = vec![JsonType::String];
            schema.format = format_name(&string.format);
            schema.bounds.pattern = string.pattern;
            schema.bounds.min_length = string.min_length.map(widen);
            schema.bounds.max_length = string.max_length.map(widen);
            schema.values = values(string.enumeration);
        }
        SchemaKind::Type(Type::Number(number)) => {
            schema.types = vec![JsonType::Number];
            schema.format = format_name(&number.format);
            schema.bounds.multiple_of = number.multiple_of.and_then(Number::from_f64);
            schema.values = values(number.enumeration);
        }
        SchemaKind::Type(Type::Integer(integer)) => {
            schema.types = vec![JsonType::Integer];
            schema.format = format_name(&integer.format);
            schema.bounds.multiple_of = integer.multiple_of.map(Number::from);
            schema.values = values(integer.enumeration);
        }
        SchemaKind::Type(Type::Boolean(boolean)) => {
            schema.types = vec![JsonType::Boolean];
            schema.values = values(boolean.enumeration);
        }
        SchemaKind::Type(Type::Array(array)) => {
            schema.types = vec![JsonType::Array];
            schema.items = array.items.map(|_| place.child("items"));
            schema.bounds.min_items = array.min_items.map(widen);
            schema.bounds.max_items = array.max_items.map(widen);
            schema.bounds.unique_items = array.unique_items;
        }
        SchemaKind::Type(Type::Object(object)) => {
            schema.types = vec![JsonType::Object];
            schema.properties = properties(object.properties.into_keys(), place);
            schema.required = object.required;
            schema.additional = additional(object.additional_properties, place);
            schema.bounds.min_properties = object.min_properties.map(widen);
            schema.bounds.max_properties = object.max_properties.map(widen);
        }
        SchemaKind::OneOf { one_of } => schema.one_of = variants(&one_of, "oneOf", place),
        SchemaKind::AnyOf { any_of } => schema.any_of = variants(&any_of, "anyOf", place),
        SchemaKind::AllOf { all_of } => schema.all_of = variants(&all_of, "allOf", place),
        SchemaKind::Not { .. } => schema.not = Some(place.child("not")),
        SchemaKind::Any(any) => {
            schema.types = any.typ.as_deref().and_then(json_type).into_iter().collect();
            schema.format = any.format;
            schema.bounds = Bounds {
                multiple_of: any.multiple_of.and_then(Number::from_f64),
                min_length: any.min_length.map(widen),
                max_length: any.max_length.map(widen),
                pattern: any.pattern,
                min_items: any.min_items.map(widen),
                max_items: any.max_items.map(widen),
                unique_items: any.unique_items.unwrap_or_default(),
                min_properties: any.min_properties.map(widen),
                max_properties: any.max_properties.map(widen),
                ..Bounds::default()
            };
            schema.values = (!any.enumeration.is_empty()).then_some(any.enumeration);
            schema.properties = properties(any.properties.into_keys(), place);
            schema.required = any.required;
            schema.additional = additional(any.additional_properties, place);
            schema.items = any.items.map(|_| place.child("items"));
            schema.one_of = variants(&any.one_of, "oneOf", place);
            schema.any_of = variants(&any.any_of, "anyOf", place);
            schema.all_of = variants(&any.all_of, "allOf", place);
            schema.not = any.not.map(|_| place.child("not"));
        }
    }
    schema
}

fn json_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "boolean" => JsonType::Boolean,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        _ => return None,
    })
}

/// The name of a format, known to the reader or not.
fn format_name<T: Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Item(known) => {
            serde_json::to_value(known).ok().and_then(|name| name.as_str().map(str::to_owned))
        }
    }
}

fn values<T: Into<Json>>(values: Vec<Option<T>>) -> Option<Vec<Json>> {
    (!values.is_empty()).then(|| values.into_iter().flatten().map(Into::into).collect())
}

fn properties(names: impl Iterator<Item = String>, place: &Place) -> Vec<(String, Place)> {
    let places = place.child("properties");
    names.map(|name| (name.clone(), places.child(&name))).collect()
}

fn additional(additional: Option<AdditionalProperties>, place: &Place) -> Additional {
    match additional {
        None => Additional::Unspecified,
        Some(AdditionalProperties::Any(true)) => Additional::Any,
        Some(AdditionalProperties::Any(false)) => Additional::Closed,
        Some(AdditionalProperties::Schema(_)) => {
            Additional::Schema(place.child("additionalProperties"))
        }
    }
}

fn variants(variants: &[ReferenceOr<Typed>], keyword: &str, place: &Place) -> Vec<Place> {
    let places = place.child(keyword);
    (0..variants.len()).map(|index| places.item(index)).collect()
}

fn widen(count: usize) -> u64 {
    count as u64
}

/// Whether a node is a boolean schema that allows anything.
pub fn is_anything(node: &Node) -> bool {
    match &node.value {
        Value::Boolean(flag) => *flag,
        Value::Object(properties) => properties.is_empty(),
        _ => false,
    }
}
