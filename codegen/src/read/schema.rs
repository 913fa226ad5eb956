//! One schema: independent keywords, as JSON Schema sees them. A keyword about another kind of
//! value than the one at hand simply says nothing.

use serde_json::{Number, Value as Json};

use super::keyword;
use super::source::{Node, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Place;

/// A schema, its subschemas named by their places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// `$ref`, as written. Siblings count as if beside an `allOf` of one subschema.
    pub reference: Option<String>,
    /// `$dynamicRef`, as written.
    pub dynamic_reference: Option<String>,
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
    /// Whether `enum` lists values of another kind than `type` says, of which `values` has those
    /// of the type.
    pub listed_otherwise: bool,
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
    /// `contains`, with `minContains` and `maxContains`.
    pub contains: Option<Place>,
    /// `minContains`.
    pub min_contains: Option<u64>,
    /// `maxContains`.
    pub max_contains: Option<u64>,
    /// `unevaluatedProperties: false`.
    pub closes_unevaluated: bool,
    /// `then`, `else` and each of `dependentSchemas`: what holds under a condition.
    pub conditional: Vec<Place>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// The assertions about numbers, lengths and counts.
    pub bounds: Bounds,
    /// The keywords that assert something which no Rust of ours says.
    pub unsupported_keywords: Vec<String>,
}

/// The types of JSON Schema (Core, section 4.2.1), null apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// `defaultMapping` (OpenAPI 3.2): the schema of objects without a value that is mapped.
    pub default: Option<String>,
}

/// Assertions about numbers, lengths and counts.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "the names are those of JSON Schema")]
pub struct Bounds {
    pub minimum: Option<Number>,
    pub maximum: Option<Number>,
    pub exclusive_minimum: Option<Number>,
    pub exclusive_maximum: Option<Number>,
    pub multiple_of: Vec<Number>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub patterns: Vec<String>,
    /// Those that nothing can be held against.
    pub unchecked_patterns: Vec<String>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub unique_items: bool,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
    /// `dependentRequired`.
    pub dependent_required: Vec<(String, Vec<String>)>,
    /// What `not` forbids: schemas that say nothing but by keywords about the value itself.
    pub forbidden: Vec<Schema>,
    /// What `contains` asks for, of such schemas.
    pub contained: Vec<Contained>,
}

/// How many items of a list are of a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Contained {
    /// The schema.
    pub item: Schema,
    /// `minContains`, which is 1 unless it is said.
    pub least: u64,
    /// `maxContains`.
    pub most: Option<u64>,
}

/// Reads the schema at a node, and says what of it is ignored.
pub fn read(node: &Node, place: &Place) -> (Schema, Vec<Diagnostic>) {
    match &node.value {
        Value::Object(keywords) => keyword::read(keywords, place),
        // JSON Schema Core, section 4.3.2: `true` allows anything, `false` nothing.
        Value::Boolean(allows) => (Schema { nothing: !allows, ..Schema::default() }, Vec::new()),
        _ => {
            let message = format!("a schema was expected here, not {}", node.kind());
            let problem = Diagnostic::new(Code::SchemaExpected, message).at(node.location);
            (Schema::default(), vec![problem])
        }
    }
}
