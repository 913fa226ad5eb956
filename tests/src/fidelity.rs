//! What the fidelity prover is asked about: the repository's own generated types.

use serde_json::Value;
use specwright::DecodeError;
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
    let mut reader = serde_json::Deserializer::from_str(&text);
    let from_text = T::read(&mut reader).and_then(|value| reader.end().map(|()| value));
    let written = |value: &T| {
        let text = wire::to_vec(value).expect("writable");
        serde_json::from_slice(&text).expect("JSON")
    };
    Answer {
        from_text: reading(from_text, written),
        from_tree: reading(T::read(value.clone()), |value| {
            wire::to_value(value).expect("writable")
        }),
    }
}

fn reading<T: Wire>(read: serde_json::Result<T>, written: impl Fn(&T) -> Value) -> Reading {
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
