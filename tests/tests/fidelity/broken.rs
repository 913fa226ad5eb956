//! A prover that cannot fail proves nothing: types that lose something, each in its own way.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};
use specwright_fidelity::{
    Answer, Complaint, Description, Effort, Fidelity, Kind, Reading, fidelity, rejection,
};

const GRADER: &str = "/components/schemas/Grader";

fn description() -> Description {
    let grader = json!({
        "type": "object",
        "required": ["name", "tries"],
        "properties": {
            "name": {"type": "string", "maxLength": 20},
            "tries": {"type": "integer", "minimum": 1},
            "image": {"type": "string", "nullable": true},
        },
    });
    Description::new(
        &json!({"openapi": "3.0.3", "components": {"schemas": {"Grader": grader}}}),
        [],
    )
}

/// As serde's derives read and write it, with nothing to check.
fn derived<T: DeserializeOwned + Serialize>(_: &str, value: &Value) -> Answer {
    let reading = |read: serde_json::Result<T>| match read {
        Ok(value) => {
            let back = serde_json::to_value(&value).expect("writable");
            Reading::Read { back, violations: Vec::new() }
        }
        Err(error) => Reading::Refused(Complaint { pointer: None, message: error.to_string() }),
    };
    Answer {
        from_text: reading(serde_json::from_str(&value.to_string())),
        from_tree: reading(serde_json::from_value(value.clone())),
    }
}

fn found<T: DeserializeOwned + Serialize>() -> Fidelity {
    let pointers = [GRADER.to_owned()];
    fidelity(&description(), &pointers, &mut derived::<T>, &Effort::of(300)).expect("proven")
}

fn failing(found: &Fidelity) -> Vec<Kind> {
    found
        .kinds
        .iter()
        .filter(|(_, tally)| tally.kept < tally.valid)
        .map(|(kind, _)| *kind)
        .collect()
}

#[derive(Serialize, Deserialize)]
struct DropsUndeclared {
    name: String,
    tries: Number,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
}

#[test]
fn undeclared_properties_that_are_dropped() {
    let found = found::<DropsUndeclared>();
    let failing = failing(&found);
    assert!(failing.contains(&Kind::Undeclared) && failing.contains(&Kind::Mixed), "{failing:?}");
    let failure = &found.failures[0];
    assert_eq!((failure.verdict, failure.message.as_str()), ("changed", "the property is lost"));
    // The smallest instance has the required properties and the one that is lost.
    let properties = failure.instance.as_object().expect("an object");
    assert_eq!(properties.len(), 3, "{properties:?}");
    let lost = failure.pointer.as_deref().expect("a pointer");
    assert!(failure.instance.pointer(lost).is_some(), "{lost}");
}

#[derive(Serialize, Deserialize)]
struct RefusesFloats {
    name: String,
    tries: i64,
    #[serde(flatten)]
    extra: BTreeMap<String, Value>,
}

#[test]
fn integers_written_as_floats_that_are_refused() {
    let found = found::<RefusesFloats>();
    assert_eq!(failing(&found), [Kind::IntegralFloats, Kind::Mixed]);
    let failure = &found.failures[0];
    assert_eq!(failure.verdict, "refused");
    assert_eq!(failure.instance.as_object().map(|properties| properties.len()), Some(2));
}

#[derive(Serialize, Deserialize)]
struct AddsNulls {
    image: Option<String>,
    #[serde(flatten)]
    extra: BTreeMap<String, Value>,
}

#[test]
fn nulls_that_were_not_there() {
    let found = found::<AddsNulls>();
    assert!(failing(&found).contains(&Kind::Required));
    assert_eq!(found.failures[0].message, "a property was added");
    assert_eq!(found.failures[0].pointer.as_deref(), Some("/image"));
}

#[test]
fn faults_that_nobody_refuses() {
    let pointers = [GRADER.to_owned()];
    let found = rejection(&description(), &pointers, &mut derived::<Value>, &Effort::of(50));
    let found = found.expect("proven");
    let (faults, refused) = found.total();
    assert!(faults > 20 && refused == 0, "{refused} of {faults}");
    // A derived type sees that something is missing, and no limit.
    let found =
        rejection(&description(), &pointers, &mut derived::<DropsUndeclared>, &Effort::of(50));
    assert!(!found.expect("proven").failures.is_empty());
}
