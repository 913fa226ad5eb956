//! Names and values that look like a part of the error itself.
use serde_json::{Value, json};
use specwright::fine_tuning::{FineTuningJob, GraderMulti};
use specwright_tests::spec;

use super::ways::refuse;

/// What may stand in a document, and in an error has a meaning of its own.
const WORDS: [&str; 12] = [
    "",
    "a: b",
    ": ",
    "at /x: invalid type: null, expected a string",
    "x: the required property is missing",
    "a/b~c",
    "\"a: b\"",
    "back\\slash: \\\"",
    " at line 3 column 4",
    ", expected ",
    "(in the variant \"x\")",
    "é\n\u{7f}: \u{200b}",
];

#[test]
fn a_name_is_never_taken_for_the_end_of_the_place() {
    for name in WORDS {
        let graders = json!({"type": "multi", "name": "m", "calculate_output": "a", "graders": {
            name: {"type": "python", "name": "n"},
        }});
        let error = refuse::<GraderMulti>(&graders);
        let segment = name.replace('~', "~0").replace('/', "~1");
        assert_eq!(error.pointer(), Some(format!("/graders/{segment}/source").as_str()));
        assert_eq!(error.reason(), "the required property is missing");
        assert_eq!(error.variant(), Some("python"));
    }
}

#[test]
fn a_value_is_never_taken_for_a_part_of_the_reason() {
    for text in WORDS {
        let graders = json!({"type": "multi", "name": "m", "calculate_output": "a", "graders": {
            "a": {"type": "score_model", "name": "n", "model": "m", "input": text},
        }});
        let error = refuse::<GraderMulti>(&graders);
        assert_eq!(error.pointer(), Some("/graders/a/input"));
        let reason = format!("invalid type: string {text:?}, expected an array");
        assert_eq!((error.reason(), error.variant()), (reason.as_str(), Some("score_model")));
    }
}

#[test]
fn a_name_of_any_length_stays_whole_and_the_reason_is_there() {
    let (_, _, mut job) = spec::examples().swap_remove(0);
    let name = "n".repeat(5000);
    job["metadata"] = json!({&name: Value::Array(Vec::new())});
    let error = refuse::<FineTuningJob>(&job);
    assert_eq!(error.pointer(), Some(format!("/metadata/{name}").as_str()));
    assert_eq!(error.reason(), "invalid type: sequence, expected a string");
}
