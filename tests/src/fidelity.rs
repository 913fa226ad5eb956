//! What the fidelity prover is asked about: the repository's own generated types.

use serde_json::Value;
use specwright::DecodeError;
use specwright::json;
use specwright::wire::{self, Wire};
use specwright_codegen::Config;
use specwright_codegen::diagnostic::Sink;
use specwright_codegen::pointer::FileId;
use specwright_codegen::read::{overlay, source};
use specwright_fidelity::{Answer, Complaint, Reading};

/// The description that a configuration generates from, its overlays applied, as JSON.
///
/// # Panics
/// Where it cannot be read.
pub fn corrected(config: &Config) -> Value {
    let read = |input: &specwright_codegen::Input| {
        source::read(&input.name, input.content.clone(), FileId(0)).expect("readable").0
    };
    let mut root = read(&config.document);
    for input in &config.overlays {
        overlay::apply(&read(input), &mut root, &mut Sink::default());
    }
    root.to_json()
}

/// What a type makes of a value.
///
/// # Panics
/// Where what it writes is not JSON.
pub fn answer<T: Wire>(value: &Value) -> Answer {
    let text = value.to_string();
    let written = |value: &T| {
        let text = written_alike(value);
        serde_json::from_slice(&text).expect("JSON")
    };
    Answer {
        from_text: reading(read_alike(&text), written),
        from_tree: reading(wire::deserialize::<T, _>(value.clone()), |value| {
            wire::serialize(value, serde_json::value::Serializer).expect("writable")
        }),
    }
}

/// Reads a text by both doors, which must not differ.
fn read_alike<T: Wire>(text: &str) -> Result<T, DecodeError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let by_serde_json = wire::deserialize::<T, _>(&mut reader);
    let by_serde_json = by_serde_json.and_then(|value| reader.end().map(|()| value));
    let ours = json::from_str(text);
    match (&ours, &by_serde_json) {
        (Ok(ours), Ok(by_serde_json)) => assert!(wire::is_same(ours, by_serde_json), "{text}"),
        // Where it lies in the text, only ours says.
        (Err(ours), Err(by_serde_json)) => {
            let by_serde_json = DecodeError::new(by_serde_json);
            assert_eq!(ours.pointer(), by_serde_json.pointer(), "{text}");
            assert_eq!(ours.variant(), by_serde_json.variant(), "{text}");
            assert_eq!(ours.reason(), by_serde_json.reason(), "{text}");
        }
        _ => panic!("one door reads what the other does not: {text}"),
    }
    ours
}

/// Writes a value by both doors, which must not differ.
fn written_alike<T: Wire>(value: &T) -> Vec<u8> {
    let ours = json::to_vec(value).expect("writable");
    let mut by_serde_json = Vec::new();
    wire::serialize(value, &mut serde_json::Serializer::new(&mut by_serde_json)).expect("writable");
    assert_eq!(String::from_utf8_lossy(&ours), String::from_utf8_lossy(&by_serde_json));
    ours
}

fn reading<T: Wire, E: std::fmt::Display>(
    read: Result<T, E>,
    written: impl Fn(&T) -> Value,
) -> Reading {
    match read {
        Ok(value) => {
            let invalid = wire::validate(&value).err();
            let violations = invalid.iter().flat_map(|invalid| invalid.violations());
            let complaint = |violation: &wire::Violation| Complaint {
                pointer: Some(violation.pointer.clone()),
                message: violation.message.clone(),
            };
            Reading::Read { back: written(&value), violations: violations.map(complaint).collect() }
        }
        Err(error) => {
            let error = DecodeError::new(&error);
            let pointer = error.pointer().map(str::to_owned);
            Reading::Refused(Complaint { pointer, message: error.reason().to_owned() })
        }
    }
}
