//! A decode error names its place, what was expected and found, and the variant; in the same
//! words from bytes and from a tree, with the tag early or late.

use serde_json::Value;
use specwright::DecodeError;
use specwright::fine_tuning::*;

/// The error, which has to be the same from bytes and from a tree.
fn error(json: &str) -> DecodeError {
    let from_bytes = serde_json::from_slice::<CreateFineTuningJobRequest>(json.as_bytes());
    let value: Value = serde_json::from_str(json).expect("JSON");
    let from_value = serde_json::from_value::<CreateFineTuningJobRequest>(value);
    let from_bytes = from_bytes.expect_err("refused from bytes").to_string();
    let from_value = from_value.expect_err("refused from a tree");
    // What is read from a text also says where in the text, as serde_json does.
    let words = from_bytes.split(" at line ").next().expect("words");
    assert_eq!(words, from_value.to_string());
    DecodeError::new(&from_value)
}

fn with_grader(grader: &str) -> String {
    format!(
        r#"{{"model": "m", "training_file": "f", "method": {{"type": "reinforcement", "reinforcement": {{"grader": {grader}}}}}}}"#
    )
}

#[test]
fn a_grader_without_its_source() {
    for grader in [
        r#"{"type": "python", "name": "n"}"#,
        r#"{"name": "n", "type": "python"}"#,
        r#"{"name": "n", "image_tag": "t", "type": "python", "x": [1, {"y": 2}]}"#,
    ] {
        let error = error(&with_grader(grader));
        assert_eq!(error.pointer(), Some("/method/reinforcement/grader/source"));
        assert_eq!(error.reason(), "the required property is missing");
        assert_eq!(error.variant(), Some("python"));
    }
}

#[test]
fn a_property_of_the_wrong_kind_before_or_behind_the_tag() {
    for grader in [
        r#"{"type": "python", "name": "n", "source": 3}"#,
        r#"{"name": "n", "source": 3, "type": "python"}"#,
    ] {
        let error = error(&with_grader(grader));
        assert_eq!(error.pointer(), Some("/method/reinforcement/grader/source"));
        assert_eq!(error.reason(), "invalid type: integer `3`, expected a string");
        assert_eq!(error.variant(), Some("python"));
    }
}

#[test]
fn a_grader_without_a_tag() {
    let missing = error(&with_grader(r#"{"name": "n"}"#));
    assert_eq!(missing.pointer(), Some("/method/reinforcement/grader/type"));
    assert_eq!(missing.reason(), "the required property is missing, which names the variant");
    let number = error(&with_grader(r#"{"type": 3, "name": "n"}"#));
    assert_eq!(number.pointer(), Some("/method/reinforcement/grader/type"));
}

#[test]
fn deep_within_lists_maps_and_variants() {
    let score = r#"{"type": "score_model", "name": "s", "model": "m", "input": [{"role": "user", "content": [{"type": "input_text"}]}]}"#;
    let multi = format!(
        r#"{{"type": "multi", "name": "m", "calculate_output": "a", "graders": {{"a/b": {score}}}}}"#
    );
    let error = error(&with_grader(&multi));
    assert_eq!(
        error.pointer(),
        Some("/method/reinforcement/grader/graders/a~1b/input/0/content/0/text")
    );
    assert_eq!(error.reason(), "the required property is missing");
    assert_eq!(error.variant(), Some("input_text"));
}

#[test]
fn a_broken_text_has_a_line_and_no_pointer() {
    let error = serde_json::from_str::<FineTuningJob>("{\"id\": \"x\", ").expect_err("broken");
    let error = DecodeError::new(&error);
    assert_eq!(error.pointer(), None);
    assert_eq!(error.position().map(|(line, _)| line), Some(1), "{error}");
}
