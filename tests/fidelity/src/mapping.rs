//! What a `discriminator` says of values, in the words of JSON Schema: which values of its property
//! mean which schema (OpenAPI 3.1, section 4.8.25). JSON Schema does not know the keyword, so that
//! without this an oracle would call a value of one variant, under the name of another, valid.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};

const COMPONENTS: &str = "/components/schemas";

/// Makes constants of the mappings of a description: of the variants of unions, and of the
/// components that extend a base.
pub(crate) fn constrain(openapi: &Value, document: &mut Value) {
    let Some(components) = openapi.pointer(COMPONENTS).and_then(Value::as_object) else { return };
    let marked: BTreeMap<&str, Vec<(String, Vec<String>)>> = components
        .keys()
        .map(|name| (name.as_str(), marks(components, name)))
        .filter(|(_, marks)| !marks.is_empty())
        .collect();
    let mut plain = Map::new();
    if let Some(schemas) = document.pointer_mut(COMPONENTS).and_then(Value::as_object_mut) {
        for (name, schema) in &mut *schemas {
            // A child extends what its base says, and is not known by its base's name.
            for part in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten()
            {
                let target = part.get("$ref").and_then(Value::as_str).and_then(component);
                if let Some(target) = target.filter(|target| marked.contains_key(target)) {
                    part["$ref"] = json!(format!("#/$defs/{}", plain_name(target)));
                }
            }
            if let Some(union) = components.get(name) {
                constrain_union(components, union, schema);
            }
        }
        for (name, marks) in &marked {
            let Some(schema) = schemas.get_mut(*name) else { continue };
            let mut parts = vec![json!({"$ref": format!("#/$defs/{}", plain_name(name))})];
            parts.extend(marks.iter().map(|(property, values)| of_values(property, values)));
            plain.insert(plain_name(name), std::mem::replace(schema, json!({"allOf": parts})));
        }
    }
    if let Some(definitions) = document.get_mut("$defs").and_then(Value::as_object_mut) {
        definitions.extend(plain);
    }
}

/// The mapped values of each variant of a union.
fn constrain_union(components: &Map<String, Value>, union: &Value, translated: &mut Value) {
    let Some((property, mapping)) = discriminator(union) else { return };
    for keyword in ["oneOf", "anyOf"] {
        let variants = translated.get_mut(keyword).and_then(Value::as_array_mut);
        for variant in variants.into_iter().flatten() {
            let Some(name) = variant.get("$ref").and_then(Value::as_str).and_then(component) else {
                continue;
            };
            let values = mapped(&mapping, name);
            if !values.is_empty() && allows(components, name, property, &values) {
                *variant = json!({"allOf": [variant.take(), of_values(property, &values)]});
            }
        }
    }
}

fn of_values(property: &str, values: &[String]) -> Value {
    json!({"properties": {property: {"enum": values}}})
}

fn plain_name(name: &str) -> String {
    format!("plain {name}").replace(['~', '/', '%', ' '], "_")
}

/// The properties by which bases know a component, each with its values.
fn marks(components: &Map<String, Value>, name: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for base in bases(components, name) {
        let Some((property, mapping)) = components.get(&base).and_then(discriminator) else {
            continue;
        };
        let mut values = mapped(&mapping, name);
        if values.is_empty() {
            values.push(name.to_owned());
        }
        if found.iter().all(|(known, _)| known != property)
            && allows(components, name, property, &values)
        {
            found.push((property.to_owned(), values));
        }
    }
    found
}

/// The components that one extends by `allOf`, from the nearest.
fn bases(components: &Map<String, Value>, name: &str) -> Vec<String> {
    let mut seen = HashSet::from([name.to_owned()]);
    let (mut found, mut open) = (Vec::new(), vec![name.to_owned()]);
    while let Some(name) = open.pop() {
        let parts = components.get(&name).and_then(|schema| schema.get("allOf"));
        for part in parts.and_then(Value::as_array).into_iter().flatten() {
            let base = part.get("$ref").and_then(Value::as_str).and_then(component);
            if let Some(base) = base
                && seen.insert(base.to_owned())
            {
                found.push(base.to_owned());
                open.push(base.to_owned());
            }
        }
    }
    found
}

/// Whether what describes the property in a component, or in what it extends, lets it have each of
/// some values.
fn allows(components: &Map<String, Value>, name: &str, property: &str, values: &[String]) -> bool {
    let of = |name: &str| components.get(name).into_iter().flat_map(own_parts).collect::<Vec<_>>();
    let all: Vec<&Value> =
        bases(components, name).iter().flat_map(|base| of(base)).chain(of(name)).collect();
    let mut described = false;
    for part in all {
        let Some(mut schema) = part.get("properties").and_then(|all| all.get(property)) else {
            continue;
        };
        described = true;
        for _ in 0..8 {
            let target = schema.get("$ref").and_then(Value::as_str).and_then(component);
            match target.and_then(|target| components.get(target)) {
                Some(target) => schema = target,
                None => break,
            }
        }
        let is_text = schema.get("type").is_none_or(|kind| kind == "string");
        let listed = schema.get("enum").and_then(Value::as_array).cloned();
        let listed = listed.or_else(|| schema.get("const").map(|only| vec![only.clone()]));
        let is_listed =
            |value: &String| listed.as_ref().is_none_or(|listed| listed.contains(&json!(value)));
        if !is_text || !values.iter().all(is_listed) {
            return false;
        }
    }
    described
}

/// A schema, and the parts of its `allOf` that stand in it.
fn own_parts(schema: &Value) -> impl Iterator<Item = &Value> {
    let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    std::iter::once(schema).chain(parts)
}

fn discriminator(schema: &Value) -> Option<(&str, Vec<(&str, &str)>)> {
    let discriminator = schema.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?;
    let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
    let mapping = mapping.filter_map(|(value, target)| Some((value.as_str(), target.as_str()?)));
    Some((property, mapping.collect()))
}

fn mapped(mapping: &[(&str, &str)], name: &str) -> Vec<String> {
    let is_it = |target: &str| target == name || component(target) == Some(name);
    let values = mapping.iter().filter(|(_, target)| is_it(target));
    values.map(|(value, _)| (*value).to_owned()).collect()
}

/// The component that a reference refers to.
fn component(reference: &str) -> Option<&str> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    (!name.contains('/')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::description::Description;
    use crate::oracle::Oracle;

    #[test]
    fn a_variant_and_a_child_are_valid_under_their_own_names_alone() {
        let text = || json!({"type": "string"});
        let openapi = json!({"components": {"schemas": {
            "Union": {
                "oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}],
                "discriminator": {"propertyName": "kind", "mapping": {"a": "A", "b": "#/components/schemas/B"}},
            },
            "A": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["a", "b"]}, "x": text()}},
            "B": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["a", "b"]}, "y": text()}},
            "Pet": {
                "type": "object", "required": ["type"], "properties": {"type": text()},
                "discriminator": {"propertyName": "type", "mapping": {"dog": "Dog"}},
            },
            "Dog": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"required": ["bark"]}]},
            "Puppy": {"allOf": [{"$ref": "#/components/schemas/Dog"}]},
        }}});
        let description = Description::new(&openapi, []);
        let mut oracle = Oracle::new(&description).expect("an oracle");
        let cases = [
            ("Union", json!({"kind": "a"}), true),
            ("Union", json!({"kind": "b"}), true),
            ("Union", json!({"kind": "c"}), false),
            ("Dog", json!({"type": "dog", "bark": 1}), true),
            ("Dog", json!({"type": "Dog", "bark": 1}), false),
            ("Puppy", json!({"type": "Puppy", "bark": 1}), true),
            ("Puppy", json!({"type": "dog", "bark": 1}), false),
            ("Pet", json!({"type": "anything"}), true),
        ];
        for (name, value, is_valid) in cases {
            let pointer = format!("/components/schemas/{name}");
            assert_eq!(oracle.allows(&pointer, &value), is_valid, "{name} {value}");
        }
    }
}
