//! A string is allocated once, as large as it is.

use specwright::fine_tuning::{FineTuningJobStatus, GraderPython, KeywordOrInteger, Metadata};

use super::cost::{of_our_door, of_reading};

#[test]
fn a_string_of_its_own_size() {
    let source = "x".repeat(10_000);
    let json = format!(r#"{{"type": "python", "name": "", "source": "{source}"}}"#);
    let cost = of_reading::<GraderPython>(&json);
    // An empty string owns nothing.
    assert_eq!((cost.count_total, cost.bytes_total), (1, 10_000));
}

/// A string with escapes has room for its text as it is written, which is never shorter.
#[test]
fn a_string_with_escapes_once() {
    let text = format!(r#""{}""#, r"line\n".repeat(100));
    let json = format!(r#"{{"type": "python", "name": "", "source": {text}}}"#);
    let cost = of_our_door::<GraderPython>(&json);
    assert_eq!((cost.count_total, cost.bytes_total), (1, text.len() as u64 - 2));
}

#[test]
fn a_known_value_owns_nothing_and_an_unknown_one_itself() {
    assert_eq!(of_reading::<FineTuningJobStatus>(r#""running""#).count_total, 0);
    assert_eq!(of_reading::<KeywordOrInteger>(r#""auto""#).count_total, 0);
    assert_eq!(of_reading::<KeywordOrInteger>("3").count_total, 0);
    let unknown = of_reading::<FineTuningJobStatus>(r#""hibernating""#);
    assert_eq!((unknown.count_total, unknown.bytes_total), (1, 11));
}

/// A map's node, and of each property the name and the value.
#[test]
fn the_properties_of_a_map() {
    let json = r#"{"a": "1", "b": "2", "c": "3"}"#;
    assert_eq!(of_reading::<Metadata>(json).count_total, 1 + 2 * 3);
}
