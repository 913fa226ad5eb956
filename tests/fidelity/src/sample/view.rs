//! All schemas that hold at one place, without the keywords that only combine others.

use serde_json::{Map, Value};

use super::{Sampler, THRIFTY};
use crate::description::Description;
use crate::kind::Kind;

/// The schemas that hold at a place.
#[derive(Clone, Debug, Default)]
pub struct View<'a> {
    /// The schemas, each without its references, parts and variants, which are among the others.
    pub parts: Vec<&'a Map<String, Value>>,
    /// The unions of which a variant each was chosen.
    pub unions: Vec<&'a [Value]>,
}

impl<'a> Sampler<'a> {
    /// Follows references and parts and chooses variants; `None` where a schema allows nothing.
    pub(super) fn view(&mut self, schemas: &[&'a Value], depth: usize) -> Option<View<'a>> {
        let mut view = View::default();
        let mut waiting: Vec<&'a Value> = schemas.iter().rev().copied().collect();
        let description = self.description;
        while let Some(schema) = waiting.pop() {
            let part = match schema {
                Value::Bool(true) => continue,
                Value::Object(part) => part,
                _ => return None,
            };
            if view.parts.iter().any(|known| std::ptr::eq(*known, part)) {
                continue;
            }
            view.parts.push(part);
            if let Some(reference) = part.get("$ref").and_then(Value::as_str) {
                waiting.push(description.resolve(reference)?);
            }
            if let Some(Value::Array(all)) = part.get("allOf") {
                waiting.extend(all);
            }
            for keyword in ["oneOf", "anyOf"] {
                if let Some(Value::Array(variants)) = part.get(keyword) {
                    view.unions.push(variants);
                    waiting.push(self.variant(variants, depth)?);
                }
            }
        }
        Some(view)
    }

    fn variant(&mut self, variants: &'a [Value], depth: usize) -> Option<&'a Value> {
        let description = self.description;
        let (nulls, others): (Vec<&Value>, Vec<&Value>) =
            variants.iter().partition(|variant| kinds_of(description, variant) == ["null"]);
        if let Some(null) = nulls.first()
            && (others.is_empty() || self.wants_null())
        {
            return Some(null);
        }
        if depth > THRIFTY {
            // Scalars end a branch; null does, too.
            let scalar = |variant: &&&Value| {
                let kinds = kinds_of(description, variant);
                !kinds.is_empty() && !kinds.contains(&"object") && !kinds.contains(&"array")
            };
            if let Some(scalar) = others.iter().find(scalar) {
                return Some(scalar);
            }
            if let Some(null) = nulls.first() {
                return Some(null);
            }
            return Some(others[self.rng.usize(..others.len())]);
        }
        if others.is_empty() {
            return None;
        }
        let index = match self.kind {
            Kind::Mixed => self.rng.usize(..others.len()),
            _ => self.least_chosen(variants.as_ptr() as usize, others.len()),
        };
        Some(others[index])
    }
}

impl<'a> View<'a> {
    /// The types that all schemas agree on; `None` where none says any.
    pub fn types(&self) -> Option<Vec<&'static str>> {
        let mut common: Option<Vec<&'static str>> = None;
        for part in &self.parts {
            let Some(named) = part.get("type").map(types_of) else { continue };
            common = Some(match common {
                None => named,
                Some(common) => both(&common, &named),
            });
        }
        common
    }

    /// What a schema without a type speaks of.
    pub fn implied_type(&self) -> &'static str {
        const SIGNS: &[(&str, &[&str])] = &[
            (
                "object",
                &[
                    "properties",
                    "required",
                    "additionalProperties",
                    "minProperties",
                    "maxProperties",
                ],
            ),
            ("array", &["items", "prefixItems", "minItems", "maxItems", "uniqueItems"]),
            ("string", &["pattern", "minLength", "maxLength"]),
            ("number", &["minimum", "maximum", "multipleOf"]),
        ];
        let says = |keywords: &[&str]| {
            self.parts.iter().any(|part| keywords.iter().any(|keyword| part.contains_key(*keyword)))
        };
        SIGNS.iter().find(|(_, keywords)| says(keywords)).map_or("any", |(name, _)| name)
    }

    /// The narrowest of a count that several schemas may limit.
    pub fn count(&self, keyword: &str, narrower: fn(u64, u64) -> u64) -> Option<u64> {
        let counts = self.parts.iter().filter_map(|part| {
            let count = part.get(keyword)?;
            count.as_u64().or_else(|| count.as_f64().map(|count| count as u64))
        });
        counts.reduce(narrower)
    }

    /// The narrowest of a bound that several schemas may set.
    pub fn bound(&self, keyword: &str, narrower: fn(f64, f64) -> f64) -> Option<f64> {
        self.parts.iter().filter_map(|part| part.get(keyword)?.as_f64()).reduce(narrower)
    }

    /// Whether one of the schemas says that a keyword is true.
    pub fn says(&self, keyword: &str) -> bool {
        self.parts.iter().any(|part| part.get(keyword) == Some(&Value::Bool(true)))
    }

    /// Whether exactly one value is allowed.
    pub fn is_constant(&self) -> bool {
        self.parts.iter().any(|part| {
            part.contains_key("const")
                || part
                    .get("enum")
                    .and_then(Value::as_array)
                    .is_some_and(|values| values.len() == 1)
        })
    }
}

/// The kinds of values that a schema allows, as far as it says; empty where it does not.
pub fn kinds_of(description: &Description, schema: &Value) -> Vec<&'static str> {
    fn collect(
        description: &Description,
        schema: &Value,
        depth: usize,
        into: &mut Vec<&'static str>,
    ) {
        // A chain of references longer than this is a cycle.
        if depth > 16 {
            return;
        }
        let listed = match (schema.get("const"), schema.get("enum")) {
            (Some(value), _) => Some(std::slice::from_ref(value)),
            (None, Some(Value::Array(values))) => Some(values.as_slice()),
            _ => None,
        };
        if let Some(values) = listed {
            into.extend(values.iter().map(kind_of));
        } else if let Some(types) = schema.get("type") {
            into.extend(types_of(types));
        } else if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            if let Some(target) = description.resolve(reference) {
                collect(description, target, depth + 1, into);
            }
        } else {
            for keyword in ["anyOf", "oneOf", "allOf"] {
                for variant in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
                    collect(description, variant, depth + 1, into);
                }
            }
            if schema.get("properties").is_some() {
                into.push("object");
            }
        }
    }
    let mut kinds = Vec::new();
    collect(description, schema, 0, &mut kinds);
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// What kind of value a value is, as JSON Schema names it.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.as_f64().is_some_and(|float| float.fract() == 0.0) => {
            "integer"
        }
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

pub(super) fn is_of(value: &Value, types: &[&'static str]) -> bool {
    let kind = kind_of(value);
    types.contains(&kind) || kind == "integer" && types.contains(&"number")
}

const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

fn types_of(types: &Value) -> Vec<&'static str> {
    let known = |name: &Value| TYPES.iter().find(|known| name == **known).copied();
    match types {
        Value::Array(names) => names.iter().filter_map(known).collect(),
        name => known(name).into_iter().collect(),
    }
}

fn both(left: &[&'static str], right: &[&'static str]) -> Vec<&'static str> {
    let admits = |types: &[&str], name: &str| {
        types.contains(&name) || name == "integer" && types.contains(&"number")
    };
    let left_in_right = left.iter().filter(|name| admits(right, name));
    let right_in_left = right.iter().filter(|name| !left.contains(name) && admits(left, name));
    left_in_right.chain(right_in_left).copied().collect()
}
