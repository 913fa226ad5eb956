//! Changes of what a schema says beside its kind: limits, formats, documentation, who sends it.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::super::names;
use super::super::places::{at, chosen, components, list, operation, reference, schemas};
use super::schemas::{any_property, values};

/// A schema of one of these kinds, which is no `enum`.
fn scalar(document: &Value, kinds: &[&str], rng: &mut Rng) -> Option<String> {
    let is_wanted = |schema: &Map<String, Value>| {
        let kind = schema.get("type").and_then(Value::as_str);
        kind.is_some_and(|kind| kinds.contains(&kind)) && !schema.contains_key("enum")
    };
    chosen(schemas(document, is_wanted), rng)
}

/// Gives a schema a keyword, or takes it away where it has the same.
fn toggle(document: &mut Value, schema: &str, keyword: &str, value: Value) -> Option<()> {
    let schema = at(document, schema)?;
    if schema.get(keyword) == Some(&value) {
        schema.shift_remove(keyword);
    } else {
        schema.insert(keyword.to_owned(), value);
    }
    Some(())
}

/// A null by a union, as documents of OpenAPI 3.1 have it beside `$ref`.
pub(super) fn toggle_null_by_union(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let property = any_property(document, rng)?;
    let schema = document.pointer_mut(&property)?;
    let null = json!({"type": "null"});
    let variants = schema.get("anyOf").and_then(Value::as_array);
    let within = variants.filter(|it| it.len() == 2 && it[1] == null).map(|it| it[0].clone());
    *schema = match within {
        Some(within) => within,
        None if schema.get("anyOf").is_some() => return None,
        None => json!({"anyOf": [schema.clone(), null]}),
    };
    Some(())
}

pub(super) fn toggle_constant(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let is_one = |schema: &Map<String, Value>| {
        let values = schema.get("enum").and_then(Value::as_array);
        schema.get("const").is_some_and(Value::is_string)
            || values.is_some_and(|values| values.len() == 1 && values[0].is_string())
    };
    let schema = chosen(schemas(document, is_one), rng)?;
    let schema = at(document, &schema)?;
    if let Some(value) = schema.shift_remove("const") {
        schema.insert("type".to_owned(), json!("string"));
        schema.insert("enum".to_owned(), json!([value]));
    } else {
        let value = schema.shift_remove("enum")?.get(0)?.clone();
        schema.insert("const".to_owned(), value);
    }
    Some(())
}

pub(super) fn change_title(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let has_kind = |schema: &Map<String, Value>| schema.get("type").is_some_and(Value::is_string);
    let schema = chosen(schemas(document, has_kind), rng)?;
    let title = ["Job", "The State", "size", "Option", "New job", "état"][rng.usize(..6)];
    toggle(document, &schema, "title", json!(title))
}

pub(super) fn change_description(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let schema = any_property(document, rng)?;
    let text = ["What it is.", "What it was.", "As `Job`, <b>but</b> [other](#x)."][rng.usize(..3)];
    toggle(document, &schema, "description", json!(text))
}

pub(super) fn change_format(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let schema = scalar(document, &["string", "integer", "number"], rng)?;
    let formats: &[&str] = match document.pointer(&schema)?.get("type")?.as_str()? {
        "string" => &["date-time", "uuid", "uri", "email", "duration", "byte"],
        "integer" => &["int32", "int64", "uint64", "unixtime"],
        _ => &["float", "double"],
    };
    toggle(document, &schema, "format", json!(formats[rng.usize(..formats.len())]))
}

pub(super) fn change_default(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let schema = match rng.u8(..3) {
        0 => values(document, rng)?.trim_end_matches("/enum").to_owned(),
        _ => scalar(document, &["string", "integer", "boolean"], rng)?,
    };
    let node = document.pointer(&schema)?;
    let value = match (node.get("enum"), node.get("type").and_then(Value::as_str)) {
        (Some(values), _) => values.get(0)?.clone(),
        (_, Some("integer")) => json!(rng.u8(..3)),
        (_, Some("boolean")) => json!(rng.bool()),
        _ => json!(names::value(rng)),
    };
    toggle(document, &schema, "default", value)
}

pub(super) fn change_limits(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let schema = scalar(document, &["string", "integer", "number", "array", "object"], rng)?;
    let (keyword, value) = match document.pointer(&schema)?.get("type")?.as_str()? {
        "string" => match rng.u8(..3) {
            0 => ("pattern", json!("^[a-z]+$")),
            1 => ("minLength", json!(1)),
            _ => ("maxLength", json!(rng.u8(8..64))),
        },
        "array" => match rng.u8(..3) {
            0 => ("uniqueItems", json!(true)),
            1 => ("minItems", json!(1)),
            _ => ("maxItems", json!(rng.u8(8..64))),
        },
        "object" => ("maxProperties", json!(rng.u8(8..64))),
        _ => match rng.u8(..4) {
            0 => ("minimum", json!(0)),
            1 => ("maximum", json!(rng.u8(8..64))),
            2 => ("multipleOf", json!(2)),
            // Beyond what an `i64` holds.
            _ => ("maximum", json!(u64::MAX)),
        },
    };
    toggle(document, &schema, keyword, value)
}

pub(super) fn toggle_access(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let property = any_property(document, rng)?;
    let keyword = if rng.bool() { "readOnly" } else { "writeOnly" };
    let other = if keyword == "readOnly" { "writeOnly" } else { "readOnly" };
    at(document, &property)?.shift_remove(other);
    toggle(document, &property, keyword, json!(true))
}

/// Of a component, or of an operation with its parameters.
pub(super) fn toggle_deprecated(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let place = match rng.u8(..3) {
        0 => operation(document, rng)?,
        1 => {
            let parameters = format!("{}/parameters", operation(document, rng)?);
            let count = list(document, &parameters)?.len();
            format!("{parameters}/{}", rng.usize(..count.max(1)))
        }
        _ => format!("/components/schemas/{}", chosen(components(document), rng)?),
    };
    toggle(document, &place, "deprecated", json!(true))
}

pub(super) fn toggle_names_of_values(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let values = values(document, rng)?;
    let count = list(document, &values)?.len();
    let schema = at(document, values.trim_end_matches("/enum"))?;
    if schema.shift_remove("x-enum-varnames").is_none() {
        let first = ["First", "Other", "Self", "of_all"][rng.usize(..4)].to_owned();
        let rest = (1..count).map(|index| format!("Number{index}"));
        let names: Vec<String> = [first].into_iter().chain(rest).collect();
        schema.insert("x-enum-varnames".to_owned(), json!(names));
    }
    Some(())
}

pub(super) fn enum_to_component(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let values = values(document, rng)?;
    let schema = values.trim_end_matches("/enum");
    let name = names::component(rng);
    if schema.matches('/').count() < 4 || components(document).iter().any(|known| known == name) {
        return None;
    }
    let schema = std::mem::replace(document.pointer_mut(schema)?, reference(name));
    at(document, "/components/schemas")?.insert(name.to_owned(), schema);
    Some(())
}
