//! The words of OpenAPI 3.0 to 3.2 and of the drafts of JSON Schema: what a node of each kind may say.

use super::source::Node;
use crate::similar::similar;

/// The kinds of nodes whose words are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    /// The OpenAPI Object.
    Document,
    /// The Path Item Object.
    PathItem,
    /// The Operation Object.
    Operation,
    /// The Parameter Object.
    Parameter,
    /// The Request Body Object.
    Body,
    /// The Response Object.
    Response,
    /// The Media Type Object.
    Media,
    /// The Schema Object, in every dialect that published documents mix.
    Schema,
}

impl Vocabulary {
    fn words(self) -> &'static [&'static str] {
        match self {
            Vocabulary::Document => &[
                "openapi",
                "$self",
                "info",
                "jsonSchemaDialect",
                "servers",
                "paths",
                "webhooks",
                "components",
                "security",
                "tags",
                "externalDocs",
            ],
            Vocabulary::PathItem => &[
                "$ref",
                "summary",
                "description",
                "get",
                "put",
                "post",
                "delete",
                "options",
                "head",
                "patch",
                "trace",
                "query",
                "additionalOperations",
                "servers",
                "parameters",
            ],
            Vocabulary::Operation => &[
                "tags",
                "summary",
                "description",
                "externalDocs",
                "operationId",
                "parameters",
                "requestBody",
                "responses",
                "callbacks",
                "deprecated",
                "security",
                "servers",
            ],
            Vocabulary::Parameter => &[
                "$ref",
                "name",
                "in",
                "description",
                "required",
                "deprecated",
                "allowEmptyValue",
                "example",
                "examples",
                "style",
                "explode",
                "allowReserved",
                "schema",
                "content",
            ],
            Vocabulary::Body => &["$ref", "description", "content", "required"],
            Vocabulary::Response => {
                &["$ref", "summary", "description", "headers", "content", "links"]
            }
            Vocabulary::Media => &[
                "$ref",
                "schema",
                "itemSchema",
                "example",
                "examples",
                "encoding",
                "prefixEncoding",
                "itemEncoding",
            ],
            Vocabulary::Schema => &[
                "$anchor",
                "$comment",
                "$defs",
                "$dynamicAnchor",
                "$dynamicRef",
                "$id",
                "$recursiveAnchor",
                "$recursiveRef",
                "$ref",
                "$schema",
                "$vocabulary",
                "additionalItems",
                "additionalProperties",
                "allOf",
                "anyOf",
                "const",
                "contains",
                "contentEncoding",
                "contentMediaType",
                "contentSchema",
                "default",
                "definitions",
                "dependencies",
                "dependentRequired",
                "dependentSchemas",
                "deprecated",
                "description",
                "discriminator",
                "else",
                "enum",
                "example",
                "examples",
                "exclusiveMaximum",
                "exclusiveMinimum",
                "externalDocs",
                "format",
                "id",
                "if",
                "items",
                "maxContains",
                "maximum",
                "maxItems",
                "maxLength",
                "maxProperties",
                "minContains",
                "minimum",
                "minItems",
                "minLength",
                "minProperties",
                "multipleOf",
                "not",
                "nullable",
                "oneOf",
                "pattern",
                "patternProperties",
                "prefixItems",
                "properties",
                "propertyNames",
                "readOnly",
                "required",
                "then",
                "title",
                "type",
                "unevaluatedItems",
                "unevaluatedProperties",
                "uniqueItems",
                "writeOnly",
                "xml",
            ],
        }
    }

    /// The words of a node that are none, and not those of a vendor; each with what may have been
    /// meant.
    pub(crate) fn unknown(self, node: &Node) -> Vec<(String, Option<&'static str>)> {
        let words = self.words();
        let names = node.object().into_iter().flat_map(|all| all.keys());
        let unknown = names.filter(|name| {
            !words.contains(&name.as_str()) && !name.starts_with("x-") && !name.starts_with("X-")
        });
        unknown.map(|name| (name.clone(), similar(name, words.iter().copied()))).collect()
    }
}
