//! A string is allocated once, as large as it is.

use specwright::fine_tuning::{FineTuningJobStatus, GraderPython, Metadata, NEpochs};

use super::cost::{of, of_our_door, of_reading, of_their_door};

#[test]
fn a_string_of_its_own_size() {
    let source = "x".repeat(10_000);
    let json = format!(r#"{{"type": "python", "name": "", "source": "{source}"}}"#);
    let cost = of_reading::<GraderPython>(&json);
    // An empty string owns nothing.
    assert_eq!((cost.count_total, cost.bytes_total), (1, 10_000));
}

/// Where an escape has to be put together, serde_json does so in a place of its own, for a
/// string that is alone as well.
#[test]
fn a_string_with_escapes_as_serde_json_has_it() {
    let text = format!(r#""{}""#, r"line\n".repeat(100));
    let alone = of_their_door::<String>(&text);
    let json = format!(r#"{{"type": "python", "name": "", "source": {text}}}"#);
    let cost = of_their_door::<GraderPython>(&json);
    assert!(alone.count_total > 1, "an escape is no longer put together elsewhere");
    assert_eq!(cost, alone);
    // Our own door puts it together where it stays.
    assert_eq!(of_our_door::<GraderPython>(&json).count_total, 1);
}

#[test]
fn a_known_value_owns_nothing_and_an_unknown_one_itself() {
    assert_eq!(of_reading::<FineTuningJobStatus>(r#""running""#).count_total, 0);
    assert_eq!(of_reading::<NEpochs>(r#""auto""#).count_total, 0);
    assert_eq!(of_reading::<NEpochs>("3").count_total, 0);
    let unknown = of_reading::<FineTuningJobStatus>(r#""hibernating""#);
    assert_eq!((unknown.count_total, unknown.bytes_total), (1, 11));
}

/// A map's node, and of each property the name and the value.
#[test]
fn the_properties_of_a_map() {
    let json = r#"{"a": "1", "b": "2", "c": "3"}"#;
    assert_eq!(of_reading::<Metadata>(json).count_total, 1 + 2 * 3);
}

/// A string that is owned already is taken over.
#[test]
fn none_from_a_tree() {
    let tree = serde_json::json!({"type": "python", "name": "n", "source": "s", "image_tag": "t"});
    let cost = of(|| serde_json::from_value::<GraderPython>(tree).expect("a grader"));
    assert_eq!(cost.count_total, 0);
}
