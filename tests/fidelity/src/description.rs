//! The schemas of a description as one JSON Schema (2020-12) document, which is what the
//! oracle reads.
//!
//! The translation is written for itself and shares nothing with the generator's: two
//! readers that err alike would find each other right.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::mapping;

/// The schemas of a description, in the words of JSON Schema 2020-12.
///
/// Components stay where they were, so that `#/components/schemas/X` leads to them; what
/// else is referred to stands below `$defs`, by its pointer.
#[derive(Clone, Debug)]
pub struct Description {
    /// The document.
    pub document: Value,
    /// What could not be said in JSON Schema, and was left out of it.
    pub left_out: Vec<String>,
}

impl Description {
    /// Translates the schemas of an OpenAPI description that is corrected already, and of
    /// what else `pointers` name.
    pub fn new<'a>(openapi: &Value, pointers: impl IntoIterator<Item = &'a str>) -> Self {
        let mut translation = Translation { wanted: Vec::new(), left_out: Vec::new() };
        let components = openapi.pointer(COMPONENTS).and_then(Value::as_object);
        let schemas: Map<String, Value> = components
            .into_iter()
            .flatten()
            .map(|(name, schema)| (name.clone(), translation.schema(schema)))
            .collect();
        for pointer in pointers {
            translation.refer(&format!("#{pointer}"));
        }
        let mut definitions = BTreeMap::new();
        while let Some(pointer) = translation.wanted.pop() {
            if definitions.contains_key(&pointer) {
                continue;
            }
            let translated = openapi.pointer(&pointer).map(|schema| translation.schema(schema));
            match translated {
                Some(schema) => definitions.insert(pointer, schema),
                None => {
                    translation.left_out.push(format!("there is nothing at {pointer}"));
                    definitions.insert(pointer, json!(true))
                }
            };
        }
        let definitions: Map<String, Value> = definitions.into_iter().collect();
        let mut document = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "components": {"schemas": schemas},
            "$defs": definitions,
        });
        mapping::constrain(openapi, &mut document);
        Self { document, left_out: translation.left_out }
    }

    /// The reference by which the oracle finds the schema at a pointer of the description.
    pub fn reference(pointer: &str) -> String {
        match pointer.strip_prefix(COMPONENTS).and_then(|rest| rest.strip_prefix('/')) {
            Some(name) if !name.contains('/') => format!("#{}", encode(pointer)),
            _ => format!("#/$defs/{}", encode(&escape(pointer))),
        }
    }

    /// The schema at a pointer of the description.
    pub fn schema(&self, pointer: &str) -> Option<&Value> {
        self.resolve(&Self::reference(pointer))
    }

    /// What a reference within the document leads to.
    pub fn resolve(&self, reference: &str) -> Option<&Value> {
        self.document.pointer(&decode(reference.strip_prefix('#')?))
    }
}

/// Escapes a name for use in a JSON Pointer (RFC 6901, section 3).
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

const COMPONENTS: &str = "/components/schemas";

struct Translation {
    wanted: Vec<String>,
    left_out: Vec<String>,
}

impl Translation {
    fn schema(&mut self, schema: &Value) -> Value {
        let Value::Object(keywords) = schema else {
            return if schema.is_boolean() { schema.clone() } else { json!(true) };
        };
        let mut translated = Map::new();
        for (keyword, value) in keywords {
            self.keyword(keyword, value, keywords, &mut translated);
        }
        if keywords.get("nullable") != Some(&json!(true)) {
            return Value::Object(translated);
        }
        // OpenAPI 3.0 lets null stand beside any type; where there is no type to add it to,
        // people mean the same.
        match translated.get_mut("type") {
            Some(Value::String(name)) if !translated_combines(keywords) => {
                let names = json!([name, "null"]);
                translated.insert("type".to_owned(), names);
                if let Some(Value::Array(values)) = translated.get_mut("enum")
                    && !values.contains(&Value::Null)
                {
                    values.push(Value::Null);
                }
                Value::Object(translated)
            }
            _ => json!({"anyOf": [translated, {"type": "null"}]}),
        }
    }

    fn keyword(
        &mut self,
        keyword: &str,
        value: &Value,
        keywords: &Map<String, Value>,
        into: &mut Map<String, Value>,
    ) {
        let translated = match keyword {
            "$ref" => match value.as_str() {
                Some(reference) => json!(self.refer(reference)),
                None => return,
            },
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => match value {
                // JSON Schema has no empty lists of schemas.
                Value::Array(schemas) if !schemas.is_empty() => {
                    schemas.iter().map(|schema| self.schema(schema)).collect()
                }
                _ => return,
            },
            "properties" | "patternProperties" | "dependentSchemas" => match value {
                Value::Object(schemas) => Value::Object(
                    schemas.iter().map(|(name, at)| (name.clone(), self.schema(at))).collect(),
                ),
                _ => return,
            },
            "items"
            | "not"
            | "additionalProperties"
            | "propertyNames"
            | "contains"
            | "if"
            | "then"
            | "else"
            | "unevaluatedProperties"
            | "unevaluatedItems" => self.schema(value),
            "exclusiveMinimum" | "exclusiveMaximum" => {
                match (value, keywords.get(inclusive(keyword))) {
                    (Value::Number(_), _) => value.clone(),
                    (Value::Bool(true), Some(bound)) => bound.clone(),
                    _ => return,
                }
            }
            "minimum" if keywords.get("exclusiveMinimum") == Some(&json!(true)) => return,
            "maximum" if keywords.get("exclusiveMaximum") == Some(&json!(true)) => return,
            "pattern" => match value.as_str() {
                Some(pattern) if is_pattern(pattern) => value.clone(),
                _ => {
                    self.left_out.push(format!("the oracle cannot read the pattern {value}"));
                    return;
                }
            },
            // The oracle counts a name as often as it stands there, and finds objects too small.
            "required" => match value {
                Value::Array(names) => once(names),
                _ => return,
            },
            "type" | "enum" | "const" | "minimum" | "maximum" | "multipleOf" | "minLength"
            | "maxLength" | "minItems" | "maxItems" | "uniqueItems" | "minProperties"
            | "maxProperties" | "minContains" | "maxContains" | "dependentRequired" => {
                value.clone()
            }
            // Kept for the sampler; the oracle does not judge by it.
            "format" if value.is_string() => value.clone(),
            _ => return,
        };
        into.insert(keyword.to_owned(), translated);
    }

    fn refer(&mut self, reference: &str) -> String {
        // What stands in another file is not found here: nothing is known of it.
        let pointer = reference.strip_prefix('#').map_or_else(|| reference.to_owned(), decode);
        let translated = Description::reference(&pointer);
        if translated.starts_with("#/$defs/") {
            self.wanted.push(pointer);
        }
        translated
    }
}

fn once(names: &[Value]) -> Value {
    let is_first = |(index, name): &(usize, &Value)| !names[..*index].contains(name);
    names.iter().enumerate().filter(is_first).map(|(_, name)| name.clone()).collect()
}

/// Whether variants or parts stand beside the type, which would have to admit null, too.
fn translated_combines(keywords: &Map<String, Value>) -> bool {
    ["$ref", "allOf", "anyOf", "oneOf", "const"]
        .iter()
        .any(|keyword| keywords.contains_key(*keyword))
}

fn inclusive(keyword: &str) -> &'static str {
    if keyword == "exclusiveMinimum" { "minimum" } else { "maximum" }
}

fn is_pattern(pattern: &str) -> bool {
    jsonschema::validator_for(&json!({"pattern": pattern})).is_ok()
}

/// Percent-encodes what a URI fragment cannot hold (RFC 3986, section 3.5).
fn encode(pointer: &str) -> String {
    let mut encoded = String::new();
    for byte in pointer.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'$' => {
                encoded.push(byte as char);
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

fn decode(fragment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = fragment.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
