//! Every way that a value can come: each has to say the same of it.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use specwright::Wire;
use specwright::{DecodeError, json};

/// Decodes a value in each way, its properties in each order, and returns the one result.
///
/// # Panics
/// Where two ways differ.
pub(super) fn decode<T: DeserializeOwned + Wire>(value: &Value) -> Result<T, DecodeError> {
    let orders = [value.clone(), with_tags_at(value, End::Front), with_tags_at(value, End::Back)];
    let mut results = orders.iter().flat_map(decode_in_order::<T>);
    let (_, first) = results.next().expect("at least one way");
    for (way, other) in results {
        assert_eq!(other, first, "{way} differs for {value}");
    }
    first
}

/// The error, which has to be the same in each way.
pub(super) fn refuse<T: DeserializeOwned + Wire>(value: &Value) -> DecodeError {
    decode::<T>(value).expect_err("has to be refused")
}

type Decoded<T> = (&'static str, Result<T, DecodeError>);

fn decode_in_order<T: DeserializeOwned + Wire>(value: &Value) -> [Decoded<T>; 6] {
    let text = value.to_string();
    [
        ("from a string", from_text(serde_json::from_str(&text))),
        ("from bytes", from_text(serde_json::from_slice(text.as_bytes()))),
        ("by our own door", by_our_door(json::from_slice(text.as_bytes()))),
        // A reader lends no strings: what arrives before a tag has to be owned.
        ("from a reader", from_text(serde_json::from_reader(text.as_bytes()))),
        ("from a tree", T::deserialize(value.clone()).map_err(DecodeError::new)),
        ("from a lent tree", T::deserialize(value).map_err(DecodeError::new)),
    ]
}

/// `serde_json` hands over the text of a value, not where it stands: there is no position.
fn from_text<T>(result: serde_json::Result<T>) -> Result<T, DecodeError> {
    result.map_err(|error| {
        assert_eq!((error.line(), error.column()), (0, 0), "{error}");
        DecodeError::new(error)
    })
}

/// Our own functions hand over an error in its parts, the position apart.
fn by_our_door<T>(result: Result<T, DecodeError>) -> Result<T, DecodeError> {
    result.map_err(|error| {
        let (line, column) = error.position().expect("a position");
        let text = error.to_string();
        let words = text.strip_suffix(&format!(" at line {line} column {column}"));
        DecodeError::new(words.expect("its end"))
    })
}

/// Where the tags of all objects are put.
#[derive(Clone, Copy)]
enum End {
    Front,
    Back,
}

/// The properties by which unions discriminate their variants, in the descriptions used here.
const TAGS: [&str; 2] = ["type", "kind"];

fn with_tags_at(value: &Value, end: End) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| with_tags_at(item, end)).collect(),
        Value::Object(properties) => {
            let is_tag = |name: &&String| TAGS.contains(&name.as_str());
            let tags = properties.keys().filter(is_tag);
            let others = properties.keys().filter(|name| !is_tag(name));
            let names: Vec<&String> = match end {
                End::Front => tags.chain(others).collect(),
                End::Back => others.chain(tags).collect(),
            };
            let moved = |name: &String| (name.clone(), with_tags_at(&properties[name], end));
            Value::Object(names.into_iter().map(moved).collect::<Map<_, _>>())
        }
        _ => value.clone(),
    }
}

#[test]
fn tags_are_moved_at_every_depth() {
    let value: Value =
        serde_json::from_str(r#"{"a": [{"b": 1, "type": "x", "c": 2}], "kind": 1, "d": 3}"#)
            .expect("JSON");
    let front = with_tags_at(&value, End::Front).to_string();
    assert_eq!(front, r#"{"kind":1,"a":[{"type":"x","b":1,"c":2}],"d":3}"#);
    let back = with_tags_at(&value, End::Back).to_string();
    assert_eq!(back, r#"{"a":[{"b":1,"c":2,"type":"x"}],"d":3,"kind":1}"#);
}
