//! Changes of arrays whose places have schemas of their own, and of the properties that an object has
//! beside those that are described.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::super::places::{at, chosen, object, schemas};
use super::schemas::any_property;

/// A property becomes a pair; a tuple becomes longer, shorter, closed or open, or asks for more.
pub(super) fn change_tuple(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let is_tuple = |schema: &Map<String, Value>| schema.contains_key("prefixItems");
    let Some(place) = chosen(schemas(document, is_tuple), rng).filter(|_| rng.u8(..4) > 0) else {
        let property = any_property(document, rng)?;
        let pair = json!([{"type": "number"}, {"type": "string"}]);
        *document.pointer_mut(&property)? =
            json!({"type": "array", "prefixItems": pair, "minItems": 2, "items": false});
        return Some(());
    };
    let tuple = at(document, &place)?;
    let items = tuple.get_mut("prefixItems")?.as_array_mut()?;
    let count = items.len();
    match rng.u8(..4) {
        0 => {
            let kind = ["integer", "boolean", "string"][rng.usize(..3)];
            items.push(json!({"type": kind}));
        }
        1 if count > 1 => {
            items.pop();
            let least = tuple.get("minItems").and_then(Value::as_u64).unwrap_or_default();
            tuple.insert("minItems".to_owned(), json!(least.min(count as u64 - 1)));
        }
        2 => drop(tuple.insert("minItems".to_owned(), json!(rng.usize(..=count)))),
        _ => match tuple.shift_remove("items") {
            Some(_) => {}
            None => drop(tuple.insert("items".to_owned(), json!(false))),
        },
    }
    Some(())
}

/// The other properties of an object are of a type, of another one, of any, or there are none.
pub(super) fn change_rest(document: &mut Value, rng: &mut Rng) -> Option<()> {
    let object = object(document, rng)?;
    let object = at(document, &object)?;
    let rest = match rng.u8(..4) {
        0 => json!({"type": "integer"}),
        1 => json!({"type": "string"}),
        2 => json!(false),
        _ => return object.shift_remove("additionalProperties").map(|_| ()),
    };
    let was = object.insert("additionalProperties".to_owned(), rest.clone());
    (was != Some(rest)).then_some(())
}
