//! Answers of the flagship endpoint, broken at each place in each way: the ones that cannot be
//! read say where and why, and the others come back as they came.

use std::collections::BTreeMap;

use serde_json::Value;
use specwright::DecodeError;
use specwright::fine_tuning::FineTuningJob;
use specwright_tests::given_back::is_given_back;
use specwright_tests::pointers::Step;
use specwright_tests::spec;

use super::mutants::{Mutant, mutants};
use super::ways;

/// The full job that the benches read, and the documented answers.
fn answers() -> Vec<Value> {
    let full = include_str!("../../../bench/payloads/job.json");
    let mut answers = vec![serde_json::from_str(full).expect("JSON")];
    answers.extend(spec::examples().into_iter().map(|(_, _, answer)| answer));
    answers
}

#[test]
fn every_mutant_that_is_refused_names_its_place() {
    let (mut at_the_place, mut within) = (0, 0);
    for answer in answers() {
        for mutant in mutants(&answer) {
            let Err(error) = ways::decode::<FineTuningJob>(&mutant.value) else { continue };
            assert!(error.reason().len() < 400, "not shortened: {error}");
            if is_read(&mutant, &answer) {
                let below = error.pointer().and_then(|found| found.strip_prefix(&mutant.place));
                assert!(below.is_some_and(|below| below.starts_with('/')), "{error}");
                within += 1;
            } else {
                assert_is_worth_reading(&error, &mutant, &answer);
                at_the_place += 1;
            }
        }
    }
    println!(
        "{at_the_place} mutants are refused at their place, {within} within what stands there"
    );
    assert!(at_the_place >= 200, "only {at_the_place} mutants are refused at their place");
    assert!(within > 0, "no mutant is refused within what stands at its place");
}

/// Whether what stands at the place is of a kind that is read there, so that what is wrong is
/// wrong within it: a list of other items, an object of other properties.
fn is_read(mutant: &Mutant, answer: &Value) -> bool {
    let is_one_of = |ends: &[&str]| ends.iter().any(|end| mutant.place.ends_with(end));
    let is_content = variant_of(&mutant.place, answer).as_deref() == Some("Array");
    let is_item = is_content && matches!(mutant.last, Step::Index(_));
    // What takes lists or objects, and holds something else in the answers.
    match (&mutant.before, &mutant.after) {
        (Value::Array(_), Some(Value::Array(_))) => true,
        (Value::Object(_), Some(Value::Object(_))) => true,
        (_, Some(Value::Array(_))) => is_one_of(&["/content", "/graders", "/integrations"]),
        (_, Some(Value::Object(_))) => is_item || is_one_of(&["/content", "/error", "/metadata"]),
        _ => false,
    }
}

fn assert_is_worth_reading(error: &DecodeError, mutant: &Mutant, answer: &Value) {
    assert_eq!(error.pointer(), Some(mutant.place.as_str()), "{error}");
    let variant = variant_of(&mutant.place, answer);
    assert_eq!(error.variant(), variant.as_deref(), "{error}");
    let words = error.reason();
    let Some(after) = &mutant.after else {
        let missing = words.strip_prefix("the required property is missing");
        assert!(matches!(missing, Some("" | ", which names the variant")), "{error}");
        return;
    };
    let (found, expected) = words.rsplit_once(", expected ").unwrap_or_else(|| panic!("{error}"));
    assert!(!expected.is_empty(), "{error}");
    // The tag of a grader or of an item names the variant, while that of a method is any other
    // value.
    if mutant.place.contains("/grader/") && mutant.last == Step::Name("type".to_owned()) {
        let found = found.strip_prefix("invalid value: ").unwrap_or_else(|| panic!("{error}"));
        assert!(is_beginning(found, &after.to_string()), "{error}");
    } else {
        let found = found.strip_prefix("invalid type: ").unwrap_or_else(|| panic!("{error}"));
        assert!(is_beginning(found, &in_words(after)), "{error}");
    }
}

/// Whether a text is shown whole, or as much of it as is worth showing.
fn is_beginning(shown: &str, whole: &str) -> bool {
    match shown.strip_suffix('…') {
        Some(beginning) => beginning.len() > 50 && whole.starts_with(beginning),
        None => shown == whole,
    }
}

/// A value as serde speaks of it.
fn in_words(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(boolean) => format!("boolean `{boolean}`"),
        Value::Number(number) if number.is_f64() => format!("floating point `{number}`"),
        Value::Number(number) => format!("integer `{number}`"),
        Value::String(text) => format!("string {text:?}"),
        Value::Array(_) => "sequence".to_owned(),
        Value::Object(_) => "map".to_owned(),
    }
}

/// The innermost variant that a place is known to be in.
///
/// In a job, unions are the graders, told apart by their `type`; what a grader of many has in
/// `graders`, a map in these answers; and what a message has in `content`, a list in them or
/// one item, of items told apart by their `type`.
fn variant_of(place: &str, answer: &Value) -> Option<String> {
    let mut parents: Vec<&str> = Vec::new();
    let mut rest = place;
    while let Some((parent, _)) = rest.rsplit_once('/') {
        parents.push(parent);
        rest = parent;
    }
    parents.into_iter().find_map(|parent| {
        let (_, last) = parent.rsplit_once('/')?;
        let is_told_by_tag =
            parent.contains("/grader") && answer.pointer(parent)?.get("type").is_some();
        match last {
            "graders" => Some("Map".to_owned()),
            "content" => Some("Array".to_owned()),
            // The tag itself, being wrong, does not tell the variant.
            _ if is_told_by_tag && place != format!("{parent}/type") => {
                answer.pointer(parent)?["type"].as_str().map(str::to_owned)
            }
            _ => None,
        }
    })
}

/// Why a mutant may be read, where it may.
fn excuse(mutant: &Mutant, written: &Value) -> &'static str {
    let is_fixed = is_fixed(mutant);
    if matches!(&mutant.last, Step::Name(name) if UNDECLARED.contains(&name.as_str())) {
        return "a property that the description does not name";
    }
    match (&mutant.before, &mutant.after) {
        (_, None) if is_fixed => "a fixed property that is not there",
        (_, None) if written.pointer(&mutant.place) == Some(&Value::Null) => {
            "a required property that is not there and may be null"
        }
        (_, None) => "an optional property that is not there",
        (_, Some(Value::Null)) => "a null for a property that may be missing",
        (_, Some(Value::String(_))) => "a value, known or not",
        (_, Some(_)) if is_fixed => "another value of a fixed property",
        (Value::Null, Some(_)) => "a value for a null",
        (Value::Number(_), Some(Value::Number(_))) => "a number for a number",
        (Value::String(_), Some(Value::Number(_))) => "a number for a string",
        (Value::Array(_), Some(Value::Array(_))) => "a list for a list",
        (Value::Object(_), Some(Value::Object(_))) => "an object for an object",
        (_, Some(after)) if is_union(&mutant.place) => match after {
            Value::Array(_) | Value::Object(_) => "a value of another variant",
            _ => "a value of a kind that no variant has",
        },
        (before, Some(after)) => panic!("{before} at {} was read as {after}", mutant.place),
    }
}

/// What the documented answers have beyond the description.
const UNDECLARED: [&str; 5] =
    ["response_format", "run_id", "shared_with_openai", "usage_metrics", "user_provided_suffix"];

/// Whether several types may stand at a place of a job.
fn is_union(place: &str) -> bool {
    let (parent, last) = place.rsplit_once('/').expect("not the root");
    let is_of_many = ["/graders", "/content"].iter().any(|end| parent.ends_with(end));
    is_of_many || ["grader", "graders", "content"].contains(&last)
}

fn is_fixed(mutant: &Mutant) -> bool {
    matches!(&mutant.last, Step::Name(name) if name == "object" || name == "type")
}

#[test]
fn every_mutant_that_is_forgiven_comes_back() {
    let mut forgiven = BTreeMap::new();
    for answer in answers() {
        for mutant in mutants(&answer) {
            let Ok(job) = ways::decode::<FineTuningJob>(&mutant.value) else { continue };
            let mut written = serde_json::to_value(&job).expect("writable");
            let excuse = excuse(&mutant, &written);
            // What is always written is there again: the one value of a fixed property, or a null.
            if let (None, Step::Name(name)) = (&mutant.after, &mutant.last) {
                let (parent, _) = mutant.place.rsplit_once('/').expect("not the root");
                let parent = written.pointer_mut(parent).and_then(Value::as_object_mut);
                let added = parent.expect("what it stood in").remove(name);
                assert!(added.is_none_or(
                    |added| added.is_null() || (is_fixed(&mutant) && added == mutant.before)
                ));
            }
            assert!(
                is_given_back(&mutant.value, &written),
                "{excuse}: {} became {written}",
                mutant.value
            );
            *forgiven.entry(excuse).or_insert(0) += 1;
        }
    }
    println!("{forgiven:#?}");
    for excuse in [
        "a null for a property that may be missing",
        "a number for a number",
        "a value of a kind that no variant has",
        "a value, known or not",
        "another value of a fixed property",
    ] {
        assert!(forgiven.contains_key(excuse), "there was never {excuse}");
    }
}
